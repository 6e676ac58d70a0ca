"""How people ask, in whole phrases: what the plans themselves hardly contain, for restoring diacritics.

Everyday Vietnamese of all regions; nothing here names a matter, a place or an agency.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from assistant.text.tokens import syllables

_PHRASES = """
ai chủ trì | ai phối hợp | ai làm | ai lo | ai ký | ai duyệt | ai chịu trách nhiệm | ai phụ trách | do ai | giao cho ai | giao ai | là ai
là những ai | thì ai | ai là đầu mối | ai theo dõi | ai phê duyệt | ai ban hành | ai đứng ra | ai chủ trì vậy | ai làm chính | người ký là ai
cơ quan nào | đơn vị nào | sở nào | ngành nào | cấp nào | bên nào | địa phương nào | phòng nào | do sở nào | thì sở nào | thuộc sở nào | sở nào lo
do cơ quan nào | do đơn vị nào | của cơ quan nào | những cơ quan nào | những đơn vị nào | cho sở nào | giao cho sở nào | thì cơ quan nào | thì đơn vị nào
khi nào | ngày nào | tháng nào | quý nào | năm nào | lúc nào | hôm nào | bữa nào | bao giờ | chừng nào | từ khi nào | tới khi nào | đến khi nào
vào lúc nào | vào ngày nào | trước ngày nào | thời gian nào | khi nào xong | bao giờ xong | hạn khi nào | hạn ngày nào | hạn chót | hạn cuối
chậm nhất | muộn nhất | trễ nhất | trước ngày mấy | ngày mấy | tháng mấy | quý mấy | hạn tới đâu | phải xong | xong chưa | thời hạn là
bao nhiêu | bao nhiêu phần trăm | bao lâu | bao lâu một lần | mấy lần | mấy phần trăm | mấy việc | mấy nhiệm vụ | thứ mấy | có mấy | có bao nhiêu
đạt bao nhiêu | là bao nhiêu | tối thiểu bao nhiêu | bao nhiêu nhiệm vụ | bao nhiêu tiền | bao nhiêu lần | số bao nhiêu | số mấy | mang số
gì | là gì | làm gì | những gì | có gì | gồm gì | gồm những gì | phải làm gì | phải làm những gì | thì phải làm gì | việc gì | những việc gì
sản phẩm là gì | kết quả là gì | ra cái gì | cái gì | văn bản gì | để làm gì | nhiệm vụ gì | mục tiêu là gì | có nhiệm vụ gì | nói gì | ghi gì
thế nào | như thế nào | ra sao | làm sao | tại sao | vì sao | thì sao | sao vậy | là sao | ở đâu | từ đâu | lấy đâu ra | lấy từ đâu | lấy ở đâu | tới đâu
có không | có phải không | đúng không | phải không | được không | hay không | có đúng không | chưa vậy | đúng chưa | chứ không phải | có phải
cho hỏi | cho mình hỏi | cho tôi hỏi | cho em hỏi | xin hỏi | mình hỏi | hỏi chút | cho biết | cho mình biết | xin cho biết | cho tôi biết
em hỏi | anh ơi | chị ơi | ad ơi | mình cần | tôi cần | em cần | tôi muốn hỏi | mình muốn biết | giúp mình | giúp tôi | giùm mình | giùm | dùm
vậy | vậy ạ | vậy anh | vậy chị | ạ | dạ | nhé | nhỉ | nha | hả | hả anh | ta | đó | nè | thôi | luôn | với | rồi | mới đúng | rốt cuộc | thật ra
thì | mà | là | có | của mình | bên mình | cơ quan mình | xã mình | huyện mình | tỉnh mình | sở mình | xã em | bên em | tôi ở | em ở | bên anh
thế còn | còn ai | còn gì | còn hạn | còn tỉnh | thế thì | vậy còn | vậy thì | còn ở | nếu vậy | ngoài ra | việc này | việc đó | cái này | cái đó | nhiệm vụ đó
liệt kê | kể tên | kể ra | kể hết | nêu | nêu rõ | tóm tắt | so sánh | đếm giúp | đếm xem | thống kê | danh sách | tất cả | đầy đủ | cho xem | cho coi | tìm giúp | tra giúp
thì phải | thì hạn | thì xã | thì huyện | thì tỉnh | thì cấp xã | thì cấp huyện | thì làm | thì ủy ban | thì mấy | thì bao nhiêu | thì khi nào | thì trước
thì cq nào | thì ubnd | thì xử lý | thì ra | thì có | thì được | thì giao | thì lấy | thì bên nào | thì trong | thì ngày nào | thì phần | thì đơn vị | này thì
có phải | có được | có cần | có nhiệm vụ | có trách nhiệm | có những | có các | có tất cả | tỉnh có | nào có | sở có | kế hoạch có | xã có | mình có | có nêu | có ghi
đặt chỉ tiêu | đặt ra | đặt mục tiêu | đặt tỷ lệ | từ việc | từ kế hoạch | qua đâu | đầu ra | đầu ra là gì | trong số | trong đó | sẽ có | sẽ ra | cuối cùng | tổng cộng
hai tỉnh | hai kế hoạch | mỗi cái | cái nào | cùng lúc | tôi cần biết | đang cần | cần gấp | chủ trì vậy | chủ trì luôn | những kế hoạch nào | kể hết giúp | tới hạn | đến hạn
khác nhau | giống nhau | khác gì | so với | cùng một | mỗi tỉnh | hai tỉnh | các tỉnh | tỉnh nào | nơi nào | kế hoạch nào | văn bản nào | quyết định nào | mục nào
phải có | phải nộp | phải báo cáo | được giao | được giao làm gì | được giao cho | giao làm | làm đầu mối | chịu trách nhiệm chính | đứng tên | đứng ra | lo vụ | lo việc
làm cùng ai | phối hợp với ai | cùng ai | với ai | với cơ quan nào | cùng làm | làm chung | hỗ trợ ai | tham gia cùng | nữa | nữa không | thêm gì | còn lại
ban hành khi nào | ký ngày nào | ký ngày bao nhiêu | do ai ký | ai ký quyết định | ai ký kế hoạch | chức vụ gì | gửi cho ai | gửi tới đâu | nơi nhận | có hiệu lực khi nào
căn cứ vào đâu | dựa vào đâu | theo văn bản nào | theo quy định nào | nhằm mục đích gì | để làm chi | làm chi | chi vậy | mô | răng | rứa | khi mô | ở mô | bữa mô | đi mô
kinh phí ở đâu | tiền ở đâu | lấy tiền ở đâu | nguồn nào | từ nguồn nào | tốn bao nhiêu | hết bao nhiêu | triệu đồng | tỷ đồng | kinh phí bao nhiêu
"""
_NAMING = 3
"""Asking words stand in most questions and in few passages; each phrase counts this often."""


@cache
def asking_counts() -> Mapping[str, int]:
    """How often each syllable, and each pair joined by ``_``, is taken to be met in questions."""
    counts: Counter[str] = Counter()
    for phrase in _PHRASES.replace("\n", "|").split("|"):
        tokens = syllables(phrase)
        counts.update([*tokens, *(f"{first}_{second}" for first, second in pairwise(tokens))])
    return {token: _NAMING * count for token, count in counts.items()}

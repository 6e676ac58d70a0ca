"""Vietnamese that several pages share, and that of the chat; gradio's own words are in ``gradio_strings``.

What only one template says stands in that template.
"""

TITLE = "Trợ lý tra cứu kế hoạch"
ASK_TITLE = "Hỏi đáp theo kế hoạch"
TAGLINE = "Hỏi về nhiệm vụ, cơ quan chủ trì, thời hạn trong các kế hoạch; trả lời kèm trích dẫn nguyên văn."
FOOTER = (
    "Câu trả lời chỉ dựa trên các kế hoạch đã nạp; hãy đối chiếu văn bản gốc trước khi sử dụng. "
    "Dữ liệu không rời khỏi máy chủ này."
)
NO_SCRIPT = "Trang này cần JavaScript. Hãy bật JavaScript trong trình duyệt rồi tải lại trang."

NAVIGATION = "Điều hướng chính"
NAV_CHAT = "Hỏi đáp"
NAV_PLANS = "Kế hoạch"
CRUMBS = "Vị trí trang"
SKIP = "Đến nội dung chính"
GO_DARK = "Giao diện tối"
GO_LIGHT = "Giao diện sáng"

WELCOME = "Anh/chị cần tra cứu nội dung gì?"
EXAMPLES = "Ví dụ (bấm để hỏi)"
NO_PLANS = "Chưa có kế hoạch nào. Người quản trị thêm bằng lệnh: assistant add TỆP."

QUESTION_LABEL = "Câu hỏi"
QUESTION_PLACEHOLDER = "Nhập câu hỏi…"
SEND = "Gửi"
STOP = "Dừng"
NEW_CHAT = "Trao đổi mới"
SCOPE_LABEL = "Tra cứu trong"
ALL_PLANS = "Tất cả kế hoạch"

CONVERSATION = "Nội dung trao đổi"
ASKED = "Câu hỏi"
ANSWERED = "Trả lời"
SCOPE_OF_TURN = "Tra cứu trong: {plans}"
SEARCHING = "Đang tra cứu…"
REFUSED = "Không tìm thấy câu trả lời trong các kế hoạch"
NEAREST = "Nội dung gần nhất (không phải câu trả lời)"
SEARCHED = "Đã tra cứu: {plans}"
SEARCHED_ALL = "tất cả {count} kế hoạch"
FAILED = "Chưa trả lời được"
SOURCES = "Trích dẫn"
SUGGESTIONS = "Câu hỏi tiếp theo"
CITATION = "Trích dẫn {number}"
CITATION_MISSING = "Câu trả lời không có trích dẫn số {number}"
INHERITED = "theo dòng trên"
BLANK_CELL = "(để trống)"
NUMBER = "Số TT"
TABLE = "Bảng, cuộn ngang nếu rộng hơn màn hình"
SOURCE = "Trích dẫn"
CITED_AS = "Dẫn nguồn:"
OPEN_PLAN = "Mở toàn văn"
NEW_TAB = "(mở trong thẻ mới)"
COPY_LINK = "Sao chép liên kết"
CLOSE = "Đóng"
OUTLINE = "Mục lục"
NOT_PRINTED = "(để trống hoặc không đọc được)"
PLAN_GONE = "Không có kế hoạch này trong kho; có thể kế hoạch đã được gỡ."
PASSAGE_GONE = "Không mở được đoạn này trong kế hoạch; có thể kế hoạch vừa được cập nhật."

COPY_MEMO = "Sao chép vào văn bản"
COPY_ANSWER = "Sao chép câu trả lời"
COPIED = "Đã sao chép"
COPY_FAILED = "Không sao chép được. Hãy bôi đen nội dung rồi nhấn Ctrl+C."
RETRY = "Hỏi lại"
EDIT = "Sửa câu hỏi"
MEMO_SOURCES = "Nguồn trích dẫn:"

EMPTY_QUESTION = "Hãy nhập câu hỏi rồi nhấn Gửi, hoặc bấm một câu hỏi gợi ý."
TOO_LONG = (
    "Câu hỏi dài {length} ký tự, tối đa {limit} ký tự. Hãy rút gọn rồi gửi lại; "
    "nội dung vẫn còn trong ô nhập."
)
STILL_SEARCHING = "Câu hỏi trước đang được tra cứu. Chờ trong giây lát hoặc nhấn Dừng."
STOPPED = "Đã dừng. Câu hỏi đã được đưa lại vào ô nhập."
EDITING = "Đang sửa câu hỏi cuối. Khi gửi, câu hỏi mới thay cho câu cũ."
CANCEL_EDIT = "Bỏ sửa"
UNEXPECTED = (
    "Có lỗi ngoài dự kiến khi tra cứu. Hãy thử gửi lại; nếu vẫn lỗi, báo người quản trị kèm thời điểm {time}."
)

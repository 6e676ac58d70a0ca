"""What no plan answers, whatever it says: personal data, opinions, orders to the assistant."""

import re
from dataclasses import dataclass

from assistant.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Limit:
    """Why a question is refused whatever the plans say."""

    reason: str
    """A sentence."""
    with_nearest: bool
    """Whether the plans may hold something near to it, as against another matter altogether."""


_PAY = "".join(
    rf"(?<!{word} )"
    for word in ("chat", "so", "do", "luc", "dung", "san", "luu", "nang", "ham", "tru", "thoi", "khoi", "doi", "dinh")
) + "luong"  # fmt: skip
"""Pay, as against "chất lượng", "đo lường", "năng lượng"."""

_LIMITS: tuple[tuple[re.Pattern[str], Limit], ...] = (
    (
        re.compile(
            r"^\W*(?:(?:xin )?chao\b|hello\b|hi\b|alo\b|cam on\b|thank)[\w ,!.]{0,30}$"
            r"|^\W*(?:ban|tro ly|ai) (?:la ai|ten (?:la )?gi|la gi|(?:co the )?(?:lam|giup) duoc (?:nhung )?gi)\b[\w ,?!.]{0,20}$"
        ),
        Limit(
            "Trợ lý tra cứu và trích dẫn nội dung các kế hoạch. Xin nhập câu hỏi, "
            "ví dụ: “Ai chủ trì số hóa hồ sơ cấp xã?”.",
            with_nearest=False,
        ),
    ),
    (
        re.compile(
            r"^(?!.*\b(?:ai|nao|bao gio|may|gi)\b)\W*(?:(?:ban|em|anh|chi|hay|nho|lam on|xin) ){0,3}(?:soan|viet|dich|ve)(?: thao)?(?: (?:giup|ho|cho))?"
            r"(?: (?:toi|em|minh|anh|chi))? (?:mot |1 |cai |ban |bai )*(?:bai|dien van|phat bieu|cong van|to trinh|bao cao|thu|tho|"
            r"bai tho|doan van|email|slide)\b"
        ),
        Limit(
            "Trợ lý chỉ tra cứu và trích dẫn nội dung các kế hoạch, không soạn văn bản khác.",
            with_nearest=False,
        ),
    ),
    (
        re.compile(
            r"^\W*(?:cac |nhung )?(?:giang vien|bao cao vien|thanh vien|truong doan|chuyen gia|hoc vien|ung vien)\b"
            r"[\w ,/-]{0,120}\b(?:la|gom) (?:nhung )?ai\b|"
            rf"\b(?:so )?(?:dien thoai|di dong|hotline|zalo|facebook|email|e-mail|thu dien tu|dia chi nha|ngay sinh|tuoi|{_PAY}|cccd|can cuoc|phone number)\b"
            r"[\w ,]{0,40}\b(?:giam doc|chu tich|truong phong|ong|ba|anh|chi(?! (?:so|tieu|tiet|dao|thi|phi|cuc|tra)\b)|can bo|lanh dao|nguoi ky|chanh van phong|director|so \w+)\b"
            r"|\bai (?:la|lam|dang la) (?:giam doc|pho giam doc|chu tich|pho chu tich|truong phong|chanh van phong|bi thu)\b"
            r"|\b(?:giam doc|pho giam doc|chu tich|pho chu tich|truong phong|chanh van phong|bi thu|lanh dao)\b[\w ,]{0,80}"
            rf"(?:\bten (?:la )?gi|la ai\b|ten ai\b|so dien thoai|di dong|\bbao nhieu tuoi|\b{_PAY}\b)"
        ),
        Limit(
            "Kế hoạch không nêu họ tên, số điện thoại hay thông tin cá nhân nên không trả lời câu hỏi này.",
            with_nearest=False,
        ),
    ),
    (
        re.compile(
            r"\b(?:theo (?:ban\b(?! (?:chi|do|ke|to|quan|tuyen))|em\b|anh\b|chi\b(?! (?:thi|tieu|dao|so|phi))|y kien cua ban\b)|ban (?:nghi|thay|danh gia)|y kien (?:cua )?ban|co nen(?! tang| kinh| van| khoa| cong| nep| hanh)|nen hay khong|tot hon(?!.*\b(?:ai|(?:co quan|don vi|so|ban|phong) nao|chu tri|lam gi)\b)|xau hon|hay hon|kem hon|gioi hon|do hon)\b"
            r"|\b(?:in your opinion|do you think)\b"
        ),
        Limit(
            "Câu hỏi xin ý kiến đánh giá; trợ lý chỉ trả lời những gì kế hoạch nêu.",
            with_nearest=True,
        ),
    ),
    (
        re.compile(
            r"(?<!bao cao )(?<!bao cao ve )\bket qua (?:thuc hien|dat duoc|trien khai|cong tac)\b.*\b(?:the nao|ra sao|den dau|nhu nao)\b"
            r"|^(?!.*\b(?:phan dau|muc tieu|chi tieu|phai|toi da|toi thieu)\b)(?:.*\b(?:duoc|dat)(?: duoc)? (?:bao nhieu|may) diem\b|diem (?:so )?[\w ,-]*\b(?:bao nhieu|may)\b)"
            r"|^(?!.*\b(?:phan dau|muc tieu|chi tieu|phai|muon|(?:den|toi|het) (?:nam )?20\d\d)\b).*\b(?:xep|dung|xep hang|dung hang) (?:thu|hang|hang thu) "
            r"(?:may|bao nhieu)\b"
            r"|\b(?:ca nhan|tap the|don vi|so|nguoi|ai|doanh nghiep|xa|phuong|huyen)(?: nao)?\b[\w ,]{0,40}\b(?:duoc (?:tang|khen|thuong|bo nhiem|phong|cong nhan)|dat giai|bi (?:ky luat|phe binh)|trung (?:tuyen|thau))\b(?=.*\b(?:nao|ai|nhung ai)\b|.{0,60}\?|.{0,90}$)(?<!\bmuc)"
            r"|^(?!.*\b(?:phan dau|muc tieu|chi tieu|phai|dat ra|de ra)\b).*\b(?:tinh|noi|dia phuong|so|don vi|huyen|xa) nao\b"
            r".*\b(?:diem|chi so|xep hang|thu hang|index|ty le)\b.*\b(?:cao|thap|tot|kem|yeu) nhat\b"
            r"|\b(?:viec|nhiem vu|muc|chi tieu) nao\b[\w ,]{0,40}\b(?:qua han|tre han|bi tre|bi cham|cham tien do|chua (?:xong|hoan thanh|lam))(?: roi)?[ ?.!]*$"
            r"|^(?:\W*(?:xin |cho )?(?:hoi |biet )?)ket qua (?:lay phieu|kiem tra|thanh tra|khao sat|danh gia|tuyen dung|thi|sap xep|cham diem)\b[\w ,]{0,80}\bra sao\b"
            r"|(?<!tinh hinh )(?<!theo )(?<!di )(?<!nhu cau )(?<!phu hop )\bthuc te (?:(?:da|la|thi) )*(?:duoc|dat|hai long|co|lam|hoan thanh|giam|tang|giai ngan|so)\b[\w ]{0,40}\b(?:bao nhieu|may)\b"
            r"|^(?:\W*tren )?thuc te\b[\w ,]{0,40}\bdat (?:duoc )?(?:bao nhieu|may)\b|\b(?:bao nhieu|may)\b[\w ]{0,20}\b(?:tren|trong) thuc te\b"
            r"|\btinh (?:toi|den) (?:gio|nay|hien tai|bay gio)\b|\bda\b[\w ]{0,40}\bduoc (?:bao nhieu|may)\b.*\broi\b"
            r"|\bbao nhieu (?:can bo|nguoi|cong chuc|vien chuc|truong hop|vu viec|lanh dao)\b[\w ,]{0,30}\b(?:bi|da|duoc (?:khen|tang|bo nhiem|de bat))\b"
            r"|\b(?:da|dang) (?:hoan thanh|xong|ban hanh|trien khai|thuc hien|dat)\b[\w ,]{0,40}\b(?:chua|den dau|duoc chua)\b"
        ),
        Limit(
            "Kế hoạch nêu việc phải làm, không nêu kết quả đã thực hiện nên không trả lời câu hỏi này.",
            with_nearest=True,
        ),
    ),
    (
        re.compile(
            r"\b(?:viet (?:cho|giup|ho)? ?(?:toi|em|minh)? ?(?:mot )?(?:bai tho|bai van|bai hat|truyen|code|doan ma)|lam tho|ke chuyen|nau (?:mon|pho)|cong thuc nau|thoi tiet|du bao|bong da|xo so|gia vang|ty gia)\b"
            r"|\bhom nay\b[\w ,]{0,12}(?<!danh )(?<!quoc )(?<!tham )(?<!chuyen )\bgia \w|(?<!danh )(?<!quoc )(?<!tham )(?<!chuyen )\bgia (?:\w+ ){1,6}(?:hom nay|bao nhieu (?:mot|1) (?:ky|kg|can|lit|tan|luong|chi|bao|cai))\b"
            r"|\b(?:toi|em|minh|dan)\b[\w ]{0,20}\b(?:nop|lam|xin|lay|gui) (?:ho so|giay|so do|thu tuc)\b[\w ,]{0,40}\b(?:o dau|the nao|bao lau|can gi|gi)\b"
            r"|\b(?:mat khau|loi nhac (?:he thong|an)|system prompt|api key|prompt)\b|\bdich (?:sang|ra) tieng\b"
        ),
        Limit(
            "Câu hỏi nằm ngoài nội dung các kế hoạch nên không trả lời.",
            with_nearest=False,
        ),
    ),
)


def find_limit(question: str) -> Limit | None:
    """Why a question cannot be answered from any plan; ``None`` where it may be."""
    folded = fold(question)
    return next((limit for pattern, limit in _LIMITS if pattern.search(folded)), None)

"""All patterns by which headings, markers, columns and metadata are told; nothing here knows a province."""

import re
from unicodedata import normalize

from assistant.text.casing import CAPITAL

# Kinds of documents by Nghị định 30/2020/NĐ-CP, Điều 7, and the legal kinds above them.
KINDS = (
    "Kế hoạch", "Quyết định", "Nghị quyết", "Chỉ thị", "Chương trình", "Đề án", "Phương án", "Thông báo",
    "Báo cáo", "Hướng dẫn", "Quy chế", "Quy định", "Nghị định", "Thông tư", "Công điện", "Kết luận",
    "Tờ trình", "Dự án", "Chiến lược", "Luật",
)  # fmt: skip


def _in_any_marks(word: str) -> str:
    """A pattern for a word in capitals whose diacritics recognition may have got wrong: ``KẺ HOẠCH``."""
    variants = {"A": "AĂÂ", "E": "EÊ", "I": "I", "O": "OÔƠ", "U": "UƯ", "Y": "Y", "D": "DĐ"}
    marks = "\u0300\u0301\u0303\u0309\u0323"
    classes = {
        base: "[" + "".join(c for v in letters for c in (v, *(normalize("NFC", v + m) for m in marks))
                            if len(c) == 1) + "]"
        for base, letters in variants.items()
    }  # fmt: skip
    return "".join(classes.get(normalize("NFD", c)[0].replace("Đ", "D"), re.escape(c)) for c in word.upper())


KIND_TITLE = re.compile(
    rf"^({'|'.join(map(_in_any_marks, KINDS))})(?:\s+(?:HÀNH ĐỘNG|TỔNG THỂ|PHỐI HỢP))?"
    r"(?:\s+CỦA\s[^a-z]+)?\s*$"
)
ENACTING = re.compile(r"^(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ)\s*:$")
APPENDIX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|Phụ Lục)(?:\s+(?:số\s+|SỐ\s+)?(\d+|[IVX]+|[A-Z])\b)?\s*[.:]?\s*(.*)$"
)
RECIPIENTS = re.compile(r"^Nơi nhận\s*:", re.IGNORECASE)
POSITIONS = (
    "CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|CHÁNH ÁN|"
    "VIỆN TRƯỞNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|BÍ THƯ|CHỦ NHIỆM|HIỆU TRƯỞNG"
)
SIGNATURE = re.compile(rf"^(?:(?:TM|KT|TL|TUQ|Q)\.|[TK]/[ML])\s|^(?:PHÓ\s+|QUYỀN\s+)?(?:{POSITIONS})\s*$")
LEGAL_BASIS = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
CLOSING = re.compile(r"\./\.\s*$|/\.\s*$")
LETTERHEAD = re.compile(r"CỘNG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc")
FOOTNOTE = re.compile(r"^([¹²³⁰⁴-⁹]+|\[\d+\])\s*\S")

# Outline markers, from the outermost to the innermost rank.
PART = re.compile(
    r"^(?:PHẦN|Phần)\s+(?:(?:thứ|THỨ)\s+)?"
    r"([IVX]+|\d+|(?i:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))\b(?=[.:]|\s*$|\s+"
    + CAPITAL
    + r")[.:]?\s*(.*)$"
)
CHAPTER = re.compile(r"^(?:CHƯƠNG|Chương)\s+([IVXLC]+|\d+)\b[.:]?\s*(.*)$")
DIVISION = re.compile(r"^(?:MỤC|Mục)\s+(\d+)\b[.:]?\s*(.*)$")
UPPER = re.compile(r"^([A-HK-MN-U])\s*\.\s+(?=\D)(.*)$")
ROMAN = re.compile(r"^(?!V/v)([IVX]+)\s*[.\-–/)]\s*(?=\S)(.*)$")
ARTICLE = re.compile(r"^(?:ĐIỀU|Điều)\s+(\d+[a-zđ]?)\s*[.:]?\s*(.*)$")
ARABIC = re.compile(r"^(\d{1,3})\s*[.)]\s+(?=\S)(.*)$")
DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)(?:\s*[.)])?\s+(?=\S)(.*)$")
ALPHA = re.compile(r"^([a-zđ])\s*[).]\s+(?=\S)(.*)$")
DASH = re.compile(r"^[-–•]\s*(?=[^\s\d%])(.*)$|^[-–•]\s+(?=\S)(.*)$")
PLUS = re.compile(r"^[+*]\s+(?=\S)(.*)$")

# Numbers of table rows: in a cell of their own ("24.", "III", "10.1") or before the text ("9. Báo cáo").
ROW_NUMBER = re.compile(r"^\(?((?:\d{1,3}|[IVXL]{1,6})(?:\.\d{1,3})*[a-zđ]?|[A-Z]|[a-zđ])\s*[.)]?$")
SECTION_IN_CELL = re.compile(r"^([IVXL]{1,6}|[A-Z])(?:\s*[.)\-–:])?\s+(?=\S)(.*)$")
NUMBER_IN_TASK = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Z])\s*[.)]\s+(?=\S)(.*)$")

# Dates: "ngày 18 tháng 12 năm 2023", "ngày 18/12/2023"; blanks are told apart by the missing digits.
DATE_LONG = re.compile(
    r"ngày\s*+(\d{1,2})?+[\s_.…]*+tháng\s*+(\d{1,2})?+[\s_.…]*+năm\s*+(\d{4})", re.IGNORECASE
)
DATE_SHORT = re.compile(r"ngày\s*+(\d{1,2})?+\s*+/\s*+(\d{1,2})?+\s*+/\s*+(\d{4})", re.IGNORECASE)
# "Số: 45/QĐ-UBND", "Số: /KH-UBND", "Số: 02/2024/QĐ-UBND"; organs of the Party write "Số 12-CTr/TU".
NUMBER_LINE = re.compile(
    r"(?:\bSố\s*:\s*|^\s*Số\s+(?=\d))"
    r"(\d*\s*/(?:\d{4}\s*/)?[A-ZĐ][A-ZĐ0-9\-]*|\d*\s*-\s*[A-ZĐ][A-Za-zĐ]*\s*/\s*[A-ZĐ][A-ZĐa-z]*)",
    re.MULTILINE,
)
ATTACHED = re.compile(
    r"[Kk]èm theo\s+(?P<kind>Quyết định|Kế hoạch|Nghị quyết|Công văn|Chương trình|Thông tư|Nghị định)\s+số\s*+:?\s*+"
    r"(?P<number>\d*\s*+/(?:\d{4}\s*/)?[A-ZĐ][A-ZĐa-z0-9\-]*)\s+(?P<date>ngày.{0,40}?\d{4})\s+của\s+(?P<issuer>[^)]{1,200})\)",
    re.DOTALL,
)
YEAR_RANGE = re.compile(r"giai đoạn\s*(?:từ\s*)?(?:năm\s*)?(20\d\d)\s*[-–]\s*(20\d\d)", re.IGNORECASE)
YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)
UNTIL_YEAR = re.compile(r"đến\s+(?:hết\s+)?năm\s+(20\d\d)", re.IGNORECASE)
# Who decides, in a line of its own below the title; recognition may have got the mark of ỦY wrong.
AUTHORITY = re.compile(
    r"^(?:(?:CHỦ TỊCH\s+)?(?:[ỦUÙÚ]Y|U[ỶYỲÝ]) BAN NHÂN DÂN(?:\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG|THỊ XÃ|QUẬN|ĐẶC KHU)\b[^a-z]*)?"
    r"|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|QUỐC HỘI|HỘI ĐỒNG NHÂN DÂN(?:\s+[^a-z]+)?"
    r"|(?:BỘ TRƯỞNG|THỐNG ĐỐC|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH ÁN|VIỆN TRƯỞNG|BAN THƯỜNG VỤ|BAN CHẤP HÀNH)"
    r"\s[^a-z]+)$"
)
# How the name of an organ starts in a letterhead, in capitals.
ORGAN = re.compile(
    r"^(?:(?:CHỦ TỊCH|BAN THƯỜNG VỤ|THƯỜNG TRỰC)\s+)?(?:(?:[ỦUÙÚ]Y|U[ỶYỲÝ]) BAN|UBND|HĐND|HỘI ĐỒNG|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|"
    r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:[ỦU]Y|U[ỶY])|ĐẢNG BỘ|BAN CHẤP HÀNH|BỘ|SỞ|BAN|CỤC|TỔNG CỤC|CHI CỤC|VỤ|PHÒNG|"
    r"THANH TRA|VĂN PHÒNG|NGÂN HÀNG|BẢO HIỂM|KHO BẠC|T[ÒO][ÀA]? ÁN|VIỆN|TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|LIÊN|TỔNG LIÊN|"
    r"HỘI|ĐOÀN|MẶT TRẬN|TỔNG CÔNG TY|TẬP ĐOÀN|CÔNG AN|KIỂM TOÁN|TRUNG TÂM|THUẾ|ĐÀI)\b"
)
CENTRAL = re.compile(
    r"^(?:Chính phủ|Thủ tướng|Phó Thủ tướng|Quốc hội|Ủy ban thường vụ Quốc hội|Chủ tịch nước|Bộ trưởng|Bộ(?! [Cc]hỉ huy)\b|Ban Chấp hành Trung ương|"
    r"Ban Bí thư|Tổng Bí thư|Thống đốc|Ngân hàng Nhà nước|Kiểm toán nhà nước|Văn phòng Chính phủ|Văn phòng Trung ương)"
    r"|\bTrung ương\b|\bViệt Nam$",
    re.IGNORECASE,
)
"""Organs of the whole country: what they issue belongs to no province."""
# A document that opens with its own name in one line: "Nghị định của Chính phủ số 115/2003/NĐ-CP ngày 10/10/2003 về …".
NAMED_IN_ONE_LINE = re.compile(
    rf"^(?P<kind>{'|'.join(KINDS)})(?: của (?P<before>[^\d]{{3,60}}?))?,? số:? *(?P<number>\d+/[\dA-ZĐ/\-]+)"
    r"(?:,? *(?P<date>ngày [\d/]+(?: tháng \d+ năm \d+)?))?(?: của (?P<after>[^\d]{3,60}?))?,? +(?P<subject>(?i:về|ban hành|quy định|hướng dẫn)\b.*)$",
    re.DOTALL,
)

# Column headers, folded (lower case, no diacritics: OCR slips in marks do not matter), to canonical keys.
# The first key whose pattern fits a header wins; of two columns with one key the better pattern keeps it.
NUMBER_HEADER = re.compile(r"^(?:stt|tt|so tt|so thu tu|s\.?t\.?t\.?)$")
COLUMN_KEYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("coordinate", re.compile(r"phoi hop")),
    ("lead", re.compile(r"chu tri|dau moi")),
    ("approver", re.compile(r"cap (?:ban hanh|trinh|phe duyet|quyet dinh)|phe duyet|tham quyen ban hanh")),
    ("monitor", re.compile(r"theo doi|giam sat")),
    ("target", re.compile(r"chi tieu (?:phan dau|nam|giao|duoc giao|ke hoach)|muc tieu (?:phan dau|nam \d)|ke hoach nam")),
    ("output", re.compile(r"san pham|ket qua|dau ra")),
    ("deadline", re.compile(r"thoi gian|thoi han|thoi diem|tien do|han hoan thanh|ngay hoan thanh|lo trinh")),
    ("funding", re.compile(r"kinh phi|nguon von|du toan")),
    ("objective", re.compile(r"^muc tieu")),
    ("activity", re.compile(r"hoat dong")),
    ("implementer", re.compile(r"(?:don vi|co quan|to chuc).*thuc hien|^trach nhiem thuc hien|^thuc hien$")),
    ("task", re.compile(r"nhiem vu")),
    ("task", re.compile(r"noi dung|cong viec|ten (?:de an|du an|van ban)|de an")),
    ("task", re.compile(r"chi tieu|tieu chi")),
)  # fmt: skip

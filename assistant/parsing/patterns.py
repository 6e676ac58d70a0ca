"""All patterns by which headings, markers, columns and metadata are told; nothing here knows a province."""

import re

# Kinds of documents by Nghị định 30/2020/NĐ-CP, Điều 7, and the legal kinds above them.
KINDS = (
    "Kế hoạch", "Quyết định", "Nghị quyết", "Chỉ thị", "Chương trình", "Đề án", "Phương án", "Thông báo",
    "Báo cáo", "Hướng dẫn", "Quy chế", "Quy định", "Nghị định", "Thông tư", "Công điện", "Kết luận",
    "Tờ trình", "Dự án", "Chiến lược", "Luật",
)  # fmt: skip
KIND_TITLE = re.compile(
    rf"^({'|'.join(kind.upper() for kind in KINDS)})(?:\s+(?:HÀNH ĐỘNG|TỔNG THỂ|PHỐI HỢP))?\s*$"
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
SIGNATURE = re.compile(rf"^(?:TM|KT|TL|TUQ|Q)\.\s|^(?:PHÓ\s+|QUYỀN\s+)?(?:{POSITIONS})\s*$")
LEGAL_BASIS = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
CLOSING = re.compile(r"\./\.\s*$|/\.\s*$")
LETTERHEAD = re.compile(r"CỘNG H[ÒO]À? XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc")
FOOTNOTE = re.compile(r"^([¹²³⁰⁴-⁹]+|\[\d+\])\s*\S")

# Outline markers, from the outermost to the innermost rank.
PART = re.compile(
    r"^(?:PHẦN|Phần)\s+(?:(?:thứ|THỨ)\s+)?"
    r"([IVX]+|\d+|(?i:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))\b(?=[.:]|\s*$|\s+[A-ZĐÀ-Ỹ])[.:]?\s*(.*)$"
)
CHAPTER = re.compile(r"^(?:CHƯƠNG|Chương)\s+([IVXLC]+|\d+)\b[.:]?\s*(.*)$")
DIVISION = re.compile(r"^(?:MỤC|Mục)\s+(\d+)\b[.:]?\s*(.*)$")
UPPER = re.compile(r"^([A-HK-MN-U])\s*\.\s+(?=\D)(.*)$")
ROMAN = re.compile(r"^(?!V/v)([IVX]+)\s*[.\-–/)]\s*(?=\S)(.*)$")
ARTICLE = re.compile(r"^(?:ĐIỀU|Điều)\s+(\d+[a-zđ]?)\s*[.:]?\s*(.*)$")
ARABIC = re.compile(r"^(\d{1,3})\s*[.)]\s+(?=\S)(.*)$")
DOTTED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\s*[.)]?\s+(?=\S)(.*)$")
ALPHA = re.compile(r"^([a-zđ])\s*[).]\s+(?=\S)(.*)$")
DASH = re.compile(r"^[-–•]\s*(?=[^\s\d%])(.*)$|^[-–•]\s+(?=\S)(.*)$")
PLUS = re.compile(r"^[+*]\s+(?=\S)(.*)$")

# Numbers of table rows: in a cell of their own ("24.", "III", "10.1") or before the text ("9. Báo cáo").
ROW_NUMBER = re.compile(r"^\(?((?:\d{1,3}|[IVXL]{1,6})(?:\.\d{1,3})*[a-zđ]?|[A-Z]|[a-zđ])\s*[.)]?$")
SECTION_IN_CELL = re.compile(r"^([IVXL]{1,6}|[A-Z])\s*[.)\-–:]?\s+(?=\S)(.*)$")
NUMBER_IN_TASK = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Z])\s*[.)]\s+(?=\S)(.*)$")

# Dates: "ngày 18 tháng 12 năm 2023", "ngày 18/12/2023"; blanks are told apart by the missing digits.
DATE_LONG = re.compile(r"ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})?\s*năm\s*(\d{4})", re.IGNORECASE)
DATE_SHORT = re.compile(r"ngày\s*(\d{1,2})?\s*/\s*(\d{1,2})?\s*/\s*(\d{4})", re.IGNORECASE)
NUMBER_LINE = re.compile(r"Số\s*:\s*(\d*\s*/(?:\d{4}\s*/)?[A-ZĐ][A-ZĐ0-9\-]*)")
ATTACHED = re.compile(
    r"[Kk]èm theo\s+(?P<kind>Quyết định|Kế hoạch|Nghị quyết|Công văn|Chương trình|Thông tư|Nghị định)\s+số\s*:?\s*"
    r"(?P<number>\d*\s*/[A-ZĐ][A-ZĐa-z0-9\-]*)\s+(?P<date>ngày.{0,40}?\d{4})\s+của\s+(?P<issuer>[^)]{1,200})\)",
    re.DOTALL,
)
YEAR_RANGE = re.compile(r"giai đoạn\s*(?:từ\s*)?(?:năm\s*)?(20\d\d)\s*[-–]\s*(20\d\d)", re.IGNORECASE)
YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)
AUTHORITY = re.compile(
    r"^(?:CHỦ TỊCH\s+)?(?:ỦY|UỶ) BAN NHÂN DÂN(?:\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG)\b.*)?$"
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

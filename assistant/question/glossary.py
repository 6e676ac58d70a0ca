"""Words that officials use in speech, and English ones, with the words that plans use for them."""

import re
from collections.abc import Mapping

from assistant.text.normalise import fold, has_diacritics

# Spoken or borrowed words (folded) and the official ones. Only words that no plan uses in another sense.
_SPOKEN: Mapping[str, str] = {
    "scan": "số hóa", "website": "trang thông tin điện tử", "trang web": "trang thông tin điện tử", "web": "trang thông tin điện tử",
    "ba con": "người dân", "online": "trực tuyến", "noi chuyen": "đối thoại", "tro chuyen": "đối thoại", "mail": "thư điện tử", "email": "thư điện tử",
    "may lan": "bao nhiêu lần", "may ban": "bao nhiêu lần", "sep": "lãnh đạo", "tai chanh": "tài chính", "hanh chanh": "hành chính", "dam may": "điện toán đám mây", "app": "phần mềm", "truc tuyen": "trực tuyến",
    "sap nhap xa": "sắp xếp đơn vị hành chính cấp xã", "sap nhap huyen": "sắp xếp đơn vị hành chính cấp huyện", "sau thang dau nam": "6 tháng đầu năm", "sau thang cuoi nam": "6 tháng cuối năm", "bn viec": "bao nhiêu việc", "bn nhiem vu": "bao nhiêu nhiệm vụ", "bn nv": "bao nhiêu nhiệm vụ", "bn chi tieu": "bao nhiêu chỉ tiêu", "la bn": "là bao nhiêu", "gop xa": "sắp xếp đơn vị hành chính cấp xã",
    "thieu tien": "kinh phí vượt quá khả năng", "giay to gi": "sản phẩm gì", "lam viec truc tuyen": "trực tuyến", "chu ky so": "chữ ký số", "nvu": "nhiệm vụ", "chanh quyen": "chính quyền", "bn": "bao nhiêu", "qui may": "quý mấy", "qui nao": "quý nào", "cq nao": "cơ quan nào", "dv nao": "đơn vị nào", "bn %": "bao nhiêu %", "bn phan tram": "bao nhiêu phần trăm", "o mo": "ở đâu", "khi mo": "khi nào", "ktra": "kiểm tra", "khong tre han": "đúng hạn", "khong tre": "đúng hạn", "khong qua han": "đúng hạn", "khong bi tre": "đúng hạn",
}  # fmt: skip
_ENGLISH: Mapping[str, str] = {
    "administrative procedure control": "kiểm soát thủ tục hành chính", "administrative procedures": "thủ tục hành chính", "administrative procedure": "thủ tục hành chính",
    "administrative reform": "cải cách hành chính", "public administration reform": "cải cách hành chính", "par index": "par index",
    "online public services": "dịch vụ công trực tuyến", "public services": "dịch vụ công", "online payment": "thanh toán trực tuyến", "online payments": "thanh toán trực tuyến",
    "one-stop": "một cửa", "one stop": "một cửa", "e-system": "hệ thống điện tử", "fee-bearing": "có phí lệ phí", "fees": "phí lệ phí",
    "digital transformation": "chuyển đổi số", "digital government": "chính quyền số", "e-government": "chính quyền điện tử", "digitization": "số hóa", "digitisation": "số hóa",
    "digitalization": "số hóa", "digitizing": "số hóa", "digitize": "số hóa", "records": "hồ sơ", "dossiers": "hồ sơ", "documents": "văn bản",
    "legal documents": "văn bản quy phạm pháp luật", "legal normative documents": "văn bản quy phạm pháp luật", "law enforcement": "thi hành pháp luật", "legal education": "phổ biến giáo dục pháp luật",
    "civil servants": "công chức", "public employees": "viên chức", "officials": "cán bộ", "training": "đào tạo bồi dưỡng tập huấn", "recruitment": "tuyển dụng",
    "satisfaction": "hài lòng", "survey": "khảo sát đo lường", "communication": "tuyên truyền", "propaganda": "tuyên truyền", "inspection": "kiểm tra", "information security": "an toàn thông tin",
    "business environment": "môi trường đầu tư kinh doanh", "competitiveness": "năng lực cạnh tranh", "action plan": "kế hoạch hành động", "dialogue": "đối thoại", "businesses": "doanh nghiệp", "enterprises": "doanh nghiệp",
    "citizens": "người dân", "public assets": "tài sản công", "public investment": "đầu tư công", "disbursement": "giải ngân", "budget revenue": "thu ngân sách",
    "job positions": "vị trí việc làm", "streamlining": "tinh giản", "payroll": "biên chế", "apparatus": "tổ chức bộ máy", "public finance": "tài chính công",
    "data center": "trung tâm dữ liệu", "data centre": "trung tâm dữ liệu", "database": "cơ sở dữ liệu", "shared data warehouse": "kho dữ liệu dùng chung", "open data": "dữ liệu mở", "digital signatures": "chữ ký số",
    "universities": "đại học", "colleges": "cao đẳng", "hospitals": "bệnh viện", "hospital fee": "viện phí", "hospital fees": "viện phí", "tuition": "học phí",
    "national public service portal": "cổng dịch vụ công quốc gia", "regulations": "quy định", "functions": "chức năng", "structure": "cơ cấu tổ chức", "specialised agencies": "cơ quan chuyên môn",
    "specialized agencies": "cơ quan chuyên môn", "draft": "soạn thảo", "draw up": "xây dựng", "list of": "danh mục", "pilot": "thí điểm", "piloted": "thí điểm", "filing": "nộp hồ sơ", "only": "chỉ", "payment": "thanh toán", "targets": "chỉ tiêu", "indicator": "chỉ số", "index": "chỉ số", "plan": "kế hoạch", "decision": "quyết định",
    "department of home affairs": "Sở Nội vụ", "department of justice": "Sở Tư pháp", "department of finance": "Sở Tài chính", "department of health": "Sở Y tế",
    "department of education and training": "Sở Giáo dục và Đào tạo", "department of planning and investment": "Sở Kế hoạch và Đầu tư", "department of information and communications": "Sở Thông tin và Truyền thông",
    "department of construction": "Sở Xây dựng", "department of science and technology": "Sở Khoa học và Công nghệ", "department of natural resources and environment": "Sở Tài nguyên và Môi trường",
    "people's committee": "Ủy ban nhân dân", "commune level": "cấp xã", "commune-level": "cấp xã", "communes": "cấp xã", "district level": "cấp huyện", "district-level": "cấp huyện", "provincial": "cấp tỉnh",
    "report": "báo cáo", "appendix": "phụ lục", "quarter": "quý", "first quarter": "quý I", "second quarter": "quý II", "third quarter": "quý III", "fourth quarter": "quý IV",
    "january": "tháng 1", "february": "tháng 2", "april": "tháng 4", "june": "tháng 6", "july": "tháng 7", "august": "tháng 8", "september": "tháng 9", "october": "tháng 10", "november": "tháng 11", "december": "tháng 12", "annex": "phụ lục", "section": "mục", "coordinating": "phối hợp", "contest": "cuộc thi", "connecting": "kết nối", "connect": "kết nối", "function": "chức năng", "simplification": "đơn giản hóa", "simplify": "đơn giản hóa", "improving": "cải thiện",
    "review": "rà soát", "evaluation": "đánh giá", "monitoring": "theo dõi", "purpose": "mục đích", "legal basis": "căn cứ pháp lý", "social policy bank": "Ngân hàng Chính sách xã hội", "internal": "nội bộ", "emulation": "thi đua",
    "scheme": "đề án", "provincial newspaper": "Báo tỉnh", "provincial television": "Đài tỉnh", "newspaper": "Báo tỉnh", "cloud computing": "điện toán đám mây", "archive": "lưu trữ", "electronic record": "hồ sơ điện tử",
    "award": "khen thưởng", "commendation": "khen thưởng", "self-assessment": "tự đánh giá chấm điểm", "complaint": "phản ánh kiến nghị", "feedback": "phản ánh kiến nghị", "petition": "phản ánh kiến nghị",
    "tax": "thuế", "land registry": "đăng ký đất đai", "land": "đất đai", "staff cut": "tinh giản biên chế", "downsizing": "tinh giản biên chế", "decentralization": "phân cấp", "decentralisation": "phân cấp",
    "state budget": "ngân sách nhà nước", "investment capital": "vốn đầu tư", "investment": "đầu tư", "salary": "tiền lương", "health": "y tế", "education": "giáo dục", "equitization": "chuyển thành công ty cổ phần",
    "conference": "hội nghị", "public service unit": "đơn vị sự nghiệp công lập", "party committee": "tỉnh ủy", "resolution": "nghị quyết", "decree": "nghị định", "directive": "chỉ thị", "on time": "đúng hạn",
    "public asset": "tài sản công", "asset": "tài sản", "legal document": "văn bản quy phạm pháp luật", "online service": "dịch vụ trực tuyến", "procedure": "thủ tục", "inspect": "kiểm tra", "digital signature": "chữ ký số",
    "civil servant": "công chức", "citizen": "người dân", "business": "doanh nghiệp", "enterprise": "doanh nghiệp", "record": "hồ sơ", "dossier": "hồ sơ", "job position": "vị trí việc làm",
}  # fmt: skip
_ENGLISH_WORDS = re.compile(
    r"\b(?:who|what|which|when|where|how|the|of|is|are|must|should|does|for|by|and|in|to|under|tasks?|compare)\b"
)
_MIN_ENGLISH = 3
"""Function words from which a question counts as English …"""
_MIN_KNOWN = 2
"""… or words of the table beside one of them, in a question without a Vietnamese letter."""


def _compile(table: Mapping[str, str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})s?(?!\w)(?! hanh\b)")  # "mấy bận", but not "quý mấy ban hành"


_NOT_SPOKEN = frozenset({"trợ chuyển"})
"""Official words that fold to spoken ones: "hỗ trợ chuyển đổi" is no "trò chuyện"."""
_SPOKEN_PATTERN = _compile(_SPOKEN)
_ENGLISH_PATTERN = _compile(_ENGLISH)


def is_english(text: str) -> bool:
    """Whether a question is in English; Vietnamese names inside do not matter."""
    function_words = len(_ENGLISH_WORDS.findall(text.lower()))
    if function_words >= _MIN_ENGLISH:
        return True
    if not function_words or has_diacritics(text):
        return False
    return len(set(_ENGLISH_PATTERN.findall(fold(text)))) >= _MIN_KNOWN


def to_official(text: str) -> str:
    """The question with spoken words replaced by those of plans, and English ones where it is English."""
    replaced = _replace(text, _SPOKEN_PATTERN, _SPOKEN)
    return _replace(replaced, _ENGLISH_PATTERN, _ENGLISH) if is_english(text) else replaced


def _replace(text: str, pattern: re.Pattern[str], table: Mapping[str, str]) -> str:
    folded = fold(text)
    if len(folded) != len(text):
        return text
    parts, end = [], 0
    for match in pattern.finditer(folded):
        official = table.get(match.group()) or table[match.group().removesuffix("s")]
        before = folded[: match.start()]
        if text[match.start() : match.end()].lower() in _NOT_SPOKEN:
            continue
        if fold(official).endswith(match.group()) and before.endswith(
            fold(official).removesuffix(match.group())
        ):
            continue  # "điện toán đám mây" is the official word already
        parts += [text[end : match.start()], official]
        end = match.end()
    return "".join([*parts, text[end:]])

"""Abbreviations of administrative writing, in one table; plans add the ones that they define themselves."""

import re
from collections.abc import Iterable, Mapping

from assistant.text.normalise import fold

ABBREVIATIONS: Mapping[str, str] = {
    "CCHC": "cải cách hành chính",
    "TTHC": "thủ tục hành chính",
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "QPPL": "quy phạm pháp luật",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "PBGDPL": "phổ biến giáo dục pháp luật",
    "TDTHPL": "theo dõi thi hành pháp luật",
    "THPL": "thi hành pháp luật",
    "CBCCVC": "cán bộ công chức viên chức",
    "CBCC": "cán bộ công chức",
    "CCVC": "công chức viên chức",
    "CB": "cán bộ",
    "DVCTT": "dịch vụ công trực tuyến",
    "DVC": "dịch vụ công",
    "HSCV": "hồ sơ công việc",
    "HSĐT": "hồ sơ điện tử",
    "BCĐ": "ban chỉ đạo",
    "BCSĐ": "ban cán sự đảng",
    "BCSD": "ban cán sự đảng",
    "TTTT": "thông tin và truyền thông",
    "KHĐT": "kế hoạch và đầu tư",
    "KHCN": "khoa học và công nghệ",
    "GDĐT": "giáo dục và đào tạo",
    "TNMT": "tài nguyên và môi trường",
    "NNPTNT": "nông nghiệp và phát triển nông thôn",
    "NNMT": "nông nghiệp và môi trường",
    "LĐTBXH": "lao động thương binh và xã hội",
    "VHTTDL": "văn hóa thể thao và du lịch",
    "GTVT": "giao thông vận tải",
    "CNTT": "công nghệ thông tin",
    "CĐS": "chuyển đổi số",
    "CQĐT": "chính quyền điện tử",
    "CSDL": "cơ sở dữ liệu",
    "SNCL": "sự nghiệp công lập",
    "ĐVSNCL": "đơn vị sự nghiệp công lập",
    "VTVL": "vị trí việc làm",
    "TGBC": "tinh giản biên chế",
    "TCBM": "tổ chức bộ máy",
    "QLNN": "quản lý nhà nước",
    "CQCM": "cơ quan chuyên môn",
    "PVHCC": "phục vụ hành chính công",
    "TTPVHCC": "trung tâm phục vụ hành chính công",
    "TTĐT": "thông tin điện tử",
    "PTTH": "phát thanh và truyền hình",
    "ATTT": "an toàn thông tin",
    "QLVB": "quản lý văn bản",
    "DN": "doanh nghiệp",
    "DNNN": "doanh nghiệp nhà nước",
    "DNNVV": "doanh nghiệp nhỏ và vừa",
    "HTNV": "hoàn thành nhiệm vụ",
    "ĐTBD": "đào tạo bồi dưỡng",
    "MTTQ": "mặt trận tổ quốc",
    "QĐ": "quyết định",
    "NQ": "nghị quyết",
    "KH": "kế hoạch",
    "VP": "văn phòng",
    "TW": "trung ương",
    "XDCB": "xây dựng cơ bản",
    "CQ": "cơ quan",
    "ĐV": "đơn vị",
    "BP": "bộ phận",
    "KP": "kinh phí",
    "HN": "hội nghị",
    "TL": "tỷ lệ",
    "HD": "hướng dẫn",
    "VH-XH": "văn hóa xã hội",
    "DM": "danh mục",
    "VH": "văn hóa",
    "TTg": "thủ tướng chính phủ",
    "ĐA": "đề án",
    "HCNN": "hành chính nhà nước",
    "BM": "bộ máy",
    "HS": "hồ sơ",
    "KQ": "kết quả",
    "BC": "báo cáo",
    "PA": "phương án",
    "PL": "phụ lục",
    "NV": "nhiệm vụ",
    "ND": "nội dung",
    "DS": "danh sách",
    "GD": "giao dịch",
    "PM": "phần mềm",
    "ĐH": "đại học",
    "CĐ": "cao đẳng",
    "BV": "bệnh viện",
    "VB": "văn bản",
    "NS": "ngân sách",
    "NSNN": "ngân sách nhà nước",
    "SP": "sản phẩm",
    "CC": "công chức",
    "VC": "viên chức",
    "LĐ": "lãnh đạo",
    "ĐT, BD": "đào tạo, bồi dưỡng",
    "HL": "hài lòng",
    "XH": "xã hội",
    "XD": "xây dựng",
    "BNV": "bộ nội vụ",
    "BTP": "bộ tư pháp",
    "BTTTT": "bộ thông tin và truyền thông",
    "BKHCN": "bộ khoa học và công nghệ",
    "BTC": "bộ tài chính",
    "KT-XH": "kinh tế xã hội",
    "KTXH": "kinh tế xã hội",
    "CT-XH": "chính trị xã hội",
    "DVCQG": "dịch vụ công quốc gia",
    "KLKC": "kỷ luật kỷ cương",
    "KTRA": "kiểm tra",
    "GĐ": "giám đốc",
    "PGĐ": "phó giám đốc",
    "CVP": "chánh văn phòng",
    "CTHĐ": "chương trình hành động",
    "CTr": "chương trình",
    "ĐGH": "đơn giản hóa",
    "TTr": "tờ trình",
    "QTNB": "quy trình nội bộ",
    "SNV": "sở nội vụ",
    "SYT": "sở y tế",
    "SXD": "sở xây dựng",
    "SGDĐT": "sở giáo dục và đào tạo",
    "STNMT": "sở tài nguyên và môi trường",
    "STTTT": "sở thông tin và truyền thông",
    "SKHĐT": "sở kế hoạch và đầu tư",
    "STP": "sở tư pháp",
    "STC": "sở tài chính",
    "VPUB": "văn phòng ủy ban nhân dân",
    "VPUBND": "văn phòng ủy ban nhân dân",
}
"""Short form to full form; the common ones of provincial plans."""


_VOWEL = re.compile(r"[aeiouy]")


def _letters(folded: str) -> str:
    """A pattern for a folded form as people type it: ``d`` stands for ``đ`` too."""
    return folded.replace("d", "[dđ]")


class Abbreviations:
    """Expands short forms in running text, the curated ones and those that plans define."""

    def __init__(self, defined: Iterable[tuple[str, str]] = ()) -> None:
        """Take the curated table and the forms that plans define.

        Args:
            defined: pairs (short, full) from the plans; the curated table wins where both know a form.
        """
        table = {fold(short): full.lower() for short, full in defined}
        table |= {fold(short): full for short, full in ABBREVIATIONS.items()}
        # Short forms with a vowel ("BA") may be syllables; they count only in capitals.
        self._table = table
        forms = sorted(table, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w/])(?:{'|'.join(map(_letters, forms))})(?!\w)", re.IGNORECASE)

    def expand(self, text: str) -> str:
        """The text with short forms spelt out: ``"TTHC cấp xã"`` gives ``"thủ tục hành chính cấp xã"``.

        Parts of document symbols (``/KH-UBND``) and of names (``Sở KH&CN``) are left alone.
        """
        return self._pattern.sub(self._replacement, text)

    def _replacement(self, match: re.Match[str]) -> str:
        form, text = match.group(), match.string
        if len(form) <= 3 and not form.isupper() and form not in ABBREVIATIONS and _VOWEL.search(fold(form)):
            return form
        before, after = text[: match.start()], text[match.end() :]
        if before.endswith(("/", "-", "&")) or (after.startswith(("-", "/", "&")) and after[1:2].isupper()):
            return form
        return self._table.get(fold(form), form)

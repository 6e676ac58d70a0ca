"""Agencies by canonical name: how people and plans write them, their level and what became of them in 2025."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.reference import agency_successors
from assistant.text.normalise import fold
from assistant.types import Level


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency, or a class of agencies where ``collective`` ("các sở, ban, ngành")."""

    name: str
    level: Level
    collective: bool = False
    successor: str | None = None
    """Name since the 2025 reorganisation, where it changed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency found in a text at ``[start, end)``."""

    agency: Agency
    start: int
    end: int


# Canonical name, level, and patterns over folded text. Names are those of the national scheme for provincial
# agencies (Nghị định 24/2014/NĐ-CP and 45/2025/NĐ-CP); nothing here belongs to one province.
_DEPARTMENT = r"\b(?:so|s\.)\s*"
_P, _C, _D, _X = Level.PROVINCE, Level.CENTRAL, Level.DISTRICT, Level.COMMUNE
_UBND = r"(?:uy ban nhan dan|ubnd)"
_NAMED: tuple[tuple[str, Level, str], ...] = (
    ("Sở Nội vụ", _P, _DEPARTMENT + r"noi vu\b|\bsnv\b"),
    ("Sở Tư pháp", _P, _DEPARTMENT + r"tu phap\b|\bstp\b"),
    ("Sở Tài chính", _P, _DEPARTMENT + r"tai chinh\b|\bstc\b"),
    ("Sở Kế hoạch và Đầu tư", _P, _DEPARTMENT + r"(?:ke hoach\s*(?:va|&|-|,)?\s*dau tu\b|kh\s*&?\s*dt\b)|\bskh\s*&?\s*dt\b"),
    (
        "Sở Thông tin và Truyền thông",
        _P,
        _DEPARTMENT + r"(?:thong tin\s*(?:va|&|-|,)?\s*truyen thong\b|tt\s*&?\s*tt\b)|\bstt\s*&?\s*tt\b|" + _DEPARTMENT + r"thong tin\b",
    ),
    ("Sở Khoa học và Công nghệ", _P, _DEPARTMENT + r"(?:khoa hoc\s*(?:va|&|-|,)?\s*cong nghe\b|kh\s*&?\s*cn\b)|\bskh\s*&?\s*cn\b"),
    ("Sở Tài nguyên và Môi trường", _P, _DEPARTMENT + r"(?:tai nguyen\s*(?:va|&|-|,)?\s*moi truong\b|tn\s*&?\s*mt\b)|\bstn\s*&?\s*mt\b"),
    ("Sở Nông nghiệp và Môi trường", _P, _DEPARTMENT + r"(?:nong nghiep\s*(?:va|&|-|,)?\s*moi truong\b|nn\s*&?\s*mt\b)"),
    (
        "Sở Nông nghiệp và Phát triển nông thôn",
        _P,
        _DEPARTMENT + r"(?:nong nghiep\s*(?:va|&|-|,)?\s*(?:phat trien nong thon|ptnt)\b|nn\s*&?\s*ptnt\b)|\bsnn\s*&?\s*ptnt\b",
    ),
    (
        "Sở Lao động - Thương binh và Xã hội",
        _P,
        _DEPARTMENT + r"(?:lao dong\s*(?:-|–|,)?\s*thuong binh\s*(?:va|&|-)?\s*xa hoi\b|ld\s*-?\s*tb\s*&?\s*xh\b|ldtbxh\b)|\bsldtb\s*&?\s*xh\b",
    ),
    ("Sở Giao thông vận tải", _P, _DEPARTMENT + r"(?:giao thong(?: van tai)?\b|gtvt\b)|\bsgtvt\b"),
    ("Sở Xây dựng", _P, _DEPARTMENT + r"xay dung\b|\bsxd\b"),
    ("Sở Công Thương", _P, _DEPARTMENT + r"cong thuong\b|\bsct\b"),
    ("Sở Y tế", _P, _DEPARTMENT + r"y te\b|\bsyt\b"),
    ("Sở Giáo dục và Đào tạo", _P, _DEPARTMENT + r"(?:giao duc\s*(?:va|&|-|,)?\s*dao tao\b|gd\s*&?\s*dt\b)|\bsgd\s*&?\s*dt\b"),
    (
        "Sở Văn hóa, Thể thao và Du lịch",
        _P,
        _DEPARTMENT + r"(?:van hoa\s*,?\s*the thao\s*(?:va|&|,)?\s*du lich\b|vh\s*,?\s*tt\s*&?\s*dl\b)",
    ),
    ("Sở Văn hóa và Thể thao", _P, _DEPARTMENT + r"van hoa\s*(?:va|&)?\s*the thao\b(?!\s*(?:va|,|&)?\s*du lich)"),
    ("Sở Du lịch", _P, _DEPARTMENT + r"du lich\b"),
    ("Sở Ngoại vụ", _P, _DEPARTMENT + r"ngoai vu\b"),
    ("Sở Dân tộc và Tôn giáo", _P, _DEPARTMENT + r"dan toc\s*(?:va|&)?\s*ton giao\b"),
    ("Ban Dân tộc", _P, r"\bban dan toc\b"),
    ("Thanh tra tỉnh", _P, r"\bthanh tra tinh\b"),
    (
        "Văn phòng Ủy ban nhân dân tỉnh",
        _P,
        rf"\b(?:van phong|vp\.?)\s*{_UBND}\s*(?:tinh|cap tinh|thanh pho)?(?!\s*(?:cap\s+)?(?:huyen|xa))\b|\bvpub(?:nd)?(?: tinh)?\b|\bvan phong tinh\b",
    ),
    ("Ban Quản lý Khu kinh tế tỉnh", _P, r"\b(?:ban quan ly|ban ql|bql)\s*(?:cac\s+)?(?:khu kinh te|kkt|khu cong nghiep|kcn)\b"),
    ("Công an tỉnh", _P, r"\bcong an tinh\b"),
    ("Bộ Chỉ huy quân sự tỉnh", _P, r"\b(?:bo chi huy quan su|bchqs)(?: tinh)?\b"),
    ("Bưu điện tỉnh", _P, r"\bbuu dien tinh\b"),
    ("Cục Thống kê", _C, r"\bcuc thong ke\b"),
    ("Cục Thuế tỉnh", _C, r"\bcuc thue(?: tinh)?\b"),
    ("Kho bạc Nhà nước", _C, r"\bkho bac(?: nha nuoc)?\b"),
    ("Bảo hiểm xã hội tỉnh", _C, r"\b(?:bao hiem xa hoi|bhxh)(?: tinh)?\b"),
    ("Ngân hàng Chính sách xã hội", _C, r"\bngan hang chinh sach(?: xa hoi)?\b|\bnhcsxh\b"),
    ("Đài Phát thanh và Truyền hình tỉnh", _P, r"\bdai (?:phat thanh|pt)\s*(?:va|&|-)?\s*(?:truyen hinh|th)\b"),
    ("Cổng Thông tin điện tử tỉnh", _P, r"\bcong (?:thong tin dien tu|ttdt) tinh\b"),
    (
        "Cơ quan thường trực Ban Chỉ đạo CCHC",
        _P,
        r"\bco quan thuong truc (?:bcd|ban chi dao)\s*(?:cchc|cai cach hanh chinh)?(?: tinh)?\b",
    ),
    ("Ban Chỉ đạo CCHC tỉnh", _P, r"(?<!thuong truc )\b(?:ban chi dao|bcd)\s*(?:cchc|cai cach hanh chinh)(?: cua)?(?: tinh)?\b"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", _P, r"\b(?:uy ban |ub)?(?:mat tran to quoc|mttq)\s*(?:viet nam|vn)?(?: tinh)?\b"),
    ("Tỉnh Đoàn", _P, r"\btinh doan\b"),
    ("Trung tâm Phục vụ hành chính công tỉnh", _P, r"\b(?:trung tam|tt)\s*(?:phuc vu hanh chinh cong|pvhcc)\b"),
)  # fmt: skip
_COLLECTIVE: tuple[tuple[str, Level, str], ...] = (
    ("Các sở, ban, ngành", _P, r"\b(?:cac )?so,? ?(?:ban,? ?)?nganh\b"),
    ("Các cơ quan chuyên môn thuộc UBND tỉnh", _P, rf"\b(?:cac )?co quan chuyen mon(?:, co quan)? thuoc (?:{_UBND} )?(?:cap )?tinh\b"),
    ("UBND cấp huyện", _D, rf"\b{_UBND}(?:, hdnd)?\s*(?:cap huyen|(?:cac )?huyen\b)"),
    ("UBND cấp xã", _X, rf"\b{_UBND}\s*(?:cap xa|(?:cac )?xa\b)|(?:,|;| va) (?:cap )?xa\b(?! hoi)"),
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[Agency, re.Pattern[str]], ...]:
    after = agency_successors()
    named = [
        (Agency(name, level, successor=after.get(name)), re.compile(pattern))
        for name, level, pattern in _NAMED
    ]
    classes = [
        (Agency(name, level, collective=True), re.compile(pattern)) for name, level, pattern in _COLLECTIVE
    ]
    return tuple(named + classes)


def find_agencies(text: str) -> list[Mention]:
    """Agencies that a text names, in order of appearance; where two overlap the longer one counts.

    Args:
        text: NFC text with or without diacritics; positions count in its characters.
    """
    folded = fold(text)
    if len(folded) != len(text):  # a letter that folds to several; positions would not hold
        return []
    found = [
        Mention(agency, match.start(), match.end())
        for agency, pattern in _patterns()
        for match in pattern.finditer(folded)
    ]
    found.sort(key=lambda mention: (mention.start, -(mention.end - mention.start)))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def same_agency(asked: Agency, printed: Agency) -> bool:
    """Whether a printed agency is the asked one, by its own name or by the name it has since 2025."""
    return asked.name in {printed.name, printed.successor}


def now_called(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Pairs (old name, name since 2025) of the mentioned agencies whose name changed, without repeats."""
    pairs = [(m.agency.name, m.agency.successor) for m in mentions if m.agency.successor]
    return list(dict.fromkeys((old, new) for old, new in pairs if new))

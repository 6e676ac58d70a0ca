"""The table of agencies: canonical name, level and how each is written; nothing here belongs to one province.

Names are those of the national scheme (Nghị định 24/2014/NĐ-CP and 45/2025/NĐ-CP). Patterns run over folded text
in which every white space is one blank; ``␣`` in them stands for at most three blanks.
"""

from dataclasses import dataclass

from assistant.reference import province_successors
from assistant.text.normalise import fold
from assistant.types import Level

_P, _C, _D, _X = Level.PROVINCE, Level.CENTRAL, Level.DISTRICT, Level.COMMUNE
_AND = "␣(?:va|&|-|–|,)?␣"


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """How one agency, or one class of agencies, is written."""

    name: str
    level: Level | None
    pattern: str
    collective: bool = False
    is_broad: bool = False
    """Told only where a text is known to name agencies; elsewhere such words say little."""


# What departments and ministries are called after: name, long forms, forms that stand alone with an "s" in front.
_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("Nội vụ", "noi vu", "nv"),
    ("Tư pháp", "tu phap", "tp"),
    ("Tài chính", "tai chinh", "tc"),
    ("Kế hoạch và Đầu tư", f"ke hoach{_AND}dau tu|kh␣&?␣dt", "kh␣&?␣dt"),
    ("Thông tin và Truyền thông", f"thong tin(?:{_AND}truyen thong)?|tt␣&?␣tt", "tt␣&?␣tt"),
    ("Khoa học và Công nghệ", f"khoa hoc(?:{_AND}cong nghe)?|kh␣&?␣cn", "kh␣&?␣cn"),
    ("Tài nguyên và Môi trường", f"tai nguyen(?:{_AND}moi truong)?|tn␣&?␣mt", "tn␣&?␣mt"),
    ("Nông nghiệp và Môi trường", f"nong nghiep{_AND}moi truong|nn␣&?␣mt", "nn␣&?␣mt"),
    (
        "Nông nghiệp và Phát triển nông thôn",
        f"nong nghiep{_AND}(?:phat trien nong thon|ptnt)|nn␣&?␣ptnt",
        "nn␣&?␣ptnt",
    ),
    (
        "Lao động - Thương binh và Xã hội",
        f"lao dong(?:{_AND}thuong binh(?:{_AND}xa hoi)?)?|ld␣-?␣tb␣&?␣xh|ldtbxh",
        "ld␣-?␣tb␣&?␣xh",
    ),
    ("Giao thông vận tải", "giao thong(?: van tai)?|gtvt", "gtvt"),
    ("Xây dựng", "xay dung", "xd"),
    ("Công Thương", "cong thuong", "ct"),
    ("Y tế", "y te", "yt"),
    ("Giáo dục và Đào tạo", f"giao duc(?:{_AND}dao tao)?|gd␣&?␣dt", "gd␣&?␣dt"),
    (
        "Văn hóa, Thể thao và Du lịch",
        f"van hoa(?:{_AND}the thao{_AND}du lich|(?!{_AND}the thao))|vh␣,?␣tt␣&?␣dl",
        "vh␣,?␣tt␣&?␣dl",
    ),
    ("Dân tộc và Tôn giáo", f"dan toc{_AND}ton giao", "dttg"),
)
_DEPARTMENTS_ONLY: tuple[tuple[str, str, str], ...] = (
    ("Văn hóa và Thể thao", f"van hoa{_AND}the thao(?!{_AND}du lich)", "vhtt"),
    ("Du lịch", "du lich", "dl"),
    ("Ngoại vụ", "ngoai vu", "ngv"),
    ("Quy hoạch - Kiến trúc", f"quy hoach{_AND}kien truc", "qhkt"),
)
_MINISTRIES_ONLY: tuple[tuple[str, str, str], ...] = (
    ("Công an", "cong an", "ca"),
    ("Quốc phòng", "quoc phong", "qp"),
    ("Ngoại giao", "ngoai giao", "ng"),
)
_UBND = r"(?:uy ban nhan dan|ubnd)"
_HDND = r"(?:hoi dong nhan dan|hdnd)"
_MATTERS = "|".join(sorted((fold(name) for name in province_successors()), key=len, reverse=True))
_OF_PROVINCE = rf"(?:␣(?:tinh␣)?(?:{_MATTERS})\b|␣tinh\b)?"
PROVINCIAL_NEWSPAPER = "Báo tỉnh"
"""What is asked for where the newspaper goes by its province; plans print it under its own name."""
_NAMED: tuple[tuple[str, Level, str], ...] = (
    ("Ban Dân tộc", _P, r"\bban dan toc\b"),
    ("Thanh tra tỉnh", _P, r"\bthanh tra tinh\b"),
    (
        "Văn phòng Ủy ban nhân dân tỉnh",
        _P,
        rf"\b(?:van phong|vp\.?)␣(?:{_UBND}|uy ban|ub)␣(?:tinh|cap tinh|thanh pho)?(?!␣(?:cap )?(?:huyen|xa))\b"
        r"|\bvpub(?:nd)?(?: tinh)?\b|\bvan phong tinh\b(?! (?:uy|doan))",
    ),
    (
        "Ban Quản lý Khu kinh tế tỉnh",
        _P,
        rf"\b(?:ban quan ly|ban ql|bql)␣(?:cac )?(?:khu kinh te|kkt|khu cong nghiep|kcn)\b{_OF_PROVINCE}",
    ),
    ("Công an tỉnh", _P, r"\bcong an tinh\b"),
    ("Bộ Chỉ huy quân sự tỉnh", _P, r"\b(?:bo chi huy quan su|bchqs)(?: tinh)?\b"),
    ("Bưu điện tỉnh", _P, r"\bbuu dien tinh\b"),
    ("Cục Thống kê", _C, r"\bcuc thong ke\b"),
    ("Cục Thuế tỉnh", _C, rf"\bcuc thue\b{_OF_PROVINCE}"),
    ("Kho bạc Nhà nước", _C, rf"\bkho bac(?: nha nuoc)?\b{_OF_PROVINCE}"),
    ("Bảo hiểm xã hội tỉnh", _C, rf"\b(?:bao hiem xa hoi|bhxh)\b{_OF_PROVINCE}"),
    (
        "Ngân hàng Chính sách xã hội",
        _C,
        rf"\b(?:ngan hang chinh sach(?: xa hoi)?|nhcsxh)\b(?: chi nhanh)?{_OF_PROVINCE}",
    ),
    ("Ngân hàng Nhà nước", _C, r"\b(?:ngan hang nha nuoc|nhnn)\b"),
    (
        "Đài Phát thanh và Truyền hình tỉnh",
        _P,
        rf"\bdai (?:phat thanh|pt){_AND}(?:truyen hinh|th)\b{_OF_PROVINCE}"
        rf"|\bdai␣(?:tinh␣)?(?:{_MATTERS})\b|\bdai tinh\b"
        r"|(?<=\bbao, )dai\b|(?<=\bbao va )dai\b|(?<=\bbao - )dai\b",
    ),
    (
        PROVINCIAL_NEWSPAPER,
        _P,
        rf"(?<!thong )(?<!canh )\bbao(?:␣(?:tinh\b|(?:{_MATTERS})\b)|(?=(?:,| va| -) dai\b(?! han\b)))",
    ),
    ("Cổng Thông tin điện tử tỉnh", _P, r"\bcong (?:thong tin dien tu|ttdt) tinh\b"),
    (
        "Cơ quan thường trực Ban Chỉ đạo CCHC",
        _P,
        r"\bco quan thuong truc (?:bcd|ban chi dao)␣(?:cchc|cai cach hanh chinh)?(?: tinh)?\b",
    ),
    (
        "Ban Chỉ đạo CCHC tỉnh",
        _P,
        r"(?<!thuong truc )\b(?:ban chi dao|bcd)␣(?:cchc|cai cach hanh chinh)(?: cua)?(?: tinh)?\b",
    ),
    (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        _P,
        r"\b(?:uy ban |ub)?(?:mat tran to quoc|mttq)␣(?:viet nam|vn)?(?: tinh)?\b",
    ),
    ("Tỉnh Đoàn", _P, r"\btinh doan\b"),
    (
        "Trung tâm Phục vụ hành chính công tỉnh",
        _P,
        r"\b(?:trung tam|tt)␣(?:phuc vu hanh chinh cong|pvhcc)\b(?! (?:cap )?(?:xa|phuong|huyen))",
    ),
    ("Tòa án nhân dân tỉnh", _P, r"\b(?:toa an nhan dan|tand) tinh\b"),
    ("Viện kiểm sát nhân dân tỉnh", _P, r"\b(?:vien kiem sat nhan dan|vksnd) tinh\b"),
    ("Hội Nông dân tỉnh", _P, r"\bhoi nong dan\b(?: tinh)?"),
    ("Hội Liên hiệp Phụ nữ tỉnh", _P, r"\bhoi (?:lien hiep phu nu|lhpn)\b(?: viet nam)?(?: tinh)?"),
    ("Hội Cựu chiến binh tỉnh", _P, r"\bhoi (?:cuu chien binh|ccb)\b(?: tinh)?"),
    ("Liên đoàn Lao động tỉnh", _P, r"\blien doan lao dong\b(?: tinh)?"),
    ("Liên minh Hợp tác xã tỉnh", _P, r"\blien minh (?:hop tac xa|htx)\b(?: tinh)?"),
    ("Hiệp hội Doanh nghiệp tỉnh", _P, r"\bhiep hoi doanh nghiep\b(?: tinh)?"),
    ("Văn phòng Chính phủ", _C, r"\bvan phong chinh phu\b|\bvpcp\b"),
    ("Ban Tuyên giáo Trung ương", _C, r"\bban tuyen giao trung uong\b"),
    ("Tòa án nhân dân tối cao", _C, r"\b(?:toa an nhan dan|tand) toi cao\b"),
    ("Viện kiểm sát nhân dân tối cao", _C, r"\b(?:vien kiem sat nhan dan|vksnd) toi cao\b"),
    ("Đài Truyền hình Việt Nam", _C, r"\bdai truyen hinh viet nam\b|\bvtv\b"),
    ("Đài Tiếng nói Việt Nam", _C, r"\bdai tieng noi viet nam\b|\bvov\b"),
    (
        "Viện Hàn lâm Khoa học và Công nghệ Việt Nam",
        _C,
        rf"\bvien han lam khoa hoc{_AND}cong nghe(?: viet nam)?\b",
    ),
    ("Viện Hàn lâm Khoa học Xã hội Việt Nam", _C, r"\bvien han lam khoa hoc xa hoi(?: viet nam)?\b"),
    ("Thông tấn xã Việt Nam", _C, r"\bthong tan xa viet nam\b|\bttxvn\b"),
)
_COLLECTIVE: tuple[tuple[str, Level, str], ...] = (
    ("Các sở, ban, ngành", _P, r"\b(?:cac )?so,? ?(?:ban,? ?)?nganh\b"),
    (
        "Các cơ quan chuyên môn thuộc UBND tỉnh",
        _P,
        rf"\b(?:cac )?co quan chuyen mon(?:, co quan)? thuoc (?:{_UBND} )?(?:cap )?tinh\b",
    ),
    (
        "UBND cấp huyện",
        _D,
        rf"\b{_UBND}(?:, hdnd)?␣(?:cap huyen|(?:cac )?huyen\b)(?:(?:,| va) (?:thi xa|thanh pho|quan)\b(?! thuoc))*",
    ),
    (
        "UBND cấp xã",
        _X,
        rf"\b(?:{_UBND}|uy ban)␣(?:cap xa|(?:cac )?xa\b|(?:phuong|thi tran|dac khu)\b)"
        r"(?:(?:,| va) (?:phuong|thi tran|dac khu)\b)*|(?:,|;| va) (?:cap )?xa\b(?! hoi)",
    ),
)
# The bodies that issue plans, and words that name no one in particular.
_BROAD: tuple[tuple[str, Level | None, str], ...] = (
    ("Ủy ban nhân dân tỉnh", _P, rf"\b{_UBND} (?:cap )?tinh\b(?:␣(?:{_MATTERS})\b)?"),
    (
        "Chủ tịch Ủy ban nhân dân tỉnh",
        _P,
        rf"\b(?:pho )?chu tich {_UBND} tinh\b(?:␣(?:{_MATTERS})\b)?",
    ),
    ("Hội đồng nhân dân tỉnh", _P, rf"\b(?:thuong truc )?{_HDND} tinh\b"),
    ("Tỉnh ủy", _P, r"\b(?:ban thuong vu |thuong truc |ban to chuc |ban tuyen giao )?tinh uy\b"),
    ("Chính phủ", _C, r"(?<!van phong )\bchinh phu\b(?! (?:dien tu|so)\b)"),
    ("Thủ tướng Chính phủ", _C, r"\bthu tuong(?: chinh phu)?\b"),
)
_BROAD_COLLECTIVE: tuple[tuple[str, Level | None, str], ...] = (
    ("Các sở, ban, ngành", _P, r"\bcac so\b(?!,? (?:ban|nganh))"),
    ("Các bộ, ngành", _C, r"\b(?:cac )?bo,? ?(?:co quan ngang bo,? ?)?nganh\b"),
    ("HĐND cấp huyện", _D, rf"\b{_HDND} (?:cap )?huyen\b"),
    ("HĐND cấp xã", _X, rf"\b{_HDND} (?:cap )?xa\b"),
    ("UBND cấp huyện", _D, rf"\b{_UBND} (?:cac )?(?:quan|thi xa|thanh pho)\b"),
    ("UBND cấp xã", _X, rf"\b{_UBND} (?:cac )?phuong\b"),
    ("UBND các cấp", None, rf"\b{_UBND} cac cap\b"),
    ("Văn phòng HĐND và UBND cấp huyện", _D, rf"\b(?:vp|van phong) {_HDND}{_AND}{_UBND} cap huyen\b"),
    (
        "Các cơ quan chuyên môn thuộc UBND cấp huyện",
        _D,
        rf"\b(?:cac )?co quan chuyen mon thuoc {_UBND} cap huyen\b|(?<=thuoc ubnd cap tinh), cap huyen\b",
    ),
    (
        "Các cơ quan Trung ương đóng trên địa bàn",
        _C,
        r"\b(?:cac )?co quan trung uong(?: dong tren dia ban)?(?: tinh)?\b",
    ),
    (
        "Các cơ quan, đơn vị thuộc UBND tỉnh",
        _P,
        rf"\b(?:cac )?co quan, don vi thuoc(?: va truc thuoc)? (?:{_UBND} )?tinh\b",
    ),
    ("Các đơn vị sự nghiệp công lập", None, r"\bdon vi (?:su nghiep cong lap|su nghiep cong|sncl)\b"),
    ("Cơ quan soạn thảo", None, r"\b(?:co quan|don vi) soan thao\b"),
    ("Thành viên Ban Chỉ đạo", None, r"\bthanh vien ban chi dao\b"),
    ("Thành viên đoàn kiểm tra", None, r"\bthanh vien (?:cac )?doan kiem tra\b"),
    ("Tổ công tác", None, rf"\bto cong tac\b(?: cua chu tich {_UBND} tinh)?"),
    ("Cán bộ, công chức, viên chức", None, r"\bcan bo, cong chuc(?:, vien chuc)?\b"),
    ("Các tổ chức chính trị - xã hội", None, r"\bto chuc chinh tri␣[-–]␣xa hoi\b"),
    ("Các tỉnh, thành phố", _P, r"\b(?:cac )?(?:tinh, )?thanh pho truc thuoc (?:trung uong|tw)\b"),
    ("Chủ đầu tư", None, r"\bchu dau tu\b"),
    ("Doanh nghiệp", None, r"\bdoanh nghiep\b(?: [a-z]+ thong\b)?"),
    (
        "Các cơ quan, đơn vị",
        None,
        r"\b(?:co quan|don vi)\b(?:,? (?:va )?(?:co quan|don vi|to chuc|dia phuong|nguoi)\b){0,4}"
        r"(?: (?:co )?lien quan\b| co tham quyen\b| hanh chinh nha nuoc\b)?",
    ),
    ("Địa phương", None, r"\bdia phuong\b"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldPattern:
    """One pattern for all offices that are called after their field; a group a field, named ``f`` and its number."""

    pattern: str
    names: tuple[str, ...]
    """Names of the fields, by the number of their group."""


def named_patterns() -> tuple[NamedPattern, ...]:
    """Agencies that have a pattern each."""
    found = [NamedPattern(name, level, _blanks(pattern)) for name, level, pattern in _NAMED]
    found += [
        NamedPattern(name, level, _blanks(pattern), collective=True) for name, level, pattern in _COLLECTIVE
    ]
    found += [NamedPattern(name, level, _blanks(pattern), is_broad=True) for name, level, pattern in _BROAD]
    found += [
        NamedPattern(name, level, _blanks(pattern), collective=True, is_broad=True)
        for name, level, pattern in _BROAD_COLLECTIVE
    ]
    return tuple(found)


def department_fields() -> FieldPattern:
    """What may stand after "Sở"."""
    return _fields((*_FIELDS, *_DEPARTMENTS_ONLY))


def department_short_forms() -> FieldPattern:
    """What may stand after the "s" of a short form such as "STTTT"."""
    fields = (*_FIELDS, *_DEPARTMENTS_ONLY)
    return _fields(tuple((name, short, "") for name, _, short in fields))


def ministry_short_forms() -> FieldPattern:
    """What may stand after the "B" of a short form such as "BQP"."""
    fields = (*_FIELDS, *_MINISTRIES_ONLY)
    return _fields(tuple((name, short, "") for name, _, short in fields))


def ministry_fields() -> FieldPattern:
    """What may stand after "Bộ"."""
    return _fields((*_FIELDS, *_MINISTRIES_ONLY))


def _fields(table: tuple[tuple[str, str, str], ...]) -> FieldPattern:
    groups = "|".join(rf"(?P<f{i}>{forms})" for i, (_, forms, _) in enumerate(table))
    return FieldPattern(_blanks(rf"(?:{groups})\b"), tuple(name for name, _, _ in table))


def _blanks(pattern: str) -> str:
    return pattern.replace("␣", " {0,3}")

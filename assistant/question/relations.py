"""What a question asks of a matter: who leads, who joins in, by when, what comes out and so on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.text.normalise import fold

NUMBER_WORD = "x"
"""What stands for each character of a plan's number, so that patterns read it as one word."""


class Relation(StrEnum):
    """What can be asked; the values of the first group are the record keys that answer it."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    APPROVER = "approver"
    MONITOR = "monitor"
    IMPLEMENTER = "implementer"
    OUTPUT = "output"
    DEADLINE = "deadline"
    TARGET = "target"
    FUNDING = "funding"
    OBJECTIVE = "objective"
    TASK = "task"
    ACTIVITY = "activity"
    DUTY = "duty"
    LEGAL_BASIS = "legal_basis"
    DOCUMENT = "document"


class Form(StrEnum):
    """The shape of the answer that is asked for."""

    FACT = "fact"
    LIST = "list"
    COUNT = "count"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Asked:
    """Relations asked, in order of appearance, the form, and which characters of the question say so."""

    relations: tuple[Relation, ...]
    form: Form
    spans: tuple[tuple[int, int], ...]


_WHO = r"(?:ai|(?:co quan|don vi|dau moi|bo phan|so|bo|phong|nganh|ben|dia phuong|cap)(?: ?(?:,|hay|hoac) ?(?:don vi|co quan))? (?:nao|gi)|(?:nhung|cac|may) (?:ai|(?:don vi|co quan|so|nganh|ben|cho|noi|dia phuong|bo|phong) nao)|who|which (?:agency|department|agencies|unit))"
_WHERE = r"(?: (?:o|tai|cua|ben) (?:tinh |thanh pho |tp\.? ?)?\w+(?: \w+){0,1})?"
"""A place between who and what ("sở nào ở Bình Định lo …")."""
_PAPER = r"(?:ke hoach|quyet dinh|van ban|chi thi|nghi quyet|nghi dinh|thong tu|chuong trinh(?: hanh dong)?|de an|huong dan)"
"""What a document may be called, by its kind."""
_OR_APPROVED = " ?[,/]? ?(?:hay |hoac |va )?phe duyet"
_ITS_NUMBER = (
    "".join(rf"(?<!{word} )" for word in ("te", "doi", "nghe", "hoi", "quyen", "ky", "thuat", "tang", "lieu"))
    + "so"
)
"""The number of a document, as against "kinh tế số", "chuyển đổi số", "chữ ký số"."""
_HOW_FILLED = r"(?: (?:ghi|la|de|in|thi|nay))* (?:sao|gi|the nao|nhu the nao|ra sao|nhung gi|bao nhieu|may)\b"
"""Asking by the name of a column ("cột kinh phí ghi sao")."""
_NUMBER_GROUP = "number"
_HAN = "".join(rf"(?<!{word} )" for word in ("tre", "dung", "qua", "truoc", "gia", "co")) + r"han(?! che\b)"
"""A time limit, as against "trễ hạn", "đúng hạn"."""

# Patterns over folded text (no diacritics, lower case), most specific first. A relation word that is part of
# the matter ("số hóa kết quả", "chế độ báo cáo theo dõi") must not match: nouns count only with a question
# word next to them or at the edge of the question.
_PATTERNS: Mapping[Relation, Sequence[str]] = {
    Relation.LEGAL_BASIS: (
        r"(?:bam (?:theo|sat)|trien khai|cu the hoa|can cu|dua theo) (?:ke hoach|chuong trinh(?: hanh dong)?|nghi quyet|quyet dinh|chi thi) (?:nao|so (?:may|nao|bao nhieu))(?: cua [\w ]{2,24})?", r"(?:co so|can cu) phap ly", r"(?:can cu|dua) (?:vao|tren|theo) (?:dau|cai gi|nhung gi|gi)\b", r"(?:dua (?:vao|tren)|can cu (?:vao|theo)?|(?<!ban hanh )(?<!kem )theo) (?:nhung |cac )?(?:van ban|quy dinh|can cu|nghi quyet|quyet dinh|chi thi|nghi dinh|thong tu|luat) (?:nao|gi)",
        r"(?:theo|thuc hien|can cu) (?:nhung |cac )?(?:ke hoach|chuong trinh) nao (?:cua|do)(?= )",
        r"(?:nhung |cac )?can cu (?:nao|gi|ban hanh|de ban hanh|xay dung)", r"legal basis", r"\bbased on\b",
        r"(?:de )?(?:thuc hien|(?<!ban hanh )(?<!kem )theo|can cu|dua theo|cu the hoa) (?:nghi quyet|quyet dinh|chi thi|chuong trinh|luat|van ban) nao(?: cua [\w ]{2,20})?",
        r"(?:dua (?:vao|tren)|can cu(?: vao| theo)?) (?:nhung |cac )?(?:van ban|quy dinh|nghi dinh|thong tu|luat) (?:nao|gi)",
    ),
    Relation.DOCUMENT: (
        r"takes? effect|(?:come|comes|enter) into (?:force|effect)|effective date", r"(?:co )?hieu luc(?: thi hanh)?(?: (?:tu|ke tu))?(?: (?:ngay|khi|hom|luc|bua))? (?:nao|bao gio|khong)\b", r"to trinh so (?:may|bao nhieu|nao)", r"to trinh(?=[\w ]{0,120} so (?:may|bao nhieu|nao|gi)\b)", rf"{_WHO} (?:da )?(?:trinh|de nghi)(?: ban hanh)?\b",
        r"(?<!trong )(?<!tai )(?<!o )(?<!theo )(?:nhung |cac |may |bao nhieu )phu luc(?: nao| gi)?\b", r"ban hanh (?:kem )?theo (?:quyet dinh|van ban) (?:nao|so may|so nao)", r"co quan (?:trinh|de nghi|de xuat) (?:du thao |ban hanh )?(?=quyet dinh|ke hoach|ban hanh)", r"noi nhan", r"\bso (?:\d+ ?/[a-z\-]+|x{4,}) (?:la )?(?:dung|phai) (?:khong|hong|vay khong)", r"who (?:signed|issued)", r"signed by", r"(?:what is )?its number", r"(?:decision|plan) number", r"(?<!tong )so (?:cua )?(?:quyet dinh|van ban)\b", r"so,? (?:va )?ky hieu", r"so cua (?:ke hoach|quyet dinh)\b", r"so (?:cua )?ke hoach (?:la|bao nhieu|nao)\b", r"(?:duoc )?(?:ky|ban hanh) (?:vao )?ngay \d[\d/]*", r"de ngay (?:nao|may|bao nhieu)\b", r"(?:ke hoach|quyet dinh|van ban)(?: [\w]+){0,12} gui (?:bao cao )?(?:cho |den |toi )?(?:nhung |cac )?(?:ai|dau|(?:ban|bo|so|noi|co quan|don vi) nao)\b", r"(?:ke hoach|quyet dinh|van ban)(?: [\w]+){0,12} co gui\b(?=[\w ,]+ khong\b)", r"gui (?:cho|den|toi) (?:nhung )?(?:ai|co quan nao|don vi nao|noi nao|dau)\b", r"theo de nghi cua (?:(?:bo truong|giam doc|nhung|cac) )*(?:ai|(?:co quan|so|bo|don vi|ban) nao)",
        r"(?:so(?: va)? ky hieu|so hieu|(?<!tong )so van ban|(?:van ban|ke hoach|quyet dinh|chi thi|nghi quyet|chuong trinh(?: hanh dong)?) so may|mang so (?:may|bao nhieu|gi)|co (?P<number>so) (?:may|bao nhieu|hieu))",
        rf"{_PAPER}(?: nay| tren)?(?: la| mang)? (?:so may|so bao nhieu|so gi|la (?P<number>so) nao)",
        rf"{_PAPER}(?=(?: [\w,]+){{0,20}} (?:{_ITS_NUMBER} (?:may|bao nhieu|gi)|la (?P<number>so) nao)\b)",
        r"noi dung (?:la )?ve (?:viec|van de|chuyen) gi[ ?.!]*$",
        rf"{_PAPER}(?=(?: [\w,/\-]+){{0,20}} ve (?:viec|noi dung|van de|chuyen) gi[ ?.!]*$)",
        rf"{_PAPER} (?P<number>so) nao\b(?! (?:se |phai |duoc |co )?(?:chu tri|phoi hop|lam|lo|phu trach|dam nhan|chiu))",
        rf"(?:{_WHO}|(?:nguoi|lanh dao|ong|ba|vi|sep|(?:pho )?(?:chu tich|thu tuong|bi thu|giam doc)|bo truong|thu truong) nao) (?:la nguoi |la |dat but |thay mat |da )*ky\b", r"nguoi ky\b", r"do ai ky", r"ky boi ai", r"chu ky cua ai",
        r"(?:duoc )?(?:ban hanh|ky) (?:ngay nao|ngay may|khi nao|bao gio|vao ngay nao|ngay bao nhieu|hom nao)", r"ngay (?:ky|ban hanh)(?: (?:ke hoach|quyet dinh|van ban))?(?: la)?(?: ngay)?(?: nao| bao nhieu)?",
        r"(?:co quan|don vi|ai|cap)(?: nao)? (?:la co quan )?(?:da )?ban hanh (?:ra )?(?:ke hoach|quyet dinh|van ban)(?: nay)?\b",
        rf"(?:do|boi) (?:ai|co quan nao|cap nao) ban hanh(?!{_OR_APPROVED})", r"(?:thay the|bai bo) (?:cho )?(?:nhung |cac )?(?:ke hoach|quyet dinh|van ban|chi thi|nghi quyet) (?:nao|gi|so may)",
    ),
    Relation.FUNDING: (
        r"(?:nguon )?kinh phi(?: [\w]+){0,6} (?:lay (?:tu|o) dau|tu dau|o dau|tu nguon nao|the nao|la gi|bao nhieu(?! ?(?:%|phan tram))|ra sao|nhu the nao|do ai (?:dam bao|bo tri|chi))", r"(?:^\s*|(?<=[:;?.] ))(?:nguon )?kinh phi\b(?!.*(?:%|phan tram))", r"(?:tien )?lay (?:tu|o|theo) (?:nguon |khoan )?(?:nao|dau)", r"(?:tu |bang )?nguon (?:nao|o dau)", r"(?<!bo tri )(?<!su dung )(?<!quan ly )(?<!ve )(?:nguon )?kinh phi(?=[ ?.!]*$)",
        r"nguon (?:von|tien|kinh phi)(?: (?:nao|o dau|tu dau))?", r"(?:do |tu |lay tu )?ngan sach (?:cap )?nao(?: (?:dam bao|bao dam|chi|lo|bo tri))?", r"lay tien (?:o|tu) dau", r"(?:tien|ngan sach) (?:lay )?(?:o|tu|theo) dau", r"\b(?:funding|budget)\b(?= (?:source|come|comes|for|of|in)\b|[ ?.!]*$)", r"(?:lay )?tien (?:o |tu )?dau\b", r"^(?:nguon )?(?:kinh phi|tien)\b(?= (?:dau|cua|thuc hien|lam|de))",
        r"(?:het|ton|chi) bao nhieu tien", r"bao nhieu (?:tien|dong|trieu|ty)\b(?: dong\b)?", rf"(?:cot )?(?:nguon )?kinh phi{_HOW_FILLED}",
    ),
    Relation.COORDINATE: (
        r"co (?:tham gia |cung |can |phai )*phoi hop (?:khong|hong|ko|k|hem)\b",
        rf"(?:can |phai |cung )?phoi hop (?:voi )?{_WHO}(?: nua)?", rf"{_WHO}{_WHERE} (?:la (?:don vi|co quan) )?(?:tham gia |cung )?(?:can |phai |se |co trach nhiem )?(?:phoi hop|cung lam|tham gia|ho tro|phu(?: vao| giup| lam| them)?\b|gop suc)(?: thuc hien)?",
        r"(?:co quan|don vi) phoi hop(?: thuc hien)?(?: (?:la )?(?:ai|gi|nao|nhung ai|co quan nao|don vi nao))?",
        rf"(?:(?:lam|thuc hien) )?(?<!phu trach )(?:voi |cung |chung |cung voi |chung voi ){_WHO}(?: nua)?", r"(?:may |nhung |cac )?(?:cho|noi|ben|(?:hiep )?hoi|doan the|to chuc|truong|vien|ngan hang) nao (?:phai |can |cung |duoc |co )*(?:phoi hop|tham gia|phu|ho tro)\b", r"(?<!van )(?<!dia )(?<!phien )ban nao (?:phu|phoi hop|ho tro|tham gia|cung lam)\b", r"phoi hop\b(?=[ ?.!]*$)", rf"(?:can |phai co |co )?su (?:phoi hop|tham gia|ho tro) (?:cua|tu) {_WHO}", r"who supports", r"^phoi hop\b", r"\bcoordinat\w+|\b(?:who|which \w+) (?:assists?|helps?|supports?)\b|\bjoins? in\b|\bcooperat\w+",
    ),
    Relation.APPROVER: (
        rf"(?:do |boi )?(?:ai|co quan nao|cap nao) ban hanh{_OR_APPROVED}\b", r"(?:do|boi) (?:ai|co quan nao|cap nao) (?:se |phai )?ra quyet dinh\b",
        rf"(?:{_WHO}) (?:la cap |co tham quyen )?(?:se |phai |duoc )?(?:ban hanh|phe duyet|duyet|thong qua|quyet dinh|chap thuan|cho phep)(?:(?:/|, | hay | hoac )phe duyet)?", r"(?:xin |duoc |can )?(?:su )?(?:chap thuan|phe duyet|cho phep) (?:cua )?(?:ai|cap nao|co quan nao)", r"cap (?:ban hanh|phe duyet|trinh)(?:/phe duyet)?(?: (?:la )?(?:ai|gi|nao|cap nao))?",
        r"tham quyen (?:ban hanh|phe duyet)(?: (?:la )?(?:cua )?(?:ai|cap nao|co quan nao))?", r"do (?:ai|cap nao|co quan nao) (?:ban hanh|phe duyet)", r"trinh (?:ai|cap nao)(?: (?:ban hanh|phe duyet|ky))?", r"who approves|approved by whom",
    ),
    Relation.MONITOR: (
        rf"{_WHO} (?:co trach nhiem |chiu trach nhiem |phai |se )?(?:theo doi|giam sat|canh(?! tranh| bao| sat| giac)|trong coi)(?:,? huong dan)?", r"(?:don vi|co quan) theo doi(?:,? (?:va )?huong dan)?(?: thuc hien)?(?: (?:la )?(?:ai|nao|gi|co quan nao))?",
        r"do (?:ai|co quan nao|don vi nao) (?:theo doi|giam sat)(?:,? huong dan)?", r"who monitors",
    ),
    Relation.DEADLINE: (
        rf"(?:moc )?(?:thoi (?:han|gian)|{_HAN})(?: chot| cuoi| cuoi cung)? (?:hoan thanh|thuc hien|ban hanh|nop|xong|xay dung|trien khai)?(?: ?(?:cua|doi voi|cho))?(?= |$)?(?: ?(?:la )?(?:khi nao|bao gio|ngay nao|luc nao|den khi nao|den bao gio|the nao|may|bao nhieu|ra sao))",
        r"(?:khi nao|bao gio|luc nao|ngay nao|thang may|thang nao|quy may|quy nao|nam nao|den bao gio|den khi nao|chung nao|hoi nao|dip nao)(?: (?:thi )?(?:phai |can )?(?:xong|hoan thanh|lam xong|ban hanh|co|hoan tat|ket thuc))?",
        r"(?:cham nhat|truoc|tre nhat|muon nhat)(?: la)?(?: vao)? (?:ngay|thang|khi|luc|quy)? ?(?:nao|may|bao nhieu)", rf"(?:moc )?(?:thoi han|thoi gian|{_HAN})(?: chot| cuoi)?(?: (?:hoan thanh|thuc hien|ban hanh|nop))?(?=[ ?.!]*$)",
        r"^(?:thoi han|thoi gian|han(?! che\b)|han chot|deadline)(?: (?:hoan thanh|thuc hien|ban hanh|nop|cuoi))?(?: (?:cua|cho))?\b", r"\bdeadline\b(?: la)?", r"\bhan (?:chot|cuoi)(?: cung)?\b(?: (?:la|cho))?", r"\b(?:bua|hom|khi|luc|chung|ngay) (?:nao|mo|may|ni nao)\b(?: rua)?", r"may (?:thang|quy|nam|tuan) (?:mot|1) lan", r"(?:bao|dinh ky bao) lau", r"bao lau (?:mot lan|1 lan|lan)", r"(?:^|(?<=and )|(?<=by )|(?<=until )|(?<=, ))when\b|\bdue(?: date)?\b|by what date|what date|(?:in |by |before )?(?:which|what) (?:quy|quarter|month|date|year|day)\b",
        rf"(?:cot )?(?:thoi gian|thoi han|{_HAN})(?: (?:hoan thanh|thuc hien))?{_HOW_FILLED}", r"(?:phai |can )?(?:hoan thanh|xong|lam xong|ban hanh) (?:trong|vao|truoc)? ?(?:thoi gian|quy|thang|ngay|khi|thoi diem)? ?nao\b", r"thoi (?:gian|han|diem) nao", r"(?:trong |vao )?(?:khoang|quang)(?: thoi gian)? nao\b", r"(?<!noi )(?<!phap )(?<!dung )quy(?=[ ?.!]*$)",
    ),
    Relation.OUTPUT: (
        r"(?:san pham|ket qua|dau ra|san pham dau ra|ket qua/san pham|san pham/ket qua)(?: (?:dau ra|can (?:co|dat)|phai (?:co|dat)|dat duoc|cuoi cung|yeu cau|cua nhiem vu|cua viec nay|giao nop|phai nop|phai ra))*(?: ?(?:la |gom |can |phai )*(?:gi|nhung gi|nao|the nao|cai gi|loai van ban nao|van ban gi))",
        r"^(?:san pham|dau ra|san pham dau ra|ket qua dau ra)(?: (?:cua|tu|cho))?(?: (?:viec|nhiem vu))?\b", r"(?:san pham|dau ra)(?=[ ?.!]*$)", r"(?:san pham|dau ra) (?:cua|tu|cho)(?: (?:viec|nhiem vu))?\b", r"(?:phai )?(?:ra|nop|co|ban hanh|tao ra|lam ra) (?:van ban|san pham|cai|loai van ban|hinh thuc van ban|bao cao|giay to|ho so|tai lieu)(?: \w+)? (?:gi|nao)\b",
        rf"(?:cot )?(?:san pham|ket qua){_HOW_FILLED}", r"(?:bao nhieu|may) (?:san pham|lop|buoi)\b", r"^(?:san pham|ket qua)(?: dau ra)? (?:cua|tu) (?:viec|nhiem vu)\b(?=.* la (?:gi|van ban nao)\b)", r"(?:ra|cho ra) (?:(?:cai|quyet dinh|van ban|ke hoach|bao cao|san pham|giay to) )?gi\b", r"(?:thi )?(?<!lam )(?<!giup )duoc (?:cai )?gi\b", r"(?:theo )?mau (?:so )?(?:may|nao|bao nhieu)\b", r"(?:bang|thong qua) van ban (?:nao|gi)", r"(?:la|ra|bang|duoi)(?: cai| nhung| cac)? (?:loai|hinh thuc|dang) (?:van ban )?(?:nao|gi)\b", r"(?:(?:phai|can) )?(?:co|nop|ra|lam|gui|trinh) (?:nhung|cac|may) (?:bao cao|van ban|san pham|giay to|ho so|tai lieu|to trinh) (?:nao|gi)\b", r"\b(?:outputs?|deliverables?|products?)\b",
    ),
    Relation.TARGET: (
        r"(?:chi tieu|muc tieu|ty le|ti le)(?: (?:phan dau|dat|de ra|dat ra|duoc giao))*(?: (?:la|dat|phai dat|can dat|toi thieu))* (?:bao nhieu|may)(?: ?(?:%|phan tram))?", r"(?:dat|chiem|phai dat|can dat|phan dau|toi thieu|it nhat|giam|tang|tren)(?: (?:la|toi thieu|it nhat|duoc|ty le|muc))* (?:bao nhieu|may)(?: ?(?:%|phan tram))?",
        r"(?:bao nhieu|may) ?(?:%|phan tram)", r"^(?:ty le|ti le)\b", r"(?:ty le|ti le)(?=[ ?.!]*$)", r"(?:la|dat|phai dat|duoc giao|duoc giao la|toi thieu|toi thieu la) (?:bao nhieu|may)(?: ?(?:%|phan tram))?(?=[ ?.!]*$|, ?(?:so|bo|nganh|co quan|don vi|ai|do|giao|khi|bao gio)\b| va\b)", r"(?:(?:xep|dung|hang|o) ){1,4}thu may\b", r"what share|how high", r"(?:phan dau |xep |dat |thuoc |vao )*(?:nhom|hang|thu hang|muc) (?:nao|may|bao nhieu)\b", r"^(?:chi tieu|muc tieu)(?: (?:ve|cua))?\b(?! (?:cu the|chung|la gi))", r"chi tieu(?: phan dau)?(?: (?:la )?(?:gi|nao|the nao|ra sao|bao nhieu))", r"\btargets?\b|what (?:\w+ ){0,3}(?:percentage|proportion|share|ty le)\b",
    ),
    Relation.IMPLEMENTER: (r"(?:don vi|co quan) thuc hien (?:la )?(?:ai|nao|gi|nhung don vi nao)\b", r"(?:don vi|co quan) thuc hien(?=[ ?.!]*$)", r"^(?:don vi|co quan) thuc hien\b", r"nhung don vi nao (?:phai )?thuc hien", r"who implements"),
    Relation.LEAD: (
        rf"(?:giao|phan cong|giao cho|phan cong cho) (?:cho )?{_WHO}(?: (?:chu tri|thuc hien|lam|phu trach|dam nhan))?", rf"(?:viec nay |do |thi )?{_WHO}{_WHERE} (?:la (?:don vi|co quan|nguoi|dau moi) )?(?:se |phai |duoc giao |co trach nhiem |chiu trach nhiem |dung ra |co nhiem vu )?(?:chu tri|dau moi|chu tri,? tham muu|tham muu|lam|thuc hien|phu trach|lo|dam nhan|chiu trach nhiem|dung ra|dung dau moi|cam trich|dung mui chiu sao|dam trach|dam duong|ganh vac|quan xuyen|cam dau)(?: (?:chinh|viec|cong tac))?",
        rf"{_WHO}{_WHERE}(?= (?:se |phai |co nhiem vu )?(?:xay dung|to chuc|trien khai|cong bo|soan thao|tham dinh|tien hanh|quan ly|lap|rà soat|ra soat|xu ly|kiem tra|danh gia|to chuc|huong dan|bao cao|cap nhat|van hanh|tong hop)\b)",
        r"thi (?:so|don vi|co quan|ben|nganh) nao(?=,|[ ?.!]*$| va\b)",
        r"(?:co quan|don vi|ai la|so nao|nganh nao)?(?: nao)? ?chu tri(?: (?:thuc hien|viec|tham muu|la ai|la co quan nao|boi ai))?", r"dau moi (?:la ai|la don vi nao|nao)", r"(?:thuoc )?trach nhiem (?:cua|thuoc)(?: ve)? (?:ai|don vi nao|co quan nao)", rf"(?:do|boi) {_WHO}(?: (?:thuc hien|lam|dam nhan|phu trach))?",
        r"\b(?:who (?:leads?|is responsible|is in charge|is leading|heads?|is the lead)|lead(?:ing)? agency|in charge of|responsible for|leads?)\b",
    ),
}  # fmt: skip
_DUTY = re.compile(
    r"\bco (?:nhung |cac )?(?:viec|phan viec|nhiem vu) (?:gi|nao)\b(?= (?:trong|theo|o|tai)\b|[ ?.!]*$)|(?:co |duoc giao |phai |chiu )?(?:nhung |cac )?(?:trach nhiem|nhiem vu)(?: cu the)?(?: (?:gi|nao|nhu the nao|ra sao|the nao))+|(?:trach nhiem|nhiem vu) cu the(?= (?:cua|la)\b)|"
    r"(?:phai |can |duoc giao |se |co )?(?<!de )(?<!nham )(?:lam|thuc hien)(?: nhung| cac)?(?: (?:viec|cong viec|nhiem vu))? (?:gi|nao)\b|(?:duoc )?giao (?:lam )?(?:nhung )?(?:viec|nhiem vu)?\s*(?:gi|nao)\b|"
    r"trach nhiem(?: cu the)? cua|(?<!chuc nang )(?<!chuc nang, )nhiem vu cua|(?:duoc )?phan cong (?:lam )?(?:nhung )?(?:viec |nhiem vu |cong viec )?(?:gi|nao)\b|co vai tro gi|vai tro(?: cua)?|(?:duties|responsibilit\w+) of|what (?:must|should|does) .{2,60} (?:do|have to do)|"
    r"what (?:is|are) .{2,60} (?:required|expected|supposed) to do"
)
_WHO_ELSE = re.compile(
    rf"(?<!\w)(?<!chi )(?<!con )(?<!ma )(?<!cho )(?<!cua )(?<!\bo )(?<!vao )(?<!nhung )(?<!cac )(?<!may )(?<!tai )(?<!can bo )(?<!cong chuc )(?<!co quan )(?<!qua )(?<!den )(?<!gui ){_WHO}(?!\w)(?! (?:duoc|bi|la)\b)(?: \w+(?=[ ?.!]*$))?"
)
"""Who, with a verb that no pattern knows ("sở nào cầm trịch", "ai đi thẩm định") …"""
_ROLE_OF_WHO = (
    (Relation.COORDINATE, re.compile(r"\bphoi hop\b")),
    (Relation.APPROVER, re.compile(r"\b(?:(?:phe|xet) duyet|chap thuan)\b")),
    (Relation.MONITOR, re.compile(r"\btheo doi\b")),
)
"""… does what the question speaks of; who does it otherwise leads it."""
_BESIDE_WHO = (Relation.TARGET, Relation.FUNDING, Relation.DEADLINE)
"""Asked beside who does something ("bộ nào rà, năm nào xong"), or its matter ("chỉ tiêu … là sở nào lo")."""
# Question words that are left when every pattern has taken its own; they are asking, not matter.
_QUESTION_WORDS = re.compile(
    r"\b(?:o |tai |tren )?cho nao\b|\b(?:co quan|don vi|so|nganh|ben|cap|dia phuong|xa|huyen) (?:nao|gi|toi|minh|em|chung toi)\b"
    r"|\byeu cau (?=(?:phai |dat |toi thieu |it nhat )*(?:bao nhieu|may|gi|nhung gi|bao cao)\b)"
    r"|\b(?:bang|thong qua|voi|gom|co) (?:nhung |cac )?(?:giai phap|bien phap|cach|cach thuc) (?:nao|gi)\b"
    rf"|(?<=[ ,])(?:mang |la |co )?(?P<{_NUMBER_GROUP}>so) (?:may|bao nhieu|gi)(?=[ ?.!]*$|,| va | ngay | cua | do )"
)
_COUNT = re.compile(
    r"(?:co |tong cong |gom |bao gom )?(?:(?:tat ca|tong cong) )?(?:co )?(?:bao nhieu|may) (?:nhiem vu|viec|cong viec|dau viec|muc|hang muc|dong|chi tieu|chi so|hoat dong|nv\b|noi dung(?=[ ?.!]*$)|ty le(?=[ ?.!]*$)|(?:de an|van ban)(?:(?:,| va) (?:de an|van ban|ke hoach))*(?=[ ?.!]*$)|(?:de an|du an|nghi quyet|quy che|hoi nghi|cuoc thi)(?=(?: tat ca| ca thay)?,? (?:khong (?:tinh|ke)|chua (?:tinh|ke)|ngoai tru|tru)\b)|(?:de an|van ban|du an|chuong trinh)(?=.*\b(?:do|chu tri|ban hanh|duoc giao)\b)|so\b(?! (?:nao|luong))|don vi(?= (?:chu tri|phoi hop|duoc giao|cung))|ke hoach|dau muc)\b"
    r"|(?<=chu tri )(?:tat ca |tong cong )?(?:bao nhieu|may)\b(?! ?(?:%|phan tram|lan|thang|quy|nam|ngay|cuoc))"
    r"|(?<=phoi hop )(?:tat ca |tong cong )?(?:bao nhieu|may)\b(?! ?(?:%|phan tram|lan|thang|quy|nam|ngay|cuoc))"
    r"|(?:tong )?so (?:luong )?(?:nhiem vu|viec|dau viec)(?: (?:la )?bao nhieu)?|how many (?:tasks?|activities|items?)|number of (?:tasks?|activities)|dem (?:giup |ho |cho )?(?:toi |em |minh )?(?:cac |nhung |so )?(?:nhiem vu|viec|dau viec|chi tieu)\b|dem (?:xem )?(?:co )?(?:bao nhieu|may)"
)
_COMPARE = re.compile(
    r"\b(?:so sanh|doi chieu)\b|(?:^|(?<=[,:;.] ))so (?:giup|gium|ho|coi|xem|thu)(?: (?:toi|em|minh|anh|chi(?! tieu)))?\b|\b(?:khac|giong)(?: nhau)?(?: (?:nhu )?the nao| ra sao| gi| o (?:diem|cho) nao| khong)?(?=[ ?.!,]*$)|"
    r"\b(?:khac|giong|chenh)(?: lech)? nhau\b|\bkhac gi\b|\b(?:compare|comparison|difference between)\b|"
    r"\b(?:noi nao|tinh nao|ben nao|ke hoach nao)\b(?=[\w ,]{0,100}\b(?:hon|som hon|cao hon|muon hon)\b)"
)
_COMPARED: Mapping[Relation, re.Pattern[str]] = {
    Relation.LEAD: re.compile(r"\b(?:co quan |don vi )?chu tri\b"),
    Relation.COORDINATE: re.compile(r"\b(?:co quan |don vi )?phoi hop\b"),
    Relation.DEADLINE: re.compile(rf"\b(?:thoi han|thoi gian|{_HAN})\b(?: (?:hoan thanh|ban hanh|thuc hien))?|\b(?:som|muon) hon\b"),
    Relation.OUTPUT: re.compile(r"\bsan pham\b"),
    Relation.TARGET: re.compile(r"\b(?:chi tieu|ty le|ti le)\b|\b(?:cao|thap|nhieu|it) hon\b"),
    Relation.FUNDING: re.compile(r"\b(?:nguon )?kinh phi\b"),
}  # fmt: skip
_NOUNS: Mapping[Relation, re.Pattern[str]] = {
    **_COMPARED,
    Relation.DEADLINE: re.compile(
        rf"\b(?:thoi (?:han|gian|diem)|{_HAN})\b(?: (?:hoan thanh|ban hanh|thuc hien))?"
    ),
    Relation.TARGET: re.compile(r"\b(?:chi tieu|ty le|ti le)\b"),
    Relation.OUTPUT: re.compile(r"\b(?:san pham|dau ra)\b"),
    Relation.APPROVER: re.compile(r"\b(?:cap|tham quyen) (?:ban hanh|phe duyet)(?:/phe duyet)?\b"),
    Relation.MONITOR: re.compile(r"\b(?:don vi |co quan )theo doi\b"),
    Relation.IMPLEMENTER: re.compile(r"\b(?:don vi |co quan |phan )thuc hien\b"),
}
_NOUN = "(?:" + "|".join(noun.pattern for noun in _NOUNS.values()) + ")"
_NOUN_RUN = re.compile(
    rf"(?:^|(?<=cho biet |xin biet ))(?:neu |xin |hoi |muon biet |can biet |cho hoi )?{_NOUN}(?:(?:,| va|,? cung) {_NOUN})*(?= (?:cua|doi voi|cho|khi|ve)\b)|"
    rf"(?<=[:,] ){_NOUN}(?:(?:,| va) {_NOUN})+(?=[ ?.!]*$)|(?<= va ){_NOUN}(?= (?:cua|doi voi)\b)|"
    rf"{_NOUN} (?:gom|la|co) (?:nhung )?(?:ai|gi|nao)\b"
)
"""Asking by naming ("cho biết hạn và cấp phê duyệt của …")."""
_LIST = re.compile(
    r"(?:toan bo|tat ca|het)(?: cac| nhung)? (?:nhiem vu|viec|cong viec|dau viec|chi tieu)\b|\bke (?:(?:du|ra|ro|het|day du|giup|cho|toi|em|minh) )*(?:cac|nhung|toan bo|tat ca) (?:nhiem vu|viec|cong viec|dau viec|hoat dong|chi tieu)\b|(?:liet ke|ke (?:du |day du |het |ro )?ten|ke ra|(?:^|(?<=hay )|(?<=xin )|(?<=giup )|(?<=long ))neu|cho (?:toi |xem |biet |minh |em )*(?:danh sach|danh muc|ds)\b|(?:(?:cho|xin|can|gui|lay) )+(?:(?:toi|em|minh|lai|xem|biet|du|day du|het|ca|ro) )*(?:cac|nhung|toan bo|tat ca|du|day du|het)(?: cac| nhung)? (?:nhiem vu|viec|dau viec|chi tieu|nv)\b|(?:^|(?<=cho )|(?<=xem )|(?<=xin )|(?<=can )|(?<=toi )|(?<=giup )|(?<=gui ))danh sach|danh sach(?= (?:cac |nhung )?(?:nhiem vu|viec|cong viec|dau viec|chi tieu)\b|[ ?.!]*$)|ke het|thong ke)(?: (?:cac|nhung|toan bo|tat ca|day du|het))*(?: (?:nhiem vu|viec|cong viec|dau viec|hoat dong|chi tieu|nv))?\b|"
    r"(?:nhung|cac) (?:nhiem vu|viec|cong viec|dau viec|hoat dong|chi tieu|ke hoach|nghi quyet|dong)(?: (?!(?:vao|thi|quy|thang|ngay|co quan|don vi|so|ai|do) )\w+)* (?:nao|gi)\b|(?:nhung|cac) (?:(?:cuoc|dot) )?(?=(?:hoi nghi|de an|so ket|tong ket|kiem tra|cuoc thi|lop)\b(?![\w ,]{0,40} (?:do|giao|cho) (?:co quan|don vi|so|bo|phong|ai)\b)[\w ,]{0,40} (?:nao|gi)\b)|(?<!ve )(?:nhiem vu|viec|cong viec|dau viec|(?<!ban )(?<!hoi )(?<!hop )(?<!lao )(?<!cong )(?<!hoat )dong) (?:nao|gi)\b|(?:noi dung|hoat dong) nao(?= (?:co|duoc|phai)\b.*(?:kinh phi|trieu|ty)\b)|(?:nhung|cac) (?:noi dung|hoat dong|chi so|ty le|ti le|khoan|hang muc|muc chi) nao\b|(?:(?:nhung|cac|may) )?van ban nao (?=(?:la|thuoc loai|o dang|dang) )|(?:de an|du an|van ban) nao (?=(?:khong (?:phai )?)?(?:la )?do [\w ]{3,50} (?:ban hanh|phe duyet|chu tri)[ ?.!]*$)|(?:khoan|hang muc|noi dung|hoat dong|muc chi) nao (?=[\w ]{0,40}\b(?:nhat|hon ca)\b)|(?:nhung|cac) (?:nhiem vu|viec|dau viec|noi dung|hoat dong|dong|nv) (?=[\w ,]{0,50}\b(?:(?:khong|chua) (?:co|ghi|neu|giao|can|do|phai)|(?:bo|de) (?:trong|trang))\b)|(?:nhiem vu|viec|dau viec|dong|nv) (?=ghi (?:kinh phi|san pham|thoi han|thoi gian|han)\b)|(?<!ve )chi tieu nao\b|chi tieu (?=(?:o |dat |co |dat ra )?muc \d+(?:[.,]\d+)? ?(?:%|phan tram)[ ?.!]*$)|(?:nhung|cac) (?:nhiem vu|viec|cong viec|dau viec) (?=(?:phai|can|do|co|den|duoc|ma|so)\b)|^(?:nhung|cac) (?:chi tieu) (?!.{0,40}\b(?:la gi|bao nhieu))(?=\S)|(?:phai |can )?(?:xong|hoan thanh|lam xong) (?:nhung|cac) (?:gi|viec gi|viec nao|nhiem vu nao|nhiem vu gi)\b|^(?:(?:nhung|cac) )?(?:nhiem vu|viec|dau viec) (?=[\w ,]{0,60}\b(?:han|thoi gian|thoi han)(?: hoan thanh| thuc hien)?(?: ghi)?(?: la)? (?:trong |vao )?(?:quy|thang|truoc|ngay \d|thuong xuyen|dinh ky|ca nam|h[ao]ng)\b)|^(?:nhung|cac) (?:nhiem vu|viec|cong viec|dau viec) (?:ma )?(?=(?:[\w,]+ ){1,8}(?:phai|can|duoc giao|chiu trach nhiem|chu tri|phoi hop|theo doi)\b)|"
    r"(?:(?:giu |dong |co )?(?:vai|vai tro) (?:la )?|tham gia |co ten |dung ten |ghi ten |neu ten )(?=(?:co quan |don vi |o cot |trong cot |vai )*(?:chu tri|phoi hop|theo doi)\b)(?:co quan |don vi |o cot |trong cot )*(?:chu tri|phoi hop|theo doi) (?:o|trong|tai|cua) (?:dau\b|nhung gi\b|(?:nhung |cac |may )?(?:nhiem vu|viec|dong|muc|noi dung|cho) nao\b)|(?!dau moi nao\b)(?:chu tri|phoi hop|dau moi|phu trach)(?: thuc hien)? (?:nhung |cac )?(?:(?:viec|nhiem vu|noi dung|hoat dong|dau viec|de an|chuong trinh|ke hoach|mang|linh vuc|cai|thu|hang muc) )?(?:gi|nao)\b|(?:chu tri|phoi hop) (?:nhung|cac) (?:[\w,]+ ){1,5}(?:nao|gi)\b|(?:nhiem vu|viec) (?=(?:co |ghi )?(?:thoi gian|thoi han|han) (?:thuong xuyen|dinh ky|ca nam|quy|thang)\b)|^(?:cac |nhung )?(?:nhiem vu|viec) (?=thuong xuyen|dinh ky|ca nam|hang (?:thang|quy|nam))|(?<!the )(?<!a )\blist\b(?: (?:all )?(?:the )?tasks?)?|which tasks|what tasks"
)


def find_asked(text: str) -> Asked:
    """Relations and form of a question; no relation where it names none (then it asks for what is said).

    Args:
        text: the cleaned question, with or without diacritics; span positions count in its characters.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return Asked((), Form.FACT, ())
    taken = _Taken(text)
    for pattern in _COMPILED[Relation.LEGAL_BASIS]:  # "dựa vào những nghị quyết nào" lists no tasks
        taken.add(pattern, folded, Relation.LEGAL_BASIS)
    form = Form.FACT
    for pattern, shape in ((_COMPARE, Form.COMPARISON), (_COUNT, Form.COUNT), (_LIST, Form.LIST)):
        if taken.add(pattern, folded, None, once=True):
            form = shape
            break
    for relation, sources in _COMPILED.items():
        for pattern in sources:
            taken.add(pattern, folded, relation)
    for run in _NOUN_RUN.finditer(folded):
        for relation, noun in _NOUNS.items():
            taken.add(noun, folded, relation, within=run.span())
    taken.add(_DUTY, folded, Relation.DUTY)
    if form is Form.FACT and not {relation for _, _, relation in taken.ranges} - {None, *_BESIDE_WHO}:
        taken.add(_WHO_ELSE, folded, role_named(folded))
    taken.add(_QUESTION_WORDS, folded, None)
    if form is Form.COMPARISON:  # "so sánh thời hạn của …" asks without a question word
        for relation, noun in _COMPARED.items():
            taken.add(noun, folded, relation, once=True)
    found = sorted(taken.ranges)
    relations = dict.fromkeys(relation for _, _, relation in found if relation is not None)
    return Asked(tuple(relations), form, tuple((start, end) for start, end, _ in found))


def role_named(folded: str) -> Relation:
    """The role of which a folded question speaks by its verb; to lead where it names none."""
    return next((role for role, verb in _ROLE_OF_WHO if verb.search(folded)), Relation.LEAD)


class _Taken:
    """Ranges of the question that a pattern has taken; a later pattern gets only what is left."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.ranges: list[tuple[int, int, Relation | None]] = []

    def add(
        self,
        pattern: re.Pattern[str],
        folded: str,
        relation: Relation | None,
        *,
        once: bool = False,
        within: tuple[int, int] | None = None,
    ) -> bool:
        """Take what a pattern finds, all of it or the first, in a part or everywhere; whether it took anything."""
        found = False
        for match in pattern.finditer(folded, *(within or ())):
            if match.end() > match.start() and self._is_free(match) and not self._is_other_word(match):
                self.ranges.append((match.start(), match.end(), relation))
                found = True
            if once:
                break
        return found

    def _is_other_word(self, match: re.Match[str]) -> bool:
        """Whether a time ("hồi nào") is written as a body ("hội nào"), or a number ("số nào") as an office ("sở nào")."""
        if self._text[match.start() : match.end()].lower().startswith("hội nào"):
            return True
        start = match.start(_NUMBER_GROUP) if _NUMBER_GROUP in match.re.groupindex else -1
        return start >= 0 and self._text[start : start + 2].lower() == "sở"

    def _is_free(self, match: re.Match[str]) -> bool:
        return all(match.end() <= start or match.start() >= end for start, end, _ in self.ranges)


def _anchored(source: str) -> str:
    """A pattern between word boundaries; ``^`` also stands for the start of a clause ("Cà Mau: hạn …")."""
    if source[0] == "^":
        return rf"(?:^\s*|(?<=[:;,?.] )){source[1:]}"
    return source if source[0] == "\\" else rf"(?<!\w){source}(?!\w)"


_COMPILED = {
    relation: tuple(re.compile(_anchored(source)) for source in sources)
    for relation, sources in _PATTERNS.items()
}

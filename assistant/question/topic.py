"""The matter of a question: its words without the asking, the scope and the small talk."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.question.abbreviations import Abbreviations
from assistant.text.normalise import fold
from assistant.text.tokens import syllables

# Words that carry no matter in a question, spelt with their marks: "hỏi" is one, "hội" is not.
_STOP = frozenset(
    "ai là gì nào sao thì mà và với của cho ở tại trong trên về theo đến từ được bị do bởi sẽ đã đang phải cần nên "
    "có không hay hoặc các những một mỗi này kia đó đây ấy nhé nha ạ à ơi ừ nhỉ vậy thế còn lại ra vào lên xuống dạ "
    "việc hỏi xin tôi em mình anh chị bạn giúp biết muốn nói nêu rõ hả luôn chưa rồi nữa tỉnh mấy cái gọi cứ rằng "
    "giao làm xong quý bên hồi cũ giờ kiểu đi hết giùm bữa mô rứa thôi lo khi lúc hôm ngày ghi dòng mục đứng trễ "
    "tới vì rốt cuộc trình buổi hông hổng tui dzậy dậy zậy ta hen nghen ôm nhóm phần lĩnh vực riêng từng gồm thuộc lấy kèm kéo dài tên kể cùng khác bn compare ok oke okay giống vậy ủa coi mảng chi để chỉ đủ sau trước nộp gửi chót nhất bằng chứ chớ muộn chậm bao lâu cả đặt "
    "who what when which where why how is are the of in for to by does do did many much a an on and or please me tell "
    "show must should be under its it with from plan province task tasks agency agencies department there that"
    .split()
)  # fmt: skip
# Pairs that carry none either, folded.
_STOP_PAIRS = frozenset(
    "nhiem_vu cong_viec cong_tac dau_viec trong_tam the_nao nhu_the ra_sao cho_biet cho_hoi xin_hoi vui_long co_the "
    "bao_nhieu nhung_ai khi_nao bao_gio tai_sao vi_sao lam_sao trong_do viec_nay viec_do dia_ban cu_the chi_tiet "
    "thi_sao quy_dinh dong_chi thuc_hien trien_khai so_sanh khac_nhau giong_nhau phai_khong dung_hong dung_hon dung_hem chi_tieu dung_chu phai_chu ho_ten phu_luc co_quan don_vi "
    "dia_phuong tong_cong tat_ca het_thay day_du thoi_gian thuc_te tham_muu chu_tri phoi_hop noi_dung hoat_dong "
    "phan_dau xac_nhan cao_hon thap_hon nhieu_hon it_hon som_hon muon_hon cao_nhat thap_nhat thoi_han theo_doi trach_nhiem duoi_dang dung_khong dung_vay co_dung ngay_nao vay_ta doi_voi so_voi it_nhat trong_nam nam_nay"
    .split()
)  # fmt: skip
# Pairs whose parts look like stop words but are not, folded.
_KEPT_PAIRS = frozenset(
    "danh_muc muc_dich muc_tieu giao_dich giao_thong ban_giao trinh_tu quy_trinh to_trinh chuong_trinh thi_dua cuoc_thi "
    "thi_tuyen ky_thi viec_lam vi_tri han_che gioi_han tien_luong tinh_gian bao_truoc chuc_lai chi_so chi_dao "
    "bao_cao ngay_phap ngay_hoi ngay_chuyen ngay_thu ngay_doanh hang_nam hang_quy dinh_ky thi_truong thi_hanh giai_ngan kinh_phi le_phi moi_truong doi_moi dua_vao "
    "hai_long tiep_nhan co_phan thanh_phan phan_mem mot_phan toan_trinh qua_trinh lo_trinh cong_trinh lay_y thiet_bi chuan_bi hang_muc thu_hoi phan_hoi dung_dau quy_mo mo_hinh chi_tra chi_thi chi_thuong chi_ngan dat_hang chuyen_giao nang_cao ket_qua tien_do dau_tu khong_gian cong_khai lai_cong trinh_do uu_tien xu_ly khu_vuc the_gioi doi_thoai giao_duc hop_nhat thong_nhat"
    .split()
)  # fmt: skip
# As typed without marks, when the whole question is: the letters of frequent stop words.
_BARE_STOP = frozenset(fold(word) for word in _STOP) - {
    "so",
    "ta",
    "the",
    "chi",
    "han",
    "thi",
    "giao",
    "dong",
    "muc",
    "tinh",
    "quy",
}
_USE = ("dùng", "chu")
"""As in "dùng chữ ký số", which folded is "đúng chứ"."""
LEVEL_PAIRS = frozenset({"cap_tinh", "cap_huyen", "cap_xa", "xa_phuong", "thi_tran", "phuong_xa"})
"""Words for a level of government qualify a value; they do not decide which task is meant."""


def topic_tokens(
    text: str,
    dropped: Sequence[tuple[int, int]],
    abbreviations: Abbreviations,
    is_word: Callable[[str, str], bool] = lambda first, second: False,
    *,
    bare: bool = False,
) -> tuple[str, ...]:
    """Syllables of the matter in order, abbreviations spelt out; empty where the question has none.

    Args:
        text: the question.
        dropped: ranges of the question that are asking or scope.
        abbreviations: known short forms.
        is_word: whether two syllables make one word, so that a stop word in it is none ("kiểu mẫu", "trễ hẹn").
        bare: whether it was typed without diacritics, so that stop words may stand bare.
    """
    characters = list(text)
    for start, end in dropped:
        characters[start:end] = " " * (end - start)
    tokens = syllables(abbreviations.expand("".join(characters)))
    folded = [fold(token) for token in tokens]
    stop = [
        token in _STOP or (bare and token == word and word in _BARE_STOP)
        for token, word in zip(tokens, folded, strict=True)
    ]
    kept = [False] * len(tokens)
    for i, pair in enumerate(f"{a}_{b}" for a, b in pairwise(folded)):
        if pair in _KEPT_PAIRS:
            kept[i] = kept[i + 1] = True
        elif (pair in _STOP_PAIRS and (tokens[i], folded[i + 1]) != _USE) or pair in LEVEL_PAIRS:
            stop[i] = stop[i + 1] = True
        elif (
            not bare
            and (tokens[i] in _STOP) != (tokens[i + 1] in _STOP)
            and is_word(tokens[i], tokens[i + 1])
        ):
            kept[i] = kept[i + 1] = True
    return tuple(token for token, no, yes in zip(tokens, stop, kept, strict=True) if yes or not no)

"""The matter of a question: its words without the asking, the scope and the small talk."""

from collections.abc import Sequence

from assistant.question.abbreviations import Abbreviations
from assistant.text.normalise import fold
from assistant.text.tokens import syllables

# Folded words that carry no matter, alone or as pairs. Pairs are taken out first: "nhiệm vụ" says nothing in
# a plan of tasks, "vụ" alone would.
_STOP_PAIRS = frozenset(
    "nhiem_vu cong_viec cong_tac dau_viec trong_tam the_nao nhu_the ra_sao cho_biet cho_hoi xin_hoi vui_long co_the "
    "bao_nhieu nhung_ai khi_nao bao_gio tai_sao vi_sao lam_sao trong_do theo_do viec_nay viec_do nhiem_vu dia_ban "
    "tren_dia dia_ban ke_hoach_nay cu_the chi_tiet anh_chi moi_nguoi giup_toi cho_toi cho_em thi_sao con_ai the_con "
    "trong_ke ke_hoach cua_ke nam_trong theo_ke quy_dinh dong_chi ban_oi thuc_hien trien_khai tinh_minh tinh_nay tinh_ta"
    .split()
)
# As typed without marks; the first list of letters that officials leave bare in a hurry.
_STOP_WORDS = frozenset(
    "ai la gi nao sao thi ma va voi cua cho o tai trong tren ve theo den tu duoc bi do boi se da dang phai can nen "
    "co khong hay hoac cac nhung mot moi nay kia do day ay nhe a oi u nhi vay the con lai ra vao len xuong "
    "viec nhiem hoi xin toi em minh anh chi ban giup biet muon noi neu ro ha hen luon chua roi nua tinh "
    "what who when which is are the of in for to by does do did how many much a an on and or please me tell show must should plan "
    "province task tasks agency"
    .split()
)  # fmt: skip
# With marks, only these spellings are stop words: "hỏi" is, "hội" is not.
_STOP_SPELLINGS = frozenset(
    "ai là gì nào sao thì mà và với của cho ở tại trong trên về theo đến từ được bị do bởi sẽ đã đang phải cần nên "
    "có không hay hoặc các những một mỗi này kia đó đây ấy nhé ạ ơi ừ nhỉ vậy thế còn lại ra vào lên xuống "
    "việc nhiệm hỏi xin tôi em mình anh chị bạn giúp biết muốn nói nêu rõ hả luôn chưa rồi nữa tỉnh".split()
)
# Words that name a level of government qualify a value; they do not decide which task is meant.
LEVEL_PAIRS = frozenset({"cap_tinh", "cap_huyen", "cap_xa", "xa_phuong", "thi_tran", "phuong_xa"})


def topic_tokens(text: str, dropped: Sequence[tuple[int, int]], abbreviations: Abbreviations) -> tuple[str, ...]:
    """Syllables of the matter in order, abbreviations spelt out; empty where the question has none.

    Args:
        text: the question.
        dropped: ranges of the question that are asking or scope.
        abbreviations: known short forms.
    """
    characters = list(text)
    for start, end in dropped:
        characters[start:end] = " " * (end - start)
    tokens = syllables(abbreviations.expand("".join(characters)))
    return tuple(_without_stop_words(tokens))


def _without_stop_words(tokens: Sequence[str]) -> list[str]:
    folded = [fold(token) for token in tokens]
    stop = [
        token in _STOP_SPELLINGS or (token == word and word in _STOP_WORDS)
        for word, token in zip(folded, tokens, strict=True)
    ]
    for i, pair in enumerate(f"{a}_{b}" for a, b in zip(folded, folded[1:], strict=False)):
        if pair in _STOP_PAIRS or pair in LEVEL_PAIRS:
            stop[i] = stop[i + 1] = True
    return [token for token, is_stop in zip(tokens, stop, strict=True) if not is_stop]

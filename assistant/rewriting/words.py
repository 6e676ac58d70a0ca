"""Closed sets of words that name no matter: what a rewriting may add, and what it may leave out."""

import re

from assistant.text.tokens import syllables

ASKING = frozenset(
    "ai là gì nào những các của ở tại trong về cho do và với thì việc nhiệm vụ công tác cơ quan đơn vị chủ trì "
    "phối hợp khi lúc ngày tháng quý thời gian hạn hoàn thành thực hiện bao nhiêu giờ sản phẩm đầu ra theo "
    "kế hoạch tỉnh phải đối nguồn kinh phí chỉ tiêu gồm được để này".split()
)
"""What a question is put together with: no denial, no limit ("trước", "trừ", "tối thiểu"), no ordinal."""

_SMALL_TALK = ASKING | frozenset(
    "thế còn vậy sao rồi mà lại đó kia ấy cái nó nhé nha ạ à ơi ừ nhỉ hả anh chị em ad bạn tôi mình xin hỏi biết mấy "
    "bên đâu chừng vào luôn chuyện mới nữa ta đây lo làm xong vụ chi mô răng rứa nớ ni hè hen nghen".split()
)
_SMALL_PHRASES = re.compile(
    r"\b(?:dứt điểm|xong xuôi|rốt cuộc|chốt lại|đàng hoàng|cho rồi|hết ráo)\b", re.IGNORECASE
)


def words_of_weight(text: str) -> set[str]:
    """Syllables of a question but those it is dressed in, points back with or asks with."""
    return set(syllables(_SMALL_PHRASES.sub(" ", text))) - _SMALL_TALK

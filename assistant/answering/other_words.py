"""The matter in the words that plans use for it, where the question's own words find nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering.context import Context

_SAID_IN_PLANS: Mapping[str, str] = {
    "củng cố": "kiện toàn",
    "chồng chéo": "trùng lặp",
    "giấy tờ": "văn bản",
    "người tài": "nhân tài",
    "bớt": "cắt giảm",
    "dẹp": "khắc phục",
    "mở lớp": "tập huấn",
    "dạy": "đào tạo bồi dưỡng",
    "chấm điểm": "đánh giá",
    "xếp hạng": "đánh giá xếp loại",
    "bất ngờ": "đột xuất",
    "thu chi": "tài chính ngân sách",
    "góp ý": "lấy ý kiến",
    "khiếu nại": "phản ánh kiến nghị",
    "than phiền": "phản ánh kiến nghị",
    "buôn bán": "thương mại",
    "trên mạng": "trực tuyến",
    "chỗ nộp": "tiếp nhận",
    "nhận hồ sơ": "tiếp nhận hồ sơ",
    "máy móc": "trang thiết bị",
    "tiền": "kinh phí",
    "vừa lòng": "hài lòng",
    "thăm dò": "khảo sát",
    "hỏi ý kiến": "lấy ý kiến",
    "rút gọn": "đơn giản hóa",
    "bỏ bớt": "cắt giảm",
    "dẹp bỏ": "bãi bỏ",
    "gộp": "sáp nhập sắp xếp",
    "tuyên dương": "khen thưởng",
    "phạt": "xử lý vi phạm",
    "làm thử": "thí điểm",
    "gặp gỡ": "đối thoại",
    "quảng bá": "tuyên truyền",
    "loa": "đài truyền thanh",
    "phổ biến luật": "phổ biến giáo dục pháp luật",
    "nhắc nhở": "đôn đốc",
    "nhắc": "đôn đốc",
    "chấn chỉnh": "khắc phục",
    "đãi ngộ": "thu hút trọng dụng",
    "giữ chân": "thu hút trọng dụng",
    "sổ sách": "hồ sơ",
    "lưu giữ": "lưu trữ",
    "bảo mật": "an toàn thông tin",
    "an ninh mạng": "an toàn thông tin mạng",
    "chữ ký điện tử": "chữ ký số",
    "nhân viên": "công chức viên chức",
    "biên chế dư": "tinh giản biên chế",
}
"""What people say, and what plans of this kind say for it. Only where nothing is found otherwise, so that a plan's own
word wins."""
_PHRASES = tuple(
    (tuple(said.split()), tuple(printed.split()))
    for said, printed in sorted(_SAID_IN_PLANS.items(), key=lambda pair: -len(pair[0]))
)


def in_other_words(context: Context) -> Context | None:
    """The question with its matter in the words of plans; ``None`` where it has no words of speech."""
    question = context.question
    topic = _reworded(question.topic)
    if topic == question.topic:
        return None
    return replace(
        context,
        question=replace(
            question, topic=topic, matter=_reworded(question.matter), topic_text=" ".join(topic)
        ),
    )


def _reworded(topic: Sequence[str]) -> tuple[str, ...]:
    words: list[str] = []
    i = 0
    while i < len(topic):
        said, printed = next(
            (pair for pair in _PHRASES if tuple(topic[i : i + len(pair[0])]) == pair[0]),
            ((topic[i],), (topic[i],)),
        )
        words += printed
        i += len(said)
    return tuple(words)

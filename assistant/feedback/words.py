"""Feedback in the words of the people who give it and of those who read it."""

from collections.abc import Mapping
from datetime import datetime

from assistant.feedback.store import Rated, Reason

REASONS: Mapping[Reason, str] = {
    Reason.AGENCY: "Sai cơ quan",
    Reason.FIGURE: "Sai thời hạn, số liệu hoặc văn bản",
    Reason.SCOPE: "Nhầm kế hoạch, địa phương hoặc năm",
    Reason.INCOMPLETE: "Thiếu nội dung",
    Reason.REFUSED: "Kế hoạch có nêu nhưng không trả lời",
    Reason.OFF_TOPIC: "Không đúng điều đã hỏi hoặc khó hiểu",
    Reason.OTHER: "Lý do khác",
}
HELPFUL, NOT_HELPFUL = "Đúng", "Chưa đúng"


def local_time(seconds: int) -> datetime:
    """A time since 1970 as this machine's clock shows it."""
    return datetime.fromtimestamp(seconds).astimezone()


def describe(rated: Rated) -> str:
    """What somebody said of an answer, in one line."""
    verdict = HELPFUL if rated.helpful else NOT_HELPFUL
    reason = f": {REASONS[rated.reason]}" if rated.reason in REASONS else ""
    return f"{verdict}{reason}{f' – {rated.comment}' if rated.comment else ''}"

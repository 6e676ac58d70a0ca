import time
import unicodedata

import pytest

from assistant.errors import ChatReplyError, ChatSetupError, ChatUnavailableError
from assistant.llm.budget import CallBudget
from assistant.llm.consultation import NoReply
from assistant.service import PlanAssistant
from assistant.types import Answer, Citation, Span
from assistant.wording.phraser import Fallback
from tests.fakes import FakeChat
from tests.wording.asking import AskingPhraser
from tests.wording.test_adversarial import LIST, ROLES

QUOTE = "24.\tSố hóa hồ sơ cấp xã\tVăn phòng UBND tỉnh\tQuý II/2024"
CITATION = Citation("p", "24", "Phụ lục, nhiệm vụ 24", QUOTE, (Span(0, len(QUOTE)),), "Kế hoạch số 1/KH-UBND")
ANSWER = Answer(
    "Nhiệm vụ “Số hóa hồ sơ cấp xã” do Văn phòng UBND tỉnh chủ trì [1].",
    False,
    (CITATION,),
    suggestions=("Hạn?",),
)
BETTER = "Văn phòng UBND tỉnh chủ trì việc số hóa hồ sơ cấp xã [1]."


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_better_wording_is_shown_with_everything_else_as_it_was() -> None:
    phrased = AskingPhraser(FakeChat([BETTER])).phrase("ai chủ trì?", ANSWER)

    assert phrased.fallback is None
    assert phrased.answer == Answer(BETTER, False, (CITATION,), suggestions=("Hạn?",))


def test_a_decomposed_reply_is_composed() -> None:
    chat = FakeChat([unicodedata.normalize("NFD", BETTER)])
    assert AskingPhraser(chat).phrase("ai chủ trì?", ANSWER).answer.text == BETTER


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("**Văn phòng UBND tỉnh** chủ trì việc số hóa hồ sơ\u00a0cấp xã [1].\r\n", BETTER),
        (f"* {BETTER}", f"- {BETTER}"),
        (f"\n\n{BETTER}\n\n", BETTER),
    ],
)
def test_type_that_models_add_unasked_is_taken_off(reply: str, shown: str) -> None:
    assert AskingPhraser(FakeChat([reply])).phrase("ai chủ trì?", ANSWER).answer.text == shown


def test_sentences_that_fail_are_removed_and_the_rest_is_shown() -> None:
    reply = f"Cụ thể như sau: Sở Y tế phối hợp [1]. {BETTER} Hạn là 30/6/2024 [1]. Việc này rất cần thiết."

    phrased = AskingPhraser(FakeChat([reply])).phrase("ai chủ trì?", ANSWER)

    assert (phrased.answer.text, phrased.fallback) == (BETTER, None)


def test_real_answers_may_be_worded_anew(plain: PlanAssistant) -> None:
    told = plain.ask(ROLES)
    better = (
        "Theo kế hoạch năm 2024 của tỉnh Cà Mau, Văn phòng Ủy ban nhân dân tỉnh chủ trì việc số hóa hồ sơ, kết quả giải quyết "
        "thủ tục hành chính cấp xã, phối hợp với Sở Thông tin và Truyền thông; thời hạn: thường xuyên [1]. "
        "Sở Thông tin và Truyền thông nay là Sở Khoa học và Công nghệ."
    )
    phrased = AskingPhraser(FakeChat([better])).phrase(ROLES, told)
    assert (phrased.answer.text, phrased.fallback) == (better, None)


def test_a_list_may_lose_the_frame_around_it_but_no_item(plain: PlanAssistant) -> None:
    told = plain.ask(LIST)
    better = told.text.replace("(thời hạn: Tháng 01/2024)", "– thời hạn: tháng 01/2024").replace(
        ":\n1.", ", cụ thể như sau:\n1."
    )
    phrased = AskingPhraser(FakeChat([better])).phrase(LIST, told)
    assert (phrased.answer.text, phrased.fallback) == (better, None)


@pytest.mark.parametrize("error", [ChatUnavailableError("Hết giờ."), ChatSetupError("Sai khóa.")])
def test_after_three_failures_in_a_row_nobody_waits_for_a_while(error: Exception) -> None:
    clock = Clock()
    chat = FakeChat([error, error, error, BETTER])
    phraser = AskingPhraser(chat, clock=clock)

    reasons = [phraser.phrase("?", ANSWER).fallback for _ in range(5)]
    clock.now = 60.0

    assert reasons == [NoReply.UNAVAILABLE] * 3 + [NoReply.RESTING] * 2
    assert len(chat.prompts) == 3
    assert phraser.phrase("?", ANSWER).fallback is None


def test_a_reply_in_between_counts_from_the_start() -> None:
    gone = ChatUnavailableError("Hết giờ.")
    chat = FakeChat([gone, gone, ChatReplyError("Rỗng."), gone, gone, BETTER])
    phraser = AskingPhraser(chat, clock=Clock())

    assert [phraser.phrase("?", ANSWER).fallback for _ in range(6)][-1] is None


def test_a_spent_budget_leaves_the_answer_as_it_is() -> None:
    chat = FakeChat([BETTER])
    phraser = AskingPhraser(chat, CallBudget(1))

    assert phraser.phrase("?", ANSWER, "an").fallback is None
    assert phraser.phrase("?", ANSWER, "an").fallback is NoReply.BUDGET
    assert phraser.phrase("?", ANSWER, "bình").fallback is None
    assert len(chat.prompts) == 2


def test_a_reply_far_longer_than_the_answer_is_not_looked_through() -> None:
    chat = FakeChat([f"{BETTER}\n" + "Sở Y tế phối hợp [1]. " * 100_000])
    started = time.monotonic()

    assert AskingPhraser(chat).phrase("?", ANSWER).fallback is Fallback.UNFAITHFUL
    assert time.monotonic() - started < 1


def test_a_very_long_answer_is_not_sent() -> None:
    chat = FakeChat([BETTER])
    long = Answer("Nhiệm vụ [1].\n" * 1000, False, (CITATION,))

    assert AskingPhraser(chat).phrase("?", long).fallback is Fallback.TOO_LONG
    assert chat.prompts == []

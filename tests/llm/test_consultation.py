from assistant.errors import ChatReplyError, ChatUnavailableError
from assistant.llm.consultation import NoReply, SharedChat
from tests.fakes import FakeChat


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class SlowChat(FakeChat):
    """Takes seven seconds for each reply, and keeps how long it was given."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(["Được."])
        self.clock = clock
        self.limits: list[float | None] = []

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        self.limits.append(timeout_s)
        self.clock.now += 7.0
        return super().reply(prompt, max_tokens, timeout_s)


def test_all_that_is_asked_for_one_question_shares_its_time() -> None:
    clock = Clock()
    chat = SlowChat(clock)
    consultation = SharedChat(chat, limit_s=14.5, clock=clock).consult()

    assert [consultation.ask("?", 9) for _ in range(3)] == ["Được.", "Được.", NoReply.LATE]
    assert chat.limits == [14.5, 7.5]


def test_the_next_question_has_time_of_its_own() -> None:
    clock = Clock()
    shared = SharedChat(SlowChat(clock), limit_s=7.5, clock=clock)

    assert [shared.consult().ask("?", 9) for _ in range(3)] == ["Được."] * 3


def test_a_question_asks_no_more_once_the_server_failed() -> None:
    chat = FakeChat([ChatUnavailableError("Hết giờ."), "Được."])
    shared = SharedChat(chat)
    first = shared.consult()

    assert [first.ask("?", 9) for _ in range(3)] == [NoReply.UNAVAILABLE] * 3
    assert (shared.consult().ask("?", 9), len(chat.prompts)) == ("Được.", 2)


def test_an_unreadable_reply_does_not_keep_the_next_one_from_being_asked() -> None:
    consultation = SharedChat(FakeChat([ChatReplyError("Rỗng."), "Được."])).consult()

    assert [consultation.ask("?", 9) for _ in range(2)] == [NoReply.UNREADABLE, "Được."]

import stat
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.conversations.store import SCHEMA, UNREADABLE, Conversations
from assistant.conversations.turns import Conversation, FoundScope, Problem, Reply, Turn, begin, finish
from assistant.datafile import DataFile
from assistant.errors import SetupError
from assistant.web.sources import look_up
from tests.web.fakes import ANSWERED, REFUSED, FakeBackend

DAY_S = 24 * 60 * 60
ANSWER = Reply(ANSWERED, look_up(FakeBackend(), ANSWERED.citations, ANSWERED.text), ("tất cả",))
REFUSAL = Reply(REFUSED, look_up(FakeBackend(), REFUSED.nearest))


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.sqlite"


@pytest.fixture
def kept(path: Path, clock: Clock) -> Conversations:
    return Conversations(path, 30, clock)


def ask(
    kept: Conversations, conversation: Conversation, question: str, outcome: Reply = ANSWER
) -> Conversation:
    begun = begin(conversation, question, (), ())
    kept.begin(begun, conversation.turns[-1].id if conversation.editing else "")
    finished = finish(begun, outcome)
    kept.finish(finished)
    return finished


def titles(kept: Conversations, owner: str, wanted: str = "") -> list[str]:
    return [one.title for one in kept.list(owner, wanted).found]


def test_what_was_shown_is_there_again_with_scope_citations_and_rows(path: Path, kept: Conversations) -> None:
    found = FoundScope(("Tỉnh An Lạc",), "ai chủ trì?")
    turn = Turn("ai chủ trì ở An Lạc?", ("an-lac-2024",), ("Năm 2024",), found, ANSWER, "luot-1")
    other = Turn("kinh phí?", outcome=REFUSAL, id="luot-2")
    failed = Turn("lỗi?", outcome=Problem("Chưa có chỉ mục."), id="luot-3")
    conversation = Conversation((), id="mot", owner="user:lan")
    for one in (turn, other, failed):
        conversation = replace(conversation, turns=(*conversation.turns, replace(one, outcome=None)))
        kept.begin(conversation)
        conversation = replace(conversation, turns=(*conversation.turns[:-1], one))
        kept.finish(conversation)
    again = Conversations(path, 30, kept._clock).find("user:lan", "mot")
    assert again == Conversation((turn, other, failed), id="mot", owner="user:lan")


def test_nobody_finds_changes_or_deletes_what_is_anothers(kept: Conversations) -> None:
    own = ask(kept, Conversation(owner="user:lan"), "của Lan")
    for stranger in ("user:mai", "browser:1", ""):
        assert kept.find(stranger, own.id) is None
        assert kept.list(stranger).count == 0
        assert kept.rename(stranger, own.id, "của tôi") is False
        assert kept.share(stranger, own.id) is None
        assert kept.unshare(stranger, own.id) is False
        assert kept.delete(stranger, own.id) is False
        ask(kept, replace(own, owner=stranger), "chen vào")
        kept.drop(replace(own, owner=stranger), own.turns[0].id)
        kept.delete_all(stranger)
    assert kept.find("user:lan", own.id) == own
    assert titles(kept, "user:lan") == ["của Lan"]


def test_the_list_is_searched_in_names_questions_and_answers_with_or_without_diacritics(
    kept: Conversations, clock: Clock
) -> None:
    first = ask(kept, Conversation(owner="a"), "Ai chủ trì số hóa?")
    clock.now += 1
    ask(kept, ask(kept, Conversation(owner="a"), "Kinh phí mua máy?", REFUSAL), "Hạn nộp báo cáo?", REFUSAL)
    clock.now += 1
    ask(kept, first, "ai phối hợp?", REFUSAL)
    assert titles(kept, "a") == ["Ai chủ trì số hóa?", "Kinh phí mua máy?"]
    for wanted in ("SO HOA", "số hóa", "văn phòng ủy ban", "phoi hop chu tri"):
        assert titles(kept, "a", wanted) == ["Ai chủ trì số hóa?"]
    assert titles(kept, "a", "bao cao") == ["Kinh phí mua máy?"]
    assert titles(kept, "a", "so hoa bao cao") == []
    assert titles(kept, "a", "oa") == []
    assert kept.rename("a", first.id, "  Việc số hóa \n của xã ")
    assert titles(kept, "a", "cua xa") == ["Việc số hóa của xã"]
    assert kept.rename("a", first.id, " \u200b ") is False
    assert [(one.questions, one.changed) for one in kept.list("a").found] == [
        (2, 1_800_000_002),
        (2, 1_800_000_001),
    ]


def test_long_lists_come_in_pages(kept: Conversations) -> None:
    for number in range(23):
        ask(kept, Conversation(owner="a"), f"câu {number}")
    assert [len(kept.list("a", page=page).found) for page in (1, 2, 3)] == [20, 3, 0]
    assert (kept.list("a").count, titles(kept, "a")[0]) == (23, "câu 22")


def test_editing_replaces_stopping_drops_and_a_late_answer_to_what_was_stopped_is_not_kept(
    kept: Conversations,
) -> None:
    one = ask(kept, Conversation(owner="a"), "một")
    edited = ask(kept, replace(one, editing=True), "một bis")
    assert kept.find("a", one.id) == edited
    waiting = begin(edited, "hai", (), ())
    kept.begin(waiting)
    kept.drop(waiting, waiting.turns[-1].id)
    kept.finish(finish(waiting, ANSWER))
    assert kept.find("a", one.id) == edited
    left = begin(edited, "bỏ dở", (), ())
    kept.begin(left)
    assert kept.find("a", one.id) == left
    after = ask(kept, edited, "ba")
    kept.finish(finish(left, ANSWER))
    assert kept.find("a", one.id) == after


def test_a_conversation_whose_only_question_was_stopped_is_gone(kept: Conversations) -> None:
    waiting = begin(Conversation(owner="a"), "một", (), ())
    kept.begin(waiting)
    kept.drop(waiting, waiting.turns[0].id)
    assert kept.list("a").count == 0


def test_a_turn_asked_in_another_window_is_not_lost(kept: Conversations) -> None:
    both = ask(kept, Conversation(owner="a"), "một")
    ask(kept, both, "hai ở cửa sổ này")
    ask(kept, both, "hai ở cửa sổ kia")
    found = kept.find("a", both.id)
    assert found is not None
    assert [turn.question for turn in found.turns] == ["một", "hai ở cửa sổ này", "hai ở cửa sổ kia"]


def test_a_link_shows_what_there_was_when_it_was_given_until_it_is_taken_back(kept: Conversations) -> None:
    own = ask(kept, Conversation(owner="a"), "một")
    token = kept.share("a", own.id)
    assert token is not None
    assert len(token) >= 20
    later = ask(kept, own, "riêng tư")
    shared = kept.find_shared(token)
    assert shared is not None
    assert (shared.title, [turn.question for turn in shared.conversation.turns]) == ("một", ["một"])
    assert (shared.conversation.id, shared.conversation.owner) == ("", "")
    ask(kept, replace(own, editing=True), "một, sửa lại sau khi chia sẻ")
    shared = kept.find_shared(token)
    assert shared is not None
    assert shared.conversation.turns == ()
    assert kept.share("a", own.id) == token
    shared = kept.find_shared(token)
    assert shared is not None
    assert [turn.question for turn in shared.conversation.turns] == [
        "riêng tư",
        "một, sửa lại sau khi chia sẻ",
    ]
    (listed,) = kept.list("a").found
    assert (listed.share, listed.questions, listed.shared_questions) == (token, 2, 2)
    assert kept.unshare("a", own.id)
    assert kept.find_shared(token) is None
    assert kept.share("a", own.id) not in {None, token}
    assert later.id == own.id


def test_links_end_with_their_conversation_and_are_none_that_was_not_given(kept: Conversations) -> None:
    own = ask(kept, Conversation(owner="a"), "một")
    token = kept.share("a", own.id)
    assert token is not None
    assert kept.find_shared("") is None
    assert kept.find_shared(own.id) is None
    assert kept.delete("a", own.id)
    assert kept.find_shared(token) is None
    waiting = begin(Conversation(owner="a"), "đang chờ", (), ())
    kept.begin(waiting)
    assert kept.share("a", waiting.id) is None


def test_conversations_are_kept_for_their_days_and_then_forgotten_from_the_file(
    path: Path, kept: Conversations, clock: Clock
) -> None:
    old = ask(kept, Conversation(owner="a"), "câu hỏi rất cũ")
    token = kept.share("a", old.id)
    assert token is not None
    clock.now += 31 * DAY_S
    assert kept.find("a", old.id) is None
    assert kept.find_shared(token) is None
    assert kept.list("a").count == 0
    ask(kept, Conversation(owner="b"), "mới")
    assert "câu hỏi rất cũ".encode() not in path.read_bytes()


@pytest.mark.parametrize(("days", "owner"), [(0, "a"), (30, "")])
def test_nothing_is_kept_for_no_days_or_for_nobody(path: Path, days: int, owner: str) -> None:
    kept = Conversations(path, days)
    own = ask(kept, Conversation(owner=owner), "một")
    kept.drop(own, own.turns[0].id)
    assert (kept.find(owner, own.id), kept.list(owner).count, kept.share(owner, own.id)) == (None, 0, None)
    assert not path.exists()


def test_all_of_an_owner_is_deleted_at_once(kept: Conversations) -> None:
    for owner in ("a", "a", "b"):
        ask(kept, Conversation(owner=owner), "một")
    assert kept.delete_all("a") == 2
    assert (kept.list("a").count, kept.list("b").count) == (0, 1)


def test_a_turn_of_another_shape_is_said_to_be_unreadable(
    path: Path, kept: Conversations, caplog: pytest.LogCaptureFixture
) -> None:
    own = ask(kept, Conversation(owner="a"), "một")
    with DataFile(path, "tệp", SCHEMA).open(write=True) as db:
        db.execute("UPDATE turns SET body = '{}'")
    found = kept.find("a", own.id)
    assert found is not None
    assert found.turns == (Turn(UNREADABLE, outcome=Problem(UNREADABLE), id=own.turns[0].id),)
    assert caplog.messages == [f"turn {own.turns[0].id} cannot be read"]


def test_the_file_is_its_owners_alone_and_one_of_another_version_is_refused(
    path: Path, kept: Conversations
) -> None:
    ask(kept, Conversation(owner="a"), "một")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with DataFile(path, "tệp", SCHEMA).open(write=True) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(SetupError, match="phiên bản mới hơn"):
        kept.list("a")
    path.write_bytes(b"not a database" * 500)
    with pytest.raises(SetupError, match="Không dùng được tệp lịch sử trao đổi"):
        kept.list("a")

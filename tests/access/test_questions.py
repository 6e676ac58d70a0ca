import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from assistant.access.accounts import Accounts
from assistant.access.people import Role, User, Visitor
from assistant.access.questions import AskedQuestion, Questions, Way
from assistant.config import Settings, load_settings
from assistant.errors import SetupError
from assistant.types import SentenceCheck
from tests.serving import build_app, run_async, serving
from tests.web.fakes import ANSWERED, REFUSED, FakeBackend

from .conftest import PASSWORD
from .test_limits import ask_over_mcp

DAY_S = 24 * 60 * 60
LAN = Visitor("10.0.0.7", User("lan", Role.READER))


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, {"question_log": tmp_path / "questions.sqlite", "question_log_days": 30})


def test_questions_are_kept_for_their_days_and_no_longer(settings: Settings) -> None:
    clock = Clock()
    questions = Questions(settings, clock)
    questions.note(LAN, Way.CHAT, "cũ", ANSWERED)
    clock.now += 29 * DAY_S
    questions.note(Visitor("10.0.0.8"), Way.REST, "mới", REFUSED)
    new = AskedQuestion(int(clock.now), "10.0.0.8", Way.REST, "mới", abstained=True)
    old = AskedQuestion(int(clock.now) - 29 * DAY_S, "lan", Way.CHAT, "cũ", abstained=False)
    assert questions.kept(10, 0) == (new, old)
    assert (questions.kept(1, 0), questions.kept(1, 1)) == ((new,), (old,))
    clock.now += 2 * DAY_S
    assert questions.kept(10, 0) == (new,)
    questions.note(LAN, Way.MCP, "nữa", ANSWERED)
    assert "cũ".encode() not in b"".join(path.read_bytes() for path in settings.question_log.parent.iterdir())


def test_questions_of_many_at_once_are_all_kept(settings: Settings) -> None:
    questions = Questions(settings)
    asked = [f"câu {number}" for number in range(80)]
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda text: questions.note(LAN, Way.CHAT, text, ANSWERED), asked))
    assert sorted(one.question for one in questions.kept(100, 0)) == sorted(asked)


def test_answers_that_the_check_shortened_are_doubtful(settings: Settings) -> None:
    questions = Questions(settings)
    shortened = (SentenceCheck("a", kept=True), SentenceCheck("b", kept=False, missing=("80%",)))
    for answer in (ANSWERED, replace(ANSWERED, checks=shortened), replace(REFUSED, checks=shortened)):
        questions.note(LAN, Way.CHAT, "a", answer)
    assert [one.doubtful for one in questions.kept(3, 0)] == [False, True, False]


def test_nothing_is_written_unless_it_is_asked_for(tmp_path: Path) -> None:
    questions = Questions(load_settings({}, {"question_log": tmp_path / "questions.sqlite"}))
    questions.note(LAN, Way.CHAT, "a", ANSWERED)
    assert (questions.kept(10, 0), list(tmp_path.iterdir())) == ((), [])


def test_the_file_is_the_owners_alone_and_its_damage_costs_no_answer(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    questions = Questions(settings)
    questions.note(LAN, Way.CHAT, "a", ANSWERED)
    assert stat.S_IMODE(settings.question_log.stat().st_mode) == 0o600
    settings.question_log.write_bytes(b"not a database" * 500)
    questions.note(LAN, Way.CHAT, "b", ANSWERED)
    assert caplog.messages == [f"question not written down in {settings.question_log}"]
    with pytest.raises(SetupError, match="Không dùng được tệp nhật ký câu hỏi"):
        questions.kept(10, 0)


@pytest.fixture
def address(settings: Settings, tmp_path: Path) -> Iterator[str]:
    app = build_app(
        FakeBackend([REFUSED]),
        {
            "accounts": tmp_path / "accounts.sqlite",
            "question_log": settings.question_log,
            "question_log_days": settings.question_log_days,
        },
    )
    with serving(app) as address:
        yield address


def test_only_an_administrator_reads_what_was_asked(address: str, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    clients = {}
    for name, role in (("lan", Role.READER), ("mai", Role.EDITOR), ("an", Role.ADMIN)):
        accounts.add(name, PASSWORD, role)
        headers = {"authorization": f"Bearer {accounts.issue_token(name, 'api')}"}
        clients[name] = httpx.Client(base_url=address, headers=headers)
    lan = clients["lan"]
    lan.post("/api/v1/ask", json={"question": "một"})
    run_async(lambda: ask_over_mcp(lan, {"question": "hai"}))
    message = {"role": "user", "content": "ba"}
    lan.post("/v1/chat/completions", json={"model": "vn-plan-assistant", "messages": [message]})
    refused = [clients[name].get("/api/v1/questions") for name in ("lan", "mai")]
    kept = clients["an"].get("/api/v1/questions").json()["questions"]
    for client in clients.values():
        client.close()
    assert [response.status_code for response in refused] == [403, 403]
    assert refused[0].json()["error"]["message"] == (
        "“lan” không có quyền làm việc này (cần vai trò admin). Hãy đề nghị người quản trị."
    )
    assert [(one["name"], one["way"], one["question"], one["abstained"]) for one in kept] == [
        ("lan", "openai", "ba", True),
        ("lan", "mcp", "hai", True),
        ("lan", "rest", "một", True),
    ]

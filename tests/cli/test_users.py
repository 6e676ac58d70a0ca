import io
import json
import logging
from pathlib import Path

import pytest

from assistant.access import passwords
from assistant.access.accounts import Accounts
from assistant.access.audit import by_system_user
from assistant.access.owners import owner_of_user
from assistant.access.people import Role, User
from assistant.conversations.store import Conversations
from assistant.conversations.turns import Conversation, begin

from .conftest import Outcome, Run


@pytest.fixture(autouse=True)
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """A file of accounts of the test's own, and hashes that are quick to make."""
    path = tmp_path / "accounts.sqlite"
    monkeypatch.setenv("ASSISTANT_ACCOUNTS", str(path))
    monkeypatch.setattr(passwords, "_N", 2)
    return Accounts(path)


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def users(run: Run, command: str, *arguments: str) -> Outcome:
    # Options of the whole program may stand before the name of the command of users.
    return run("users", command, *arguments)


def test_a_user_is_added_listed_given_a_token_and_removed(
    run: Run, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "mật khẩu dài\n")
    added = users(run, "add", "lan", "--role", "editor")
    assert (added.status, added.out) == (0, "")
    assert added.err.splitlines()[-1] == "Từ nay máy chủ yêu cầu đăng nhập."
    assert accounts.check_password("lan", "mật khẩu dài") == User("lan", Role.EDITOR)
    token = users(run, "token", "lan", "--label", "báo cáo").out.strip()
    assert accounts.find_token(token) == User("lan", Role.EDITOR)
    assert users(run, "list").out == "lan\teditor\tbáo cáo\n"
    assert users(run, "revoke", "lan", "--label", "báo cáo").status == 0
    assert accounts.find_token(token) is None
    removed = users(run, "remove", "lan")
    assert removed.err.splitlines()[-1].startswith("Không còn tài khoản nào")
    assert users(run, "list").out == ""


def test_the_history_of_a_removed_user_is_not_left_to_the_next_of_the_name(
    run: Run, accounts: Accounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_CONVERSATIONS", str(tmp_path / "conversations.sqlite"))
    kept = Conversations(tmp_path / "conversations.sqlite", 90)
    for name in ("lan", "mai"):
        accounts.add(name, "mật khẩu dài", Role.READER)
        kept.begin(begin(Conversation(owner=owner_of_user(name)), "một", (), ()))
    assert users(run, "remove", "LAN").status == 0
    assert [kept.list(owner_of_user(name)).count for name in ("lan", "mai")] == [0, 1]


def test_a_user_gets_another_role_is_kept_out_and_let_in_again(run: Run, accounts: Accounts) -> None:
    accounts.add("lan", "mật khẩu dài", Role.READER)
    assert users(run, "role", "lan", "editor").status == 0
    assert users(run, "disable", "lan").status == 0
    assert users(run, "list").out == "lan\teditor (đang khóa)\n"
    assert users(run, "enable", "LAN").status == 0
    assert users(run, "list").out == "lan\teditor\n"
    assert users(run, "disable", "mai").status == 1


def test_a_password_is_set_again(run: Run, accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("lan", "mật khẩu dài", Role.READER)
    type_in(monkeypatch, "mật khẩu khác\n")
    assert users(run, "password", "lan").status == 0
    assert accounts.check_password("lan", "mật khẩu khác") is not None


def test_changes_are_logged_without_secrets(
    run: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    type_in(monkeypatch, "mật khẩu dài\n")
    with caplog.at_level(logging.INFO, logger="assistant.audit"):
        users(run, "add", "lan")
        users(run, "token", "lan")
        users(run, "remove", "lan")
    assert [json.loads(message) for message in caplog.messages] == [
        {"event": "user_added", **by_system_user(), "name": "lan", "role": "reader"},
        {"event": "token_issued", **by_system_user(), "name": "lan", "label": "api"},
        {"event": "user_removed", **by_system_user(), "name": "lan"},
    ]


@pytest.mark.parametrize(
    ("arguments", "typed", "complaint"),
    [
        (["add", "lan"], "ngắn\n", "Mật khẩu phải có từ 10 đến 200 ký tự."),
        (["add", "a b"], "mật khẩu dài\n", "Tên “a b” không hợp lệ"),
        (["remove", "lan"], "", "Không có tài khoản “lan”"),
        (["token", "lan"], "", "Không có tài khoản “lan”"),
        (["add", "lan", "--role", "vua"], "", "Sai cách dùng lệnh"),
    ],
)
def test_mistakes_are_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], typed: str, complaint: str
) -> None:
    type_in(monkeypatch, typed)
    assert complaint in users(run, arguments[0], *arguments[1:]).error


def test_the_doctor_warns_of_a_server_that_is_open_to_the_network(
    run: Run, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "[đạt] Truy cập: 0 tài khoản" in run("doctor").out
    monkeypatch.setenv("ASSISTANT_HOST", "0.0.0.0")
    warned = run("doctor")
    assert warned.status == 0
    assert "[lưu ý] Truy cập: Máy chủ mở cho mọi máy trong mạng (0.0.0.0)" in warned.out
    accounts.add("lan", "mật khẩu dài", Role.READER)
    assert "[đạt] Truy cập: 1 tài khoản" in run("doctor").out


def test_the_doctor_finds_a_damaged_file_of_accounts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "accounts.sqlite").write_bytes(b"not a database" * 500)
    outcome = run("doctor")
    assert outcome.status == 1
    assert "[LỖI] Truy cập: Không dùng được tệp tài khoản" in outcome.out

import sqlite3
import stat
import time
from pathlib import Path

import pytest

from assistant.access.accounts import SESSION_S, Account, Accounts
from assistant.access.people import Role, User, Visitor
from assistant.errors import InputError

PASSWORD = "mật khẩu dài"
LAN = User("lan", Role.EDITOR)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nơi khác" / "accounts.sqlite"


@pytest.fixture
def accounts(path: Path) -> Accounts:
    made = Accounts(path)
    made.add("Lan", PASSWORD, Role.EDITOR)
    return made


def test_there_is_nobody_before_the_first_user_and_no_file(path: Path) -> None:
    accounts = Accounts(path)
    assert (accounts.exist(), accounts.all(), accounts.find_user("lan")) == (False, (), None)
    assert accounts.check_password("lan", PASSWORD) is None
    with pytest.raises(InputError, match="chưa có tài khoản nào"):
        accounts.remove("lan")
    assert not path.exists()


def test_the_file_is_the_owners_alone_and_holds_no_secret(accounts: Accounts, path: Path) -> None:
    secrets = [PASSWORD, accounts.open_session("lan"), accounts.issue_token("lan", "api")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [secret for secret in secrets if secret.encode() in path.read_bytes()] == []


def test_a_password_is_known_again_under_any_case_of_the_name(accounts: Accounts) -> None:
    assert accounts.check_password(" LAN", PASSWORD) == LAN
    assert accounts.check_password("lan", PASSWORD.upper()) is None
    assert accounts.check_password("lan", PASSWORD + "x" * 1000) is None


def test_a_new_password_ends_sessions_and_keeps_tokens(accounts: Accounts) -> None:
    session, token = accounts.open_session("lan"), accounts.issue_token("lan", "api")
    accounts.set_password("lan", "mật khẩu khác")
    assert accounts.check_password("lan", PASSWORD) is None
    assert accounts.check_password("lan", "mật khẩu khác") == LAN
    assert (accounts.find_session(session), accounts.find_token(token)) == (None, LAN)


def test_a_new_password_can_keep_one_session_and_no_other(accounts: Accounts) -> None:
    accounts.add("mai", PASSWORD, Role.READER)
    own, other, mais = (accounts.open_session(name) for name in ("lan", "lan", "mai"))
    accounts.set_password("lan", "mật khẩu khác", kept_session=own)
    assert [accounts.find_session(session) for session in (own, other, mais)] == [
        LAN,
        None,
        User("mai", Role.READER),
    ]


def test_a_disabled_user_gets_in_by_no_way_until_they_are_enabled(accounts: Accounts) -> None:
    session, token = accounts.open_session("lan"), accounts.issue_token("lan", "api")
    accounts.set_disabled("LAN", True)
    assert (accounts.is_disabled("lan"), accounts.all()) == (True, (Account(LAN, ("api",), disabled=True),))
    assert accounts.check_password("lan", PASSWORD) is None
    assert (accounts.find_session(session), accounts.find_token(token)) == (None, None)
    accounts.set_disabled("lan", False)
    assert accounts.check_password("lan", PASSWORD) == LAN
    assert (accounts.find_session(session), accounts.find_token(token)) == (None, LAN)


def test_another_role_holds_at_once(accounts: Accounts) -> None:
    session = accounts.open_session("lan")
    accounts.set_role("lan", Role.READER)
    assert accounts.find_session(session) == User("lan", Role.READER)
    with pytest.raises(InputError, match="mai"):
        accounts.set_role("mai", Role.ADMIN)


def test_sessions_end_by_themselves(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    session = accounts.open_session("lan")
    assert accounts.find_session(session) == LAN
    later = time.time() + SESSION_S + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert accounts.find_session(session) is None


def test_accounts_are_listed_with_their_tokens_and_go_with_them(accounts: Accounts) -> None:
    token = accounts.issue_token("lan", "b")
    accounts.issue_token("lan", "a")
    assert accounts.all() == (Account(LAN, ("a", "b")),)
    with pytest.raises(InputError, match="đã có mã “a”"):
        accounts.issue_token("LAN", "a")
    accounts.remove("lan")
    assert (accounts.all(), accounts.find_token(token), accounts.exist()) == ((), None, False)


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "<b>", "a" * 65, "LAN"])
def test_a_name_that_is_malformed_or_taken_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InputError):
        accounts.add(name, PASSWORD, Role.READER)


@pytest.mark.parametrize("password", ["", "ngắn quá", "d" * 201])
def test_a_password_has_bounds(accounts: Accounts, password: str) -> None:
    with pytest.raises(InputError, match="từ 10 đến 200 ký tự"):
        accounts.add("mai", password, Role.READER)
    with pytest.raises(InputError, match="từ 10 đến 200 ký tự"):
        accounts.set_password("lan", password)


def test_a_failed_change_changes_nothing(accounts: Accounts, path: Path) -> None:
    with pytest.raises(InputError, match="không có mã “khác”"):
        accounts.revoke_token("lan", "khác")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM users").fetchone() == (1,)
    db.close()


def test_each_role_may_do_what_those_before_it_may() -> None:
    assert {role: [needed for needed in Role if role.covers(needed)] for role in Role} == {
        Role.READER: [Role.READER],
        Role.EDITOR: [Role.READER, Role.EDITOR],
        Role.ADMIN: [Role.READER, Role.EDITOR, Role.ADMIN],
    }


def test_without_accounts_only_the_person_at_the_machine_is_its_master() -> None:
    assert [Visitor(address).role for address in ("127.0.0.1", "::1", "10.0.0.1")] == [
        Role.ADMIN,
        Role.ADMIN,
        Role.READER,
    ]
    assert Visitor("127.0.0.1", LAN).role is Role.EDITOR

import pytest

from assistant.access import passwords
from assistant.access.passwords import hash_password, matches


def test_a_hash_has_a_salt_of_its_own_and_the_cost_it_was_made_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_N", 2**15)
    first = hash_password("mật khẩu dài")
    monkeypatch.setattr(passwords, "_N", 2)
    second = hash_password("mật khẩu dài")
    assert first.split("$")[:4] == ["scrypt", "32768", "8", "3"]
    assert second.split("$")[:4] == ["scrypt", "2", "8", "3"]
    assert first.split("$")[4] != second.split("$")[4]
    # A change of the cost leaves old hashes valid.
    assert [matches("mật khẩu dài", stored) for stored in (first, second)] == [True, True]
    assert [matches("mật khẩu ngắn", stored) for stored in (first, second)] == [False, False]

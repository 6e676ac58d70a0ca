"""Who may change the plans through the web."""

import pytest

from assistant.access.gate import MAX_BODY_BYTES
from assistant.access.people import Role
from assistant.web import addresses
from assistant.web.addresses import withdraw_address
from tests.serving import build_app, local_client
from tests.web.fakes import AN_LAC

from .conftest import PASSWORD, ChangingFake, Closed

PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def tokens(closed: Closed) -> dict[Role, str]:
    for role in Role:
        closed.accounts.add(f"co-vai-{role}", PASSWORD, role)
    return {role: closed.accounts.issue_token(f"co-vai-{role}", "kiểm thử") for role in Role}


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.EDITOR, 200), (Role.ADMIN, 200)])
def test_plans_are_changed_by_editors_alone(
    closed: Closed, tokens: dict[Role, str], role: Role, status: int
) -> None:
    with closed.client(tokens[role]) as client:
        for address in (addresses.INTAKE, withdraw_address(AN_LAC.id)):
            assert client.get(address).status_code == status
        sent = client.post(addresses.INTAKE, files={"tep": ("a.txt", b"x")})
        assert sent.status_code == (403 if status == 403 else 400)  # an editor's form has no token here
        assert client.post(withdraw_address(AN_LAC.id)).status_code == sent.status_code
        listed = client.get(addresses.PLANS).text
        assert (addresses.INTAKE in listed, addresses.WITHDRAW in listed) == (status == 200,) * 2


def test_who_may_not_is_told_so_on_a_page(closed: Closed, tokens: dict[Role, str]) -> None:
    with closed.client(tokens[Role.READER]) as client:
        refused = client.get(addresses.INTAKE, headers=PAGE)
        assert refused.status_code == 403
        assert '<html lang="vi">' in refused.text
        assert "“co-vai-reader” không có quyền làm việc này (cần vai trò editor)." in refused.text
        assert client.get(addresses.INTAKE).json()["error"]["type"] == "permission_error"


def test_files_may_be_larger_than_other_bodies_and_only_where_files_are_taken(
    closed: Closed, tokens: dict[Role, str]
) -> None:
    large = {"tep": ("a.txt", b" " * (MAX_BODY_BYTES + 1))}
    with closed.client(tokens[Role.EDITOR]) as client:
        client.get(addresses.INTAKE)
        form = {"bieu_mau": client.cookies["bieu-mau"]}
        taken = client.post(addresses.INTAKE, data=form, files=large)
        assert (taken.status_code, "trống" in taken.text) == (400, True)
        assert client.post(f"{addresses.INTAKE}/x", data=form, files=large).status_code == 413
    with closed.client(tokens[Role.READER]) as client:
        assert client.post(addresses.INTAKE, files=large).status_code == 403


def test_without_accounts_only_the_person_at_the_machine_changes_plans() -> None:
    uploads = {"uploads": True}
    with local_client(build_app(ChangingFake(), uploads)) as client:
        assert client.get(addresses.INTAKE).status_code == 200
    with local_client(build_app(ChangingFake(), uploads), address="192.168.1.7") as client:
        assert client.get(addresses.INTAKE).status_code == 403
        assert addresses.INTAKE not in client.get(addresses.PLANS).text

"""A newer version supersedes the older one everywhere but where the older one is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.holdings import put_plans, take_out
from assistant.service import PlanAssistant
from assistant.versions import Versions, in_force, versions_of
from tests.written_plans import BEN_TRE, CA_MAU, TEXTS, open_written_plans, write_settings

WHO = "ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?"
NEWER = "ca-mau-2024-cchc-sua-doi"
NEWER_TEXT = (
    TEXTS[CA_MAU]
    .replace("15/QĐ-UBND", "40/QĐ-UBND")
    .replace("Sở Y tế", "Sở Tư pháp")
    .replace("05 tháng 01", "20 tháng 6")
)


def cited(assistant: PlanAssistant, plan_ids: tuple[str, ...] | None = None) -> set[str]:
    return {citation.plan_id for citation in assistant.ask(WHO, (), plan_ids).citations}


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanAssistant]:
    folder = tmp_path_factory.mktemp("versions")
    settings = write_settings(folder, CA_MAU, BEN_TRE)
    (folder / "moi.txt").write_text(NEWER_TEXT, encoding="utf-8")
    put_plans(settings.corpus, {f"{NEWER}.txt": folder / "moi.txt"}, replaces=CA_MAU)
    with open_written_plans(settings) as assistant:
        yield assistant


def test_answers_come_from_the_version_in_force_and_say_which_that_is(versions: PlanAssistant) -> None:
    answer = versions.ask(WHO)
    assert {citation.plan_id for citation in answer.citations} == {NEWER}
    assert answer.text.splitlines()[-1] == (
        "Kế hoạch ban hành kèm theo Quyết định số 40/QĐ-UBND ngày 20 tháng 6 năm 2024 là bản đang có hiệu lực, "
        "thay Kế hoạch ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 05 tháng 01 năm 2024."
    )


def test_the_older_version_answers_where_it_is_chosen_and_says_that_it_is_old(
    versions: PlanAssistant,
) -> None:
    answer = versions.ask(WHO, (), [CA_MAU])
    assert {citation.plan_id for citation in answer.citations} == {CA_MAU}
    assert answer.text.splitlines()[-1].startswith(
        "Lưu ý: Kế hoạch ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 05 tháng 01 năm 2024 đã được thay bằng "
    )


def test_searches_and_records_leave_the_older_version_out_unless_it_is_chosen(
    versions: PlanAssistant,
) -> None:
    assert {hit.passage.plan_id for hit in versions.search("chuyển đổi số, cải cách", 100)} == {
        NEWER,
        BEN_TRE,
    }
    assert {hit.passage.plan_id for hit in versions.search(WHO, 100, [CA_MAU])} == {CA_MAU}
    assert {record.plan_id for record in versions.records()} == {NEWER}
    assert {record.plan_id for record in versions.records(CA_MAU)} == {CA_MAU}


def test_plans_without_versions_are_answered_as_ever(versions: PlanAssistant) -> None:
    answer = versions.ask("ai vận hành kho dữ liệu dùng chung ở Bến Tre?")
    assert "hiệu lực" not in answer.text
    assert "Lưu ý" not in answer.text


def test_the_older_version_answers_again_when_the_newer_one_is_taken_out(tmp_path: Path) -> None:
    settings = write_settings(tmp_path, CA_MAU)
    (tmp_path / "moi.txt").write_text(NEWER_TEXT, encoding="utf-8")
    put_plans(settings.corpus, {f"{NEWER}.txt": tmp_path / "moi.txt"}, replaces=CA_MAU)
    with open_written_plans(settings) as assistant:
        assert cited(assistant) == {NEWER}
    take_out(settings.corpus, NEWER)
    with open_written_plans(settings) as assistant:
        assert cited(assistant) == {CA_MAU}


def test_versions_that_the_print_does_not_tell_apart_go_by_their_ids(tmp_path: Path) -> None:
    settings = write_settings(tmp_path, CA_MAU)
    put_plans(settings.corpus, {f"{NEWER}.txt": settings.corpus / f"{CA_MAU}.txt"}, replaces=CA_MAU)
    with open_written_plans(settings) as assistant:
        last = assistant.ask(WHO).text.splitlines()[-1]
    assert f"(mã {NEWER})" in last
    assert f"(mã {CA_MAU})" in last


def test_a_chain_of_versions_ends_in_the_one_in_force(versions: PlanAssistant) -> None:
    older, newer = (next(p for p in versions.plans() if p.id == plan_id) for plan_id in (CA_MAU, NEWER))
    assert versions_of(older, versions.plans()) == Versions(None, newer, newer)
    assert versions_of(newer, versions.plans()) == Versions(older, None, None)
    assert [plan.id for plan in in_force(versions.plans())] == [BEN_TRE, NEWER]

from pathlib import Path

from assistant.config import Settings
from tests.written_plans import BEN_TRE, CA_MAU, TEXTS, write_corpus

from .conftest import RunIn

WHO = "ai vận hành kho dữ liệu dùng chung ở Bến Tre?"


def test_a_restored_backup_answers_as_before_on_another_machine(
    run_in: RunIn, fresh: Settings, tmp_path: Path
) -> None:
    write_corpus(fresh.corpus, BEN_TRE)
    run = run_in(fresh)
    before = run("ask", "--json", WHO).json_lines[0]
    assert run("backup", tmp_path / "kho.zip").status == 0
    other = fresh.model_copy(update={"corpus": tmp_path / "khác", "index": tmp_path / "chỉ-mục"})
    restored = run_in(other)("restore", tmp_path / "kho.zip")
    assert (restored.status, restored.out) == (0, "")
    assert "2 kế hoạch" in restored.err
    assert run_in(other)("ask", "--json", WHO).json_lines[0]["citations"] == before["citations"]


def test_what_is_there_is_overwritten_only_with_the_option(
    run_in: RunIn, fresh: Settings, tmp_path: Path
) -> None:
    run = run_in(fresh)
    run("backup", tmp_path / "kho.zip")
    path = fresh.corpus / f"{CA_MAU}.txt"
    path.write_text("khác", encoding="utf-8")
    assert "--overwrite" in run("restore", tmp_path / "kho.zip").error
    assert path.read_text("utf-8") == "khác"
    assert run("restore", tmp_path / "kho.zip", "--overwrite").status == 0
    assert path.read_text("utf-8") == TEXTS[CA_MAU]


def test_a_newer_version_is_added_in_place_of_the_older_which_stays(
    run_in: RunIn, fresh: Settings, tmp_path: Path
) -> None:
    run = run_in(fresh)
    newer = tmp_path / "ca-mau-2024-cchc-b.txt"
    newer.write_text(TEXTS[CA_MAU].replace("15/QĐ-UBND", "16/QĐ-UBND"), encoding="utf-8")
    assert run("add", "--replaces", "khong-co", newer).status == 1
    assert run("add", "--replaces", CA_MAU, newer).status == 0
    assert [
        (plan["id"], plan["replaces"], plan["replaced_by"]) for plan in run("plans", "--json").json_lines
    ] == [
        (CA_MAU, None, "ca-mau-2024-cchc-b"),
        ("ca-mau-2024-cchc-b", CA_MAU, None),
    ]
    assert run("remove", "ca-mau-2024-cchc-b").status == 0
    assert [plan["replaced_by"] for plan in run("plans", "--json").json_lines] == [None]
    assert not (fresh.corpus / "manifest.json").exists()

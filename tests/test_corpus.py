"""The corpus folder and its manifest."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.corpus import MANIFEST, load_corpus
from assistant.errors import DocumentError, ManifestError

PLAN = "KẾ HOẠCH\nCông tác năm 2024 tỉnh Vĩnh Long\n\nI. MỤC TIÊU\n\nLàm tốt.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "~lock.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "notes.log").write_text("x", encoding="utf-8")
    return tmp_path


def write_manifest(folder: Path, *plans: dict[str, object]) -> None:
    (folder / MANIFEST).write_text(json.dumps({"plans": plans}), encoding="utf-8")


def test_plans_come_in_the_order_of_their_ids(folder: Path) -> None:
    assert [file.id for file in load_corpus(folder)] == ["a", "b"]


def test_manifest_overrides_and_completes_the_text(folder: Path) -> None:
    write_manifest(folder, {"id": "a", "number": "12/KH-UBND", "date": "2024-01-05", "years": [2024, 2025]})
    first, second = (file.parse().plan for file in load_corpus(folder))
    assert (first.number, first.date, first.years, first.title) == (
        "12/KH-UBND", date(2024, 1, 5), (2024, 2025), second.title,
    )  # fmt: skip
    assert (second.number, second.date, second.years) == (None, None, (2024,))


def test_digest_depends_on_file_and_entry(folder: Path) -> None:
    [before, other] = (file.digest for file in load_corpus(folder))
    assert before != other
    write_manifest(folder, {"id": "a", "number": "12/KH-UBND"})
    with_entry = load_corpus(folder)[0].digest
    assert with_entry != before
    (folder / "a.txt").write_text(f"{PLAN}\nThêm.", encoding="utf-8")
    assert load_corpus(folder)[0].digest != with_entry
    assert load_corpus(folder)[1].digest == other


def test_corpus_without_a_manifest_or_plans(tmp_path: Path) -> None:
    assert load_corpus(tmp_path) == ()


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="--corpus"):
        load_corpus(tmp_path / "none")


def test_two_files_of_one_id_are_refused(folder: Path) -> None:
    (folder / "a.TXT").write_text(PLAN, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"“a”.*Hãy đổi tên"):
        load_corpus(folder)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ({"plans": [{"id": "missing"}]}, r"không có tệp: missing"),
        ({"plans": [{"id": "a", "colour": "red"}]}, r"plans > 0 > colour"),
        ({"plans": [{"id": "A!"}]}, r"plans > 0 > id"),
        ({"plans": [{"id": "a", "date": "18/12/2023"}]}, r"plans > 0 > date"),
    ],
)
def test_bad_manifest_names_the_place(folder: Path, manifest: object, message: str) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ManifestError, match=message):
        load_corpus(folder)


def test_a_plan_that_another_replaces_knows_it(folder: Path) -> None:
    before = {file.id: file.digest for file in load_corpus(folder)}
    write_manifest(folder, {"id": "b", "replaces": "a"})
    older, newer = (file.parse().plan for file in load_corpus(folder))
    assert (older.replaces, older.replaced_by) == (None, "b")
    assert (newer.replaces, newer.replaced_by) == ("a", None)
    assert before.items().isdisjoint({(file.id, file.digest) for file in load_corpus(folder)})


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([{"id": "b", "replaces": "none"}], "không có kế hoạch đó"),
        ([{"id": "b", "replaces": "b"}], "thay lẫn nhau"),
        ([{"id": "a", "replaces": "b"}, {"id": "b", "replaces": "a"}], "thay lẫn nhau"),
        ([{"id": "b", "replaces": "a"}, {"id": "c", "replaces": "a"}], "hai kế hoạch cùng thay"),
        ([{"id": "b", "replaces": "../a"}], "không hợp lệ"),
    ],
)
def test_versions_that_contradict_each_other_are_refused(
    folder: Path, entries: list[dict[str, object]], said: str
) -> None:
    (folder / "c.txt").write_text(PLAN, encoding="utf-8")
    write_manifest(folder, *entries)
    with pytest.raises(ManifestError, match=said):
        load_corpus(folder)

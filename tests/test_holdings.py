"""Versions of plans in the manifest, as they come and go."""

import json
from pathlib import Path

import pytest

from assistant.corpus import MANIFEST, load_corpus
from assistant.errors import InputError, UnknownPlanError
from assistant.holdings import put_plans, take_out
from tests.written_plans import CA_MAU, TEXTS


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "inbox.txt"
    path.write_text(TEXTS[CA_MAU], encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path, source: Path) -> Path:
    """Three versions, each in place of the one before."""
    folder = tmp_path / "corpus"
    put_plans(folder, {"a.txt": source})
    put_plans(folder, {"b.txt": source}, replaces="a")
    put_plans(folder, {"c.txt": source}, replaces="b")
    return folder


def versions(corpus: Path) -> dict[str, str | None]:
    return {file.id: file.replaced_by for file in load_corpus(corpus)}


def test_each_version_is_replaced_by_the_next(corpus: Path) -> None:
    assert versions(corpus) == {"a": "b", "b": "c", "c": None}


def test_the_version_before_is_in_force_again_when_the_newest_goes(corpus: Path) -> None:
    take_out(corpus, "c")
    assert versions(corpus) == {"a": "b", "b": None}
    take_out(corpus, "b")
    assert versions(corpus) == {"a": None}
    assert not (corpus / MANIFEST).exists()


def test_a_version_between_two_others_leaves_them_linked(corpus: Path) -> None:
    take_out(corpus, "b")
    assert versions(corpus) == {"a": "c", "c": None}


def test_the_oldest_version_can_go(corpus: Path) -> None:
    take_out(corpus, "a")
    assert versions(corpus) == {"b": "c", "c": None}


def test_what_a_person_has_said_of_other_plans_stays(corpus: Path, source: Path) -> None:
    manifest = json.loads((corpus / MANIFEST).read_text("utf-8"))
    manifest["plans"].insert(0, {"id": "a", "number": "9/KH-UBND", "date": None})
    (corpus / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    put_plans(corpus, {"d.txt": source}, replaces="c")
    take_out(corpus, "d")
    assert json.loads((corpus / MANIFEST).read_text("utf-8")) == manifest


def test_a_plan_that_was_replaced_is_not_replaced_once_more(corpus: Path, source: Path) -> None:
    with pytest.raises(InputError, match="đã được thay bằng “b”"):
        put_plans(corpus, {"d.txt": source}, replaces="a")
    with pytest.raises(InputError, match="trùng mã"):
        put_plans(corpus, {"c.txt": source}, replaces="c")
    with pytest.raises(UnknownPlanError, match="“x”"):
        put_plans(corpus, {"d.txt": source}, replaces="x")
    assert versions(corpus) == {"a": "b", "b": "c", "c": None}


def test_a_file_of_another_kind_takes_the_place_of_the_former(corpus: Path, source: Path) -> None:
    put_plans(corpus, {"c.md": source})
    assert [file.path.name for file in load_corpus(corpus)] == ["a.txt", "b.txt", "c.md"]
    assert versions(corpus) == {"a": "b", "b": "c", "c": None}

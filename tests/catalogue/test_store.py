import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assistant.catalogue import Catalogue, CatalogueWriter, Counts, open_catalogue
from assistant.errors import IndexDamagedError, IndexStaleError, InternalError, UnknownPlanError
from tests.catalogue.conftest import META, VIEWS, write_catalogue
from tests.toy import ALPHA, BETA, ToyLine, toy_plan


def test_stored_plans_equal_the_parsed_ones(catalogue: Catalogue) -> None:
    assert catalogue.plans() == (ALPHA.plan, BETA.plan)
    assert catalogue.plan("beta") == BETA.plan
    assert catalogue.parsed_plan("alpha") == ALPHA
    assert catalogue.parsed_plan("beta") == BETA


def test_spans_of_the_stored_text_give_the_passages(catalogue: Catalogue) -> None:
    text = catalogue.text("alpha")
    found = [text[p.spans[0].start : p.spans[0].end] for p in catalogue.plan_passages("alpha")]
    assert found == [passage.text for passage in ALPHA.passages]


def test_records_come_in_document_order(catalogue: Catalogue) -> None:
    assert catalogue.records() == ALPHA.records + BETA.records
    assert catalogue.records("alpha") == ALPHA.records
    assert catalogue.records("beta") == ()


def test_assignments_in_prose_are_kept_apart_from_rows(catalogue: Catalogue) -> None:
    assert [record.origin for record in ALPHA.assignments] == ["prose"]
    assert catalogue.assignments() == catalogue.assignments("alpha") == ALPHA.assignments
    assert catalogue.assignments("beta") == ()
    assert catalogue.find_record("alpha", "I/2#1") == ALPHA.assignments[0]


def test_lookup_by_locator(catalogue: Catalogue) -> None:
    assert catalogue.find_passage("alpha", "I/2") == ALPHA.passages[2]
    assert catalogue.find_passage("beta", "I/2") is None
    assert catalogue.find_record("alpha", "phu-luc/1") == ALPHA.records[0]
    assert catalogue.find_record("alpha", "I/1") is None


def test_passages_come_in_the_order_of_their_ids(catalogue: Catalogue) -> None:
    assert catalogue.passages([5, 2, 3]) == [BETA.passages[0], ALPHA.passages[1], ALPHA.passages[2]]
    assert catalogue.passages([]) == []
    with pytest.raises(InternalError, match=r"\[99\]"):
        catalogue.passages([2, 99])


def test_what_is_kept_beside_the_plans(catalogue: Catalogue) -> None:
    assert catalogue.meta == META
    assert catalogue.digests() == {"alpha": "digest-alpha", "beta": "digest-beta"}
    assert catalogue.warnings("alpha") == ("Dòng 7 không rõ cột.",)
    assert catalogue.abbreviations("beta") == (("CCHC", "cải cách hành chính"),)
    assert catalogue.abbreviations() == (("CCHC", "cải cách hành chính"),) * 2
    assert catalogue.counts() == Counts(plans=2, passages=5, indexed=4, records=1, views=4)


def test_unknown_plan_is_named(catalogue: Catalogue) -> None:
    for read in (catalogue.plan, catalogue.text, catalogue.warnings, catalogue.parsed_plan):
        with pytest.raises(UnknownPlanError, match=r"gamma.*assistant plans"):
            read("gamma")
    assert catalogue.plan_passages("gamma") == ()


def test_many_threads_read_at_once(catalogue: Catalogue) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: catalogue.parsed_plan("alpha"), range(200)))
    assert found == [ALPHA] * 200


def test_two_passages_of_one_locator_are_a_bug(tmp_path: Path) -> None:
    line = ToyLine("I/1", ALPHA.passages[1].kind, "Một")
    with (
        CatalogueWriter(tmp_path / "catalogue.sqlite") as writer,
        pytest.raises(InternalError, match=r"alpha.*I/1"),
    ):
        writer.add_plan(toy_plan("alpha", (line, line)), "digest")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexStaleError, match="assistant index"):
        open_catalogue(tmp_path / "catalogue.sqlite")


def test_unfinished_file_is_refused(tmp_path: Path) -> None:
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer:
        writer.add_plan(ALPHA, "digest")
    with pytest.raises(IndexStaleError, match="assistant index"):
        open_catalogue(tmp_path / "catalogue.sqlite")


def test_garbage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(IndexStaleError, match="assistant index"):
        open_catalogue(path)


def test_other_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, META.model_copy(update={"schema_version": "0-old"}))
    with pytest.raises(IndexStaleError, match=r"phiên bản 0-old.*assistant index"):
        open_catalogue(path)


def test_incomplete_meta_data_is_refused(catalogue_path: Path) -> None:
    connection = sqlite3.connect(catalogue_path)
    connection.execute("DELETE FROM meta WHERE key = 'model_id'")
    connection.commit()
    connection.close()
    with pytest.raises(IndexStaleError, match=r"không hợp lệ.*assistant index"):
        open_catalogue(catalogue_path)


def test_damage_inside_the_file_is_found(catalogue_path: Path) -> None:
    body = bytearray(catalogue_path.read_bytes())
    body[4096 * 3 :] = b"\xff" * len(body[4096 * 3 :])
    catalogue_path.write_bytes(body)
    with pytest.raises(IndexStaleError, match="assistant index"):
        open_catalogue(catalogue_path).check_integrity()


@pytest.fixture
def whole_path(tmp_path: Path) -> Path:
    """A catalogue in which every passage that can be found has a vector."""
    path = tmp_path / "whole.sqlite"
    with CatalogueWriter(path) as writer:
        writer.add_plan(ALPHA, "digest-alpha")
        writer.add_views(VIEWS)
        writer.finish(META)
    return path


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM plan_texts",
        "DELETE FROM passages WHERE id = 3",
        "DELETE FROM views WHERE passage = 2",
        "DELETE FROM postings WHERE token = 1",
        "DELETE FROM postings",
        "DELETE FROM spellings WHERE id = 1",
    ],
)
def test_tables_that_lack_what_others_hold_are_found(whole_path: Path, loss: str) -> None:
    opened = open_catalogue(whole_path)
    opened.check_integrity()
    opened.close()
    with closing(sqlite3.connect(whole_path)) as db, db:
        assert db.execute(loss).rowcount > 0
    opened = open_catalogue(whole_path)
    with pytest.raises(IndexDamagedError, match=r"thiếu dữ liệu.*assistant index"):
        opened.check_integrity()
    opened.close()


@pytest.mark.parametrize("kind", [".vectors", ".postings"])
def test_numbers_that_are_cut_off_are_found(whole_path: Path, kind: str) -> None:
    path = whole_path.with_suffix(kind)
    path.write_bytes(path.read_bytes()[:-4])
    opened = open_catalogue(whole_path)
    with pytest.raises(IndexDamagedError, match=r"thiếu dữ liệu.*assistant index"):
        opened.check_integrity()
    opened.close()


@pytest.mark.parametrize("kind", [".vectors", ".postings"])
def test_numbers_that_are_gone_or_broken_off_are_refused(whole_path: Path, kind: str) -> None:
    path = whole_path.with_suffix(kind)
    if kind == ".vectors":
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(IndexDamagedError, match="assistant index"):
            open_catalogue(whole_path)
    path.unlink()
    with pytest.raises(IndexDamagedError, match="assistant index"):
        open_catalogue(whole_path)


def test_a_text_that_is_no_text_any_more_is_refused(catalogue_path: Path) -> None:
    data = catalogue_path.read_bytes()
    catalogue_path.write_bytes(data.replace(b"fake-encoder@1", b"fake-encoder\xe7\xff"))
    with pytest.raises(IndexDamagedError, match="assistant index"):
        open_catalogue(catalogue_path)

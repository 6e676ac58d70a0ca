import os
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.catalogue import CatalogueWriter, Counts
from assistant.config import Settings, load_settings
from assistant.errors import DocumentError, InputError, ModelError, SetupError
from assistant.indexing import FailedSource, IndexReport, build_index, open_index
from assistant.indexing.builds import IndexFolder
from assistant.types import ParsedPlan, Progress, Vectors
from tests.fakes import FakeEncoder, FakeSource
from tests.toy import ALPHA, ALPHA_LINES, BETA, toy_plan

MODEL = FakeEncoder().model_id
COUNTS = Counts(plans=2, passages=5, indexed=4, records=1, views=8)


def builds(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.index / "builds").iterdir())


def plans(settings: Settings) -> list[ParsedPlan]:
    with open_index(settings, MODEL) as index:
        return [index.catalogue.parsed_plan(plan.id) for plan in index.catalogue.plans()]


def test_first_build_holds_all_plans(settings: Settings) -> None:
    encoder = FakeEncoder()
    report = build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], encoder, parser_version="7")
    assert report == IndexReport(
        build_id=report.build_id,
        changed=True,
        parsed=("alpha", "beta"),
        reused=(),
        removed=(),
        failed=(),
        embedded=8,
        counts=COUNTS,
        duration_s=report.duration_s,
    )
    assert builds(settings) == [report.build_id]
    with open_index(settings, MODEL) as index:
        assert index.build_id == report.build_id
        assert index.vectors.count() == 4
        assert index.catalogue.meta.parser_version == "7"
        assert (index.catalogue.meta.model_id, index.catalogue.meta.dim) == (MODEL, encoder.dim)
    assert plans(settings) == [ALPHA, BETA]
    assert (settings.index / "README.md").read_text(encoding="utf-8") == "Dựng lại được.\n"


def test_nothing_is_written_where_nothing_changed(settings: Settings) -> None:
    first = build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
    sources, encoder = [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder()
    again = build_index(settings, sources, encoder)
    assert again == IndexReport(
        build_id=first.build_id,
        changed=False,
        parsed=(),
        reused=("alpha", "beta"),
        removed=(),
        failed=(),
        embedded=0,
        counts=COUNTS,
        duration_s=again.duration_s,
    )
    assert ([source.parsed for source in sources], encoder.passages) == ([0, 0], [])


def test_only_the_changed_plan_is_parsed_and_only_its_changed_text_embedded(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
    changed = toy_plan(
        "alpha", (*ALPHA_LINES[:3], replace(ALPHA_LINES[3], text="Đào tạo công chức\tSở Y tế"))
    )
    alpha, beta, encoder = FakeSource(changed, "digest-2"), FakeSource(BETA), FakeEncoder()
    report = build_index(settings, [alpha, beta], encoder)
    assert (report.parsed, report.reused, report.embedded) == (("alpha",), ("beta",), 1)
    assert (alpha.parsed, beta.parsed) == (1, 0)
    assert encoder.passages == ["Đào tạo công chức\tSở Y tế | Kế hoạch alpha"]
    assert plans(settings) == [changed, BETA]
    assert builds(settings) == [report.build_id]


def test_plans_come_and_go(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    swapped = build_index(settings, [FakeSource(BETA)], FakeEncoder())
    assert (swapped.parsed, swapped.removed) == (("beta",), ("alpha",))
    assert plans(settings) == [BETA]
    emptied = build_index(settings, [], FakeEncoder())
    assert (emptied.removed, emptied.counts) == (("beta",), Counts(0, 0, 0, 0, 0))
    assert plans(settings) == []


def test_order_of_the_corpus_is_kept(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
    report = build_index(settings, [FakeSource(BETA), FakeSource(ALPHA)], FakeEncoder())
    assert (report.changed, report.reused, report.embedded) == (True, ("beta", "alpha"), 0)
    assert plans(settings) == [BETA, ALPHA]


def test_other_model_embeds_all_but_parses_nothing(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    source = FakeSource(ALPHA)
    report = build_index(settings, [source], FakeEncoder("other@1", dim=64))
    assert (report.reused, report.embedded, source.parsed) == (("alpha",), 7, 0)
    with open_index(settings, "other@1") as index:
        assert index.catalogue.meta.dim == 64


def test_added_plan_leaves_the_others_as_they_are(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    encoder = FakeEncoder()
    report = build_index(settings, [FakeSource(BETA), FakeSource(ALPHA)], encoder)
    assert (report.parsed, report.reused, report.embedded) == (("beta",), ("alpha",), 1)
    assert report.counts == COUNTS
    with open_index(settings, MODEL) as index:
        assert index.catalogue.passage_ranges() == {"beta": range(5, 6), "alpha": range(1, 5)}
        assert index.vectors.count() == 4
        question = encoder.encode_queries([BETA.passages[0].index_text])[0]
        assert index.vectors.query(question, 1)[0].passage_id == 5
    assert plans(settings) == [BETA, ALPHA]
    again = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    assert (again.removed, again.embedded) == (("beta",), 0)
    with open_index(settings, MODEL) as index:
        assert index.vectors.count() == 3


def test_unusable_file_is_left_out_and_reported(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
    broken = FakeSource(BETA, "digest-2", DocumentError("Tệp beta.pdf bị hỏng."))
    gone = FakeSource(toy_plan("gamma", ()), "digest-3", FileNotFoundError("gamma.txt"))
    report = build_index(settings, [FakeSource(ALPHA), broken, gone], FakeEncoder())
    assert report.failed == (
        FailedSource("beta", "Tệp beta.pdf bị hỏng."),
        FailedSource("gamma", "gamma.txt"),
    )
    assert report.removed == ("beta",)
    assert plans(settings) == [ALPHA]
    assert build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder()).parsed == ("beta",)


def test_two_sources_of_one_id_are_refused(settings: Settings) -> None:
    with pytest.raises(InputError, match="alpha"):
        build_index(settings, [FakeSource(ALPHA), FakeSource(ALPHA)], FakeEncoder())


def test_failing_encoder_leaves_the_old_index_and_no_rubbish(settings: Settings) -> None:
    class FailingEncoder(FakeEncoder):
        def encode_passages(self, texts: object, progress: Progress | None = None) -> Vectors:
            raise ModelError("Không đủ bộ nhớ.")

    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    with pytest.raises(ModelError):
        build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FailingEncoder())
    assert builds(settings) == [first.build_id]
    assert plans(settings) == [ALPHA]


def test_second_builder_is_told_to_wait(settings: Settings) -> None:
    with (
        IndexFolder(settings.index).building(wait=False),
        pytest.raises(SetupError, match=r"tiến trình khác đang dựng chỉ mục.*đợi"),
    ):
        build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    assert build_index(settings, [FakeSource(ALPHA)], FakeEncoder()).changed


def test_build_that_is_being_read_is_not_removed(settings: Settings) -> None:
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    with open_index(settings, MODEL) as index:
        second = build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
        assert builds(settings) == sorted([first.build_id, second.build_id])
        assert index.catalogue.parsed_plan("alpha") == ALPHA
        assert index.vectors.query(FakeEncoder().encode_queries(["xã"])[0], 1)[0].passage_id == 2
    third = build_index(settings, [FakeSource(BETA)], FakeEncoder())
    assert builds(settings) == [third.build_id]


def test_damaged_catalogue_is_built_anew(settings: Settings) -> None:
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    (settings.index / "builds" / first.build_id / "catalogue.sqlite").write_bytes(b"garbage")
    report = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    assert (report.changed, report.parsed, report.embedded) == (True, ("alpha",), 7)
    assert plans(settings) == [ALPHA]


def test_damaged_vectors_are_made_anew_without_the_model(settings: Settings) -> None:
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    (settings.index / "builds" / first.build_id / "chroma" / "chroma.sqlite3").unlink()
    report = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    assert (report.changed, report.reused, report.embedded) == (True, ("alpha",), 0)
    assert plans(settings) == [ALPHA]


def test_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = load_settings({}, {"index": tmp_path / "file" / "indexes"})
    with pytest.raises(SetupError, match=r"indexes.*quyền ghi"):
        build_index(settings, [FakeSource(ALPHA)], FakeEncoder())


def test_full_disk_leaves_the_old_index(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SetupError, match=r"No space left.*dung lượng đĩa"):
        build_index(settings, [FakeSource(BETA)], FakeEncoder())
    monkeypatch.undo()
    assert builds(settings) == [first.build_id]
    assert plans(settings) == [ALPHA]


def test_a_disk_that_fills_up_under_the_catalogue_leaves_the_old_index(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())

    def fail(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(CatalogueWriter, "finish", fail)
        with pytest.raises(SetupError, match=r"disk is full.*dung lượng đĩa"):
            build_index(settings, [FakeSource(BETA)], FakeEncoder())
    assert builds(settings) == [first.build_id]
    assert plans(settings) == [ALPHA]


def test_a_builder_that_waits_builds_from_the_corpus_as_it_is_then(settings: Settings) -> None:
    folder, sources = IndexFolder(settings.index), [FakeSource(ALPHA)]
    done: list[IndexReport] = []

    def build() -> None:
        done.append(build_index(settings, lambda: tuple(sources), FakeEncoder(), wait=True))

    with folder.building(wait=False):
        waiting = threading.Thread(target=build)
        waiting.start()
        sources.append(FakeSource(BETA))
    waiting.join(30)
    assert done[0].parsed == ("alpha", "beta")

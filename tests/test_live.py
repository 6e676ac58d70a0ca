import gc
import shutil
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.errors import IndexDamagedError, UnknownPlanError
from assistant.live import LiveAssistant, open_live_assistant
from assistant.service import index_corpus
from assistant.types import Encoder, Progress
from tests.fakes import FakeEncoder
from tests.llm.endpoint import Play, serve_endpoint
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, write_corpus, write_settings

WHO = "ai chủ trì số hóa hồ sơ cấp xã?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return write_settings(tmp_path, CA_MAU)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEncoder]:
    fake = FakeEncoder()

    def load(settings: Settings, progress: Progress | None = None) -> Encoder:
        return fake

    monkeypatch.setattr("assistant.live.load_encoder", load)
    yield fake
    gc.unfreeze()


def ids(assistant: LiveAssistant) -> Sequence[str]:
    return [plan.id for plan in assistant.plans()]


def test_what_is_added_or_removed_while_it_serves_holds_from_the_next_question_on(
    settings: Settings, encoder: FakeEncoder
) -> None:
    with open_live_assistant(settings) as assistant:
        first = assistant.version
        assert ids(assistant) == [CA_MAU]
        assert assistant.ask(WHO).citations[0].plan_id == CA_MAU
        write_corpus(settings.corpus, LAO_CAI, BEN_TRE)
        (settings.corpus / f"{CA_MAU}.txt").unlink()
        index_corpus(settings, encoder)
        assert ids(assistant) == [BEN_TRE, LAO_CAI]
        assert assistant.version != first
        assert {hit.passage.plan_id for hit in assistant.search(WHO)} <= {BEN_TRE, LAO_CAI}
        assert {record.plan_id for record in assistant.records()} == {LAO_CAI}
        with pytest.raises(UnknownPlanError):
            assistant.plan(CA_MAU)


def test_garbage_is_not_looked_for_among_libraries_and_a_former_index_is_given_up_whole(
    settings: Settings, encoder: FakeEncoder
) -> None:
    with open_live_assistant(settings) as assistant:
        assert gc.get_freeze_count() > len(gc.get_objects())
        assistant.ask(WHO)
        former = weakref.ref(assistant._current.assistant)
        write_corpus(settings.corpus, LAO_CAI)
        index_corpus(settings, encoder)
        assert ids(assistant) == [CA_MAU, LAO_CAI]
        gc.collect()
        assert former() is None


def test_a_call_in_progress_ends_on_the_index_it_began_with(settings: Settings, encoder: FakeEncoder) -> None:
    with open_live_assistant(settings) as assistant:
        begun, go_on = threading.Event(), threading.Event()
        found: list[str] = []

        def slow() -> None:
            with assistant._using() as held:
                begun.set()
                go_on.wait(timeout=20)
                found.extend(plan.id for plan in held.plans())

        thread = threading.Thread(target=slow)
        thread.start()
        begun.wait(timeout=20)
        write_corpus(settings.corpus, LAO_CAI)
        index_corpus(settings, encoder)
        assert ids(assistant) == [CA_MAU, LAO_CAI]
        go_on.set()
        thread.join(timeout=20)
        assert found == [CA_MAU]


def test_an_index_that_cannot_be_opened_leaves_the_former_one_answering(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with open_live_assistant(settings) as assistant:
        write_corpus(settings.corpus, LAO_CAI)
        index_corpus(settings, FakeEncoder(model_id="other@2"))
        assert ids(assistant) == [CA_MAU]
        assert ids(assistant) == [CA_MAU]
    assert sum("cannot be opened" in record.message for record in caplog.records) == 1


def test_the_language_model_and_its_budget_outlive_an_index(settings: Settings, encoder: FakeEncoder) -> None:
    with serve_endpoint() as endpoint:
        chat = {"llm_url": endpoint.url, "llm_model": "mo-hinh", "llm_calls_per_hour": 2}
        with open_live_assistant(settings.model_copy(update=chat)) as assistant:
            endpoint.queue(Play("Sở Y tế chủ trì [1]."))
            assistant.ask(WHO)
            write_corpus(settings.corpus, LAO_CAI)
            index_corpus(settings, encoder)
            assert ids(assistant) == [CA_MAU, LAO_CAI]
            for _ in range(2):
                assistant.ask(WHO)
        assert len(endpoint.requests) == 2


def test_a_change_that_was_left_without_its_index_comes_into_use_at_the_start(settings: Settings) -> None:
    with open_live_assistant(settings) as assistant:
        assert ids(assistant) == [CA_MAU]
    write_corpus(settings.corpus, LAO_CAI)
    with open_live_assistant(settings) as assistant:
        assert ids(assistant) == [CA_MAU, LAO_CAI]


def test_a_corpus_that_is_gone_or_broken_leaves_the_index_answering(settings: Settings) -> None:
    with open_live_assistant(settings) as assistant:
        first = assistant.version
    path = settings.corpus / f"{CA_MAU}.txt"
    text = path.read_bytes()
    path.unlink()
    with open_live_assistant(settings) as assistant:
        assert (ids(assistant), assistant.version) == ([CA_MAU], first)
    path.write_bytes(text)
    (settings.corpus / "manifest.json").write_text("{", encoding="utf-8")
    with open_live_assistant(settings) as assistant:
        assert (ids(assistant), assistant.version) == ([CA_MAU], first)


def test_an_unreadable_plan_is_not_tried_again_at_every_start(settings: Settings) -> None:
    (settings.corpus / "hong.txt").write_bytes(b"\x00\x01\x02")
    with open_live_assistant(settings) as assistant:
        first = assistant.version
    with open_live_assistant(settings) as assistant:
        assert assistant.version == first


@pytest.mark.parametrize("name", ["catalogue.sqlite", "catalogue.vectors", "catalogue.postings", "seal.json"])
def test_a_damaged_index_is_made_anew_at_the_start(settings: Settings, name: str) -> None:
    with open_live_assistant(settings) as assistant:
        before = assistant.ask(WHO)
    (path,) = settings.index.glob(f"builds/*/{name}")
    path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    with open_live_assistant(settings) as assistant:
        assert assistant.ask(WHO) == before


def test_an_index_that_is_lost_under_way_is_made_anew(settings: Settings) -> None:
    with open_live_assistant(settings) as assistant:
        before = assistant.ask(WHO)
        shutil.rmtree(settings.index / "builds")
        assistant._current.assistant._index.catalogue._connections.close()
        with pytest.raises(IndexDamagedError):
            assistant.ask(WHO)
        deadline = time.monotonic() + 30
        while assistant._opening.locked() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert assistant.ask(WHO) == before

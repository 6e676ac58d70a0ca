from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.errors import DocumentError, IndexStaleError, UnknownPlanError
from assistant.service import index_corpus, open_assistant
from assistant.types import Encoder, PassageKind, Progress
from tests.fakes import FakeEncoder
from tests.llm.endpoint import Endpoint, Play, serve_endpoint
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, PLAN_IDS, write_corpus, write_settings

WHO = "ai chủ trì số hóa hồ sơ cấp xã?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return write_settings(tmp_path)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    """The encoder that stands in for the model."""
    fake = FakeEncoder()

    def load(settings: Settings, progress: Progress | None = None) -> Encoder:
        return fake

    monkeypatch.setattr("assistant.service.load_encoder", load)
    return fake


def test_a_missing_index_is_built_with_progress_and_serves(settings: Settings) -> None:
    stages: list[str] = []
    with open_assistant(settings, lambda stage, done, total: stages.append(stage)) as assistant:
        assert tuple(plan.id for plan in assistant.plans()) == PLAN_IDS
        assert assistant.ask(WHO).citations[0].plan_id == CA_MAU
    assert "Đọc kế hoạch" in stages


def test_an_index_that_is_there_is_used_as_it_is(settings: Settings, encoder: FakeEncoder) -> None:
    index_corpus(settings, encoder)
    indexed = len(encoder.passages)
    write_corpus(settings.corpus.parent / "khác", BEN_TRE)
    moved = settings.model_copy(update={"corpus": settings.corpus.parent / "khác"})
    with open_assistant(moved) as assistant:
        assert len(assistant.plans()) == len(PLAN_IDS)
    assert len(encoder.passages) == indexed


def test_an_index_of_another_model_is_refused_with_the_command_that_rebuilds_it(settings: Settings) -> None:
    index_corpus(settings, FakeEncoder(model_id="other@2"))
    with pytest.raises(IndexStaleError, match="assistant index"):
        open_assistant(settings)


def test_without_a_corpus_and_an_index_the_corpus_is_named(settings: Settings, tmp_path: Path) -> None:
    missing = settings.model_copy(update={"corpus": tmp_path / "không-có"})
    with pytest.raises(DocumentError, match="không-có"):
        open_assistant(missing)


def test_leaving_the_context_gives_up_the_index(settings: Settings) -> None:
    with open_assistant(settings) as assistant:
        pass
    with pytest.raises(Exception, match=r".+"):
        assistant.search(WHO)


def test_a_filter_bounds_answers_and_searches(settings: Settings) -> None:
    with open_assistant(settings) as assistant:
        assert assistant.ask(WHO, plan_ids=[BEN_TRE]).abstained
        assert {hit.passage.plan_id for hit in assistant.search(WHO, plan_ids={LAO_CAI})} == {LAO_CAI}
        assert assistant.ask(WHO, plan_ids=[]).abstained


def test_places_can_be_looked_up(settings: Settings) -> None:
    with open_assistant(settings) as assistant:
        assert [record.number for record in assistant.records(LAO_CAI)] == ["1", "1-1", "2"]
        assert len(assistant.records()) == 7
        passage = assistant.passage(CA_MAU, "phu-luc/II/3")
        assert passage is not None
        assert passage.kind is PassageKind.ROW
        assert assistant.passage(CA_MAU, "không-có") is None


def test_a_plan_is_read_once_however_many_answers_look_into_it(settings: Settings) -> None:
    with open_assistant(settings) as assistant:
        assert assistant.plan(PLAN_IDS[0]) is assistant.plan(PLAN_IDS[0])
        for _ in range(2):
            with pytest.raises(UnknownPlanError):
                assistant.plan("khong-co")


def test_records_of_an_unknown_plan_are_an_error_that_names_it(settings: Settings) -> None:
    with open_assistant(settings) as assistant, pytest.raises(UnknownPlanError, match="khong-co"):
        assistant.records("khong-co")


def test_answers_are_the_same_from_several_threads(settings: Settings) -> None:
    questions = [WHO, "hạn đối thoại ở Cà Mau?", "Sở Tư pháp chủ trì những việc gì?", "ai ở Hà Giang?"] * 5
    with open_assistant(settings) as assistant, ThreadPoolExecutor(max_workers=4) as threads:
        together = list(threads.map(assistant.ask, questions))
        assert together == [assistant.ask(question) for question in questions]


def with_language_model(settings: Settings, endpoint: Endpoint, calls_per_hour: int = 200) -> Settings:
    chat = {"llm_url": endpoint.url, "llm_model": "mo-hinh", "llm_calls_per_hour": calls_per_hour}
    return settings.model_copy(update=chat)


def test_a_configured_language_model_words_answers_anew_and_changes_nothing_else(settings: Settings) -> None:
    better = "Văn phòng UBND tỉnh chủ trì nhiệm vụ “Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính cấp xã” theo Kế hoạch năm 2024 của tỉnh Cà Mau [1]."
    with open_assistant(settings) as assistant:
        told = assistant.ask(WHO)
    with serve_endpoint() as endpoint, open_assistant(with_language_model(settings, endpoint)) as assistant:
        endpoint.queue(Play(better), Play("Sở Y tế chủ trì [1]."))
        assert assistant.ask(WHO) == replace(told, text=better)
        assert assistant.ask(WHO) == told


def test_each_user_has_a_budget_of_calls_to_the_language_model(settings: Settings) -> None:
    with (
        serve_endpoint() as endpoint,
        open_assistant(with_language_model(settings, endpoint, 1)) as assistant,
    ):
        endpoint.queue(Play("Sở Y tế chủ trì [1]."))
        for user in ("an", "an", "bình"):
            assistant.ask(WHO, user=user)
        assistant.ask(WHO)
        assistant.ask(WHO)
    assert len(endpoint.requests) == 3


def test_without_a_language_model_nothing_is_sent_anywhere(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a connection was opened")

    with open_assistant(settings) as assistant:
        monkeypatch.setattr("socket.socket.connect", fail)
        assert not assistant.ask(WHO).abstained
        assert assistant.phraser is None


def test_index_report_tells_what_was_read(settings: Settings, encoder: FakeEncoder) -> None:
    report = index_corpus(settings, encoder)
    assert (set(report.parsed), report.reused, report.removed, report.failed) == (set(PLAN_IDS), (), (), ())

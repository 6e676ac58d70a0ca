import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from llama_index.core.schema import MetadataMode

from assistant.catalogue import embeddings
from assistant.config import load_settings
from assistant.indexing import Index, build_index, open_index
from assistant.retrieval import (
    Mode,
    PlanRetriever,
    PreparedQuery,
    plain_query,
)
from assistant.types import Hit, Vectors
from assistant.vectors import DamagedVectorsError, VectorHit, VectorStore
from tests.fakes import FakeEncoder, FakeSource
from tests.toy import ALPHA, BETA

BODY, LONG, ROW, ITEM = ALPHA.passages[1], ALPHA.passages[2], ALPHA.passages[3], BETA.passages[0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    settings = load_settings({}, {"index": tmp_path_factory.mktemp("index")})
    build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
    with open_index(settings, FakeEncoder().model_id) as opened:
        yield opened


def cosine(question: str, text: str) -> float:
    encoder = FakeEncoder()
    return float(encoder.encode_queries([question])[0] @ encoder.encode_passages([text])[0])


@pytest.mark.parametrize("mode", Mode)
def test_right_passage_comes_first_in_every_mode(index: Index, mode: Mode) -> None:
    search = PlanRetriever(index, FakeEncoder(), mode=mode).search
    assert search("số hóa hồ sơ cấp xã")[0].passage == BODY
    assert search("đào tạo công chức")[0].passage == ROW
    assert search("rà soát văn bản")[0].passage == ITEM


def test_hybrid_hits_carry_both_scores(index: Index) -> None:
    question = "rà soát văn bản"
    hits = PlanRetriever(index, FakeEncoder()).search(question)
    assert [(hit.passage, hit.rank) for hit in hits] == [(ITEM, 1), (LONG, 2), (BODY, 3), (ROW, 4)]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert [hit.lexical_score is None for hit in hits] == [False, False, True, True]
    assert hits[0].dense_score == pytest.approx(cosine(question, ITEM.index_text), abs=1e-4)
    assert hits[3].dense_score == pytest.approx(0)


def test_single_modes_carry_one_score(index: Index) -> None:
    (lexical,) = PlanRetriever(index, FakeEncoder(), mode=Mode.LEXICAL).search("xã")
    assert (lexical.score, lexical.dense_score) == (lexical.lexical_score, None)
    dense = PlanRetriever(index, FakeEncoder(), mode=Mode.DENSE).search("xã", 1)[0]
    assert (dense.score, dense.lexical_score) == (dense.dense_score, None)


def test_best_sentence_stands_for_a_long_passage(index: Index) -> None:
    question = "thanh tra tỉnh xử lý đơn thư"
    hit = PlanRetriever(index, FakeEncoder(), mode=Mode.DENSE).search(question, 1)[0]
    sentence = "Thanh tra tỉnh xử lý đơn thư. | Kế hoạch alpha"
    assert hit.passage == LONG
    assert hit.dense_score == pytest.approx(cosine(question, sentence), abs=1e-4)
    assert cosine(question, sentence) > cosine(question, LONG.index_text)


def test_a_passage_gains_where_its_place_tells_what_is_asked(index: Index) -> None:
    search = PlanRetriever(index, FakeEncoder()).search_prepared
    query = plain_query("Sở Nội vụ kiểm tra")
    before = {hit.passage.locator: hit.score for hit in search(query)}
    after = {hit.passage.locator: hit.score for hit in search(replace(query, wanted=("lead",)))}
    gains = [locator for locator in after if after[locator] != pytest.approx(before[locator])]
    assert gains == ["phu-luc/1"]
    assert after["phu-luc/1"] > before["phu-luc/1"]


def test_a_favoured_plan_comes_first_and_hides_no_other(index: Index) -> None:
    search = PlanRetriever(index, FakeEncoder()).search_prepared
    query = plain_query("kế hoạch")
    plain, favoured = search(query), search(replace(query, favoured=("beta",)))
    assert favoured[0].passage == ITEM
    assert {hit.passage.locator for hit in favoured} == {hit.passage.locator for hit in plain}


def test_a_question_about_one_plan_searches_that_plan_only(index: Index) -> None:
    search = PlanRetriever(index, FakeEncoder()).search_prepared
    query = replace(plain_query("số hóa kế hoạch"), plan_ids=("beta",))
    assert [hit.passage for hit in search(query)] == [ITEM]
    # A filter that the user has set stands, whatever the question means.
    assert {hit.passage.plan_id for hit in search(query, plan_ids=["alpha"])} == {"alpha"}


def test_headings_are_never_returned(index: Index) -> None:
    hits = PlanRetriever(index, FakeEncoder()).search("mục tiêu", 10)
    assert ALPHA.passages[0] not in [hit.passage for hit in hits]


@pytest.mark.parametrize("mode", Mode)
def test_plans_limit_the_search(index: Index, mode: Mode) -> None:
    search = PlanRetriever(index, FakeEncoder(), mode=mode).search
    assert [hit.passage for hit in search("số hóa kế hoạch", plan_ids=["beta"])] == [ITEM]
    assert len(search("số hóa kế hoạch", plan_ids={"alpha", "beta"})) == 4
    assert search("số hóa kế hoạch", plan_ids=["gamma"]) == []
    assert search("số hóa kế hoạch", plan_ids=[]) == []


@pytest.mark.parametrize("mode", Mode)
def test_blank_question_finds_nothing(index: Index, mode: Mode) -> None:
    assert PlanRetriever(index, FakeEncoder(), mode=mode).search(" \u200b ") == []


def test_no_more_than_k_come_back(index: Index) -> None:
    search = PlanRetriever(index, FakeEncoder()).search
    assert [hit.rank for hit in search("kế hoạch", 2)] == [1, 2]
    assert search("kế hoạch", 0) == []


def test_equal_scores_come_in_document_order(index: Index) -> None:
    hits = PlanRetriever(index, FakeEncoder(), mode=Mode.DENSE).search("xyz", 10)
    assert [(hit.passage, hit.score) for hit in hits] == [(BODY, 0), (LONG, 0), (ROW, 0), (ITEM, 0)]


def test_prepared_query_is_what_is_searched(index: Index) -> None:
    retriever = PlanRetriever(index, FakeEncoder(), lambda question: PreparedQuery("", ("rà_soát",)))
    assert [hit.passage for hit in retriever.search("bất kỳ")] == [ITEM]


def test_candidate_of_words_alone_gets_its_exact_cosine(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = PlanRetriever(index, FakeEncoder())
    expected = retriever.search("rà soát văn bản")
    monkeypatch.setattr(VectorStore, "query", lambda *_: [VectorHit(4, 0.0), VectorHit(2, 0.0)])
    found = retriever.search("rà soát văn bản")
    assert [hit.passage for hit in found] == [hit.passage for hit in expected]
    assert [hit.dense_score for hit in found] == pytest.approx([hit.dense_score for hit in expected])


def test_words_still_find_when_vectors_fail(
    index: Index, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> list[VectorHit]:
        raise DamagedVectorsError("unreadable")

    monkeypatch.setattr(VectorStore, "query", fail)
    with caplog.at_level(logging.ERROR):
        hits = PlanRetriever(index, FakeEncoder()).search("rà soát văn bản")
    assert [hit.passage for hit in hits] == [ITEM, LONG]
    assert "unreadable" in caplog.text


def test_llama_index_gets_nodes_with_clean_text(index: Index) -> None:
    nodes = PlanRetriever(index, FakeEncoder()).retrieve("rà soát văn bản")
    assert nodes[0].node_id == "beta/1"
    assert nodes[0].get_content(MetadataMode.NONE) == ITEM.text
    assert nodes[0].get_content(MetadataMode.LLM) == (
        f"plan: beta\nlabel: Mục 1\nheadings: I. MỤC TIÊU\n\n{ITEM.text}"
    )
    assert [node.node_id for node in nodes[1:]] == ["alpha/I/2", "alpha/I/1", "alpha/phu-luc/1"]


def test_many_threads_search_at_once(index: Index) -> None:
    retriever = PlanRetriever(index, FakeEncoder())
    expected: list[Hit] = retriever.search("số hóa hồ sơ")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(retriever.search, ["số hóa hồ sơ"] * 100)) == [expected] * 100


def test_plans_that_hold_most_passages_are_searched_without_a_filter(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters: list[object] = []
    query = VectorStore.query

    def watch(
        store: VectorStore, vector: Vectors, k: int, plan_ids: list[str] | None = None
    ) -> list[VectorHit]:
        filters.append(plan_ids)
        return query(store, vector, k, plan_ids)

    monkeypatch.setattr(embeddings, "EXACT_WITHIN", 0)
    monkeypatch.setattr(VectorStore, "query", watch)
    search = PlanRetriever(index, FakeEncoder(), mode=Mode.DENSE).search
    assert {hit.passage.plan_id for hit in search("rà soát văn bản", plan_ids=["alpha"])} == {"alpha"}
    assert {hit.passage.plan_id for hit in search("rà soát văn bản", plan_ids=["beta"])} == {"beta"}
    assert filters == [None, ["beta"]]

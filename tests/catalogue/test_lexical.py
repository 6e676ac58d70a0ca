from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.catalogue import Catalogue, CatalogueWriter, LexicalScores, lexical, open_catalogue, postings
from assistant.text.tokens import bigrams, syllables
from tests.catalogue.conftest import META
from tests.toy import ALPHA, BETA, BETA_LINES, toy_plan


def found(catalogue: Catalogue, text: str, plan_ids: list[str] | None = None) -> list[int]:
    tokens = syllables(text)
    return [hit.passage_id for hit in catalogue.lexical.find([*tokens, *bigrams(tokens)], 10, plan_ids)]


def test_best_passage_comes_first(catalogue: Catalogue) -> None:
    assert found(catalogue, "hồ sơ cấp xã") == [2, 3]  # "cấp" also stands in passage 3
    assert found(catalogue, "rà soát văn bản") == [5, 3]  # "văn phòng"


def test_headings_are_not_found(catalogue: Catalogue) -> None:
    assert found(catalogue, "mục tiêu") == []


def test_diacritics_tell_words_apart(catalogue: Catalogue) -> None:
    assert found(catalogue, "xã") == [2]
    assert found(catalogue, "xa") == []


def test_both_tone_placements_are_one_word(catalogue: Catalogue) -> None:
    assert found(catalogue, "hoá") == found(catalogue, "hóa") == [2]
    assert found(catalogue, "uỷ") == found(catalogue, "ủy") == [5]


def test_adjacent_syllables_outweigh_scattered_ones(catalogue: Catalogue) -> None:
    scattered = catalogue.lexical.find(["tài", "chính"], 1)
    adjacent = catalogue.lexical.find(["tài", "chính", "tài_chính"], 1)
    assert scattered[0].passage_id == adjacent[0].passage_id == 3
    assert adjacent[0].bm25_score > scattered[0].bm25_score > 0


def test_plans_limit_the_search(catalogue: Catalogue) -> None:
    assert found(catalogue, "kế hoạch") == [4, 2, 5, 3]  # in all: shortest first, 2 and 5 tie
    assert found(catalogue, "kế hoạch", ["beta"]) == [5]
    assert found(catalogue, "kế hoạch", ["alpha", "beta"]) == [4, 2, 5, 3]
    assert found(catalogue, "kế hoạch", ["gamma"]) == []
    assert found(catalogue, "kế hoạch", []) == []


def test_question_without_known_words_finds_nothing(catalogue: Catalogue) -> None:
    assert found(catalogue, "") == []
    assert found(catalogue, "xyz") == []


def test_query_syntax_is_taken_as_words(catalogue: Catalogue) -> None:
    assert found(catalogue, 'xã" OR NEAR(") * -') == [2]
    assert catalogue.lexical.find(['"', "*", "xã"], 5) == catalogue.lexical.find(["xã"], 5)


def test_best_of_given_scores() -> None:
    scores = LexicalScores(np.array([2, 3, 7]), np.array([0.5, 2.0, 0.5]))
    assert scores.best(2).passage_ids.tolist() == [2, 3]
    assert [(hit.passage_id, hit.bm25_score) for hit in scores.hits()] == [(3, 2.0), (2, 0.5), (7, 0.5)]
    assert scores.best(0).hits() == []


def test_scores_of_given_passages(catalogue: Catalogue) -> None:
    search = catalogue.lexical.search(["xã", "kế"])
    hits = {hit.passage_id: hit.bm25_score for hit in search.best(9).hits()}
    assert sorted(hits) == [2, 3, 4, 5]
    assert search.of(np.arange(6)).tolist() == [hits.get(passage_id, 0.0) for passage_id in range(6)]
    assert catalogue.lexical.search(["xyz"]).of(np.arange(3)).tolist() == [0.0, 0.0, 0.0]


TOKENS = ["xã", "văn", "kế", "hoạch", "kế_hoạch"]


@pytest.fixture(params=[0.0, 0.5, 2.0], ids=["columns", "columns of the commonest", "lists"])
def in_two_blocks(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Catalogue]:
    """Alpha and beta in a block each, in one of the forms that a list can have."""
    monkeypatch.setattr(postings, "COLUMN_FROM", request.param)
    path = tmp_path / "two.sqlite"
    for plan in (ALPHA, BETA):
        with CatalogueWriter(path) as writer:
            writer.add_plan(plan, "digest")
            writer.finish(META)
    opened = open_catalogue(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("pool", [1, 2, 100])
@pytest.mark.parametrize("plan_ids", [None, ["alpha"], ["beta"], ["beta", "alpha"]])
def test_scores_do_not_depend_on_the_form_of_lists_nor_on_what_is_added_late(
    catalogue: Catalogue,
    in_two_blocks: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
    pool: int,
    plan_ids: list[str] | None,
) -> None:
    expected = catalogue.lexical.find(TOKENS, 9, plan_ids)
    monkeypatch.setattr(lexical, "EXACT_WITHIN", 0)
    monkeypatch.setattr(lexical, "POOL", pool)
    search = in_two_blocks.lexical.search(TOKENS, plan_ids)
    found = search.best(1).hits()
    assert {hit.passage_id: hit.bm25_score for hit in found}.items() <= {
        hit.passage_id: hit.bm25_score for hit in expected
    }.items()
    ids = np.array(sorted(hit.passage_id for hit in expected))
    scores = {hit.passage_id: hit.bm25_score for hit in expected}
    assert search.of(ids).tolist() == [scores[passage_id] for passage_id in ids.tolist()]
    search.add_columns()
    assert search.best(9).hits() == expected


def test_the_commonest_tokens_are_added_to_the_best_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [replace(BETA_LINES[0], locator=f"{place}", text="kế hoạch") for place in range(40)]
    lines[7] = replace(lines[7], text="kế hoạch số")
    path = tmp_path / "common.sqlite"
    with CatalogueWriter(path) as writer:
        writer.add_plan(toy_plan("gamma", tuple(lines)), "digest")
        writer.finish(META)
    monkeypatch.setattr(lexical, "EXACT_WITHIN", 0)
    monkeypatch.setattr(lexical, "POOL", 1)
    catalogue = open_catalogue(path)
    assert [hit.passage_id for hit in catalogue.lexical.find(["số", "kế"], 1)] == [8]
    assert len(catalogue.lexical.find(["kế"], 40)) == 40  # nothing rarer is asked for
    assert len(catalogue.lexical.find(["số", "kế"], 40)) == 40
    catalogue.close()

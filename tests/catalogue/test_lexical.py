import numpy as np
import pytest

from assistant.catalogue import Catalogue, LexicalScores, lexical
from assistant.text.tokens import bigrams, syllables


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


def test_commonest_tokens_are_left_out_past_the_limit(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "MAX_POSTINGS", 4)
    assert found(catalogue, "xã kế") == [2]  # "kế" stands in all four passages


def test_scores_of_given_passages() -> None:
    scores = LexicalScores(np.array([2, 3, 7]), np.array([0.5, 2.0, 0.5]))
    assert scores.best(2).ranked().tolist() == [3, 2]
    assert scores.of(np.array([1, 2, 7, 9])).tolist() == [0.0, 0.5, 0.5, 0.0]
    assert LexicalScores.none().of(np.array([1, 2])).tolist() == [0.0, 0.0]
    assert LexicalScores.none().best(3).ranked().tolist() == []


def test_left_out_tokens_count_for_the_best_and_for_given_passages(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = ["xã", "văn", "kế", "hoạch", "kế_hoạch"]
    everything = np.array([2, 3, 4, 5])
    exact = catalogue.lexical.score(tokens, exact=True)
    monkeypatch.setattr(lexical, "MAX_POSTINGS", 3)
    partial = catalogue.lexical.score(tokens)
    assert partial.passage_ids.tolist() == [2, 3, 5]
    assert partial.of(everything) == pytest.approx(exact.of(everything))
    assert partial.best(2).ranked().tolist() == exact.best(2).ranked().tolist()
    assert partial.best(2).of(everything) == pytest.approx(exact.best(2).of(everything))


def test_chosen_plans_are_scored_in_full_when_few(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = catalogue.lexical.find(["xã", "kế"], 5, ["beta"])
    monkeypatch.setattr(lexical, "MAX_POSTINGS", 1)
    assert catalogue.lexical.find(["xã", "kế"], 5, ["beta"]) == expected
    assert [hit.passage_id for hit in expected] == [5]

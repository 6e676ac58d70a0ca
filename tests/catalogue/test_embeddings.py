import numpy as np
import pytest

from assistant.catalogue import Catalogue, embeddings


def test_known_vectors_are_found_by_digest(catalogue: Catalogue) -> None:
    found = catalogue.embeddings.find([b"body", b"sentence", b"unknown"])
    assert {digest: known.tolist() for digest, known in found.items()} == {
        b"body": [1, 0],
        b"sentence": pytest.approx([0.6, 0.8], abs=2e-5),
    }


def test_similarity_is_that_of_the_best_view(catalogue: Catalogue) -> None:
    question = np.array([1, 0], np.float32)
    found = catalogue.embeddings.similarities(question, np.array([2, 3]))
    assert found.tolist() == [1.0, pytest.approx(0.6, abs=2e-5)]
    assert catalogue.embeddings.similarities(question, np.empty(0, np.int64)).tolist() == []


def test_batches_hold_the_searched_views_in_document_order(catalogue: Catalogue) -> None:
    batches = list(catalogue.embeddings.batches(2))
    assert [(b.plan_ids, b.passage_ids, b.positions, b.vectors.tolist()) for b in batches] == [
        (("alpha",) * 2, (2, 3), (0, 0), [[1, 0], [0, 1]]),
        (("alpha",), (4,), (0,), [[1, 0]]),
    ]
    assert catalogue.embeddings.count_searched() == 3


def test_chosen_passages_are_compared_exactly_unless_they_are_many(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def within(*passages: range) -> list[int] | None:
        found = catalogue.embeddings.find_within(passages)
        return None if found is None else found.tolist()

    assert within(range(4, 6), range(1, 4)) == [2, 3, 4]  # a heading and passage 5 have no vectors
    assert within(range(5, 6)) == within() == []
    monkeypatch.setattr(embeddings, "EXACT_WITHIN", 3)
    assert within(range(1, 5)) is None

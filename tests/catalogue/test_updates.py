"""A finished catalogue that is opened again to change some of its plans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.catalogue import CatalogueWriter, Counts, StoredView, ViewKey, open_catalogue, postings
from tests.catalogue.conftest import META, vector
from tests.toy import ALPHA, BETA_LINES, toy_plan

GAMMA = toy_plan("gamma", (replace(BETA_LINES[0], text="Rà soát cán bộ cấp xã."),))


def swap_beta_for_gamma(path: Path) -> list[ViewKey]:
    with CatalogueWriter(path) as writer:
        assert writer.first_passage == 6
        removed = writer.remove_plan("beta")
        assert writer.add_plan(GAMMA, "digest-gamma") == range(6, 7)
        writer.add_views([StoredView(6, 0, b"gamma", vector(0, 1))])
        writer.finish(META, ("gamma", "alpha"))
    return removed


def test_plans_are_exchanged_and_the_others_keep_their_ids(catalogue_path: Path) -> None:
    assert swap_beta_for_gamma(catalogue_path) == []
    catalogue = open_catalogue(catalogue_path)
    assert catalogue.plans() == (GAMMA.plan, ALPHA.plan)
    assert catalogue.passage_ranges() == {"gamma": range(6, 7), "alpha": range(1, 5)}
    assert (catalogue.parsed_plan("alpha"), catalogue.parsed_plan("gamma")) == (ALPHA, GAMMA)
    assert catalogue.counts() == Counts(plans=2, passages=5, indexed=4, records=1, views=5)
    assert catalogue.passages([4, 6]) == [ALPHA.passages[3], GAMMA.passages[0]]
    catalogue.check_integrity()
    catalogue.close()


def test_words_of_a_removed_plan_are_found_no_more(catalogue_path: Path) -> None:
    swap_beta_for_gamma(catalogue_path)
    catalogue = open_catalogue(catalogue_path)
    assert [hit.passage_id for hit in catalogue.lexical.find(["rà", "soát", "rà_soát"], 5)] == [6]
    assert catalogue.lexical.find(["nhân", "dân"], 5) == []
    assert (catalogue.spellings.count("nhân"), catalogue.spellings.count("xã")) == (0, 2)
    assert "nhân" not in catalogue.spellings.syllables()
    catalogue.close()


def test_updated_catalogue_scores_as_a_fresh_one(catalogue_path: Path, tmp_path: Path) -> None:
    swap_beta_for_gamma(catalogue_path)
    fresh_path = tmp_path / "fresh.sqlite"
    with CatalogueWriter(fresh_path) as writer:
        writer.add_plan(ALPHA, "digest-alpha")
        writer.add_plan(GAMMA, "digest-gamma")
        writer.finish(META)
    updated, fresh = open_catalogue(catalogue_path), open_catalogue(fresh_path)
    tokens = ["xã", "cấp", "cấp_xã", "sở"]
    assert [hit.bm25_score for hit in updated.lexical.find(tokens, 9)] == [
        hit.bm25_score for hit in fresh.lexical.find(tokens, 9)
    ]
    updated.close()
    fresh.close()


def test_views_go_with_their_plan_and_stay_with_others(catalogue_path: Path) -> None:
    with CatalogueWriter(catalogue_path) as writer:
        writer.add_plan(GAMMA, "digest-gamma")
        writer.add_views([StoredView(6, 0, b"body", vector(1, 0))])
        assert writer.remove_plan("alpha") == [ViewKey(2, 0), ViewKey(3, 0), ViewKey(4, 0)]
        writer.finish(META, ("beta", "gamma"))
    catalogue = open_catalogue(catalogue_path)
    found = catalogue.embeddings.find([b"body", b"long", b"sentence"])
    assert {digest: known.tolist() for digest, known in found.items()} == {b"body": [1, 0]}
    assert catalogue.embeddings.similarities(np.array([1, 0], np.float32), np.array([6])).tolist() == [1.0]
    catalogue.close()


def test_small_blocks_are_merged(catalogue_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MAX_SMALL_BLOCKS", 2)
    for round_ in range(4):
        with CatalogueWriter(catalogue_path) as writer:
            if round_:
                writer.remove_plan("gamma")
            writer.add_plan(GAMMA, f"digest-{round_}")
            writer.finish(META, ("alpha", "beta", "gamma"))
        catalogue = open_catalogue(catalogue_path)
        assert [hit.passage_id for hit in catalogue.lexical.find(["rà", "cán"], 5)] == [6 + round_, 5]
        assert catalogue.counts().indexed == 5
        catalogue.close()

from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.catalogue import Catalogue, CatalogueWriter, open_catalogue
from tests.catalogue.conftest import META
from tests.toy import ALPHA


def test_place_of_a_passage_tells_what_its_row_has(catalogue: Catalogue) -> None:
    all_ids = np.array([1, 2, 3, 4, 5])
    assert catalogue.traits.tells(all_ids, ["lead"]).tolist() == [False, False, False, True, False]
    assert catalogue.traits.tells(all_ids, ["deadline", "task"]).tolist() == [
        False,
        False,
        False,
        True,
        False,
    ]
    assert not catalogue.traits.tells(all_ids, ["deadline"]).any()
    assert catalogue.traits.tells(np.array([], np.int64), ["lead"]).tolist() == []


def test_texts_that_differ_in_numbers_are_copies(tmp_path: Path) -> None:
    row = ALPHA.passages[3]
    texts = ("1\tĐào tạo năm 2024", "12.\tĐào tạo năm 2025", "Đào tạo nam 2025")
    passages = tuple(replace(row, locator=str(n), text=text) for n, text in enumerate(texts))
    with CatalogueWriter(tmp_path / "catalogue.sqlite") as writer:
        writer.add_plan(replace(ALPHA, passages=passages, records=()), "digest")
        writer.finish(META)
    catalogue = open_catalogue(tmp_path / "catalogue.sqlite")
    first, second, other = catalogue.traits.copies(np.array([1, 2, 3]))
    assert first == second != other
    catalogue.close()

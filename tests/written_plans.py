"""Three short plans written by hand as an office would file them, with three different shapes.

Cà Mau 2024 is promulgated by a decision with number and date, and a row of its table is cut by a page break;
Lào Cai 2025 has blank number and date, and a table whose further activities inherit their task; Bến Tre 2024
(in Vĩnh Long since 2025) has no table.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.config import Settings, load_settings
from assistant.indexing import open_index
from assistant.service import PlanAssistant, index_corpus
from tests.fakes import FakeEncoder

CA_MAU = "ca-mau-2024-cchc"
LAO_CAI = "lao-cai-2025-cchc"
BEN_TRE = "ben-tre-2024-cds"
PLAN_IDS = (BEN_TRE, CA_MAU, LAO_CAI)
"""Ids in the order of the corpus."""
_FOLDER = Path(__file__).with_name("written")
TEXTS = {plan_id: (_FOLDER / f"{plan_id}.txt").read_text(encoding="utf-8") for plan_id in PLAN_IDS}


def write_corpus(folder: Path, *plan_ids: str) -> Path:
    """Copy the plans (all unless some are named) as text files into a folder; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for plan_id in plan_ids or PLAN_IDS:
        shutil.copy(_FOLDER / f"{plan_id}.txt", folder)
    return folder


def write_settings(folder: Path, *plan_ids: str) -> Settings:
    """Settings for the plans, written to ``folder/corpus``, and an index folder that is still missing."""
    return load_settings(
        {}, {"corpus": write_corpus(folder / "corpus", *plan_ids), "index": folder / "indexes"}
    )


@contextmanager
def open_written_plans(settings: Settings) -> Iterator[PlanAssistant]:
    """An assistant over the corpus of some settings, indexed with the fake encoder."""
    encoder = FakeEncoder()
    index_corpus(settings, encoder)
    with PlanAssistant(open_index(settings, encoder.model_id), encoder) as assistant:
        yield assistant

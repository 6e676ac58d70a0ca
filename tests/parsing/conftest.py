"""The five plans, parsed once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.corpus import load_corpus
from assistant.types import ParsedPlan

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
GOLD = ROOT / "evals" / "gold" / "records"
TASKS = ROOT / "evals" / "tasks"


@pytest.fixture(scope="session")
def plans() -> Mapping[str, ParsedPlan]:
    """Plans by id."""
    return {file.id: file.parse() for file in load_corpus(CORPUS)}

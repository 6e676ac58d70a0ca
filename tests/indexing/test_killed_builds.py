import subprocess
import sys
from pathlib import Path

import pytest

from assistant.config import Settings, load_settings
from assistant.errors import IndexMissingError
from assistant.indexing import build_index, find_current_build, open_index
from tests.fakes import FakeEncoder, FakeSource
from tests.indexing.killed_builds import FIRST_BUILD, MOMENTS
from tests.toy import ALPHA, BETA

MODEL = FakeEncoder().model_id
NEW_INDEX_SERVES = ("published", "cleaning", "after-pointer", "half-removed")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index for each moment at which its second build was killed."""
    folder = tmp_path_factory.mktemp("killed")
    build_index(load_settings({}, {"index": folder / "start"}), [FakeSource(ALPHA)], FakeEncoder())
    subprocess.run(
        [sys.executable, "-m", "tests.indexing.killed_builds", str(folder), *MOMENTS, FIRST_BUILD],
        cwd=Path(__file__).parents[2],
        check=True,
        timeout=120,
    )
    return folder


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_whole_index_serves_after_a_killed_build(killed: Path, moment: str) -> None:
    settings = load_settings({}, {"index": killed / moment})
    with open_index(settings, MODEL) as index:
        found = [index.catalogue.parsed_plan(plan.id) for plan in index.catalogue.plans()]
        question = FakeEncoder().encode_queries(["hồ sơ cấp xã"])[0]
        assert index.vectors.query(question, 1)[0].passage_id == 2
    assert found == ([ALPHA, BETA] if moment in NEW_INDEX_SERVES else [ALPHA])
    assert_next_build_succeeds_and_cleans(settings)


def test_nothing_serves_after_a_killed_first_build(killed: Path) -> None:
    settings = load_settings({}, {"index": killed / FIRST_BUILD})
    with pytest.raises(IndexMissingError):
        open_index(settings, MODEL)
    assert_next_build_succeeds_and_cleans(settings)


def assert_next_build_succeeds_and_cleans(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
    assert [path.name for path in (settings.index / "builds").iterdir()] == [find_current_build(settings)]
    with open_index(settings, MODEL) as index:
        assert [plan.id for plan in index.catalogue.plans()] == ["alpha", "beta"]

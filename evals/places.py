"""Where an evaluation set keeps its files."""

from dataclasses import dataclass
from pathlib import Path

from assistant.llm.prompts import PROMPTS

_HOUSE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Places:
    """Files and folders of one evaluation set; all but the tasks may be missing."""

    tasks: Path
    records: Path
    floors: Path
    baseline: Path
    results: Path
    prompts: Path


def find_places(tasks: Path | None) -> Places:
    """The places of the tasks that come with the package, or of an office's own folder.

    An office keeps everything in one folder: tasks as ``*.yaml`` or ``*.jsonl``, gold records in
    ``records/``, ``floors.toml`` and ``baseline.json``; saved runs go to ``results/``.
    """
    home, tasks_folder, records = (
        (_HOUSE, _HOUSE / "tasks", _HOUSE / "gold" / "records")
        if tasks is None
        else (tasks, tasks, tasks / "records")
    )
    return Places(
        tasks=tasks_folder,
        records=records,
        floors=home / "floors.toml",
        baseline=home / "baseline.json",
        results=home / "results",
        prompts=PROMPTS,
    )

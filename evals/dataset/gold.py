"""The corpus as labels see it, read from the plan files themselves and never from an index."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus import load_corpus
from assistant.text.normalise import nfc
from assistant.types import Passage, PassageKind
from evals.dataset.task import PLACE_MARK, Task
from evals.errors import TaskError

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class GoldCorpus:
    """Passages by address, column headers of table rows by address, and the stored text of each plan."""

    passages: Mapping[str, Passage]
    headers: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]
    titles: Mapping[str, str]
    abbreviations: tuple[tuple[str, str], ...]

    def passages_of(self, plan_id: str) -> tuple[Passage, ...]:
        """The passages of one plan in document order."""
        return tuple(passage for passage in self.passages.values() if passage.plan_id == plan_id)


@dataclass(frozen=True, slots=True)
class LostGold:
    """A label that the parsed corpus does not bear out: a wrong label, or a passage that the parser lost."""

    task_id: str
    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.task_id}: {self.place} {self.problem}"


def load_gold_corpus(folder: Path) -> GoldCorpus:
    """Read and parse all plans of a corpus folder.

    Raises:
        DocumentError: a file cannot be read.
        ManifestError: the manifest is malformed.
    """
    plans = [file.parse() for file in load_corpus(folder)]
    return GoldCorpus(
        passages={address(p.plan_id, p.locator): p for plan in plans for p in plan.passages},
        headers={
            address(record.plan_id, record.locator): tuple(cell.header for cell in record.cells)
            for plan in plans
            for record in plan.records
        },
        texts={plan.plan.id: plan.text for plan in plans},
        titles={plan.plan.id: plan.plan.title for plan in plans},
        abbreviations=tuple(pair for plan in plans for pair in plan.abbreviations),
    )


def address(plan_id: str, locator: str) -> str:
    """Plan and locator as one string."""
    return f"{plan_id}{PLACE_MARK}{locator}"


def find_lost_gold(tasks: Iterable[Task], corpus: GoldCorpus) -> list[LostGold]:
    """Labels whose place the parsed corpus lacks, or whose quote does not stand there; each counts as lost.

    A quote must stand inside one cell of a row or inside one paragraph; white space is collapsed.

    Raises:
        TaskError: a label names a plan that the corpus does not hold.
    """
    lost: list[LostGold] = []
    for task in tasks:
        unknown = [plan for plan in task.plans if plan not in corpus.texts]
        if unknown:
            raise TaskError(
                f"{task.id}: không có kế hoạch “{unknown[0]}” trong thư mục kế hoạch. Hãy kiểm tra mã."
            )
        for evidence in task.evidence:
            passage = corpus.passages.get(evidence.place)
            if passage is None:
                lost.append(LostGold(task.id, evidence.place, "does not exist"))
            elif not holds(passage, evidence.quote):
                found = _places_of(evidence.plan, evidence.quote, corpus)
                elsewhere = f"; it stands at {', '.join(found)}" if found else ""
                lost.append(
                    LostGold(
                        task.id, evidence.place, f"does not hold the quote “{evidence.quote}”{elsewhere}"
                    )
                )
        lost += [
            LostGold(task.id, item, "does not exist") for item in task.items if item not in corpus.passages
        ]
    return lost


def holds(passage: Passage, quote: str) -> bool:
    """Whether a quote stands inside one cell or paragraph of a passage, white space collapsed."""
    pieces: Sequence[str] = passage.text.split("\t") if passage.kind is PassageKind.ROW else (passage.text,)
    wanted = collapsed(quote)
    return any(wanted in collapsed(piece) for piece in pieces)


def collapsed(text: str) -> str:
    """NFC text with each run of white space as one space."""
    return _SPACE.sub(" ", nfc(text)).strip()


def _places_of(plan_id: str, quote: str, corpus: GoldCorpus) -> list[str]:
    return [passage.locator for passage in corpus.passages_of(plan_id) if holds(passage, quote)][:3]

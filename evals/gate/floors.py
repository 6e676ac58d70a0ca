"""Floors in a TOML file: read, raised, and lowered only when told to."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from evals.errors import RunFileError
from evals.model import Frozen, first_problem

_PLACES = 10_000
"""Floors keep four decimals, rounded down, so that the run that set them passes."""
_HEAD = """\
# What an evaluation must reach; `assistant eval` fails below it. Written by `assistant eval --update-floors`,
# which only raises; lowering takes --allow-lower and a reason in the commit message.
# ndcg_at_10, refusal_recall, evidence_cited and right are lower ends of 95 % intervals, all others values.
"""

Values = Mapping[str, float]
"""Figures by name."""


class Floors(Frozen):
    """Floors by section (``dev``, ``test``, ``records``) and figure, for one corpus."""

    corpus: str
    """Digest of the corpus that they were measured on."""
    sections: Mapping[str, Mapping[str, Annotated[float, Field(ge=-1, le=1)]]]


@dataclass(frozen=True, slots=True)
class Change:
    """New floors, and the measured figures that stayed under the old ones."""

    floors: Floors
    kept: tuple[str, ...]
    """Floors that would have been lowered, as ``section.figure``; empty with ``allow_lower``."""


def load_floors(path: Path) -> Floors | None:
    """The floors of a file, ``None`` where there is no file.

    Raises:
        RunFileError: the file is malformed.
    """
    if not path.exists():
        return None
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        corpus = values.pop("corpus", None)
        return Floors.model_validate({"corpus": corpus, "sections": values})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RunFileError(f"{path} không phải TOML hợp lệ: {error}") from error
    except ValidationError as error:
        raise RunFileError(f"{path}: {first_problem(error)}.") from error


def save_floors(floors: Floors, path: Path) -> None:
    """Write floors, sections and figures in the order given."""
    lines = [_HEAD, f'corpus = "{floors.corpus}"\n']
    for section, values in floors.sections.items():
        lines += [f"\n[{section}]\n", *(f"{name} = {floor}\n" for name, floor in values.items())]
    path.write_text("".join(lines), encoding="utf-8")


def raise_floors(
    old: Floors | None, corpus: str, measured: Mapping[str, Values], *, allow_lower: bool
) -> Change:
    """Floors at what was measured, where that is not lower than before.

    Sections that were not measured stay; figures that are no longer measured go only with ``allow_lower``.

    Args:
        old: the floors so far; ``None`` for none.
        corpus: digest of the corpus that was measured.
        measured: figures by section.
        allow_lower: take what was measured even where it is lower.

    Raises:
        RunFileError: the corpus changed and a section was not measured on it.
    """
    before = old.sections if old else {}
    stale = [section for section in before if section not in measured]
    if old and old.corpus != corpus and stale:
        raise RunFileError(
            f"Thư mục kế hoạch đã đổi; cần đo lại cả phần {', '.join(stale)} (chạy không có --split)."
        )
    sections: dict[str, dict[str, float]] = {section: dict(values) for section, values in before.items()}
    kept: list[str] = []
    for section, values in measured.items():
        floors = {name: math.floor(value * _PLACES) / _PLACES for name, value in values.items()}
        for name, floor in before.get(section, {}).items():
            if floors.get(name, -math.inf) < floor and not allow_lower:
                floors[name] = floor
                kept.append(f"{section}.{name}")
        sections[section] = floors
    return Change(Floors(corpus=corpus, sections=sections), tuple(kept))

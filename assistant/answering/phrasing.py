"""What is said of a record: one sentence for each relation, in the plan's own words."""

import re
from collections.abc import Sequence

from assistant.agencies import find_agencies, now_called
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Cell, Level, Record

AGENCY_ROLES = (Relation.LEAD, Relation.COORDINATE, Relation.APPROVER, Relation.MONITOR, Relation.IMPLEMENTER)
_ROLE_NAMES = {
    Relation.LEAD: "cơ quan chủ trì",
    Relation.COORDINATE: "cơ quan phối hợp",
    Relation.APPROVER: "cấp ban hành/phê duyệt",
    Relation.MONITOR: "đơn vị theo dõi, hướng dẫn thực hiện",
    Relation.IMPLEMENTER: "đơn vị thực hiện",
    Relation.OUTPUT: "sản phẩm",
    Relation.DEADLINE: "thời hạn",
    Relation.TARGET: "chỉ tiêu",
    Relation.FUNDING: "kinh phí",
    Relation.OBJECTIVE: "mục tiêu",
    Relation.TASK: "nội dung",
    Relation.ACTIVITY: "hoạt động",
}
CELL_RELATIONS = frozenset(_ROLE_NAMES)
"""Relations that a cell of a row answers."""
# What stands in when a table has no column for the relation: the nearest role, said under its own name.
FALLBACKS: dict[Relation, tuple[Relation, ...]] = {
    Relation.LEAD: (Relation.MONITOR, Relation.IMPLEMENTER),
    Relation.MONITOR: (Relation.LEAD,),
    Relation.IMPLEMENTER: (Relation.LEAD,),
    Relation.COORDINATE: (Relation.IMPLEMENTER,),
    Relation.APPROVER: (Relation.OUTPUT,),
}
_LEVEL_WORDS: dict[Level, re.Pattern[str]] = {
    Level.COMMUNE: re.compile(r"\bxa\b(?! hoi)"),
    Level.DISTRICT: re.compile(r"\bhuyen\b"),
    Level.PROVINCE: re.compile(r"\btinh\b|\bso\b(?! (?:ket|bo|luong|hoa|lieu|tuyen))"),
}
_PART = re.compile(r"(?:^|(?<=\s))-\s*(?=\S)|;\s+|(?<=\.)\s+(?=[A-ZĐ])")
_LIST_DASH = re.compile(r"(?<=[;:,.])\s*[-–]\s+(?=\S)")
_UNIT_HEADER = re.compile(r"don vi(?: tinh)?|dvt")
_UNIT_IN_HEADER = re.compile(r"\((?:[Đđ]ơn vị(?: tính)?:? ?)?([^()]{1,30})\)\s*$")
_BARE_FIGURE = re.compile(r"[≥≤<>=~ ]*\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?")
_MAX_WHOLE_TASK = 600
"""The same where the question wants to know what the task is."""
_MAX_TASK = 220
"""Characters of a task's text in a sentence; the citation holds all of it."""


def role_name(relation: Relation) -> str:
    """The relation in running text."""
    return _ROLE_NAMES[relation]


def value_text(cell: Cell) -> str:
    """A cell in running text: no dashes in front of its parts, no mark at the end."""
    return _LIST_DASH.sub(" ", cell.text.strip().removeprefix("- ")).rstrip(" ;,.:")


def task_text(record: Record, owner: Record | None = None, limit: int = _MAX_TASK) -> str:
    """What the row is about: what its number names, and its activity where rows differ only there."""
    objective, task, activity = record.cell("objective"), record.cell("task"), record.cell("activity")
    name = (
        task
        if objective is None or (objective.inherited and task is not None and not task.inherited)
        else objective
    )
    name = name or activity
    text = value_text(name) if name else (value_text(record.cells[0]) if record.cells else "")
    if activity is not None and activity is not name:
        text = f"{shorten(text, _MAX_TASK // 2)} – {value_text(activity)}"
    if owner is not None and (above := owner.cell("task")) is not None:
        text = f"{shorten(value_text(above).rstrip(':'), _MAX_TASK // 2)} – {text}"
    parent = record.number.partition("-")[0]
    if not text:
        text = f"nhiệm vụ {parent}"
    return shorten(text, limit)


def shorten(text: str, limit: int) -> str:
    """The text cut at a word, with an ellipsis, where it is longer than ``limit`` characters."""
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


def relation_sentence(
    record: Record, relation: Relation, cell: Cell, levels: Sequence[Level], owner: Record | None = None
) -> str:
    """The sentence that states one cell of a record."""
    task = task_text(record, owner)
    value = value_text(cell)
    match relation:
        case Relation.LEAD:
            sentence = f"{value} chủ trì nhiệm vụ “{task}”"
        case Relation.COORDINATE:
            sentence = f"{value} phối hợp thực hiện nhiệm vụ “{task}”"
        case Relation.DEADLINE:
            sentence = f"Thời hạn của nhiệm vụ “{task}”: {_for_levels(value, levels)}"
        case Relation.TARGET:
            sentence = f"Chỉ tiêu “{task}”: {with_unit(record, value)}"
        case Relation.TASK:  # a figure that the task itself sets
            sentence = f"Nhiệm vụ “{value}”"
        case Relation.OUTPUT | Relation.FUNDING | Relation.OBJECTIVE | Relation.ACTIVITY:
            sentence = (
                f"{role_name(relation).capitalize()} của nhiệm vụ “{task}”: {with_header_unit(cell, value)}"
            )
        case Relation.MONITOR | Relation.IMPLEMENTER:
            sentence = f"{_role_of(relation, cell)} “{task}” là {_inside(value)}"
        case _:
            sentence = f"{role_name(relation).capitalize()} nhiệm vụ “{task}” là {_inside(value)}"
    if cell.inherited and relation is not Relation.TARGET:
        number, _, line = record.number.partition("-")
        above = number if line else number.rpartition(".")[0]
        sentence += f" (ghi chung tại dòng {above})" if above else ""
    return f"{sentence}."


def further_sentence(relation: Relation, cell: Cell, levels: Sequence[Level]) -> str:
    """A second relation of the row that the sentence before has named."""
    value = value_text(cell)
    value = _for_levels(value, levels) if relation is Relation.DEADLINE else value
    return f"{_role_of(relation, cell)}: {value}."


def _role_of(relation: Relation, cell: Cell) -> str:
    """The role at the start of a sentence, as the column is headed where another of its kind stands in for it."""
    lent = relation is Relation.MONITOR and cell.key != relation.value
    return cell.header.strip() if lent else role_name(relation).capitalize()


def is_target_row(record: Record) -> bool:
    """Whether a row sets a target: its first column is headed "Chỉ tiêu", or it has a column of targets."""
    task = record.cell("task")
    return record.cell(Relation.TARGET.value) is not None or (
        task is not None and fold(task.header).startswith("chi tieu")
    )


def with_unit(record: Record, value: str) -> str:
    """A bare figure with the unit that the row prints in a column of its own ("≥ 30" and "% GDP")."""
    unit = next((value_text(cell) for cell in record.cells if _UNIT_HEADER.fullmatch(fold(cell.header))), "")
    return f"{value} {unit}" if unit and _BARE_FIGURE.fullmatch(value) else value


def with_header_unit(cell: Cell, value: str) -> str:
    """A bare figure with the unit in its column's header: "350 triệu đồng" under "Kinh phí (triệu đồng)"."""
    unit = _UNIT_IN_HEADER.search(cell.header)
    return f"{value} {unit.group(1)}" if unit and _BARE_FIGURE.fullmatch(value) else value


def summary_sentence(record: Record, owner: Record | None = None) -> str:
    """All that a record says, for a question that names only the matter."""
    targets = is_target_row(record)
    parts = [
        f"{'kết quả' if targets and relation is Relation.OUTPUT else role_name(relation)}: "
        f"{with_unit(record, with_header_unit(cell, value_text(cell)))}"
        for relation in (*AGENCY_ROLES, Relation.TARGET, Relation.OUTPUT, Relation.DEADLINE, Relation.FUNDING)
        if (cell := record.cell(relation.value)) is not None
    ]
    kind = "Chỉ tiêu" if targets else "Nhiệm vụ"
    name = f"{kind} “{task_text(record, owner, _MAX_WHOLE_TASK)}”"
    return f"{name} – {'; '.join(parts)}." if parts else f"{name}."


def names_level(text: str, levels: Sequence[Level]) -> bool:
    """Whether a cell sets something for one of the levels."""
    folded = fold(text)
    return any(_LEVEL_WORDS[level].search(folded) for level in levels if level in _LEVEL_WORDS)


def successor_note(texts: Sequence[str]) -> str | None:
    """Which of the named agencies have another name since 2025, as one sentence."""
    pairs = now_called([mention for text in texts for mention in find_agencies(text)])
    if not pairs:
        return None
    return "; ".join(f"{old} nay là {new}" for old, new in pairs) + "."


def _inside(value: str) -> str:
    """A value in the middle of a sentence: the collective "Các …" and "Cơ quan …" in lower case."""
    first = value.split(" ", 1)[0]
    return value[0].lower() + value[1:] if first in {"Các", "Cơ", "Đơn", "Cán", "Những"} else value


def _for_levels(value: str, levels: Sequence[Level]) -> str:
    """A deadline that is set for each level: the asked level's first, then the whole cell."""
    parts = [part.strip(" ;,.") for part in _PART.split(value) if part.strip(" ;,.")]
    if len(parts) < 2 or len(levels) != 1:
        return value
    wanted = [
        part for part in parts if _LEVEL_WORDS.get(levels[0]) and _LEVEL_WORDS[levels[0]].search(fold(part))
    ]
    others = [part for part in parts if part not in wanted]
    if not wanted or not others:
        return value
    return f"{'; '.join(wanted)} (các cấp khác: {'; '.join(others)})"

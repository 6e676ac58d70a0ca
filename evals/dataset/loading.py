"""Reads tasks from YAML and JSONL files and writes them as JSONL."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.text.normalise import nfc
from evals.dataset.task import Split, Task, Typing
from evals.errors import TaskError
from evals.model import first_problem

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
JSONL_SUFFIX = ".jsonl"


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML with repeated keys refused: plain YAML keeps the last one and says nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key, count in Counter(keys).items():
            if count > 1:
                raise yaml.MarkedYAMLError(problem=f"khóa “{key}” bị lặp", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def load_tasks(folder: Path) -> tuple[Task, ...]:
    """All tasks of the ``.yaml``, ``.yml`` and ``.jsonl`` files of a folder, in the order of the file names.

    Questions (and their history) of ``typing: nfd`` come decomposed, everything else in NFC.

    Raises:
        TaskError: there is no task, a file is malformed, an id is used twice, or a family stands in both
            splits.
    """
    if not folder.is_dir():
        raise TaskError(f"Không tìm thấy thư mục câu hỏi “{folder}”. Hãy kiểm tra tham số --tasks.")
    tasks: list[Task] = []
    homes: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        for place, values in _entries(path):
            task = _parse(values, place)
            if task.id in homes:
                raise TaskError(f"{place}: mã “{task.id}” đã dùng trong {homes[task.id].name}. Hãy đổi mã.")
            homes[task.id] = path
            tasks.append(task)
    if not tasks:
        raise TaskError(f"Thư mục “{folder}” không có câu hỏi nào (tệp .yaml hoặc .jsonl).")
    _refuse_leaks(tasks)
    return tuple(tasks)


def dump_tasks(tasks: Iterable[Task]) -> Iterator[str]:
    """Tasks as JSON lines that :func:`load_tasks` reads back to equal tasks."""
    for task in tasks:
        yield nfc(json.dumps(task.model_dump(mode="json"), ensure_ascii=False)) + "\n"


def _entries(path: Path) -> Iterator[tuple[str, object]]:
    """Each task of a file as (place for messages, raw values); nothing for files of other kinds."""
    if path.suffix in YAML_SUFFIXES:
        try:
            # The loader derives from SafeLoader, so no Python objects can be built.
            listed = yaml.load(_read(path), Loader=_UniqueKeyLoader)
        except yaml.YAMLError as error:
            raise TaskError(f"{path.name} không phải YAML hợp lệ: {error}") from error
        if not isinstance(listed, list):
            raise TaskError(f"{path.name}: cần một danh sách câu hỏi (mỗi câu bắt đầu bằng “- id:”).")
        for number, values in enumerate(listed, start=1):
            yield f"{path.name}, câu thứ {number}", values
    elif path.suffix == JSONL_SUFFIX:
        for number, line in enumerate(_read(path).split("\n"), start=1):
            if not line.strip():
                continue
            try:
                yield f"{path.name}, dòng {number}", json.loads(line)
            except json.JSONDecodeError as error:
                raise TaskError(f"{path.name}, dòng {number} không phải JSON: {error}") from error


def _read(path: Path) -> str:
    try:
        return nfc(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise TaskError(f"Không đọc được {path} ({error}).") from error


def _parse(values: object, place: str) -> Task:
    name = f" ({values['id']})" if isinstance(values, dict) and "id" in values else ""
    try:
        task = Task.model_validate(values)
    except ValidationError as error:
        raise TaskError(f"{place}{name}: {first_problem(error)}.") from error
    if task.typing is not Typing.NFD:
        return task
    decomposed = {
        "question": unicodedata.normalize("NFD", task.question),
        "history": tuple(unicodedata.normalize("NFD", question) for question in task.history),
    }
    return task.model_copy(update=decomposed)


def _refuse_leaks(tasks: Iterable[Task]) -> None:
    splits: dict[str, Split] = {}
    for task in tasks:
        if splits.setdefault(task.family, task.split) is not task.split:
            raise TaskError(
                f"{task.id}: nhóm “{task.family}” có câu ở cả dev và test. "
                "Mọi cách hỏi của một câu phải cùng một phần."
            )

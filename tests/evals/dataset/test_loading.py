import json
import unicodedata
from pathlib import Path

import pytest

from evals.dataset.loading import dump_tasks, load_tasks
from evals.dataset.task import Typing
from evals.errors import TaskError
from tests.evals.conftest import TOY

TASK = {
    "id": "a",
    "family": "a",
    "split": "dev",
    "kind": "fact",
    "typing": "plain",
    "question": "Ai?",
    "answerable": True,
}


def write(folder: Path, name: str, *tasks: dict[str, object]) -> None:
    (folder / name).write_text(
        json.dumps([TASK | task for task in tasks], ensure_ascii=False), encoding="utf-8"
    )


def test_tasks_come_in_the_order_of_the_files() -> None:
    assert [task.id for task in load_tasks(TOY / "tasks")][:3] == ["lead-1", "lead-2", "deadline-1"]


def test_only_questions_typed_so_are_decomposed() -> None:
    for task in load_tasks(TOY / "tasks"):
        decomposed = unicodedata.is_normalized("NFD", task.question)
        assert decomposed is (task.typing is Typing.NFD or task.question.isascii())
        assert all(
            unicodedata.is_normalized("NFC", alternative) for fact in task.facts for alternative in fact
        )


def test_tasks_survive_the_way_through_jsonl(tmp_path: Path) -> None:
    tasks = load_tasks(TOY / "tasks")

    (tmp_path / "tasks.jsonl").write_text("".join(dump_tasks(tasks)), encoding="utf-8")

    assert load_tasks(tmp_path) == tasks


def test_files_of_both_kinds_are_read_and_others_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", {"id": "b"})
    (tmp_path / "a.jsonl").write_text("\n" + json.dumps(TASK) + "\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("- id: c", encoding="utf-8")

    assert [task.id for task in load_tasks(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ([{"id": "a"}, {"id": "a"}], "t.yaml, câu thứ 2: mã “a” đã dùng trong t.yaml"),
        (
            [{"id": "a", "family": "f"}, {"id": "b", "family": "f", "split": "test"}],
            "b: nhóm “f” có câu ở cả dev và test",
        ),
        ([{"id": "a", "kind": "who"}], r"t.yaml, câu thứ 1 \(a\): kind: Input should be"),
        ([{"id": "a", "fatcs": []}], r"t.yaml, câu thứ 1 \(a\): fatcs: Extra inputs"),
        ([], "không có câu hỏi nào"),
    ],
)
def test_mistakes_are_named_with_their_task(
    tmp_path: Path, tasks: list[dict[str, object]], message: str
) -> None:
    write(tmp_path, "t.yaml", *tasks)

    with pytest.raises(TaskError, match=message):
        load_tasks(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.yaml", "- {id: a, id: b}", "khóa “id” bị lặp"),
        ("t.yaml", "- {id: a", "không phải YAML hợp lệ"),
        ("t.yaml", "id: a", "cần một danh sách"),
        ("t.yaml", "- a", r"câu thứ 1: Input should be"),
        ("t.jsonl", '{"id": "a"\n', "t.jsonl, dòng 1 không phải JSON"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(TaskError, match=message):
        load_tasks(tmp_path)


def test_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes("- câu".encode("cp1258", errors="replace") + b"\xff")

    with pytest.raises(TaskError, match=r"Không đọc được .*t\.yaml"):
        load_tasks(tmp_path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="Không tìm thấy thư mục câu hỏi"):
        load_tasks(tmp_path / "none")

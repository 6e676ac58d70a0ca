"""The form by which a bad answer becomes a task: a draft that a person corrects."""

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from assistant.types import Answer

_HEAD = """\
# Phiếu chuyển một câu trả lời chưa đúng thành câu hỏi kiểm tra.
# Chép vào một tệp .yaml trong thư mục câu hỏi, sửa những dòng có dấu ← rồi chạy: assistant eval --check
#
"""
_HEAD_OF_MANY = """\
# Góp ý của người dùng, chuyển thành câu hỏi kiểm tra.
# Để tệp này trong thư mục câu hỏi, sửa những dòng có dấu ← rồi chạy: assistant eval --tasks THƯ_MỤC --check
"""
_FORM = """\
# Câu trả lời đã nhận{refused}:
{answer}
{task}"""
_MARKS = {
    "id": "đặt mã riêng",
    "family": "các cách hỏi khác nhau của cùng một câu dùng chung một tên",
    "kind": "lead, coordinate, deadline, output, target, duty, fact, list, count … (xem evals/README.md)",
    "answerable": "false nếu các kế hoạch không có nội dung này",
    "facts": "mọi điều câu trả lời đúng phải có; các cách viết của một điều nằm chung một ngoặc",
    "forbidden": "điều câu trả lời đúng không bao giờ có, chẳng hạn cơ quan đã trả lời sai",
    "evidence": "nơi ghi điều đó: giữ nơi đúng, thay nơi sai; trích nguyên văn trong một ô hoặc đoạn",
    "note": "sai ở đâu, ai báo, ngày nào",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A question and its answer, to become a task."""

    question: str
    history: tuple[str, ...]
    answer: Answer
    id: str = "moi-1"
    note: str = ""
    is_right: bool = False
    """Whether somebody found the answer right."""


def draft_task(draft: Draft) -> str:
    """A task in YAML with the question, the answer as a comment, and what was cited as candidate evidence."""
    return _HEAD + _draw(draft)


def draft_tasks(drafts: Sequence[Draft]) -> str:
    """Tasks of one file in YAML, each as by :func:`draft_task`; their ids must differ."""
    return _HEAD_OF_MANY + "".join(f"\n{_draw(draft)}" for draft in drafts)


def _draw(draft: Draft) -> str:
    answer = draft.answer
    cited = answer.citations or answer.nearest
    rightly_refused = answer.abstained and draft.is_right
    values: dict[str, object] = {
        "id": draft.id,
        "family": draft.id,
        "split": "dev",
        "kind": "unanswerable" if rightly_refused else "fact",
        "typing": "plain",
        "question": draft.question,
        "history": list(draft.history),
        "answerable": not rightly_refused,
        "facts": [] if rightly_refused else [["…"]],
        "forbidden": [],
        "evidence": []
        if rightly_refused
        else [{"plan": c.plan_id, "locator": c.locator, "quote": _longest_cell(c.quote)} for c in cited],
        "note": draft.note,
    }
    dumped = yaml.safe_dump(
        [values], allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None
    )
    return _FORM.format(
        refused=" (từ chối)" if answer.abstained else "",
        answer="\n".join(f"#   {line}" for line in answer.text.split("\n")),
        task="".join(f"{_marked(line)}\n" for line in dumped.splitlines()),
    )


def _longest_cell(quote: str) -> str:
    """The most telling part of a row; the whole quote of a paragraph."""
    return max((" ".join(cell.split()) for cell in quote.split("\t")), key=len)


def _marked(line: str) -> str:
    key = line.removeprefix("- ").strip().split(":")[0]
    at_top = line.startswith(("- ", "  ")) and not line.startswith(("   ", "  - "))
    return f"{line}  # ← {_MARKS[key]}" if at_top and key in _MARKS else line

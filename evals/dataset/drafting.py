"""The form by which a bad answer becomes a task: a draft that a person corrects."""

from collections.abc import Sequence

import yaml

from assistant.types import Answer

_FORM = """\
# Phiếu chuyển một câu trả lời chưa đúng thành câu hỏi kiểm tra.
# Chép vào một tệp .yaml trong thư mục câu hỏi, sửa những dòng có dấu ← rồi chạy: assistant eval --check
#
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


def draft_task(question: str, history: Sequence[str], answer: Answer) -> str:
    """A task in YAML with the question, the answer as a comment, and what was cited as candidate evidence."""
    cited = answer.citations or answer.nearest
    values: dict[str, object] = {
        "id": "moi-1",
        "family": "moi-1",
        "split": "dev",
        "kind": "fact",
        "typing": "plain",
        "question": question,
        "history": list(history),
        "answerable": True,
        "facts": [["…"]],
        "forbidden": [],
        "evidence": [
            {"plan": c.plan_id, "locator": c.locator, "quote": _longest_cell(c.quote)} for c in cited
        ],
        "note": "",
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

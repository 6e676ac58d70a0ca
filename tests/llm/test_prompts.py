from pathlib import Path

import pytest

from assistant.errors import InternalError, PromptError
from assistant.llm.prompts import PROMPTS, load_prompt

GOOD = """---
version: 3
purpose: Thử
inputs:
  name: tên người
  text: nội dung
reply: một câu
---
Chào ${name}: ${text} {"id": 1}
"""


def written(folder: Path, text: str) -> Path:
    (folder / "thu.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_prompt_is_filled_with_its_variables(tmp_path: Path) -> None:
    prompt = load_prompt("thu", written(tmp_path, GOOD))

    assert (prompt.head.version, prompt.head.reply) == (3, "một câu")
    assert prompt.fill(name="An", text="xong") == 'Chào An: xong {"id": 1}'


def test_what_looks_like_a_variable_in_a_value_stays_as_it_is(tmp_path: Path) -> None:
    prompt = load_prompt("thu", written(tmp_path, GOOD))

    assert prompt.fill(name="${text} $$ $name", text="b").startswith("Chào ${text} $$ $name: b")


@pytest.mark.parametrize("values", [{"name": "An"}, {"name": "An", "text": "b", "age": "3"}, {}])
def test_a_missing_or_unused_variable_is_refused(tmp_path: Path, values: dict[str, str]) -> None:
    with pytest.raises(InternalError, match=r"text|age"):
        load_prompt("thu", written(tmp_path, GOOD)).fill(**values)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("${text}", "", "không cùng các biến .text"),
        ("  text: nội dung\n", "", "không cùng các biến .text"),
        ("version: 3\n", "", "version"),
        ("version: 3", "version: 0", "version"),
        ("reply: một câu", "reply: một câu\nmodel: gpt", "model"),
        ("---\nChào", "Chào", "phần đầu"),
        ("---\nversion", "version", "phần đầu"),
        ("purpose: Thử", "purpose: [", "không hợp lệ"),
        ("${name}", "${1}", "không cùng|không hợp lệ"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(PromptError, match=message):
        load_prompt("thu", written(tmp_path, GOOD.replace(old, new, 1)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"khong-co\.txt"):
        load_prompt("khong-co", tmp_path)


def test_the_digest_changes_with_any_letter(tmp_path: Path) -> None:
    before = load_prompt("thu", written(tmp_path, GOOD)).digest
    assert load_prompt("thu", written(tmp_path, GOOD)).digest == before
    assert load_prompt("thu", written(tmp_path, GOOD.replace("Chào", "chào"))).digest != before


@pytest.mark.parametrize("path", sorted(PROMPTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_prompt_of_the_package_loads_and_is_listed(path: Path) -> None:
    assert load_prompt(path.stem).text
    assert f"`{path.name}`" in (PROMPTS / "README.md").read_text(encoding="utf-8")

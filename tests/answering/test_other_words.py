from dataclasses import replace
from importlib.resources import files

import pytest

from assistant.answering.other_words import in_other_words
from assistant.question.glossary import to_official
from assistant.text.normalise import comparable, fold
from assistant.text.tokens import syllables
from assistant.text.word_table import read_entries
from tests.answering.conftest import Ask, Read, places
from tests.written_plans import CA_MAU

_FILE = "other_words.txt"
_LINES = files("assistant.answering").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
_ENTRIES = read_entries(_LINES, _FILE, comparable)


def reworded(read: Read, topic: str, said: str | None = None) -> str:
    """What becomes of a topic that a question holds, said with further words that a topic leaves out."""
    context, words = read("số hóa hồ sơ"), tuple(syllables(topic))
    asked = replace(context.question, topic=words, matter=words, own_topic=words, topic_text=said or topic)
    other = in_other_words(replace(context, question=asked))
    if other is None:
        return topic
    assert other.question.topic == other.question.matter == other.question.own_topic
    return other.question.topic_text


@pytest.mark.parametrize(
    ("topic", "printed"),
    [
        ("tuyên dương con nít", "khen thưởng trẻ em"),
        ("bán hàng qua mạng", "thương mại điện tử"),  # the longest at a place
        ("mở lớp tập huấn", "tập huấn"),
        ("tập huấn mở lớp", "tập huấn"),
        ("cứu hoả", "phòng cháy chữa cháy"),  # either place of the tone
        ("mạng meo cấp xã", "hạ tầng mạng cấp xã"),
        ("tiền mở lớp", "kinh phí tập huấn"),
    ],
)
def test_words_of_speech_become_those_of_plans(read: Read, topic: str, printed: str) -> None:
    assert reworded(read, topic) == printed


@pytest.mark.parametrize(
    "topic",
    [
        "tiếp nhận hồ sơ",  # no "nhận hồ sơ"
        "xử phạt",
        "tiền lương",
        "kết nối mạng",
        "tiếp nhận người lao động",
        "thi hành dân sự",
        "số hóa",
    ],
)
def test_parts_of_longer_words_stay(read: Read, topic: str) -> None:
    assert reworded(read, topic) == topic


@pytest.mark.parametrize(
    ("topic", "said", "printed"),
    [
        ("ý kiến", "hỏi ý kiến", "lấy ý kiến"),
        ("đưa mạng", "đưa lên mạng", "đăng tải trên cổng thông tin điện tử"),
        ("ý kiến", "tổng hợp ý kiến", "ý kiến"),
        ("luật", "nơi làm luật sư", "luật"),
        ("pháp học luật", "pháp lo học luật", "pháp phổ biến giáo dục pháp luật"),
    ],
)
def test_a_phrase_may_have_lost_words_that_say_no_matter(
    read: Read, topic: str, said: str, printed: str
) -> None:
    assert reworded(read, topic, said) == printed


def test_a_question_in_everyday_words_finds_the_row(ask: Ask) -> None:
    answer = ask("Ai lo ngồi gặp gỡ xí nghiệp ở Cà Mau?")
    assert places(answer) == [(CA_MAU, "phu-luc/II/4")]


@pytest.mark.parametrize("said", _ENTRIES)
def test_every_entry_is_reached(read: Read, said: str) -> None:
    assert to_official(said) == said
    left = read(f"Ai chủ trì việc {said}?").question.topic
    assert reworded(read, " ".join(left), said) == " ".join(syllables(_ENTRIES[said]))


@pytest.mark.parametrize("printed", sorted(set(_ENTRIES.values())))
def test_words_of_plans_are_no_words_of_speech(read: Read, printed: str) -> None:
    assert reworded(read, printed) == printed
    assert comparable(printed) not in _ENTRIES


def test_entries_stand_in_order_under_their_headings() -> None:
    groups: list[list[str]] = []
    for line in filter(None, _LINES):
        if line.startswith("# "):
            groups.append([])
        else:
            groups[-1].append(line.partition(" | ")[0])
    assert all(group and group == sorted(group, key=lambda said: (fold(said), said)) for group in groups)
    said = [comparable(one) for group in groups for one in group]
    assert len(said) == len(set(said)) == len(_ENTRIES)

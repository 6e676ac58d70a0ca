import pytest

from assistant.question.abbreviations import Abbreviations
from assistant.wording.words import Gap, Word, agree, read_words


def read(text: str) -> list[tuple[str, Gap]]:
    return [(word.text, word.gap) for word in read_words(text, Abbreviations())]


def test_words_of_content_stand_with_the_breaks_between_them() -> None:
    assert read("Sở A và Sở B; hạn: 80,5% (quý II/2024).\n– Hết") == [
        ("sở", Gap.NONE),
        ("a", Gap.NONE),
        ("sở", Gap.WEAK),
        ("b", Gap.NONE),
        ("hạn", Gap.FULL),
        ("80", Gap.WEAK),
        ("5", Gap.NONE),
        ("quý", Gap.WEAK),
        ("ii", Gap.NONE),
        ("2024", Gap.NONE),
        ("hết", Gap.FULL),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Cơ quan chủ trì: A", "chủ_trì:"),
        ("chủ trì là A", "chủ_trì:"),
        ("cơ quan phối hợp gồm A", "phối_hợp:"),
        ("phối hợp với A", "phối_hợp:"),
        ("A chủ trì", "chủ_trì"),
        ("do A chủ trì:", "chủ_trì"),
    ],
)
def test_a_role_that_stands_before_its_agencies_is_told_from_one_behind_them(text: str, role: str) -> None:
    assert role in [word.text for word in read_words(text, Abbreviations())]


def test_a_full_break_stays_a_break_and_none_comes_in() -> None:
    def words(*gaps: Gap) -> tuple[Word, ...]:
        return tuple(Word("a", gap) for gap in gaps)

    none, weak, full = Gap.NONE, Gap.WEAK, Gap.FULL
    told = words(full, none, weak, full)
    assert agree(words(none, none, none, weak), told)
    assert agree(words(full, none, full, full), told)
    assert not agree(words(none, weak, none, weak), told)
    assert not agree(words(none, none, none, none), told)
    assert not agree(told[:-1], told)

import pytest

from assistant.text.normalise import comparable, fold
from assistant.text.word_table import load_entries, read_entries


def test_a_table_is_looked_up_by_the_form_of_its_phrases() -> None:
    lines = ["# Danger", "Cứu hoả | chữa cháy", "", "cưu hóa | giữ nguyên"]
    assert read_entries(lines, "words.txt", comparable) == {"cứu hỏa": "chữa cháy", "cưu hóa": "giữ nguyên"}
    with pytest.raises(ValueError, match=r"words\.txt, line 4: 'cưu hóa' stands there already"):
        read_entries(lines, "words.txt", fold)


def test_tables_come_with_their_packages() -> None:
    assert load_entries("assistant.question", "english.txt", fold)["weekly"]
    assert load_entries("assistant.answering", "other_words.txt", comparable)["con nít"] == "trẻ em"

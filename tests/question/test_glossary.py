import re
from importlib.resources import files

import pytest

from assistant.question.glossary import is_english, to_official
from assistant.text.dictionary import vietnamese_syllables
from assistant.text.normalise import fold
from assistant.text.word_table import read_entries

_LINES = files("assistant.question").joinpath("english.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("scan hồ sơ", "số hóa hồ sơ"),
        ("họp online với bà con", "họp trực tuyến với người dân"),
        ("trang web của tỉnh", "trang thông tin điện tử của tỉnh"),
        ("App của tỉnh", "phần mềm của tỉnh"),
        ("số hóa hồ sơ", "số hóa hồ sơ"),
        ("đám mây", "điện toán đám mây"),
        ("điện toán đám mây", "điện toán đám mây"),
        ("sáp nhập xã", "sắp xếp đơn vị hành chính cấp xã"),
        ("happy appendix", "happy appendix"),
        ("", ""),
    ],
)
def test_spoken_words_become_those_of_plans(text: str, official: str) -> None:
    assert to_official(text) == official


def test_english_terms_are_translated_in_an_english_question() -> None:
    translated = to_official(
        "Who is responsible for the digitization of records of the Department of Justice?"
    )
    for term in ("số hóa", "hồ sơ", "Sở Tư pháp"):
        assert term in translated


def test_an_english_word_in_a_vietnamese_question_is_left_alone() -> None:
    assert to_official("nâng PAR Index training cán bộ") == "nâng PAR Index training cán bộ"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Who is responsible for the contest in Lào Cai?", True),
        ("what are the tasks of Sở Nội vụ?", True),
        ("deadline for legal document review in Lao Cai", True),
        ("ke hoach ra soat van ban in Lao Cai", False),
        ("ai chủ trì số hóa hồ sơ?", False),
        ("deadline nhiệm vụ 3", False),
        ("", False),
    ],
)
def test_english_is_told_by_its_function_words(text: str, english: bool) -> None:
    assert is_english(text) is english


@pytest.mark.parametrize(
    ("question", "official"),
    [
        (
            "Which agency leads the scheme on online public services?",
            "Which agency leads the đề án on dịch vụ công trực tuyến?",
        ),
        (
            "What percentage of dossiers must be received through the one-stop shop by the end of 2025?",
            "What percentage of hồ sơ must be received through the một cửa đến hết 2025?",
        ),
        (
            "Who approves the draft decree of the provincial people’s committee?",
            "Who phê duyệt the dự thảo nghị định of the Ủy ban nhân dân tỉnh?",
        ),
        (
            "Which tasks does the Department of Home Affairs lead in the first six months of the year?",
            "Which tasks does the Sở Nội vụ lead in the 6 tháng đầu năm?",
        ),
        (
            "How many submarine cables and 5G base stations should there be?",
            "How many cáp quang biển and trạm phát sóng 5G should there be?",
        ),
        (
            "When must the Ministry of Science and Technology submit the amended Law on Atomic Energy?",
            "When must the Bộ Khoa học và Công nghệ trình the luật sửa đổi, bổ sung on năng lượng nguyên tử?",
        ),
        (
            "What is the funding source for policies on small and medium-sized enterprises?",
            "What is the funding source for chính sách on doanh nghiệp nhỏ và vừa?",
        ),
        ("Who issued the plan, and what is its number?", "Who issued the kế hoạch, and what is its number?"),
        ("What are the duties of the provincial police?", "What are the duties of the Công an tỉnh?"),
    ],
)
def test_an_english_question_in_the_words_of_plans(question: str, official: str) -> None:
    assert to_official(question) == official


@pytest.mark.parametrize(
    "question",
    [
        "in to trinh cua so tai chinh the nao",
        "chi so hai long cua nguoi dan la bao nhieu",
        "Sở nào chủ trì marketing du lịch, startup và logistics?",
        "festival hoa do ai to chuc",
    ],
)
def test_a_vietnamese_question_stays_as_it_is(question: str) -> None:
    assert to_official(question) == question


def test_no_english_phrase_is_vietnamese_without_its_marks() -> None:
    known = {fold(syllable) for syllable in vietnamese_syllables()}
    phrases = read_entries(_LINES, "english.txt", fold)
    assert [p for p in phrases if known.issuperset(re.findall(r"[\w'&]+", p))] == []


def test_english_phrases_stand_in_order_under_their_headings() -> None:
    groups: list[list[str]] = []
    for line in filter(None, _LINES):
        if line.startswith("# "):
            groups.append([])
        else:
            groups[-1].append(line)
    assert all(group and group == sorted(group) for group in groups)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["# Time", "weekly hằng tuần"], r"english\.txt, line 2: .* expected"),
        (["weekly | "], r"line 1: .* expected"),
        ([" | hằng tuần"], r"line 1: .* expected"),
        (["weekly | hằng tuần", "", "Weekly | mỗi tuần"], r"line 3: 'Weekly' stands there already"),
    ],
)
def test_a_broken_line_of_the_english_table_is_told(lines: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_entries(lines, "english.txt", fold)


def test_official_words_that_fold_to_spoken_ones_stay() -> None:
    assert to_official("hỗ trợ chuyển đổi số doanh nghiệp") == "hỗ trợ chuyển đổi số doanh nghiệp"
    assert to_official("trò chuyện với người dân") == "đối thoại với người dân"

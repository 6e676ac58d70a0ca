import pytest

from assistant.question.spelling import SpellingCorrector, is_one_edit, sounds_like

SYLLABLES = {
    "số": 3,
    "hóa": 3,
    "hồ": 5,
    "sơ": 5,
    "doanh": 2,
    "nghiệp": 2,
    "người": 4,
    "dân": 4,
    "thủ": 2,
    "tục": 2,
}
PAIRS = {"số_hóa": 3, "hồ_sơ": 5, "hóa_hồ": 1, "doanh_nghiệp": 2, "người_dân": 4, "thủ_tục": 2}


@pytest.fixture
def corrector() -> SpellingCorrector:
    return SpellingCorrector(SYLLABLES, lambda pair: PAIRS.get(pair, 0), {"hòa", "dần"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("số hóaa hồ sơ", "số hóa hồ sơ"),
        ("ngừoi dân", "người dân"),
        ("doanh nghiêp", "doanh nghiệp"),
        ("doanh ngihệp", "doanh nghiệp"),
        ("thủ tịcc", "thủ tịcc"),
    ],
)
def test_a_slip_is_corrected_where_its_neighbour_bears_it_out(
    corrector: SpellingCorrector, typed: str, meant: str
) -> None:
    assert corrector.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "số hòa hồ sơ",  # a syllable of the language is never a slip
        "Sở KHĐT",  # capitals may be a short form
        "nguoi dan",  # bare syllables of an unaccented question
        "số h hồ sơ",  # too short to tell
        "xyzabc hồ sơ",  # nothing is one edit away
        "",
    ],
)
def test_what_may_be_meant_stays(corrector: SpellingCorrector, text: str) -> None:
    assert corrector.correct(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xố hóa hồ sơ", "số hóa hồ sơ"),  # "xố" is a syllable of the language that no word has here
        ("hồ xơ", "hồ sơ"),
        ("hồ xơ mướp", "hồ xơ mướp"),  # a word of its own
        ("Hồ Xơ", "Hồ Xơ"),  # capitals may be a name
    ],
)
def test_what_is_written_as_it_is_spoken_is_corrected_where_it_makes_a_word(typed: str, meant: str) -> None:
    words = {("số", "hóa"), ("hồ", "sơ"), ("xơ", "mướp")}
    language = {"xố", "xơ", "mướp", "số", "hóa", "hồ", "sơ"}
    corrector = SpellingCorrector(SYLLABLES, lambda pair: PAIRS.get(pair, 0), language, words)
    assert corrector.correct(typed) == meant


@pytest.mark.parametrize(
    ("syllable", "other"),
    [
        ("xoát", "soát"),
        ("chửa", "chữa"),
        ("chì", "trì"),
        ("giò", "dò"),
        ("lưu", "nưu"),
        ("qui", "quy"),
        ("tin", "ting"),
    ],
)
def test_syllables_that_sound_alike(syllable: str, other: str) -> None:
    assert other in sounds_like(syllable)
    assert syllable not in sounds_like(syllable)


@pytest.mark.parametrize(
    ("typed", "meant", "one"),
    [
        ("hoá", "hóa", False),  # tone placement is normalised before, not corrected here
        ("hồs", "hồ", True),
        ("ngưi", "người", True),
        ("ab", "ba", True),
        ("abc", "cba", False),
        ("hồ", "hồ", False),
        ("a", "abc", False),
        ("", "a", True),
    ],
)
def test_one_edit_is_one_letter_more_less_other_or_swapped(typed: str, meant: str, one: bool) -> None:
    assert is_one_edit(typed, meant) is one
    assert is_one_edit(meant, typed) is one

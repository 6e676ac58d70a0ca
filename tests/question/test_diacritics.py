from collections.abc import Collection, Mapping

import pytest

from assistant.catalogue import Catalogue, Spelling
from assistant.question.diacritics import restore_diacritics

_KNOWN = {
    "so": (Spelling("sở", 9), Spelling("số", 5)),
    "hoa": (Spelling("hóa", 5), Spelling("hoa", 1)),
    "noi": (Spelling("nội", 9),),
    "vu": (Spelling("vụ", 9),),
    "ca": (Spelling("cà", 3),),
    "mau": (Spelling("mau", 3),),
    "so_hoa": (Spelling("số_hóa", 5),),
    "so_noi": (Spelling("sở_nội", 9),),
    "noi_vu": (Spelling("nội_vụ", 9),),
}


class KnownSpellings:
    """``số hóa`` and ``Sở Nội vụ`` share the bare syllable ``so``."""

    def find(self, folded: Collection[str]) -> Mapping[str, tuple[Spelling, ...]]:
        return {form: _KNOWN[form] for form in folded if form in _KNOWN}


@pytest.mark.parametrize(
    ("question", "restored"),
    [
        ("so hoa", "số hóa"),
        ("so noi vu", "Sở Nội vụ"),
        ("So noi vu so hoa?", "Sở Nội vụ số hóa?"),
        ("Ca Mau", "Cà Mau"),
        ("xyz so hoa 2024", "xyz số hóa 2024"),
        ("", ""),
        ("2024?", "2024?"),
    ],
)
def test_neighbours_decide_between_spellings(question: str, restored: str) -> None:
    assert restore_diacritics(question, KnownSpellings()) == restored


@pytest.mark.parametrize("question", ["số hoa", "so hóa", "đ so hoa"])
def test_a_question_with_any_mark_is_left_as_typed(question: str) -> None:
    assert restore_diacritics(question, KnownSpellings()) == question


@pytest.mark.parametrize(
    ("question", "restored"),
    [
        ("so ke hoach va dau tu phai lam nhung gi", "Sở Kế hoạch và Đầu tư phải làm những gì"),
        ("so hoa thi so nao lo vay a", "số hóa thì sở nào lo vậy ạ"),
        ("o ca mau co bao nhieu nhiem vu", "ở cà mau có bao nhiêu nhiệm vụ"),
        ("bao gio thi xong", "bao giờ thì xong"),
    ],
)
def test_asking_agencies_and_places_have_their_marks_in_any_corpus(
    catalogue: Catalogue, question: str, restored: str
) -> None:
    assert restore_diacritics(question, catalogue.spellings, 1_000_000) == restored


def test_words_in_capitals_stay_because_they_may_be_short_forms() -> None:
    assert restore_diacritics("SO hoa", KnownSpellings()) == "SO hóa"


@pytest.mark.parametrize(
    ("question", "restored"),
    [
        ("to chuc doi thoai voi doanh nghiep", "tổ chức đối thoại với doanh nghiệp"),
        ("cuoc thi truc tuyen tim hieu", "cuộc thi trực tuyến tìm hiểu"),
        ("thi hanh phap luat", "thi hành pháp luật"),
    ],
)
def test_words_of_the_plans_get_their_marks_back(catalogue: Catalogue, question: str, restored: str) -> None:
    assert restore_diacritics(question, catalogue.spellings) == restored

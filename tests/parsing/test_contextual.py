"""What is indexed of a passage beside its own words."""

import pytest

from tests.parsing.documents import find, parse, table

PLAN = parse(
    "ỦY BAN NHÂN DÂN\nTỈNH A\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nNăm 2024\n\nThực hiện Nghị quyết số 76/NQ-CP.\n\n"
    "I. MỤC TIÊU\n\nLàm tốt./.\n\nNơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn An\n\n"
    "Phụ lục\nX\n\n" + table("STT|Nhiệm vụ|Cơ quan chủ trì|Thời hạn", "1|Rà soát|Sở A|", "2|Báo cáo||Quý I")
)


@pytest.mark.parametrize(
    ("locator", "answers"),
    [
        ("phu-luc/1", ("task", "lead")),
        ("phu-luc/2", ("task", "deadline")),
        ("tieu-de", ("document",)),
        ("noi-nhan", ("document",)),
        ("chu-ky", ("document",)),
        ("mo-dau-1", ("legal_basis",)),
        ("I", ()),
    ],
)
def test_passages_tell_what_their_place_answers(locator: str, answers: tuple[str, ...]) -> None:
    assert find(PLAN, locator).answers == answers


def test_formal_parts_are_found_by_the_words_that_people_ask_with() -> None:
    signature = find(PLAN, "chu-ky")
    assert signature.text == "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn An"
    assert (
        signature.index_text
        == f"{signature.text} | Người ký, chức vụ người ký | Kế hoạch Năm 2024 | Kế hoạch năm 2024"
    )

import pytest

from assistant.answering.draft import Draft
from assistant.answering.records import answer_relations
from assistant.answering.row_search import find_matches
from assistant.question.relations import Relation
from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Ask, Read, places


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?", (CA_MAU, "phu-luc/II/3")),
        ("ai chủ trì đối thoại với doanh nghiệp?", (CA_MAU, "phu-luc/II/4")),
        ("đơn vị nào thực hiện cuộc thi trực tuyến tìm hiểu CCHC?", (LAO_CAI, "phu-luc/1-1")),
        ("thời hạn rà soát vị trí việc làm?", (LAO_CAI, "phu-luc/2")),
    ],
)
def test_the_row_of_the_matter_matches_first(read: Read, question: str, place: tuple[str, str]) -> None:
    context = read(question)
    best = find_matches(context, context.question.relations)[0].record
    assert (best.plan_id, best.locator) == place


@pytest.mark.parametrize("question", ["ai chủ trì nuôi tôm hùm xuất khẩu?", "ai chủ trì?", ""])
def test_a_matter_that_no_row_speaks_of_matches_nothing(read: Read, question: str) -> None:
    assert find_matches(read(question), (Relation.LEAD,)) == []


@pytest.mark.parametrize(
    ("question", "said", "place"),
    [
        ("ai chủ trì số hóa hồ sơ cấp xã?", ["Văn phòng UBND tỉnh"], (CA_MAU, "phu-luc/II/3")),
        ("ai phối hợp đối thoại ở Cà Mau?", ["Sở Nội vụ", "UBND cấp huyện"], (CA_MAU, "phu-luc/II/4")),
        ("hạn rà soát văn bản QPPL ở Cà Mau?", ["Quý II/2024"], (CA_MAU, "phu-luc/I/2")),
        ("sản phẩm của cuộc thi trực tuyến là gì?", ["Kế hoạch cuộc thi"], (LAO_CAI, "phu-luc/1-1")),
        ("ai theo dõi, hướng dẫn chuyên mục truyền hình?", ["Sở Nội vụ"], (LAO_CAI, "phu-luc/1")),
        (
            "ai chủ trì và hạn khi nào rà soát văn bản QPPL ở Cà Mau?",
            ["Sở Tư pháp", "Quý II/2024"],
            (CA_MAU, "phu-luc/I/2"),
        ),
        (
            "hạn đối thoại của cấp huyện ở Cà Mau?",
            ["31/7/2024", "30/6/2024"],
            (CA_MAU, "phu-luc/II/4"),
        ),
    ],
)
def test_the_asked_cell_is_said_in_the_plans_words_and_cited(
    ask: Ask, question: str, said: list[str], place: tuple[str, str]
) -> None:
    answer = ask(question)
    assert places(answer) == [place]
    assert [part for part in said if part not in answer.text] == []


def test_a_table_without_the_asked_column_says_so_and_gives_the_nearest_roles(ask: Ask) -> None:
    answer = ask("ai chủ trì cuộc thi trực tuyến tìm hiểu CCHC ở Lào Cai?")
    assert places(answer) == [(LAO_CAI, "phu-luc/1-1")]
    for part in ("không có cột cơ quan chủ trì", "theo dõi", "Sở Nội vụ", "thực hiện", "Tỉnh Đoàn"):
        assert part in answer.text


def test_a_wrong_premise_is_corrected_and_a_right_one_confirmed(ask: Ask) -> None:
    wrong = ask("Có phải Sở Nội vụ chủ trì số hóa hồ sơ cấp xã ở Cà Mau không?")
    assert wrong.text.startswith("Không phải")
    assert "Văn phòng UBND tỉnh" in wrong.text
    right = ask("Có phải Sở Tư pháp chủ trì rà soát văn bản QPPL ở Cà Mau không?")
    assert right.text.startswith("Đúng")
    assert "Sở Tư pháp" in right.text


def test_an_agency_renamed_in_2025_is_told_beside_the_printed_name(ask: Ask) -> None:
    text = ask("ai chủ trì đối thoại với doanh nghiệp ở Cà Mau?").text
    assert "Sở Kế hoạch và Đầu tư" in text
    assert "nay là Sở Tài chính" in text


def test_the_plan_is_named_where_the_question_does_not(ask: Ask) -> None:
    assert "Cà Mau" in ask("ai chủ trì số hóa hồ sơ cấp xã?").text


def test_nothing_is_said_where_the_rows_do_not_hold_what_is_asked(read: Read) -> None:
    context = read("kinh phí số hóa hồ sơ cấp xã ở Cà Mau là gì?")
    draft = Draft()
    matches = find_matches(context, (Relation.FUNDING,))
    assert not answer_relations(read("ai cấp kinh phí?"), [], draft)
    assert matches
    assert all(match.record.cell("funding") is None for match in matches)
    assert draft.sentences == []


def test_a_task_can_be_asked_for_by_its_number(ask: Ask) -> None:
    answer = ask("nhiệm vụ số 3 trong phụ lục của Cà Mau do ai chủ trì?")
    assert places(answer) == [(CA_MAU, "phu-luc/II/3")]


def test_a_column_that_is_missing_for_all_rows_is_said_once(ask: Ask) -> None:
    answer = ask("đơn vị nào theo dõi pháp luật ở Cà Mau?")
    assert len(answer.citations) == 2
    assert answer.text.startswith("Bảng không có cột đơn vị theo dõi, hướng dẫn thực hiện. Có nhiều nhiệm vụ")
    assert answer.text.count("không có cột") == 1

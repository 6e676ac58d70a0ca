import pytest

from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Ask, places

ROWS = {1: "phu-luc/I/1", 2: "phu-luc/I/2", 3: "phu-luc/II/3", 4: "phu-luc/II/4"}


def ca_mau(*numbers: int) -> list[tuple[str, str]]:
    return [(CA_MAU, ROWS[number]) for number in numbers]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Sở Tư pháp chủ trì những việc gì ở Cà Mau?", ca_mau(1, 2)),
        ("liệt kê các nhiệm vụ do Sở Tư pháp chủ trì", ca_mau(1, 2)),
        ("những việc Sở Nội vụ phối hợp ở Cà Mau", ca_mau(2, 4)),
        ("có bao nhiêu nhiệm vụ do Sở Tư pháp chủ trì?", ca_mau(1, 2)),
        ("những việc phải xong trước 31/01/2024 ở Cà Mau", ca_mau(1)),
        ("những việc phải xong trước ngày 30/6/2024 ở Cà Mau", ca_mau(1, 2, 4)),
        ("nhiệm vụ nào hạn quý II/2024?", ca_mau(2, 4)),
        ("tháng 1 có việc gì phải làm không?", ca_mau(1)),
        ("những việc nào phải xong trong quý III?", [*ca_mau(4), (LAO_CAI, "phu-luc/1-1")]),
        ("nhiệm vụ nào thực hiện thường xuyên?", ca_mau(3)),
        ("nhiệm vụ cải cách thể chế có hạn quý II/2024 ở Cà Mau", ca_mau(2)),
        ("có bao nhiêu việc giao các sở, ban, ngành phối hợp ở Cà Mau?", ca_mau(1)),
        ("mục thủ tục hành chính Cà Mau có những việc gì hạn quý II?", ca_mau(4)),
        ("những việc UBND cấp huyện phối hợp ở Cà Mau", ca_mau(4)),
        ("cấp huyện phối hợp bao nhiêu nhiệm vụ ở Cà Mau?", ca_mau(4)),
        ("liệt kê nhiệm vụ cải cách thể chế ở Cà Mau", ca_mau(1, 2)),
        ("tỉnh Cà Mau có bao nhiêu nhiệm vụ?", ca_mau(1, 2, 3, 4)),
        (
            "Lào Cai có tất cả bao nhiêu nhiệm vụ?",
            [(LAO_CAI, "phu-luc/1"), (LAO_CAI, "phu-luc/1-1"), (LAO_CAI, "phu-luc/2")],
        ),
    ],
)
def test_lists_and_counts_are_complete_exact_and_in_document_order(
    ask: Ask, question: str, found: list[tuple[str, str]]
) -> None:
    answer = ask(question)
    assert places(answer) == found
    for number in range(1, len(found) + 1):
        assert f"[{number}]" in answer.text


def test_a_count_says_the_number_first(ask: Ask) -> None:
    assert "2 nhiệm vụ" in ask("có bao nhiêu nhiệm vụ do Sở Tư pháp chủ trì?").text.splitlines()[0]
    assert "4 nhiệm vụ" in ask("tỉnh Cà Mau có bao nhiêu nhiệm vụ?").text.splitlines()[0]


def test_further_lines_under_a_number_are_told_beside_the_tasks(ask: Ask) -> None:
    first = ask("Lào Cai có tất cả bao nhiêu nhiệm vụ?").text.splitlines()[0]
    assert "2 nhiệm vụ" in first
    assert "3 dòng" in first


def test_items_are_numbered_each_on_its_line(ask: Ask) -> None:
    lines = ask("Sở Tư pháp chủ trì những việc gì ở Cà Mau?").text.splitlines()
    assert [line[:3] for line in lines[1:]] == ["1. ", "2. "]


@pytest.mark.parametrize(
    "question",
    ["Sở Y tế chủ trì những việc gì ở Cà Mau?", "nhiệm vụ nào ở Cà Mau hạn quý IV/2024?"],
)
def test_a_list_that_nothing_passes_is_refused(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert answer.citations == ()


def test_a_name_of_today_finds_what_the_plan_assigns_to_the_old_agency(ask: Ask) -> None:
    assert places(ask("Sở Tài chính chủ trì việc gì ở Cà Mau?")) == ca_mau(4)


def test_a_list_by_a_name_of_today_gives_the_printed_name_too(ask: Ask) -> None:
    text = ask("Sở Tài chính chủ trì việc gì ở Cà Mau?").text
    assert "Sở Kế hoạch và Đầu tư" in text
    assert "nay là Sở Tài chính" in text


def test_rows_without_a_value_are_listed_and_their_absence_is_said(ask: Ask) -> None:
    assert ask("nhiệm vụ nào không ghi thời hạn ở Cà Mau?").text.startswith(
        "Mọi nhiệm vụ trong các bảng có cột thời hạn của Kế hoạch năm 2024 của tỉnh Cà Mau đều ghi thời hạn."
    )


def test_a_condition_that_no_filter_reads_makes_no_list(ask: Ask) -> None:
    assert ask("nhiệm vụ nào có nhiều cơ quan phối hợp nhất?").abstained


@pytest.mark.parametrize(
    ("question", "said", "locators"),
    [
        (
            "những nhiệm vụ nào ở Cà Mau không do Sở Tư pháp chủ trì?",
            "Có 2 nhiệm vụ không có Sở Tư pháp là cơ quan chủ trì",
            ["phu-luc/II/3", "phu-luc/II/4"],
        ),
        (
            "Mục cải cách thể chế ở Cà Mau, những việc nào có sản phẩm là kế hoạch?",
            "Có 1 nhiệm vụ thuộc mục “I. CẢI CÁCH THỂ CHẾ” có sản phẩm ghi “kế hoạch”",
            ["phu-luc/I/1"],
        ),
        (
            "Cà Mau mục II những nhiệm vụ nào có Sở Nội vụ ở cột phối hợp?",
            "thuộc mục “II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH” có cơ quan phối hợp ghi “Sở Nội vụ”",
            ["phu-luc/II/4"],
        ),
        (
            "mục CC thủ tục HC của Cà Mau có bn NV?",
            "Có 2 nhiệm vụ thuộc mục “II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH”",
            ["phu-luc/II/3", "phu-luc/II/4"],
        ),
        (
            "Từ T1 đến hết T6/2024 Sở Tư pháp Cà Mau chủ trì những việc nào?",
            "Có 2 nhiệm vụ do Sở Tư pháp chủ trì có thời hạn từ 01/01/2024 – 30/06/2024",
            ["phu-luc/I/1", "phu-luc/I/2"],
        ),
        (
            "Những việc nào ở Cà Mau Sở Nội vụ không chủ trì mà chỉ phối hợp?",
            "không có Sở Nội vụ là cơ quan chủ trì mà là cơ quan phối hợp",
            ["phu-luc/I/2", "phu-luc/II/4"],
        ),
        (
            "Cho tôi đủ các nhiệm vụ phần cải cách thể chế của Cà Mau",
            "Có 2 nhiệm vụ thuộc mục “I. CẢI CÁCH THỂ CHẾ”",
            ["phu-luc/I/1", "phu-luc/I/2"],
        ),
    ],
)
def test_conditions_combine(ask: Ask, question: str, said: str, locators: list[str]) -> None:
    answer = ask(question)
    assert said in answer.text
    assert places(answer) == [(CA_MAU, locator) for locator in locators]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Cà Mau mục II những nhiệm vụ nào do Sở Tư pháp chủ trì?",
            "Không có nhiệm vụ nào do Sở Tư pháp chủ trì thuộc mục “II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH”",
        ),
        (
            "Cà Mau mục quốc phòng Sở Tư pháp chủ trì việc nào?",
            "Không có nhiệm vụ nào do Sở Tư pháp chủ trì về quốc phòng",
        ),
        (
            "việc nào ở Cà Mau có kết quả là Nghị quyết của Quốc hội?",
            "Không có nhiệm vụ nào có sản phẩm ghi “Nghị quyết của Quốc hội”",
        ),
    ],
)
def test_rows_that_fail_one_condition_are_no_list(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert answer.text.startswith(said)


def test_two_agencies_that_act_together_both_stand_in_each_row(ask: Ask) -> None:
    asked = ask("Sở Nội vụ và UBND cấp huyện cùng phối hợp nhiệm vụ nào ở Cà Mau?")
    assert places(asked) == ca_mau(4)


def test_a_time_without_rows_is_said(ask: Ask) -> None:
    answer = ask("tháng 10 năm 2024 Cà Mau phải làm gì?")
    assert answer.abstained
    assert answer.text.startswith("Không có nhiệm vụ nào có thời hạn trong tháng 10/2024 trong phụ lục của ")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("từ tháng 1 đến tháng 6 năm 2024 Cà Mau phải làm gì?", ca_mau(1, 2, 4)),
        ("sáu tháng đầu năm 2024 Cà Mau phải xong những gì?", ca_mau(1, 2, 4)),
        ("nhiệm vụ đến hạn trước 01/4/2025", [(LAO_CAI, "phu-luc/1"), (LAO_CAI, "phu-luc/2")]),
    ],
)
def test_periods_are_read_as_a_whole_and_in_the_plans_of_their_year(
    ask: Ask, question: str, found: list[tuple[str, str]]
) -> None:
    assert places(ask(question)) == found


@pytest.mark.parametrize(
    ("asked", "earlier", "found"),
    [
        ("cái nào hạn quý II?", "Sở Tư pháp chủ trì những gì ở Cà Mau?", ca_mau(2)),
        ("đếm xem có mấy cái", "Sở Tư pháp chủ trì những gì ở Cà Mau?", ca_mau(1, 2)),
        ("trong đó việc nào của Sở Tư pháp?", "những việc phải xong trước 30/6/2024 ở Cà Mau", ca_mau(1, 2)),
        ("mục II gồm những việc gì?", "Phụ lục Cà Mau có mấy mục?", ca_mau(3, 4)),
        ("tháng 6 thì sao?", "tháng 1 năm 2024 Cà Mau phải làm gì?", ca_mau(4)),
    ],
)
def test_a_list_goes_on_from_the_one_before(
    ask: Ask, asked: str, earlier: str, found: list[tuple[str, str]]
) -> None:
    assert places(ask(asked, earlier)) == found


def test_a_column_that_no_table_has_is_not_said_to_be_filled_in(ask: Ask) -> None:
    answer = ask("nhiệm vụ nào không ghi kinh phí ở Cà Mau?")
    assert "đều ghi" not in answer.text

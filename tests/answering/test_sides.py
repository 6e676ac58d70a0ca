"""Questions for two things at once: plans set side by side, tasks of one plan, and the body beside the appendix."""

import pytest

from tests.answering.conftest import Ask, places
from tests.written_plans import CA_MAU, LAO_CAI


def test_the_plan_that_an_answer_leaves_out_is_asked_by_itself(ask: Ask) -> None:
    answer = ask("Chỉ tiêu hồ sơ đúng hạn: Cà Mau và Lào Cai mỗi nơi bao nhiêu phần trăm?")
    assert set(places(answer)) == {(CA_MAU, "II/1"), (LAO_CAI, "I/1")}


def test_a_side_of_which_nothing_is_found_is_said_so(ask: Ask) -> None:
    answer = ask("Đối thoại với doanh nghiệp: Cà Mau và Lào Cai mỗi nơi giao ai chủ trì?")
    assert places(answer) == [(CA_MAU, "phu-luc/II/4")]
    assert (
        "Chưa tìm thấy nội dung trả lời câu hỏi này trong Kế hoạch năm 2025 của tỉnh Lào Cai" in answer.text
    )


def test_parts_from_different_plans_stand_under_their_names(ask: Ask) -> None:
    answer = ask(
        "Ở Cà Mau ai chủ trì rà soát văn bản quy phạm, còn cuộc thi trực tuyến ở Lào Cai hạn khi nào?"
    )
    assert places(answer) == [(CA_MAU, "phu-luc/I/2"), (LAO_CAI, "phu-luc/1-1")]
    assert "Kế hoạch năm 2024 của tỉnh Cà Mau: Sở Tư pháp chủ trì" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Ở Cà Mau, kế hoạch theo dõi thi hành pháp luật và rà soát văn bản quy phạm, mỗi việc xong khi nào?",
        "Cà Mau: theo dõi thi hành pháp luật với rà soát văn bản quy phạm lần lượt xong tháng nào?",
    ],
)
def test_each_of_two_tasks_is_told_from_its_row(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert places(answer) == [(CA_MAU, "phu-luc/I/1"), (CA_MAU, "phu-luc/I/2")]
    assert "Tháng 01/2024" in answer.text
    assert "Quý II/2024" in answer.text

import pytest

from evals.metrics.asides import without_asides


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("Không phải Sở Tài chính. Do Sở Nội vụ chủ trì [1].", "Do Sở Nội vụ chủ trì [1]."),
        ("Do Sở KHĐT chủ trì [1]. Sở KHĐT nay là Sở Tài chính.", "Do Sở KHĐT chủ trì [1]."),
        ("- A [1].\nSở KHĐT nay là Sở Tài chính; Sở TTTT nay là Sở KHCN.", "- A [1]."),
        ("Do Sở KHĐT chủ trì [1].\nTỉnh Bình Định nay thuộc tỉnh Gia Lai.", "Do Sở KHĐT chủ trì [1]."),
        ("Do Sở KHĐT (nay là Sở Tài chính) chủ trì [1].", "Do Sở KHĐT chủ trì [1]."),
        ("Do ông A ký [1]. Tên người ký Kế hoạch 2 không được ghi.", "Do ông A ký [1]."),
        ("Bảng không có cột cơ quan chủ trì. Đơn vị thực hiện là Sở A [1].", "Đơn vị thực hiện là Sở A [1]."),
        (
            "Do ông A ký [1].\nChưa tìm thấy nội dung trả lời câu hỏi này trong Kế hoạch 2.",
            "Do ông A ký [1].",
        ),
        (
            "Nhiệm vụ “công việc nay là của xã” do Sở Nội vụ [1].",
            "Nhiệm vụ “công việc nay là của xã” do Sở Nội vụ [1].",
        ),
    ],
)
def test_asides_are_taken_out(answer: str, left: str) -> None:
    assert without_asides(answer).strip() == left

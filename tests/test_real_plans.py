"""Questions of officials over the five plans, answered with the real model."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from assistant.service import PlanAssistant
from assistant.text.normalise import nfc
from assistant.types import Citation
from tests.conftest import CORPUS

pytestmark = pytest.mark.model

BINH_DINH, BINH_DINH_28 = "binh-dinh-2023-cchc", "binh-dinh-2023-nq28"
QUANG_TRI, TIEN_GIANG, VINH_LONG = "quang-tri-2025-cchc", "tien-giang-2023-cchc", "vinh-long-2024-cchc"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what a right answer says and a place that it cites."""

    question: str
    said: tuple[str, ...]
    plan: str
    locator: str
    history: tuple[str, ...] = ()


DIGITISING = "ai chủ trì số hóa hồ sơ cấp xã ở Vĩnh Long?"
ANSWERED = (
    Asked(DIGITISING, ("sở, ban, ngành tỉnh", "UBND cấp huyện", "UBND cấp xã"), VINH_LONG, "phu-luc/III/24"),
    Asked(
        "còn ai phối hợp?", ("Văn phòng UBND tỉnh", "Sở Nội vụ"), VINH_LONG, "phu-luc/III/24", (DIGITISING,)
    ),
    Asked(
        "han cuoi xay dung ke hoach theo doi tinh hinh thi hanh phap luat nam 2024 cua tinh Vinh Long",
        ("Tháng 01/2024",),
        VINH_LONG,
        "phu-luc/II/14",
    ),
    Asked(
        "Kế hoạch CCHC năm 2024 của Vĩnh Long kèm theo quyết định số mấy, ngày nào?",
        ("2890/QĐ-UBND", "18 tháng 12 năm 2023"),
        VINH_LONG,
        "dau-van-ban",
    ),
    Asked(
        "Sở Tư pháp chủ trì những việc gì ở Vĩnh Long?",
        ("theo dõi tình hình thi hành pháp luật năm 2024", "tự kiểm tra, kiểm tra theo thẩm quyền"),
        VINH_LONG,
        "phu-luc/II/17",
    ),
    Asked(
        "Ở Tiền Giang cơ quan nào chủ trì khảo sát mức độ hài lòng của người dân về quản trị ở xã?",
        ("Sở Nội vụ",),
        TIEN_GIANG,
        "phu-luc/I/10",
    ),
    Asked(
        "cấp nào phê duyệt việc tổng kết công tác CCHC năm 2022 ở Tiền Giang?",
        ("UBND tỉnh",),
        TIEN_GIANG,
        "phu-luc/I/1",
    ),
    Asked(
        "ai chủ trì tham mưu đẩy nhanh giải ngân kế hoạch đầu tư công năm 2025 ở Quảng Trị?",
        ("Sở Kế hoạch và đầu tư", "nay là Sở Tài chính"),
        QUANG_TRI,
        "phu-luc/VI/7",
    ),
    Asked(
        "Đề án kho dữ liệu dùng chung của Bình Định sở nào chủ trì, bao giờ xong?",
        ("Sở Thông tin và Truyền thông", "Quý I"),
        BINH_DINH,
        "phu-luc-2/VII/25",
    ),
    Asked(
        "ai chủ trì triển khai thi hành Luật Thực hiện dân chủ ở cơ sở ở Bình Định?",
        ("Sở Nội vụ",),
        BINH_DINH_28,
        "phu-luc/II/3",
    ),
    Asked(
        "Vĩnh Long tổ chức mấy cuộc đối thoại với người dân, doanh nghiệp năm 2024?",
        ("2-3 cuộc",),
        VINH_LONG,
        "phu-luc/I/12",
    ),
)


def assert_real(citations: Iterable[Citation]) -> None:
    """Every quote stands in the corpus file at its spans."""
    for citation in citations:
        text = nfc((CORPUS / f"{citation.plan_id}.txt").read_text(encoding="utf-8-sig"))
        assert " ".join(text[span.start : span.end] for span in citation.spans) == citation.quote


@pytest.mark.parametrize("asked", ANSWERED, ids=lambda asked: asked.question)
def test_the_right_words_are_said_with_a_real_citation(real_assistant: PlanAssistant, asked: Asked) -> None:
    answer = real_assistant.ask(asked.question, asked.history)
    assert not answer.abstained
    assert [part for part in asked.said if part not in answer.text] == []
    assert (asked.plan, asked.locator) in {(c.plan_id, c.locator) for c in answer.citations}
    assert_real(answer.citations)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ai chủ trì số hóa hồ sơ cấp xã ở Hà Giang?", "tỉnh Hà Giang"),
        ("ai chủ trì số hóa hồ sơ cấp xã ở Vĩnh Long năm 2035?", "2035"),
        ("mua máy quét số hóa hồ sơ ở Vĩnh Long hết bao nhiêu tiền?", "Vĩnh Long"),
        ("kế hoạch của tỉnh Quảng Trị số bao nhiêu?", "/KH-UBND"),
        ("số điện thoại của giám đốc Sở Nội vụ Vĩnh Long?", ""),
        ("giá vàng hôm nay ở Tiền Giang?", ""),
        ("số của kế hoạch cải cách hành chính tỉnh Quảng Trị năm 2025 là bao nhiêu?", "/KH-UBND"),
        ("Số, ký hiệu của quyết định ban hành kế hoạch CCHC năm 2023 tỉnh Bình Định?", "/QĐ-UBND"),
        ("mục tiêu hài lòng ở Vĩnh Long năm 2030 là bao nhiêu?", "Vĩnh Long"),
    ],
)
def test_what_no_plan_says_is_refused_and_the_nearest_is_real(
    real_assistant: PlanAssistant, question: str, said: str
) -> None:
    answer = real_assistant.ask(question)
    assert answer.abstained
    assert answer.citations == ()
    assert said in answer.text
    assert_real(answer.nearest)

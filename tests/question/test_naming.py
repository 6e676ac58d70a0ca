import pytest

from assistant.question.understanding import QuestionReader
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, PLAN_IDS


@pytest.mark.parametrize(
    ("question", "plan_ids"),
    [
        ("Quyết định 15/QĐ-UBND do ai ký?", (CA_MAU,)),
        ("quyết định 15 ban hành ngày nào?", (CA_MAU,)),
        ("kế hoạch số 77/KH-UBND giao ai vận hành kho dữ liệu?", (BEN_TRE,)),
        ("ai chủ trì theo Quyết định 16/QĐ-UBND?", PLAN_IDS),
        ("kế hoạch số 77/KH-UBND của Lào Cai?", (LAO_CAI,)),
    ],
)
def test_a_plan_is_named_by_its_number(
    reader: QuestionReader, question: str, plan_ids: tuple[str, ...]
) -> None:
    assert reader.read(question).scope.plan_ids == plan_ids


def test_the_number_is_not_the_matter(reader: QuestionReader) -> None:
    assert not {"77", "kh", "ubnd"} & set(
        reader.read("kế hoạch 77/KH-UBND giao ai vận hành kho dữ liệu?").topic
    )

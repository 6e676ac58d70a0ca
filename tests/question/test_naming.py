from dataclasses import replace

import pytest

from assistant.question.naming import narrow_scope
from assistant.question.relations import find_asked
from assistant.question.scope import Scope
from assistant.question.understanding import QuestionReader
from tests.parsing.documents import parse
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


@pytest.mark.parametrize(
    ("text", "plan_ids"),
    [
        ("ở xã Tân Hưng ai niêm yết thủ tục?", ("xa",)),
        ("xa tan hung thi sao", ("xa",)),
        ("kế hoạch kiểm tra văn bản của Bộ Tư pháp có mấy nhiệm vụ?", ("bo",)),
        ("Bộ Tư pháp chủ trì việc gì?", ("tinh", "xa", "bo")),
        ("ở Tây Ninh ai niêm yết thủ tục?", ("tinh", "xa", "bo")),
    ],
)
def test_a_plan_is_named_by_the_commune_or_the_ministry_that_issues_it(
    text: str, plan_ids: tuple[str, ...]
) -> None:
    issuers = {
        "tinh": ("Ủy ban nhân dân tỉnh Tây Ninh", "Tây Ninh"),
        "xa": ("Ủy ban nhân dân xã Tân Hưng", "Tây Ninh"),
        "bo": ("Bộ trưởng Bộ Tư pháp", None),
    }
    plans = [
        replace(parse("KẾ HOẠCH", plan_id).plan, issuer=issuer, province=province)
        for plan_id, (issuer, province) in issuers.items()
    ]
    scope = narrow_scope(Scope(tuple(issuers)), text, find_asked(text), plans)
    assert scope.plan_ids == plan_ids

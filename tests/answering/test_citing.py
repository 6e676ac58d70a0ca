from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.citing import Citer, later_line, plan_name, printed_date, source_line
from assistant.errors import InternalError
from assistant.types import Plan, Span
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI

from .conftest import Office, is_real

PLAN = Plan(
    id="p",
    title="Kế hoạch cải cách hành chính tỉnh Cà Mau năm 2024",
    kind="Kế hoạch",
    instrument="Kế hoạch",
    number="15/KH-UBND",
    issuer="Ủy ban nhân dân tỉnh Cà Mau",
    signatory=None,
    province="Cà Mau",
    date=date(2024, 1, 5),
    date_text="ngày 05 tháng 01 năm 2024",
    years=(2024,),
    source="p.txt",
)
BLANK = replace(PLAN, number="/KH-UBND", date=None, date_text="ngày   tháng   năm 2024")
ATTACHED = replace(PLAN, instrument="Quyết định", number="15/QĐ-UBND")


@pytest.mark.parametrize(
    ("plan", "line"),
    [
        (
            PLAN,
            "Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Cà Mau "
            "về cải cách hành chính tỉnh Cà Mau năm 2024",
        ),
        (
            BLANK,
            "Kế hoạch số …/KH-UBND ngày … tháng … năm 2024 của Ủy ban nhân dân tỉnh Cà Mau "
            "về cải cách hành chính tỉnh Cà Mau năm 2024",
        ),
        (
            ATTACHED,
            "Kế hoạch cải cách hành chính tỉnh Cà Mau năm 2024 (ban hành kèm theo Quyết định số 15/QĐ-UBND "
            "ngày 05 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Cà Mau)",
        ),
        (
            replace(ATTACHED, number="/QĐ-UBND", date=None, date_text=None),
            "Kế hoạch cải cách hành chính tỉnh Cà Mau năm 2024 (ban hành kèm theo Quyết định số …/QĐ-UBND "
            "của Ủy ban nhân dân tỉnh Cà Mau)",
        ),
        (
            replace(PLAN, number=None, date=None, date_text=None, issuer=None),
            "Kế hoạch về cải cách hành chính tỉnh Cà Mau năm 2024",
        ),
        (
            replace(PLAN, title="Kế hoạch về việc số hóa", date=None, date_text=None),
            "Kế hoạch số 15/KH-UBND của Ủy ban nhân dân tỉnh Cà Mau về việc số hóa",
        ),
        (replace(PLAN, title="Kế hoạch", number=None, date=None, date_text=None, issuer=None), "Kế hoạch"),
    ],
)
def test_source_line_is_the_first_mention_of_nghi_dinh_30(plan: Plan, line: str) -> None:
    assert source_line(plan) == line


@pytest.mark.parametrize(
    ("day", "printed", "said"),
    [
        (date(2024, 1, 5), "ngày 5/1/2024", "ngày 05 tháng 01 năm 2024"),
        (None, "ngày tháng năm 2024", "ngày … tháng … năm 2024"),
        (None, "ngày   tháng 12 năm 2024", "ngày … tháng 12 năm 2024"),
        (None, "ngày 18 tháng   năm 2024", "ngày 18 tháng … năm 2024"),
        (None, "ngày /12/2024", "ngày …/12/2024"),
        (None, None, ""),
    ],
)
def test_a_blank_in_a_date_stays_blank(day: date | None, printed: str | None, said: str) -> None:
    assert printed_date(replace(PLAN, date=day, date_text=printed)) == said


@pytest.mark.parametrize(
    ("plan", "name"),
    [
        (PLAN, "Kế hoạch năm 2024 của tỉnh Cà Mau"),
        (replace(PLAN, years=(2021, 2022, 2023)), "Kế hoạch giai đoạn 2021-2023 của tỉnh Cà Mau"),
        (replace(PLAN, years=()), "Kế hoạch của tỉnh Cà Mau"),
        (replace(PLAN, province="Hà Nội"), "Kế hoạch năm 2024 của thành phố Hà Nội"),
        (replace(PLAN, province=None), "Kế hoạch số 15/KH-UBND của Ủy ban nhân dân tỉnh Cà Mau"),
        (replace(BLANK, province=None), PLAN.title),
        (
            replace(PLAN, kind="Nghị quyết", instrument="Nghị quyết", number="3/NQ-CP", issuer="Chính phủ"),
            "Nghị quyết số 3/NQ-CP của Chính phủ",
        ),
    ],
)
def test_a_plan_is_named_by_province_and_years_or_by_its_number(plan: Plan, name: str) -> None:
    assert plan_name(plan, [plan]) == name


def test_plans_of_one_province_and_year_are_named_by_their_titles() -> None:
    twin = replace(PLAN, id="q", title="Kế hoạch chuyển đổi số năm 2024")
    assert plan_name(PLAN, [PLAN, twin]) == PLAN.title
    assert plan_name(twin, [PLAN, twin]) == "Kế hoạch chuyển đổi số năm 2024 của tỉnh Cà Mau"
    later = replace(twin, years=(2025,))
    assert plan_name(PLAN, [PLAN, later]) == "Kế hoạch năm 2024 của tỉnh Cà Mau"


@pytest.mark.parametrize(
    ("plan", "line"),
    [
        (PLAN, "Kế hoạch số 15/KH-UBND"),
        (BLANK, "Kế hoạch số …/KH-UBND"),
        (ATTACHED, "Kế hoạch ban hành kèm theo Quyết định số 15/QĐ-UBND"),
        (replace(PLAN, number=None), "Kế hoạch nêu trên"),
    ],
)
def test_a_later_mention_is_kind_and_number(plan: Plan, line: str) -> None:
    assert later_line(plan) == line


def test_a_row_is_quoted_whole_across_a_page_break(office: Office) -> None:
    citation = office.library.cite(office.record(CA_MAU, "phu-luc/II/3"))
    assert is_real(citation)
    assert len(citation.spans) == 2
    assert citation.label == "Phụ lục, mục II, nhiệm vụ 3"
    assert citation.source_line == (
        "Kế hoạch cải cách hành chính năm 2024 tỉnh Cà Mau (ban hành kèm theo Quyết định số 15/QĐ-UBND "
        "ngày 05 tháng 01 năm 2024 của Chủ tịch Ủy ban nhân dân tỉnh Cà Mau); Phụ lục, mục II, nhiệm vụ 3"
    )


def test_what_a_row_inherits_is_quoted_with_it(office: Office) -> None:
    citation = office.library.cite(office.record(LAO_CAI, "phu-luc/1-1"))
    assert is_real(citation)
    assert citation.quote.startswith("Đổi mới công tác tuyên truyền cải cách hành chính ")
    assert "Tỉnh Đoàn" in citation.quote
    assert citation.source_line == (
        "Kế hoạch số …/KH-UBND ngày … tháng … năm 2025 của Ủy ban nhân dân tỉnh Lào Cai "
        "về cải cách hành chính tỉnh Lào Cai năm 2025; Phụ lục, nhiệm vụ 1 (dòng 2)"
    )


def test_every_passage_and_record_can_be_cited_for_real(office: Office) -> None:
    for plan_id in (BEN_TRE, CA_MAU, LAO_CAI):
        library = office.library
        citations = [library.cite(passage) for passage in library.passages_of(plan_id)]
        citations += [library.cite(record) for record in library.records_of(plan_id)]
        assert all(map(is_real, citations))


def test_an_empty_quote_is_a_fault_of_ours(office: Office) -> None:
    passage = office.library.passages_of(CA_MAU)[0]
    with pytest.raises(InternalError, match=CA_MAU):
        Citer(office.catalogue).passage(replace(passage, spans=(Span(3, 3),)))

from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, PLAN_IDS

from .conftest import Run


def test_json_gives_each_plan_with_what_was_read_and_null_where_the_print_is_blank(run: Run) -> None:
    outcome = run("plans", "--json")
    lines = outcome.json_lines
    passages = {line["id"]: line.pop("passages") for line in lines}
    assert lines == [
        {
            "id": BEN_TRE,
            "title": "Kế hoạch chuyển đổi số tỉnh Bến Tre năm 2024",
            "kind": "Kế hoạch",
            "number": "77/KH-UBND",
            "issuer": "Ủy ban nhân dân tỉnh Bến Tre",
            "province": "Bến Tre",
            "date": "2024-02-20",
            "years": [2024],
            "records": 0,
            "source": "ben-tre-2024-cds.txt",
            "replaces": None,
            "replaced_by": None,
        },
        {
            "id": CA_MAU,
            "title": "Kế hoạch cải cách hành chính năm 2024 tỉnh Cà Mau",
            "kind": "Kế hoạch",
            "number": "15/QĐ-UBND",
            "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Cà Mau",
            "province": "Cà Mau",
            "date": "2024-01-05",
            "years": [2024],
            "records": 4,
            "source": "ca-mau-2024-cchc.txt",
            "replaces": None,
            "replaced_by": None,
        },
        {
            "id": LAO_CAI,
            "title": "Kế hoạch cải cách hành chính tỉnh Lào Cai năm 2025",
            "kind": "Kế hoạch",
            "number": "/KH-UBND",
            "issuer": "Ủy ban nhân dân tỉnh Lào Cai",
            "province": "Lào Cai",
            "date": None,
            "years": [2025],
            "records": 3,
            "source": "lao-cai-2025-cchc.txt",
            "replaces": None,
            "replaced_by": None,
        },
    ]
    assert all(count > 0 for count in passages.values())
    assert (outcome.status, outcome.err) == (0, "")


def test_people_read_id_title_number_and_date_and_that_a_number_is_blank(run: Run) -> None:
    outcome = run("plans")
    assert [line for line in outcome.out.splitlines() if not line.startswith(" ")] == list(PLAN_IDS)
    assert "Quyết định số 15/QĐ-UBND, ngày 05/01/2024" in outcome.out
    assert "Kế hoạch số (để trống) /KH-UBND, ngày (để trống)" in outcome.out

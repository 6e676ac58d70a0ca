from evals.dataset.records import GoldRecord
from evals.metrics.records import RecordScore, score_records
from tests.evals.making import PLAN


def row(number: str, inherited: tuple[str, ...] = (), **cells: str) -> GoldRecord:
    return GoldRecord(
        plan=PLAN,
        table="phu-luc",
        section="I",
        number=number,
        locator=number,
        cells=cells,
        inherited=inherited,
    )


GOLD = [
    row("1", task="Số hóa", lead="Sở Nội vụ"),
    row("2", task="Rà soát", lead="Sở Tư pháp"),
    row("3", ("lead",), task="Kiểm tra", lead="Sở Tư pháp"),
    row("4", task="Báo cáo"),
]
FOUND = [
    row("1", task="Số  hóa", lead="Sở Nội vụ"),  # only white space differs
    row("2", task="Rà soát", lead="Sở Nội vụ", output="Báo cáo"),  # a wrong cell and one too many
    row("3", task="Kiểm tra", lead="Sở Tư pháp"),  # inheritance lost
    row("5", task="Thừa"),  # 4 is lost, 5 is invented
]


def test_lost_and_invented_rows_count() -> None:
    assert score_records(PLAN, GOLD, FOUND) == RecordScore(
        plan=PLAN,
        rows=5,
        exact_rows=1,
        cells=9,  # 2 + 3 + 2 + 1 + 1
        exact_cells=5,  # 2 + 1 + 2 + 0 + 0
        wrong=("2", "3", "4", "5"),
    )

from dataclasses import replace

from assistant.retrieval.diversity import without_crowds
from tests.toy import ALPHA, BETA

ROW, OTHER = ALPHA.passages[3], BETA.passages[0]


def test_copies_in_many_plans_leave_room_for_others() -> None:
    copies = [
        replace(ROW, plan_id=f"tinh-{n}", text=f"{n}\tĐào tạo công chức năm {2020 + n}") for n in range(5)
    ]
    assert without_crowds([*copies, OTHER]) == [0, 1, 2, 5, 3, 4]


def test_different_texts_keep_their_order() -> None:
    assert without_crowds(ALPHA.passages) == [0, 1, 2, 3]


def test_nothing_found_stays_nothing() -> None:
    assert without_crowds([]) == []

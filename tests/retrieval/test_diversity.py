from assistant.retrieval.diversity import without_crowds


def test_copies_in_many_plans_leave_room_for_others() -> None:
    assert without_crowds([7, 7, 7, 7, 7, 8]) == [0, 1, 2, 5, 3, 4]


def test_different_texts_keep_their_order() -> None:
    assert without_crowds([3, 1, 2]) == [0, 1, 2]


def test_nothing_found_stays_nothing() -> None:
    assert without_crowds([]) == []

from assistant.wording.units import Unit, merge_units, print_units, read_units

ANSWER = "Các kế hoạch quy định như sau:\n- Tỉnh A: Sở X chủ trì [1]. Cơ quan phối hợp: Sở Y [1].\n2. Việc khác [2] [3] và nữa."


def test_a_mark_carries_what_stands_before_it() -> None:
    assert read_units(ANSWER) == [
        Unit("Các kế hoạch quy định như sau:", (), "Các kế hoạch quy định như sau:", 0),
        Unit("Tỉnh A: Sở X chủ trì", (1,), "- Tỉnh A: Sở X chủ trì [1].", 1),
        Unit("Cơ quan phối hợp: Sở Y", (1,), "Cơ quan phối hợp: Sở Y [1].", 1),
        Unit("2. Việc khác", (2, 3), "2. Việc khác [2] [3]", 2),
        Unit("và nữa.", (), "và nữa.", 2),
    ]


def test_units_print_as_they_stood() -> None:
    assert print_units(read_units(ANSWER)) == ANSWER
    assert print_units(merge_units(read_units(ANSWER))) == ANSWER


def test_neighbours_with_the_same_marks_are_one_statement() -> None:
    merged = merge_units(read_units(ANSWER))
    assert [(unit.text, unit.marks) for unit in merged][1] == (
        "Tỉnh A: Sở X chủ trì. Cơ quan phối hợp: Sở Y",
        (1,),
    )


def test_a_mark_of_several_numbers_counts_as_several() -> None:
    assert [unit.marks for unit in read_units("Việc [2, 1]. Việc [1;3].")] == [(1, 2), (1, 3)]


def test_blank_text_has_no_units() -> None:
    assert read_units(" \n\n ") == []

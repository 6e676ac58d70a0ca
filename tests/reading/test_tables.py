from assistant.reading.tables import PlacedCell, Table, TableCell, align


def _aligned(*rows: list[tuple[float, float, str]]) -> list[list[str]]:
    cells = [PlacedCell(i, left, right, text) for i, row in enumerate(rows) for left, right, text in row]
    return align(cells, tolerance=4).lines()


def test_edges_within_the_tolerance_are_one_column() -> None:
    assert _aligned([(0, 50, "a"), (50, 100, "b")], [(1, 53, "c"), (53, 99, "d")]) == [["a", "b"], ["c", "d"]]


def test_a_dragged_edge_moves_to_the_column_that_the_row_lacks() -> None:
    rows: list[list[tuple[float, float, str]]] = [[(0, 50, "a"), (50, 100, "b")]] * 3
    assert _aligned(*rows, [(0, 70, "c"), (70, 100, "d")])[-1] == ["c", "d"]


def test_a_split_cell_gets_columns_of_its_own() -> None:
    assert _aligned([(0, 50, "a"), (50, 150, "b")], [(0, 50, "c"), (50, 90, "d"), (90, 150, "e")]) == [
        ["a", "b", ""],
        ["c", "d", "e"],
    ]


def test_blank_rows_and_columns_go() -> None:
    cells = (TableCell(0, 0, "a"), TableCell(0, 2, "b"), TableCell(1, 1, " "), TableCell(2, 0, "c\nd"))
    assert Table(cells).lines() == [["a", "b"], ["c d", ""]]


def test_only_small_tables_around_a_letterhead_are_layout() -> None:
    letterhead = [TableCell(0, 0, "UBND TỈNH"), TableCell(0, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]
    assert Table(tuple(letterhead)).is_layout
    assert not Table((*letterhead, *(TableCell(row, 0, "x") for row in range(1, 9)))).is_layout
    assert Table((TableCell(0, 0, "Nơi nhận:\n- Như trên"), TableCell(0, 1, "TM. UBND"))).is_layout
    assert not Table((TableCell(0, 0, "TT"), TableCell(0, 1, "Việc"))).is_layout
    assert not Table((TableCell(0, 0, "TT"), TableCell(0, 1, "Nơi nhận hồ sơ"))).is_layout

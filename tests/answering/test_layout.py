from assistant.answering.layout import Item, Paragraph, Table, read_layout, rule_line, table_line

TEXT = "So sánh:\n| Kế hoạch | Thời hạn |\n| --- | --- |\n| A | Quý I [1] |\n- việc một\n\nHết."


def test_paragraphs_items_and_tables_are_told_apart_in_order() -> None:
    assert read_layout(TEXT) == (
        Paragraph("So sánh:"),
        Table(("Kế hoạch", "Thời hạn"), (("A", "Quý I [1]"),)),
        Item("việc một"),
        Paragraph("Hết."),
    )


def test_a_line_with_bars_and_no_rule_below_is_a_paragraph() -> None:
    assert read_layout("| chỉ một dòng |") == (Paragraph("| chỉ một dòng |"),)


def test_what_is_written_as_a_table_is_read_as_one() -> None:
    lines = [table_line(("a", "b")), rule_line(2), table_line(("x|y", "z"))]
    assert read_layout("\n".join(lines)) == (Table(("a", "b"), (("x/y", "z"),)),)

import pytest

from assistant.reading.markdown import read_markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# NGHỊ QUYẾT\n## Ban hành **Chương trình**\nnội dung", "NGHỊ QUYẾT\n\nBan hành Chương trình\n\nnội dung"),
        ("**Điều 1.** Ban hành *kèm theo*", "Điều 1. Ban hành kèm theo"),
        ("1. Một\n2. Hai\n   - ba\n* bốn", "1. Một\n2. Hai\n- ba\n- bốn"),
        ("Dòng một  \nDòng hai", "Dòng một\nDòng hai"),
        ("> trích\n> dẫn", "trích\ndẫn"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("5 * 3 = 15, a_b_c, 2*3*4", "5 * 3 = 15, a_b_c, 2*3*4"),
        ("1\\. Không phải mục, \\*sao\\*", "1. Không phải mục, *sao*"),
        ("[Luật](https://vbpl.vn/x) và ![dấu](a.png)", "Luật và dấu"),
        ("`mã` <!-- ẩn --> &amp; <b>đậm</b>", "mã & đậm"),
        ("\ufeff# A", "A"),
    ],
)  # fmt: skip
def test_marks_go_and_words_stay(source: str, text: str) -> None:
    assert read_markdown(source.encode(), "a.md").text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("| TT | Nhiệm vụ | Chủ trì |\n|:--|---|:-:|\n| **I** | **Chung** | |\n| 1 | A<br>B | C |",
         "TT\tNhiệm vụ\tChủ trì\nI\tChung\t\n1\tA B\tC"),
        ("TT | Nhiệm vụ\n--- | ---\n1 | Một", "TT\tNhiệm vụ\n1\tMột"),
        ("| a | b\\|c |\n| - | - |\n| d |", "a\tb|c\nd\t"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nsau\n| 3 | 4 |", "a\tb\n1\t2\n\nsau\n\n3\t4"),
        ("| a | b |\n|---|---|\n| | |", "a\tb"),
        ("| một cột |\n|---|\n| x |", "một cột\n\nx"),
        ("a | b không phải bảng", "a | b không phải bảng"),
    ],
)  # fmt: skip
def test_pipe_tables_become_rows(source: str, text: str) -> None:
    assert read_markdown(source.encode(), "a.md").text == text

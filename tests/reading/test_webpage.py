import pytest

from assistant.errors import DocumentError
from assistant.reading.webpage import read_webpage


def _text(body: str) -> str:
    return read_webpage(f"<html><body>{body}</body></html>".encode(), "a.html").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Điều 1.\n Phạm vi</p><p>Điều <b>2</b>.<br/>Đối tượng</p>", "Điều 1. Phạm vi\n\nĐiều 2.\nĐối tượng"),
        ("<ol start=3><li>ba</li><li><p>bốn</p></li></ol>", "3. ba\n\n4. bốn"),
        ("<ol type=a><li>một</li></ol><ul><li>gạch</li></ul>", "a. một\n\n- gạch"),
        ("diện tích 5 m<sup>2</sup>, chú thích<sup>a</sup>", "diện tích 5 m², chú thícha"),
        ("<pre>dòng 1\ndòng 2</pre>", "dòng 1\ndòng 2"),
        ("<p>a&nbsp;b&#173;c</p>", "a bc"),
        ("<div>trước<p>trong</p>sau</div>", "trước\n\ntrong\n\nsau"),
        ("<p align=center>KẾ HOẠCH</p><p align=center>CẢI CÁCH</p><p>Thân</p>", "KẾ HOẠCH\nCẢI CÁCH\n\nThân"),
        ("<p style='text-align: center'>Phụ lục</p><p style='text-align:center'>(Kèm theo)</p>", "Phụ lục\n\n(Kèm theo)"),
    ],
)  # fmt: skip
def test_text_is_read_as_shown(body: str, text: str) -> None:
    assert _text(body) == text


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>x()</script>",
        "<style>p{}</style>",
        "<nav>Trang chủ</nav>",
        "<footer>Liên hệ</footer>",
        "<div role=navigation>Trang chủ</div>",
        "<div class='sticky top-0'>Nội dung Lược đồ</div>",
        "<ul><li><a href=/1>Tin tức</a></li><li><a href=/2>Văn bản</a></li></ul>",
        "<p style='display:none'>ẩn</p>",
        "<p hidden>ẩn</p>",
        "<button>Tải về</button>",
        "<!-- ẩn -->",
    ],
)
def test_menus_scripts_and_hidden_parts_are_left_out(furniture: str) -> None:
    assert _text(f"{furniture}<p>Căn cứ <a href=/l>Luật</a> Tổ chức chính quyền</p>") == (
        "Căn cứ Luật Tổ chức chính quyền"
    )


def test_merged_cells_stand_once_and_header_lines_as_in_the_text_plans() -> None:
    table = (
        "<table><tr><th rowspan=2>STT</th><th rowspan=2>Nội dung</th><th colspan=2>Trách nhiệm</th></tr>"
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr>"
        "<tr><td colspan=4>I. CẢI CÁCH THỂ CHẾ</td></tr>"
        "<tr><td>1</td><td><p>Rà soát</p><p>văn bản</p></td><td rowspan=2>Sở Tư pháp</td><td>Các sở</td></tr>"
        "<tr><td>2</td><td>Báo cáo</td><td></td></tr></table>"
    )
    assert _text(table).split("\n") == [
        "STT\tNội dung\tTrách nhiệm\t",
        "\t\tChủ trì\tPhối hợp",
        "I. CẢI CÁCH THỂ CHẾ\t\t\t",
        "1\tRà soát văn bản\tSở Tư pháp\tCác sở",
        "2\tBáo cáo\t\t",
    ]


def test_tables_that_only_place_text_become_paragraphs() -> None:
    letterhead = (
        "<table><tr><td>UBND TỈNH A</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>-------</td></tr>"
        "<tr><td>Số: 5/KH-UBND</td><td><i>A, ngày 1 tháng 2 năm 2025</i></td></tr></table>"
    )
    assert _text(letterhead) == (
        "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 5/KH-UBND\n\nA, ngày 1 tháng 2 năm 2025"
    )
    page = "<table><tr><td>Thực đơn</td><td><p>Nội dung</p><table><tr><td>TT</td><td>Việc</td></tr></table></td></tr></table>"
    assert _text(page) == "Thực đơn\n\nNội dung\n\nTT\tViệc"


def test_huge_spans_take_no_time() -> None:
    assert _text("<table><tr><td colspan=999999 rowspan=999999>a</td><td>b</td></tr></table>") == "a\n\nb"


def test_declared_encodings_are_honoured() -> None:
    page = "<html><head><meta charset='windows-1258'></head><body><p>Kê hoach Đê án</p></body></html>"
    assert read_webpage(page.encode("cp1258"), "a.html").text == "Kê hoach Đê án"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><body>\xe9\xff</body></html>", "không phải văn bản Unicode"),
        (b"<html><meta charset='nosuch'><body>\xe9\xff</body></html>", "không phải văn bản Unicode"),
        (b"<html>" + b"<div>" * 700 + b"a", "lồng quá nhiều lớp"),
        (b"<!-- -->", "không có nội dung"),
    ],
)
def test_unreadable_pages_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_webpage(data, "a.html")

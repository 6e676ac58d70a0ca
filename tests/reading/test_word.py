import pytest

from assistant.errors import DocumentError
from assistant.reading.word import read_word
from tests.reading.office_files import cell, level, numbered, paragraph, row, table, word_file, zip_file

_LISTS = (
    "<w:abstractNum w:abstractNumId='0'>"
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "%3)")
    + level(3, "decimal", "%2.%4.")
    + "</w:abstractNum>"
    + "<w:abstractNum w:abstractNumId='1'>" + level(0, "bullet", "-") + level(1, "bullet", "\uf0b7") + "</w:abstractNum>"
    + "<w:abstractNum w:abstractNumId='2'>" + level(0, "decimal", "Điều %1.", style="Dieu") + "</w:abstractNum>"
    + "".join(f"<w:num w:numId='{i + 1}'><w:abstractNumId w:val='{i}'/></w:num>" for i in range(3))
    + "<w:num w:numId='4'><w:abstractNumId w:val='0'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
)  # fmt: skip


def _text(body: str, **parts: str) -> str:
    return read_word(word_file(body, **parts), "a.docx").text


def test_automatic_numbers_are_printed() -> None:
    body = (
        numbered("MỤC ĐÍCH", 1)
        + numbered("một", 1, 1)
        + numbered("chữ a", 1, 2)
        + numbered("chữ b", 1, 2)
        + numbered("hai", 1, 1)
        + numbered("chữ a lại", 1, 2)
        + numbered("NHIỆM VỤ", 1)
        + numbered("một lại", 1, 1)
        + numbered("sâu", 1, 3)
        + numbered("gạch", 2)
        + numbered("chấm", 2, 1)
        + numbered("Năm", 4)
        + paragraph("không số", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + numbered("", 1)
        + numbered("Bảy", 1)
    )
    assert _text(body, numbering=_LISTS).split("\n\n") == [
        "I. MỤC ĐÍCH", "1. một", "a) chữ a", "b) chữ b", "2. hai", "a) chữ a lại", "II. NHIỆM VỤ", "1. một lại",
        "1.1. sâu", "- gạch", "• chấm", "V. Năm", "không số", "VII. Bảy",
    ]  # fmt: skip


def test_a_style_can_put_a_paragraph_into_a_list() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='Dieu'><w:name w:val='Dieu'/><w:pPr><w:numPr><w:numId w:val='3'/>"
        "</w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Con'><w:basedOn w:val='Dieu'/></w:style>"
    )
    body = paragraph("Phạm vi", '<w:pStyle w:val="Dieu"/>') + paragraph(
        "Đối tượng", '<w:pStyle w:val="Con"/>'
    )
    assert _text(body, numbering=_LISTS, styles=styles) == "Điều 1. Phạm vi\n\nĐiều 2. Đối tượng"


def test_merged_cells_and_numbered_rows() -> None:
    body = table(
        [
            row(
                cell("STT", merge="restart"),
                cell("Nội dung", merge="restart"),
                cell("Trách nhiệm", columns=2),
            ),
            row(cell(merge="continue"), cell(merge="continue"), cell("Chủ trì"), cell("Phối hợp")),
            row(cell("I. CẢI CÁCH", columns=4)),
            row(
                cell(content=numbered("", 1)),
                cell("Rà soát"),
                cell("Sở Tư pháp", merge="restart"),
                cell("Các sở"),
            ),
            row(cell(content=numbered("", 1)), cell("Báo cáo"), cell(merge="continue"), cell()),
        ],
        [700, 4000, 2000, 2000],
    )
    assert _text(body, numbering=_LISTS).split("\n") == [
        "STT\tNội dung\tTrách nhiệm\t",
        "\t\tChủ trì\tPhối hợp",
        "I. CẢI CÁCH\t\t\t",
        "I.\tRà soát\tSở Tư pháp\tCác sở",
        "II.\tBáo cáo\t\t",
    ]


def test_edges_dragged_aside_do_not_make_columns() -> None:
    rows = [
        row(cell("TT"), cell("Việc", columns=2), cell("Chủ trì")),
        row(cell("1"), cell("A", columns=2), cell("Sở X")),
        row(cell("2"), cell("B"), cell("Sở Y", columns=2)),
    ]
    assert _text(table(rows, [700, 3000, 400, 2000])) == "TT\tViệc\tChủ trì\n1\tA\tSở X\n2\tB\tSở Y"


def test_letterhead_tables_become_paragraphs() -> None:
    body = table(
        [
            row(
                cell("UBND TỈNH A"),
                cell(content=paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("______")),
            )
        ],
        [4000, 4000],
    )
    assert _text(body) == "UBND TỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_title_lines_in_the_middle_are_one_block() -> None:
    centred = '<w:jc w:val="center"/>'
    body = (
        paragraph("PHỤ LỤC", centred)
        + paragraph("CHỈ TIÊU NĂM 2025", centred)
        + paragraph("(Kèm theo Kế hoạch)", centred)
        + paragraph("Mở đầu")
        + paragraph("BÀI MỘT", centred)
        + paragraph("")
        + paragraph("BÀI HAI", centred)
    )
    assert _text(body) == "PHỤ LỤC\nCHỈ TIÊU NĂM 2025\n\n(Kèm theo Kế hoạch)\n\nMở đầu\n\nBÀI MỘT\n\nBÀI HAI"


def test_footnotes_follow_their_paragraph() -> None:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    body = paragraph("Số liệu").replace("</w:p>", f"{reference}</w:p>") + paragraph("Sau")
    notes = f'<w:footnote w:id="7">{paragraph("Theo báo cáo")}</w:footnote>'
    assert _text(body, footnotes=notes) == "Số liệu¹\n\n¹ Theo báo cáo\n\nSau"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a b\nc-d"),
        ("<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>", "thêm"),
        ("<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:r><w:t>mới</w:t></w:r>", "mới"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r>", "KẾ HOẠCH"),
        ("<w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>", "m²"),
        ("<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>", "liên kết"),
        ("<w:r><w:t>tỷ lệ </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 80%</w:t></w:r>", "tỷ lệ ≥ 80%"),
        ("<w:r><w:sym w:font='Wingdings' w:char='zz'/><w:t>a</w:t></w:r>", "a"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        ("<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>Céng hoµ, th</w:t><w:softHyphen/></w:r>", "Cộng hoà, thư"),
        ("<w:r><w:rPr><w:rFonts w:ascii='.VnTimeH'/></w:rPr><w:t>ubnd tØnh</w:t></w:r>", "UBND TỈNH"),
        ("<w:r><w:rPr><w:rFonts w:ascii='VNI-Times'/></w:rPr><w:t>Coäng hoøa</w:t></w:r>", "Cộng hòa"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
    ],
)  # fmt: skip
def test_runs_read_as_word_prints_them(run: str, text: str) -> None:
    assert _text(f"<w:p>{run}</w:p>") == text


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert _text(f"<w:p><w:r><w:t>Ngoài</w:t>{drawing}</w:r></w:p>") == "Ngoài\n\nTrong khung"


def test_tables_of_contents_and_deleted_rows_are_left_out() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='Muc1'><w:name w:val='toc 1'/></w:style>"
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{paragraph('I. MỤC ĐÍCH 3')}</w:sdtContent></w:sdt>"
        + paragraph("II. NHIỆM VỤ 4", "<w:pStyle w:val='Muc1'/>")
    )
    deleted = row(cell("x"), cell("y")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    kept = f"<w:sdt><w:sdtContent>{paragraph('Thân')}</w:sdtContent></w:sdt>"
    body = contents + kept + table([row(cell("a"), cell("b")), deleted], [500, 500])
    assert _text(body, styles=styles) == "Thân\n\na\tb"


def test_tables_inside_cells_are_read_in_place() -> None:
    inner = table([row(cell("x"), cell("y"))], [500, 500])
    assert _text(table([row(cell("1"), cell(content=paragraph("A") + inner))], [500, 900])) == "1\tA x y"
    assert _text(table([row(cell(content=paragraph("A") + inner))], [900])) == "A\n\nx\ty"


def test_the_strict_variant_is_read() -> None:
    strict = {
        "word/document.xml": "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body><w:p><w:r>"
        "<w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:document>",
    }
    assert read_word(zip_file(strict), "a.docx").text == "Kế hoạch"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"word/other.xml": "<a/>"}, "bị hỏng"),
        ({"word/document.xml": "<w:document"}, "bị hỏng"),
        ({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "không an toàn"),
        ({"word/document.xml": "<!DOCTYPE a>".encode("utf-16-le")}, "không an toàn"),
        ({"word/document.xml": b"0" * 40_000_001}, "quá lớn"),
    ],
)
def test_broken_and_hostile_files_are_refused(files: dict[str, str | bytes], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_word(zip_file(files), "a.docx")

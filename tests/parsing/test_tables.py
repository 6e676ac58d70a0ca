"""Rows of tables, in the shapes that real plans have."""

import pytest

from tests.parsing.documents import cells, find, parse, table

BIG = "TT|Nội dung|Chủ trì|Phối hợp|Sản phẩm|Thời gian"
SMALL = "STT|Nhiệm vụ|Cơ quan chủ trì|Thời hạn"


def rows(*lines: str) -> list[dict[str, str]]:
    """Records of an appendix with one table."""
    return cells(parse(f"KẾ HOẠCH\nCông tác năm 2024\n\nPhụ lục\nNHIỆM VỤ\n\n{table(*lines)}").records)


def test_row_cut_by_a_page_break_is_joined_cell_by_cell() -> None:
    assert rows(
        BIG,
        "9|Báo cáo công tác CCHC|Sở Nội vụ|Các sở,|Báo cáo|Theo quy",
        BIG,
        "||| ban, ngành tỉnh; UBND cấp huyện||định",
    ) == [
        {
            "no": "9",
            "task": "Báo cáo công tác CCHC",
            "lead": "Sở Nội vụ",
            "coordinate": "Các sở, ban, ngành tỉnh; UBND cấp huyện",
            "output": "Báo cáo",
            "deadline": "Theo quy định",
        }
    ]


def test_row_cut_in_the_middle_of_a_symbol_closes_up() -> None:
    [row] = rows(SMALL, "1|Thực hiện Nghị định số 61/2018/NĐ-|Sở Nội vụ|2024", SMALL, "|CP của Chính phủ||")
    assert row["task"] == "Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ"


def test_row_goes_on_without_a_repeated_header() -> None:
    assert rows(
        "Nội dung công việc|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian",
        "Cấp giấy chứng nhận quyền sử dụng|Sở Tài nguyên và|UBND cấp|Quý I",
        "đất lần đầu cho hộ gia đình|Môi trường|huyện|",
        "Lập bản đồ|Sở Xây dựng||Quý II",
    ) == [
        {
            "no": "",
            "task": "Cấp giấy chứng nhận quyền sử dụng đất lần đầu cho hộ gia đình",
            "lead": "Sở Tài nguyên và Môi trường",
            "coordinate": "UBND cấp huyện",
            "deadline": "Quý I",
        },
        {"no": "", "task": "Lập bản đồ", "lead": "Sở Xây dựng", "deadline": "Quý II"},
    ]


@pytest.mark.parametrize(
    "slip", ["Chỉ tiêu phần đầu năm 2023", "Chỉ tiêu phân đấu năm 2023", "Chi tiêu phấn đấu năm 2023"]
)
def test_header_is_known_again_in_spite_of_slips(slip: str) -> None:
    found = rows(
        "STT|Chỉ tiêu|Chỉ tiêu phấn đấu năm 2023|Đơn vị thực hiện",
        "1|Hồ sơ đúng hạn|98%|Các sở",
        f"STT|Chỉ tiêu|{slip}|Đơn vị thực hiện",
        "2|Hồ sơ trực tuyến|50%|Các sở",
    )
    assert [(row["no"], row["target"]) for row in found] == [("1", "98%"), ("2", "50%")]


def test_document_number_is_no_row_number() -> None:
    found = rows(
        "Nội dung|Chủ trì|Thời gian",
        "1. Triển khai Nghị định số|Sở Nội vụ|Quý I",
        "Nội dung|Chủ trì|Thời gian",
        "107/2021/NĐ-CP và các văn bản liên quan||",
    )
    assert found == [
        {
            "no": "1",
            "task": "Triển khai Nghị định số 107/2021/NĐ-CP và các văn bản liên quan",
            "lead": "Sở Nội vụ",
            "deadline": "Quý I",
        }
    ]


def test_section_rows_and_section_paragraphs_name_the_rows_below() -> None:
    plan = parse(
        "KẾ HOẠCH\nA\n\nPhụ lục\nNHIỆM VỤ\n\n"
        + table(SMALL, "I|CHỈ ĐẠO||", "1|Một|Sở A|2024")
        + "\nII. CẢI CÁCH THỂ CHẾ\n"
        + table("2|Hai|Sở B|2024", "III. CÔNG VỤ|||", "3|Ba|Sở C|2024")
    )
    assert [(r.section, r.locator) for r in plan.records] == [
        ("I. CHỈ ĐẠO", "phu-luc/I/1"),
        ("II. CẢI CÁCH THỂ CHẾ", "phu-luc/II/2"),
        ("III. CÔNG VỤ", "phu-luc/III/3"),
    ]


def test_group_numbers_are_sections_only_where_numbers_below_continue_them() -> None:
    plan = parse(
        "KẾ HOẠCH\nA\n\nPhụ lục\nX\n\n"
        + table(
            "STT|Chỉ tiêu|Chỉ tiêu năm 2024|Đơn vị thực hiện", "1|Nhóm||", "1.1|Một|5%|Sở A", "2|Hai|6%|Sở B"
        )
    )
    assert [(r.section, r.number) for r in plan.records] == [("1. Nhóm", "1.1"), ("", "2")]


def test_name_of_a_group_without_rows_is_kept_as_a_heading() -> None:
    plan = parse(
        "KẾ HOẠCH\nA\n\nPhụ lục\nX\n\n" + table(SMALL, "1|Một|Sở A|2024", "TỔNG CỘNG: 1 NHIỆM VỤ|||")
    )
    assert len(plan.records) == 1
    passage = find(plan, "phu-luc/nhom-1")
    assert (passage.kind.value, passage.text) == ("heading", "TỔNG CỘNG: 1 NHIỆM VỤ")


def test_two_line_header() -> None:
    first, second = "STT|Nhiệm vụ|Phân công thực hiện||Thời gian", "||Chủ trì|Phối hợp|"
    assert rows(
        first, second, "1|Một|Sở A|Sở B|Quý I", first, second, "||và Sở C||", "2|Hai|Sở A||Quý II"
    ) == [
        {"no": "1", "task": "Một", "lead": "Sở A và Sở C", "coordinate": "Sở B", "deadline": "Quý I"},
        {"no": "2", "task": "Hai", "lead": "Sở A", "deadline": "Quý II"},
    ]


def test_sub_bullets_inherit_every_blank_cell() -> None:
    assert rows(
        "Nhiệm vụ|Chủ trì|Thời gian",
        "3.4. Đào tạo, bồi dưỡng|Sở Nội vụ|Cả năm",
        "- Lớp nghiệp vụ||",
        "- Lớp kỹ năng|Trường Chính trị|",
    ) == [
        {"no": "3.4", "task": "Đào tạo, bồi dưỡng", "lead": "Sở Nội vụ", "deadline": "Cả năm"},
        {"no": "3.4-1", "task": "- Lớp nghiệp vụ", "lead": "^Sở Nội vụ", "deadline": "^Cả năm"},
        {"no": "3.4-2", "task": "- Lớp kỹ năng", "lead": "Trường Chính trị", "deadline": "^Cả năm"},
    ]


def test_further_activities_under_a_number_inherit_the_leading_cells() -> None:
    assert rows(
        "TT|Mục tiêu|Nhiệm vụ|Hoạt động|Chủ trì|Thời gian",
        "2|Tuyên truyền|Xác định nhiệm vụ|Ban hành kế hoạch|Sở Nội vụ|Quý I",
        "||Đẩy mạnh thông tin|Đăng bài viết|Sở TTTT|",
        "|||Tổ chức cuộc thi|Tỉnh Đoàn|Quý II",
    ) == [
        {
            "no": "2",
            "objective": "Tuyên truyền",
            "task": "Xác định nhiệm vụ",
            "activity": "Ban hành kế hoạch",
            "lead": "Sở Nội vụ",
            "deadline": "Quý I",
        },
        {
            "no": "2-1",
            "objective": "^Tuyên truyền",
            "task": "Đẩy mạnh thông tin",
            "activity": "Đăng bài viết",
            "lead": "Sở TTTT",
        },
        {
            "no": "2-2",
            "objective": "^Tuyên truyền",
            "task": "^Đẩy mạnh thông tin",
            "activity": "Tổ chức cuộc thi",
            "lead": "Tỉnh Đoàn",
            "deadline": "Quý II",
        },
    ]


def test_numbered_sub_rows_inherit_from_their_parent() -> None:
    found = rows(
        "TT|Nhiệm vụ|Chủ trì|Thời gian", "10|Số hóa|Sở TTTT|Cả năm", "10.1|Hồ sơ||", "10.2|Kết quả|Sở Y tế|"
    )
    assert found[1:] == [
        {"no": "10.1", "task": "Hồ sơ", "lead": "^Sở TTTT", "deadline": "^Cả năm"},
        {"no": "10.2", "task": "Kết quả", "lead": "Sở Y tế", "deadline": "^Cả năm"},
    ]


def test_dashes_and_scraps_stay_or_go_as_they_should() -> None:
    assert rows(SMALL, "1|**Rà soát**<br>văn bản &amp; báo cáo|- Sở Nội vụ|-") == [
        {"no": "1", "task": "Rà soát văn bản & báo cáo", "lead": "- Sở Nội vụ", "deadline": "-"}
    ]


def test_what_stands_in_the_number_column_is_never_lost() -> None:
    assert rows(
        SMALL, "1|Một|Sở A|2024", "-|Ý nhỏ|Sở B|", "1a|Bổ sung|Sở C|", "Ghi chú: theo dõi hằng quý|||"
    ) == [
        {"no": "1", "task": "Một", "lead": "Sở A", "deadline": "2024"},
        {"no": "1-1", "task": "- Ý nhỏ", "lead": "Sở B", "deadline": "^2024"},
        {"no": "1a", "task": "Bổ sung", "lead": "Sở C"},
        {"no": "1a-1", "task": "Ghi chú: theo dõi hằng quý"},
    ]


def test_a_line_wider_than_the_header_goes_into_its_last_cell() -> None:
    assert rows(SMALL, "1|Một|Sở A|Quý I|Quý II")[0]["deadline"] == "Quý I Quý II"


def test_unknown_columns_keep_their_own_titles() -> None:
    assert rows("STT|Nhiệm vụ|Chủ trì|Ghi chú|", "1|Một|Sở A|Ưu tiên|x") == [
        {"no": "1", "task": "Một", "lead": "Sở A", "Ghi chú": "Ưu tiên", "cột 5": "x"}
    ]


def test_several_tables_in_one_appendix() -> None:
    plan = parse(
        "KẾ HOẠCH\nA\n\nPHỤ LỤC I\nDANH MỤC\n\n"
        + table("STT|Nhiệm vụ|Chủ trì", "1|Một|Sở A")
        + "\n\nBiểu số 2\n\n"
        + table("STT|Chỉ tiêu|Chỉ tiêu năm 2025|Đơn vị thực hiện", "1|Tỷ lệ|50%|Sở A")
        + "\n\nPHỤ LỤC II\nKHÁC\n\n"
        + table("TT|Tên đề án|Cơ quan chủ trì|Cấp trình|Thời gian trình", "1|Đề án X|Sở C|UBND tỉnh|Quý I")
    )
    assert [(r.table, r.locator) for r in plan.records] == [
        ("phu-luc-i", "phu-luc-i/1"),
        ("phu-luc-i/bang-2", "phu-luc-i/bang-2/1"),
        ("phu-luc-ii", "phu-luc-ii/1"),
    ]
    assert cells(plan.records)[1:] == [
        {"no": "1", "task": "Tỷ lệ", "target": "50%", "implementer": "Sở A"},
        {"no": "1", "task": "Đề án X", "lead": "Sở C", "approver": "UBND tỉnh", "deadline": "Quý I"},
    ]
    assert find(plan, "phu-luc-i/bang-2/1").label == "Phụ lục I, bảng 2, chỉ tiêu 1"


def test_rows_and_items_may_share_their_numbers() -> None:
    plan = parse(
        "KẾ HOẠCH\nA\n\nI. NHIỆM VỤ\n\n1. Làm ngay.\n\n" + table("STT|Nhiệm vụ|Chủ trì", "1|Một|Sở A")
    )
    locators = [passage.locator for passage in plan.passages]
    assert len(set(locators)) == len(locators)


def test_a_header_without_rows_is_told() -> None:
    plan = parse(f"KẾ HOẠCH\nA\n\nPhụ lục\nX\n\n{table(SMALL)}")
    assert plan.records == ()
    assert plan.warnings == ("Bảng tại “Phụ lục” không có dòng nào đọc được.",)


def test_windows_line_ends_change_nothing() -> None:
    text = "KẾ HOẠCH\nA\n\nPhụ lục\nX\n\n" + table(SMALL, "1|Một|Sở A|2024", SMALL, "||và Sở B|")
    assert cells(parse(text.replace("\n", "\r\n")).records) == cells(parse(text).records)


def test_group_whose_line_holds_the_torn_end_of_the_row_above_is_still_a_group() -> None:
    plan = parse(
        table(
            "TT|Nhiệm vụ|Chủ trì|Thời gian",
            "I|Hạ tầng||",
            "1|Di chuyển hệ thống|Bộ Tài chính|2025 và những năm tiếp theo",
            "II|Nhân lực||năm tiếp theo",
            "2|Đào tạo|Bộ Nội vụ|2025",
        )
    )
    assert [(record.locator, record.section) for record in plan.records] == [
        ("bang-1/I/1", "I. Hạ tầng"),
        ("bang-1/II/2", "II. Nhân lực"),
    ]

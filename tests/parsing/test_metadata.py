"""What a document says of itself; blanks stay blank."""

from collections.abc import Mapping
from datetime import date

import pytest

from assistant.parsing.metadata import find_province, parse_date
from assistant.types import LegalReference, ParsedPlan, Plan, Signature
from tests.parsing.documents import parse

GOVERNMENT_76 = ("Nghị quyết", "76/NQ-CP", date(2021, 7, 15), "Chính phủ")
PROGRAMME = "ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn"
LOCAL_LAW = ("Luật", None, date(2015, 6, 19), None, "Tổ chức chính quyền địa phương", "quyet-dinh/can-cu-1")
CHANGE_OF_LAW = (
    "ửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
)
DEPUTY = Signature("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", None)
TITLE_28 = (
    "thực hiện Nghị quyết số 28-NQ/TW ngày 17/11/2022 của Ban Chấp hành Trung ương Đảng khóa XIII về tiếp tục đổi mới "
    "phương thức lãnh đạo, cầm quyền của Đảng đối với hệ thống chính trị trong giai đoạn mới"
)

PLANS = {
    "binh-dinh-2023-cchc": Plan(
        id="binh-dinh-2023-cchc",
        title="Kế hoạch cải cách hành chính tỉnh Bình Định năm 2023",
        kind="Kế hoạch",
        instrument="Quyết định",
        number="/QĐ-UBND",
        issuer="Ủy ban nhân dân tỉnh Bình Định",
        signatory="Lâm Hải Giang",
        province="Bình Định",
        date=None,
        date_text="ngày tháng 12 năm 2022",
        years=(2023,),
        source="binh-dinh-2023-cchc.txt",
        legal_bases=(
            LegalReference(*LOCAL_LAW),
            LegalReference(
                "Luật", None, date(2019, 11, 22), None, f"S{CHANGE_OF_LAW}", "quyet-dinh/can-cu-1"
            ),
            LegalReference(*GOVERNMENT_76, f"{PROGRAMME} 2021- 2030", "quyet-dinh/can-cu-2"),
            LegalReference(
                "Nghị quyết",
                "131/NQ-CP",
                date(2022, 10, 6),
                "Chính phủ",
                "về đẩy mạnh cải cách thủ tục hành chính và hiện đại hóa phương thức chỉ đạo, điều hành phục vụ người "
                "dân, doanh nghiệp",
                "quyet-dinh/can-cu-3",
            ),
            LegalReference(
                "Quyết định",
                "3809/QĐ-UBND",
                date(2021, 9, 14),
                "Ủy ban nhân dân tỉnh",
                "ban hành Kế hoạch thực hiện Chương trình hành động số 09-CTr/TU ngày 14 tháng 5 năm 2021 của Tỉnh ủy "
                "thực hiện Nghị quyết Đại hội XX Đảng bộ tỉnh, Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII về cải "
                "cách hành chính, trọng tâm là tiếp tục đẩy mạnh cải cách thủ tục hành chính giai đoạn 2020-2025",
                "quyet-dinh/can-cu-4",
            ),
            LegalReference(
                "Tờ trình",
                "719/TTr-SNV",
                date(2022, 12, 14),
                "Giám đốc Sở Nội vụ",
                None,
                "quyet-dinh/can-cu-5",
            ),
        ),
        recipients=(
            "Bộ Nội vụ",
            "Văn phòng Chính phủ",
            "Bộ Thông tin và Truyền thông",
            "TT Tỉnh ủy, TT HĐND tỉnh",
            "CT, các PCT UBND tỉnh",
            "BCĐ CTHĐ 09 của Tỉnh ủy",
            "Ban Thường vụ Tỉnh Đoàn",
            "Đài PT&TH tỉnh, Báo Bình Định",
            "LĐ, CV VP UBND tỉnh",
            "THCB, PVHCC, HCTC",
            "UBND các xã, phường, thị trấn",
            "Lưu: VT, KSTT",
        ),
        signature=Signature("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lâm Hải Giang"),
    ),
    "binh-dinh-2023-nq28": Plan(
        id="binh-dinh-2023-nq28",
        title=f"Kế hoạch thực hiện Chương trình hành động số 20-CTr/TU ngày 20/3/2023 của Tỉnh ủy {TITLE_28}",
        kind="Kế hoạch",
        instrument="Kế hoạch",
        number="/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Bình Định",
        signatory="Phạm Anh Tuấn",
        province="Bình Định",
        date=None,
        date_text="ngày /5/2023",
        years=(2023,),
        source="binh-dinh-2023-nq28.txt",
        legal_bases=(
            LegalReference(
                "Nghị quyết",
                "28-NQ/TW",
                date(2022, 11, 17),
                "Ban Chấp hành Trung ương Đảng khóa XIII",
                None,
                "mo-dau-1",
            ),
            LegalReference(
                "Chương trình hành động", "20-CTr/TU", date(2023, 3, 20), "Tỉnh ủy", TITLE_28, "mo-dau-1"
            ),
        ),
        recipients=(
            "Thường trực Tỉnh ủy",
            "Thường trực HĐND tỉnh",
            "Ủy ban MTTQ Việt Nam tỉnh",
            "CT, các PCT UBND tỉnh",
            "Ban Tổ chức Tỉnh ủy",
            "Các sở, ban, ngành, đơn vị thuộc tỉnh",
            "UBND các huyện, thị xã, thành phố",
            "LĐ, CV VP UBND tỉnh",
            "Lưu: VT, K12",
        ),
        signature=Signature("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", "Phạm Anh Tuấn"),
    ),
    "quang-tri-2025-cchc": Plan(
        id="quang-tri-2025-cchc",
        title="Kế hoạch cải cách hành chính nhà nước tỉnh Quảng Trị năm 2025",
        kind="Kế hoạch",
        instrument="Kế hoạch",
        number="/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh Quảng Trị",
        signatory="Lê Đức Tiến",
        province="Quảng Trị",
        date=None,
        date_text="ngày tháng năm 2024",
        years=(2025,),
        source="quang-tri-2025-cchc.txt",
        legal_bases=(
            LegalReference(
                *GOVERNMENT_76,
                "ban hành Chương trình tổng thể Cải cách hành chính nhà nước (sau đây viết tắt là CCHC) giai đoạn "
                "2021-2030",
                "mo-dau-1",
            ),
        ),
        recipients=(
            "Bộ Nội vụ (b/c)",
            "Vụ CCHC, Bộ Nội vụ",
            "Thường trực Tỉnh ủy",
            "Thường trực HĐND tỉnh",
            "Ủy ban MTTQVN tỉnh",
            "Chủ tịch, các PCT UBND tỉnh",
            "Các cơ quan chuyên môn, cơ quan thuộc UBND tỉnh",
            "Đài PT-TH tỉnh",
            "Báo Quảng Trị",
            "Cổng TTĐT tỉnh",
            "UBND các huyện, thị xã, thành phố",
            "UBND các xã, phường, thị trấn",
            "Lưu: VT, NC_Y",
        ),
        signature=Signature("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Đức Tiến"),
    ),
    "tien-giang-2023-cchc": Plan(
        id="tien-giang-2023-cchc",
        title="Kế hoạch thực hiện nhiệm vụ cải cách hành chính năm 2023 trên địa bàn tỉnh Tiền Giang",
        kind="Kế hoạch",
        instrument="Quyết định",
        number="45/QĐ-UBND",
        issuer="Chủ tịch Ủy ban nhân dân tỉnh Tiền Giang",
        signatory="Nguyễn Văn Vĩnh",
        province="Tiền Giang",
        date=date(2023, 1, 10),
        date_text="ngày 10 tháng 01 năm 2023",
        years=(2023,),
        source="tien-giang-2023-cchc.txt",
        legal_bases=(
            LegalReference(*LOCAL_LAW),
            LegalReference(
                "Luật", None, date(2019, 11, 22), None, f"s{CHANGE_OF_LAW}", "quyet-dinh/can-cu-1"
            ),
            LegalReference(*GOVERNMENT_76, f"{PROGRAMME} 2021 -2030", "quyet-dinh/can-cu-2"),
            LegalReference(
                "Nghị quyết",
                "09-NQ/TU",
                date(2021, 10, 6),
                "Tỉnh ủy",
                "về đẩy mạnh cải cách hành chính, nâng cao các chỉ số cải cách hành chính tỉnh Tiền Giang, giai đoạn "
                "2021 - 2025",
                "quyet-dinh/can-cu-3",
            ),
            LegalReference(
                "Quyết định",
                "2703/QĐ-UBND",
                date(2021, 10, 18),
                "Ủy ban nhân dân tỉnh",
                "về ban hành Chương trình tổng thể cải cách hành chính nhà nước của tỉnh Tiền Giang, giai đoạn 2021 - "
                "2030",
                "quyet-dinh/can-cu-4",
            ),
            LegalReference("Đề nghị", None, None, "Giám đốc Sở Nội vụ", None, "quyet-dinh/can-cu-5"),
        ),
        recipients=(
            "Như Điều 4",
            "Vụ CCHC - Bộ Nội vụ",
            "TTTU, TT HĐND tỉnh",
            "CT, các PCT UBND tỉnh",
            "Các sở, ban, ngành tỉnh",
            "Hội Cựu chiến binh tỉnh",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "UBND các huyện, thành, thị",
            "VPUB: CVP, các PCVP, các phòng nghiên cứu, TTTH-CB, TTPVHCC&KSTT",
            "Đài PTTH tỉnh, Báo Ấp Bắc, Công TTĐT tỉnh",
            "Lưu: VT, KSTT(Hiếu)",
        ),
        signature=Signature(None, None, "CHỦ TỊCH", "Nguyễn Văn Vĩnh"),
    ),
    "vinh-long-2024-cchc": Plan(
        id="vinh-long-2024-cchc",
        title="Kế hoạch cải cách hành chính năm 2024 trên địa bàn tỉnh Vĩnh Long",
        kind="Kế hoạch",
        instrument="Quyết định",
        number="2890/QĐ-UBND",
        issuer="Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long",
        signatory=None,
        province="Vĩnh Long",
        date=date(2023, 12, 18),
        date_text="ngày 18 tháng 12 năm 2023",
        years=(2024,),
        source="vinh-long-2024-cchc.txt",
        legal_bases=(
            LegalReference(
                "Luật", None, date(2015, 6, 19), None, "Tổ chức Chính quyền địa phương", "quyet-dinh/can-cu-1"
            ),
            LegalReference(
                "Luật", None, date(2019, 11, 22), None, f"s{CHANGE_OF_LAW}", "quyet-dinh/can-cu-1"
            ),
            LegalReference(*GOVERNMENT_76, f"{PROGRAMME} 2021 - 2030", "quyet-dinh/can-cu-2"),
            LegalReference(
                "Chỉ thị",
                "23/CT-TTg",
                date(2021, 9, 2),
                "Thủ tướng Chính phủ",
                "về việc đẩy mạnh thực hiện Chương trình tổng thể Cải cách hành chính nhà nước giai đoạn 2021 - 2030",
                "quyet-dinh/can-cu-3",
            ),
            LegalReference(
                "Quyết định",
                "876/QĐ-BNV",
                date(2022, 11, 10),
                "Bộ trưởng Bộ Nội vụ",
                "Phê duyệt Đề án “Xác định Chỉ số cải cách hành chính của các bộ, cơ quan ngang bộ, Ủy ban nhân dân "
                "tỉnh, thành phố trực thuộc Trung ương” giai đoạn 2022 - 2030",
                "quyet-dinh/can-cu-4",
            ),
            LegalReference(
                "Quyết định",
                "2617/QĐ-UBND",
                date(2021, 9, 30),
                "Ủy ban nhân dân tỉnh",
                "ban hành Kế hoạch cải cách hành chính nhà nước giai đoạn 2021-2025 trên địa bàn tỉnh Vĩnh Long",
                "quyet-dinh/can-cu-5",
            ),
            LegalReference(
                "Quyết định",
                "3267/QĐ-UBND",
                date(2021, 11, 29),
                "Ủy ban nhân dân tỉnh",
                "về việc điều chỉnh nhiệm vụ Kế hoạch cải cách hành chính nhà nước giai đoạn 2021- 2025 trên địa bàn "
                "tỉnh Vĩnh Long",
                "quyet-dinh/can-cu-6",
            ),
            LegalReference(
                "Tờ trình",
                "778/TTr-SNV",
                date(2023, 12, 14),
                "Giám đốc Sở Nội vụ",
                None,
                "quyet-dinh/can-cu-7",
            ),
        ),
        recipients=(
            "Như Điều 3",
            "Bộ Nội vụ",
            "Văn phòng Chính phủ",
            "CT, các PCT UBND tỉnh",
            "Thành viên BCĐ CCHC tỉnh",
            "Lãnh đạo VP.UBND tỉnh",
            "Sở Nội vụ (cơ quan thường trực)",
            "Trung tâm: PVHCC, TH-CB",
            "Trang Thông tin điện tử CCHC tỉnh",
            "Lưu: VT, 1.06.02",
        ),
        signature=Signature(None, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", None),
    ),
}


@pytest.mark.parametrize("plan_id", PLANS)
def test_metadata_of_the_five_plans(plan_id: str, plans: Mapping[str, ParsedPlan]) -> None:
    assert plans[plan_id].plan == PLANS[plan_id]


def test_abbreviations_that_plans_define(plans: Mapping[str, ParsedPlan]) -> None:
    assert {plan_id: dict(plan.abbreviations) for plan_id, plan in plans.items()} == {
        "binh-dinh-2023-cchc": {},
        "binh-dinh-2023-nq28": {},
        "quang-tri-2025-cchc": {"TTHC": "thủ tục hành chính", "QPPL": "quy phạm pháp luật"},
        "tien-giang-2023-cchc": {
            "CCHC": "cải cách hành chính",
            "TTHC": "thủ tục hành chính",
            "UBND": "Ủy ban nhân dân",
            "VBQPPL": "văn bản quy phạm pháp luật",
        },
        "vinh-long-2024-cchc": {
            "CCHC": "cải cách hành chính",
            "UBND": "Ủy ban nhân dân",
            "TTHC": "thủ tục hành chính",
        },
    }


def test_letterhead_in_a_table_with_english_beside_it() -> None:
    plan = parse(
        "PROVINCE PEOPLE'S COMMITTEE\tSOCIALIST REPUBLIC OF VIETNAM\nNo: 12/KH-UBND\tIndependence - Freedom\n\n"
        "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP --------\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 617/KH-UBND\t*Đồng Tháp, ngày 01 tháng 12 năm 2025*\n\nKẾ HOẠCH\n\nCHUYỂN ĐỔI SỐ CHO DOANH NGHIỆP\n\n"
        "Thực hiện Kế hoạch số 283/KH-UBND ngày 24/9/2025 của Uỷ ban nhân dân Tỉnh về chuyển đổi số;\n\nI. MỤC ĐÍCH"
    ).plan
    assert (plan.number, plan.date, plan.issuer, plan.province, plan.years) == (
        "617/KH-UBND", date(2025, 12, 1), "Ủy ban nhân dân tỉnh Đồng Tháp", "Đồng Tháp", (2025,),
    )  # fmt: skip
    assert plan.title == "Kế hoạch chuyển đổi số cho doanh nghiệp"
    assert plan.legal_bases == (
        LegalReference(
            "Kế hoạch",
            "283/KH-UBND",
            date(2025, 9, 24),
            "Uỷ ban nhân dân Tỉnh",
            "về chuyển đổi số",
            "mo-dau-1",
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 18 tháng 12 năm 2023", date(2023, 12, 18)),
        ("Ngày 01/3/2024", date(2024, 3, 1)),
        ("ngày   tháng 12 năm 2022", None),
        ("ngày /5/2023", None),
        ("ngày 31 tháng 02 năm 2023", None),
        ("năm 2023", None),
    ],
)
def test_dates_with_blanks_are_no_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tỉnh Vĩnh Long, tỉnh Bình Định, UBND tỉnh Vĩnh Long", "Vĩnh Long"),
        ("UBND TỈNH QUẢNG TRỊ", "Quảng Trị"),
        ("Báo Bình Định", "Bình Định"),
        ("thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("ở Vĩnh Long", None),
        ("", None),
    ],
)
def test_province_is_the_one_named_most_often_as_such(text: str, expected: str | None) -> None:
    assert find_province(text) == expected


def test_document_that_says_nothing_has_only_its_file_name() -> None:
    assert parse("Xin chào.").plan == Plan(
        id="toy",
        title="Văn bản toy",
        kind="Văn bản",
        instrument="Văn bản",
        number=None,
        issuer=None,
        signatory=None,
        province=None,
        date=None,
        date_text=None,
        years=(),
        source="toy.txt",
    )

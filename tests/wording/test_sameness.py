import pytest

from assistant.question.abbreviations import Abbreviations
from assistant.wording.sameness import Sameness

SAMENESS = Sameness(Abbreviations())
LEAD = "Theo Kế hoạch năm 2024 của tỉnh Cà Mau, Văn phòng UBND tỉnh chủ trì nhiệm vụ “Số hóa hồ sơ cấp xã”"
SUMMARY = (
    "Nhiệm vụ “Rà soát văn bản” – cơ quan chủ trì: Sở Tư pháp; cơ quan phối hợp: Sở Nội vụ; "
    "sản phẩm: Báo cáo; thời hạn: Quý II/2024"
)
LEVELS = "Thời hạn của nhiệm vụ “Tổ chức đối thoại”: Cấp tỉnh: trước ngày 30/6/2024; cấp huyện: trước ngày 31/7/2024"
ITEM = (
    "2. Xây dựng và triển khai thực hiện Kế hoạch khảo sát, đo lường sự hài lòng của người dân, tổ chức đối với sự phục "
    "vụ của bộ phận tiếp nhận hồ sơ trên địa bàn (thời hạn: Quý II/2024)"
)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (LEAD, LEAD),
        (
            LEAD,
            "Văn phòng UBND tỉnh chủ trì việc số hóa hồ sơ cấp xã, theo kế hoạch năm 2024 của tỉnh Cà Mau",
        ),
        (
            LEAD,
            "Theo Kế hoạch năm 2024 của tỉnh Cà Mau, cơ quan chủ trì “Số hóa hồ sơ cấp xã” là Văn phòng Ủy ban nhân dân tỉnh",
        ),
        (
            SUMMARY,
            "Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ, sản phẩm là báo cáo, thời hạn trong quý II/2024, đối với “Rà soát văn bản”",
        ),
        (
            SUMMARY,
            "Việc rà soát văn bản được giao Sở Tư pháp chủ trì, Sở Nội vụ phối hợp; sản phẩm: báo cáo; thời hạn: quý II/2024",
        ),
        (
            LEVELS,
            "Nhiệm vụ “Tổ chức đối thoại” có thời hạn là: cấp tỉnh trước ngày 30/6/2024, còn cấp huyện trước ngày 31/7/2024",
        ),
        (
            ITEM,
            "2. Xây dựng và triển khai thực hiện Kế hoạch khảo sát, đo lường sự hài lòng của người dân… (thời hạn: Quý II/2024)",
        ),
        (
            "Có 2 nhiệm vụ do Sở Tư pháp chủ trì:",
            "Có 2 nhiệm vụ được giao Sở Tư pháp chủ trì, cụ thể như sau:",
        ),
    ],
)
def test_other_words_around_the_same_facts_are_the_same(told: str, said: str) -> None:
    assert SAMENESS.is_same(said, told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (LEAD, "Văn phòng UBND tỉnh không chủ trì “Số hóa hồ sơ cấp xã” theo kế hoạch năm 2024 của tỉnh Cà Mau"),
        (LEAD, "Văn phòng UBND tỉnh phối hợp “Số hóa hồ sơ cấp xã” theo kế hoạch năm 2024 của tỉnh Cà Mau"),
        (LEAD, "Văn phòng UBND tỉnh chủ trì “Số hóa hồ sơ” theo kế hoạch năm 2024 của tỉnh Cà Mau"),
        (LEAD, "Văn phòng UBND tỉnh chủ trì “Số hóa hồ sơ cấp xã” theo kế hoạch năm 2025 của tỉnh Cà Mau"),
        (LEAD, "Văn phòng UBND tỉnh chủ trì “Số hóa hồ sơ cấp xã” theo kế hoạch năm 2024 của tỉnh Bạc Liêu"),
        (LEAD, "Văn phòng UBND tỉnh chủ trì “Số hóa hồ sơ cấp xã”"),
        (LEAD, "Văn phòng UBND tỉnh đã chủ trì “Số hóa hồ sơ cấp xã” theo kế hoạch năm 2024 của tỉnh Cà Mau"),
        (LEAD, "Văn phòng UBND tỉnh và các sở chủ trì “Số hóa hồ sơ cấp xã” theo kế hoạch năm 2024 của tỉnh Cà Mau"),
        (SUMMARY, "“Rà soát văn bản” – cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Sở Tư pháp; sản phẩm: Báo cáo; thời hạn: Quý II/2024"),
        (SUMMARY, "Sở Nội vụ chủ trì, Sở Tư pháp phối hợp “Rà soát văn bản”, sản phẩm: báo cáo; thời hạn: quý II/2024"),
        (SUMMARY, "Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp “Rà soát văn bản”, sản phẩm: báo cáo; thời hạn: quý II/2024"),
        (SUMMARY, "Sở Tư pháp chủ trì “Rà soát văn bản”, sản phẩm: báo cáo; thời hạn: quý II/2024"),
        (SUMMARY, "Sở Tư pháp chủ trì, Sở Nội vụ phối hợp “Rà soát văn bản”, sản phẩm: báo cáo quý II/2024"),
        (SUMMARY, "Sở Tư pháp, Sở Nội vụ chủ trì, phối hợp “Rà soát văn bản”, sản phẩm: báo cáo; thời hạn: quý II/2024"),
        (LEVELS, "“Tổ chức đối thoại” thời hạn: cấp huyện trước ngày 30/6/2024; cấp tỉnh trước ngày 31/7/2024"),
        (LEVELS, "“Tổ chức đối thoại” thời hạn: cấp tỉnh trước ngày 31/7/2024; cấp huyện trước ngày 30/6/2024"),
        (LEVELS, "“Tổ chức đối thoại” thời hạn: cấp tỉnh sau ngày 30/6/2024; cấp huyện trước ngày 31/7/2024"),
        (LEVELS, "“Tổ chức đối thoại” thời hạn: cấp tỉnh trước ngày 30/6/2024"),
        (LEVELS, "“Tổ chức đối thoại” thời hạn: cấp tỉnh, trước ngày 30/6/2024 cấp huyện, trước ngày 31/7/2024"),
        (SUMMARY, "“Rà soát văn bản” chủ trì, Sở Tư pháp phối hợp, Sở Nội vụ; sản phẩm: báo cáo; thời hạn: quý II/2024"),
        (SUMMARY, "Sở Tư pháp; chủ trì, phối hợp: Sở Nội vụ “Rà soát văn bản”, sản phẩm: báo cáo; thời hạn: quý II/2024"),
        (SUMMARY, "Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ sản phẩm, báo cáo thời hạn quý; II/2024, “Rà soát văn bản”"),
        (ITEM, "2. Xây dựng Kế hoạch… (thời hạn: Quý II/2024)"),
        (ITEM, "2. Xây dựng và triển khai thực hiện Kế hoạch khảo sát, đo lường sự hài lòng của người dân… (thời hạn: Quý III/2024)"),
        (ITEM, "2. Xây dựng và triển khai thực hiện Kế hoạch khảo sát, đo lường sự hài lòng của người dân…"),
        (ITEM, "3. Xây dựng và triển khai thực hiện Kế hoạch khảo sát, đo lường sự hài lòng của người dân… (thời hạn: Quý II/2024)"),
        ("Có 2 nhiệm vụ do Sở Tư pháp chủ trì:", "Có 3 nhiệm vụ do Sở Tư pháp chủ trì:"),
        ("Đạt tối thiểu 80%, trừ cấp xã", "Đạt 80%"),
        ("Thời hạn: Theo quy định", "Thời hạn:"),
        ("Do các cơ quan, đơn vị chủ trì", "Do các cơ quan chủ trì"),
    ],
)  # fmt: skip
def test_any_fact_more_less_or_elsewhere_is_not_the_same(told: str, said: str) -> None:
    assert not SAMENESS.is_same(said, told)


def test_what_holds_a_limit_a_number_or_an_agency_is_not_cut_off() -> None:
    long = "Triển khai số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực trên địa bàn {} theo lộ trình đã được phê duyệt (thời hạn: Quý I)"
    for tail in ("trừ hồ sơ mật", "đạt 80 hồ sơ", "của Sở Nội vụ"):
        told = long.format(tail)
        head = "Triển khai số hóa hồ sơ, kết quả giải quyết thủ tục hành chính… (thời hạn: Quý I)"
        assert not SAMENESS.is_same(head, told)
    assert SAMENESS.is_same(head, long.format("toàn tỉnh"))


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("Cụ thể như sau:", True),
        ("", True),
        ("Không có.", False),
        ("Các kế hoạch quy định như sau:", True),
        ("Hai", False),
    ],
)
def test_words_that_assert_nothing_are_known(text: str, *, nothing: bool) -> None:
    assert SAMENESS.says_nothing(text) is nothing

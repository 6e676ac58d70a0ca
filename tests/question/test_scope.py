import pytest

from assistant.catalogue import Catalogue
from assistant.question.scope import find_scope
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, PLAN_IDS


@pytest.mark.parametrize(
    ("text", "plan_ids"),
    [
        ("ai chủ trì ở Cà Mau?", (CA_MAU,)),
        ("ai chủ trì, cà mau", (CA_MAU,)),
        ("ai chu tri o ca mau", (CA_MAU,)),
        ("AI CHỦ TRÌ Ở CÀ MAU", (CA_MAU,)),
        ("Cà Mau và Lào Cai khác gì nhau?", (CA_MAU, LAO_CAI)),
        ("nhiệm vụ của CM", (CA_MAU,)),
        ("nhiệm vụ ở C.Mau", (CA_MAU,)),
        ("nhiem vu cua l. cai", (LAO_CAI,)),
        ("tỉnh Bến Tre", (BEN_TRE,)),
        ("ở Vĩnh Long", (BEN_TRE,)),  # Bến Tre is in Vĩnh Long since 2025
        ("kế hoạch năm 2024", (BEN_TRE, CA_MAU)),
        ("kế hoạch năm 2025 của Lào Cai", (LAO_CAI,)),
        ("ai chủ trì số hóa?", PLAN_IDS),
        ("", PLAN_IDS),
    ],
)
def test_provinces_and_years_narrow_the_plans(
    catalogue: Catalogue, text: str, plan_ids: tuple[str, ...]
) -> None:
    found = find_scope(text, catalogue.plans())
    assert found.plan_ids == plan_ids
    assert found.unknown_provinces == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("ở Hà Giang", ("Hà Giang",)),
        ("tỉnh hà giang", ("Hà Giang",)),
        ("o tinh ha giang", ("Hà Giang",)),
        ("Hà Nội chủ trì việc gì?", ("Hà Nội",)),
        ("tỉnh Hòa Bình", ("Hòa Bình",)),
        ("Bạc Liêu và Cà Mau", ("Bạc Liêu",)),
    ],
)
def test_provinces_without_a_plan_are_told(catalogue: Catalogue, text: str, unknown: tuple[str, ...]) -> None:
    assert find_scope(text, catalogue.plans()).unknown_provinces == unknown


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("ai chủ trì số hóa hà giang", ("Hà Giang",)),
        ("ai chủ trì số hóa ở TP.HCM", ("Hồ Chí Minh",)),
        ("ai chủ trì số hóa ở tphcm", ("Hồ Chí Minh",)),
        ("ai chủ trì số hóa ở Sài Gòn", ("Hồ Chí Minh",)),
    ],
)
def test_provinces_are_known_in_lower_case_and_by_their_everyday_names(
    catalogue: Catalogue, text: str, unknown: tuple[str, ...]
) -> None:
    assert find_scope(text, catalogue.plans()).unknown_provinces == unknown


@pytest.mark.parametrize("text", ["vì hòa bình", "an toàn giao thông", "cải cách long trọng", "phú yên ổn"])
def test_everyday_words_are_no_provinces(catalogue: Catalogue, text: str) -> None:
    assert find_scope(text, catalogue.plans()).provinces == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("kế hoạch năm 2024", (2024,)),
        ("ở Cà Mau năm 2030", (2030,)),
        ("năm 2023 và năm 2024", (2023, 2024)),
        ("quý II/2024", ()),
        ("trước ngày 31/01/2024", ()),
        ("tháng 8 năm 2024", ()),
        ("giai đoạn 2021-2025", ()),
        pytest.param(
            "giai đoạn 2021 - 2025",
            (),
        ),
    ],
)
def test_years_count_only_outside_dates_and_periods(
    catalogue: Catalogue, text: str, years: tuple[int, ...]
) -> None:
    assert find_scope(text, catalogue.plans()).years == years


def test_a_filter_bounds_the_scope(catalogue: Catalogue) -> None:
    assert find_scope("ai chủ trì?", catalogue.plans(), [LAO_CAI]).plan_ids == (LAO_CAI,)
    filtered = find_scope("ở Cà Mau", catalogue.plans(), [LAO_CAI])
    assert filtered.unknown_provinces == ("Cà Mau",)


@pytest.mark.parametrize(
    ("text", "appendix"),
    [
        ("theo Phụ lục 2", "phu-luc-2"),
        ("trong PL 1", "phu-luc-1"),
        ("phụ lục II", "phu-luc-ii"),
        ("phụ lục", None),
    ],
)
def test_a_numbered_appendix_is_named_by_its_locator(
    catalogue: Catalogue, text: str, appendix: str | None
) -> None:
    assert find_scope(text, catalogue.plans()).appendix == appendix


def test_spans_cover_what_is_scope_and_nothing_of_the_matter(catalogue: Catalogue) -> None:
    text = "ai chủ trì số hóa trong kế hoạch năm 2025 của tỉnh Lào Cai?"
    covered = set[int]()
    for start, end in find_scope(text, catalogue.plans()).spans:
        covered.update(range(start, end))
    left = "".join(" " if i in covered else c for i, c in enumerate(text))
    assert left.split() == ["ai", "chủ", "trì", "số", "hóa", "?"]

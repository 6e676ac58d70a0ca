import pytest

from evals.metrics.citation_support import CitationScore, score_citations
from evals.metrics.statements import Statement
from evals.metrics.support import Source, SupportChecker
from evals.metrics.wording import Wording

ROW = Source(
    "24.\tSố hóa hồ sơ còn hiệu lực.\tSở Nội vụ\tQuý II/2024\nPhụ lục, mục III, nhiệm vụ 24\nCơ quan chủ trì",
    "24.\tSố hóa hồ sơ còn hiệu lực.\tSở Nội vụ\tQuý II/2024",
)
TORN = Source(
    "9. Báo cáo công tác Sở Nội Quý CCHC hàng năm vụ IV/2024",
    "9. Báo cáo công tác CCHC hàng năm\tSở Nội vụ\tQuý IV/2024",
)
OTHER = Source(
    "5. Phổ biến pháp luật\tSở Tư pháp\tQuý I/2024", "5. Phổ biến pháp luật\tSở Tư pháp\tQuý I/2024"
)
BODY = Source("Mức độ hài lòng đạt tối thiểu 90%", "Mức độ hài lòng đạt tối thiểu 90%")


@pytest.fixture
def checker() -> SupportChecker:
    return SupportChecker(Wording())


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Nhiệm vụ “Số hóa hồ sơ còn hiệu lực” do Sở Nội vụ chủ trì", ROW),
        ("Thời hạn của nhiệm vụ “Số hoá hồ sơ…”: Quý II/2024", ROW),
        ("Nhiệm vụ “Báo cáo công tác cải cách hành chính hàng năm” do Sở Nội vụ chủ trì", TORN),
        ("Mức độ hài lòng đạt 90 %", BODY),
    ],
)
def test_a_statement_is_borne_out_by_its_own_words(
    checker: SupportChecker, statement: str, source: Source
) -> None:
    assert checker.is_supported(statement, [source])


@pytest.mark.parametrize(
    ("statement", "sources"),
    [
        ("Nhiệm vụ “Số hóa hồ sơ còn hiệu lực” do Sở Tư pháp chủ trì", [ROW]),
        ("Thời hạn của nhiệm vụ “Số hóa hồ sơ còn hiệu lực”: Quý II/2025", [ROW]),
        ("Nhiệm vụ “Số hóa toàn bộ hồ sơ” do Sở Nội vụ chủ trì", [ROW]),
        ("Số hóa hồ sơ bằng máy quét tốc độ cao nhập khẩu", [ROW]),
        ("Mức độ hài lòng đạt 95%", [BODY]),
        ("Mức độ hài lòng đạt 90%", []),
    ],
)
def test_numbers_agencies_quotes_and_words_must_be_there(
    checker: SupportChecker, statement: str, sources: list[Source]
) -> None:
    assert not checker.is_supported(statement, sources)


def test_recall_counts_statements_and_precision_needed_citations(checker: SupportChecker) -> None:
    statements = [
        Statement("Nhiệm vụ “Số hóa hồ sơ còn hiệu lực” do Sở Nội vụ chủ trì", (1,)),  # needed
        Statement("Nhiệm vụ “Số hóa hồ sơ còn hiệu lực” do Sở Nội vụ chủ trì", (1, 2)),  # 2 is idle
        Statement("“Số hóa hồ sơ còn hiệu lực” và “Phổ biến pháp luật”", (1, 2)),  # both needed
        Statement("Nhiệm vụ “Phổ biến pháp luật” do Sở Tư pháp chủ trì", (1,)),  # the wrong one
        Statement("Nhiệm vụ “Phổ biến pháp luật” do Sở Tư pháp chủ trì", (9,)),  # points to nothing
        Statement("Thời gian không có trích dẫn", ()),
    ]

    score = score_citations(statements, {1: ROW, 2: OTHER}, checker)

    assert score == CitationScore(
        statements=6,
        supported=3,
        citations=7,
        needed=4,
        unsupported=(
            "Nhiệm vụ “Phổ biến pháp luật” do Sở Tư pháp chủ trì",
            "Nhiệm vụ “Phổ biến pháp luật” do Sở Tư pháp chủ trì",
            "Thời gian không có trích dẫn",
        ),
    )

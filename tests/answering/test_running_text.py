"""What a plan is for, by what means, who has which duty: answered from its running text, over one short plan."""

from collections.abc import Iterator

import pytest

from assistant.answering.engine import AnswerEngine
from assistant.config import load_settings
from assistant.corpus import load_corpus
from assistant.indexing import build_index, open_index
from assistant.question.query import QueryWriter
from assistant.question.understanding import QuestionReader
from assistant.retrieval import PlanRetriever
from tests.fakes import FakeEncoder

_PLAN = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LÀO CAI Độc lập - Tự do - Hạnh phúc

Số: 31/KH-UBND

Lào Cai, ngày 10 tháng 02 năm 2025

KẾ HOẠCH
Hội nhập quốc tế tỉnh Lào Cai năm 2025

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

a) Thu hút bạn bè quốc tế đến với tỉnh.

b) Mở rộng thị trường cho nông sản.

2. Yêu cầu

a) Bảo đảm tiết kiệm, không phô trương.

II. GIẢI PHÁP

1. Về kinh tế: Nâng cấp cửa khẩu; mở hội chợ biên giới.

2. Hợp tác và thu hút đầu tư

a) Tổ chức đoàn công tác học tập kinh nghiệm.

b) Xúc tiến đầu tư vào khu công nghiệp.

III. TỔ CHỨC THỰC HIỆN

1. Sở Ngoại vụ theo dõi, đôn đốc; báo cáo Ủy ban nhân dân tỉnh trước ngày 20 của tháng cuối quý.

2. Ủy ban Kiểm tra Tỉnh ủy đưa việc thực hiện Kế hoạch vào chương trình giám sát hằng năm.

3. Báo Lào Cai, Đài Phát thanh và Truyền hình tỉnh mở chuyên trang về hội nhập.

4. Ủy ban nhân dân các xã, phường bố trí công chức phụ trách.

Phụ lục
NHIỆM VỤ NĂM 2025

STT	Nhiệm vụ	Cơ quan chủ trì	Thời gian hoàn thành
1	Báo cáo tổng kết hội nhập quốc tế	Sở Ngoại vụ	Tháng 12/2025
2	Rà soát thỏa thuận quốc tế	UBND cấp xã	Quý II/2025

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnswerEngine]:
    folder = tmp_path_factory.mktemp("running-text")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "lao-cai-2025-hnqt.txt").write_text(_PLAN, encoding="utf-8")
    settings, encoder = (
        load_settings({}, {"corpus": folder / "corpus", "index": folder / "indexes"}),
        FakeEncoder(),
    )
    build_index(settings, load_corpus(settings.corpus), encoder)
    with open_index(settings, encoder.model_id) as index:
        reader = QuestionReader(index.catalogue)
        retriever = PlanRetriever(index, encoder, QueryWriter(reader))
        yield AnswerEngine(index.catalogue, retriever, reader)


@pytest.mark.parametrize(
    ("question", "locators"),
    [
        ("Lào Cai ban hành kế hoạch hội nhập quốc tế 2025 nhằm mục đích gì?", ["I/1/a", "I/1/b"]),
        ("ke hoach hoi nhap quoc te lao cai lam ra de lam gi", ["I/1/a", "I/1/b"]),
        ("Kế hoạch hội nhập quốc tế Lào Cai có yêu cầu gì?", ["I/2/a"]),
        ("Lào Cai hội nhập quốc tế về kinh tế bằng cách nào?", ["II/1"]),
        ("Về hợp tác và thu hút đầu tư thì Lào Cai đưa ra những giải pháp nào?", ["II/2/a", "II/2/b"]),
        ("Ủy ban Kiểm tra Tỉnh ủy Lào Cai có phần việc gì?", ["III/2"]),
        ("Báo và đài ở Lào Cai được giao gì?", ["III/3"]),
        ("Sở Ngoại vụ Lào Cai báo cáo cho ai, bao lâu một lần?", ["III/1"]),
        ("Phần tổ chức thực hiện của Lào Cai giao UBND xã những việc gì?", ["III/4"]),
        ("xã tôi ở Lào Cai phải làm gì?", ["III/4", "phu-luc/2"]),
    ],
)
def test_the_running_text_answers(engine: AnswerEngine, question: str, locators: list[str]) -> None:
    assert [citation.locator for citation in engine.answer(question).citations] == locators


def test_another_party_body_is_not_taken_for_the_one_of_the_plan(engine: AnswerEngine) -> None:
    answer = engine.answer("Ủy ban Kiểm tra Huyện ủy Lào Cai phải làm gì?")
    assert "Tỉnh ủy có trách nhiệm" not in answer.text

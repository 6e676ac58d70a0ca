"""The assistant over the written plans and over a plan whose table hides its body, with a model behind real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.config import LlmUse, Settings, load_settings
from assistant.indexing import open_index
from assistant.llm.budget import CallBudget
from assistant.llm.consultation import SharedChat
from assistant.llm.openai_like import OpenAIChat
from assistant.service import PlanAssistant, index_corpus
from tests.fakes import FakeEncoder
from tests.llm.endpoint import Endpoint
from tests.written_plans import write_settings

TIMEOUT_S = 3.0
_HEAD = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HẬU GIANG Độc lập - Tự do - Hạnh phúc

Số: 21/KH-UBND

Hậu Giang, ngày 12 tháng 01 năm 2024

KẾ HOẠCH
Quản lý tài sản công tỉnh Hậu Giang năm 2024

I. MỤC TIÊU

1. Đến cuối kỳ, 95% giá trị tài sản công được hạch toán đầy đủ, kịp thời, đúng nguyên giá, khấu hao và hao mòn lũy kế theo chế độ kế toán hiện hành, kết nối liên thông với cơ sở dữ liệu quốc gia.

Phụ lục
NHIỆM VỤ NĂM 2024

STT	Nhiệm vụ	Cơ quan chủ trì	Sản phẩm	Thời gian hoàn thành
"""
_WORK = ("Kiểm kê", "Thống kê", "Sắp xếp", "Rà soát", "Bàn giao", "Mua sắm", "Bảo trì", "Thanh lý")
_THINGS = ("nhà làm việc", "xe ô tô", "máy tính", "bàn ghế", "kho bãi", "đất đai", "máy in", "phần mềm")
_ROWS = [f"{work} tài sản công các cơ quan là {thing}" for work in _WORK for thing in _THINGS]
HAU_GIANG = _HEAD + "".join(
    f"{number}.\t{row}.\tSở Tài chính\tBiên bản\tQuý II/2024\n" for number, row in enumerate(_ROWS, start=1)
)
"""Its 64 rows all speak of the matter, and none of them holds a share: the sentence that does is found behind them."""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = write_settings(tmp_path_factory.mktemp("rewriting"))
    index_corpus(settings, FakeEncoder())
    return settings


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("crowded")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "hau-giang-2024-tai-san.txt").write_text(HAU_GIANG, encoding="utf-8")
    settings = load_settings({}, {"corpus": corpus, "index": Path(folder / "indexes")})
    index_corpus(settings, FakeEncoder())
    return settings


@contextmanager
def opened(
    settings: Settings,
    endpoint: Endpoint | None = None,
    *uses: LlmUse,
    budget: CallBudget | None = None,
) -> Iterator[PlanAssistant]:
    """The assistant with the model of an endpoint, or without any."""
    encoder = FakeEncoder()
    chat = None
    if endpoint is not None:
        model = OpenAIChat(endpoint.url, "mo-hinh", timeout_s=TIMEOUT_S, retries=1)
        chat = SharedChat(model, budget, TIMEOUT_S)
    with PlanAssistant(open_index(settings, encoder.model_id), encoder, chat, uses) as assistant:
        yield assistant

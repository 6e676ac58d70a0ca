"""Questions of officials over the five plans, answered with the real model."""

from dataclasses import dataclass

import pytest

from assistant.service import PlanAssistant
from assistant.text.normalise import nfc
from tests.conftest import CORPUS

pytestmark = pytest.mark.model


@dataclass(frozen=True, slots=True)
class Expected:
    """What a right answer says and one of the places that it cites."""

    parts: tuple[str, ...]
    place: tuple[str, str]


VINH_LONG, QUANG_TRI, TIEN_GIANG = "vinh-long-2024-cchc", "quang-tri-2025-cchc", "tien-giang-2023-cchc"
BINH_DINH, BINH_DINH_28 = "binh-dinh-2023-cchc", "binh-dinh-2023-nq28"
QUESTIONS = {
    "ai chủ trì số hóa hồ sơ cấp xã ở Vĩnh Long?": Expected(
        ("sở, ban, ngành tỉnh", "UBND cấp huyện", "UBND cấp xã"), (VINH_LONG, "phu-luc/III/24")
    ),
}

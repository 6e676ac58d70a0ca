from pathlib import Path

import pytest

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.access.questions import Questions, Way
from assistant.config import Settings
from assistant.holdings import put_plans, take_out
from assistant.types import Answer
from tests.access.test_questions import LAN
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, TEXTS, write_settings

PASSWORD = "mat-khau-rat-dai"
QUESTION = "ai chủ trì số hóa?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two plans and one that was taken out, an account, a question that was kept."""
    places = {
        "accounts": tmp_path / "state" / "accounts.sqlite",
        "question_log": tmp_path / "state" / "questions.sqlite",
        "question_log_days": 30,
    }
    settings = write_settings(tmp_path / "first", CA_MAU, LAO_CAI).model_copy(update=places)
    take_out(settings.corpus, LAO_CAI)
    source = tmp_path / "inbox.txt"
    source.write_text(TEXTS[BEN_TRE], encoding="utf-8")
    put_plans(settings.corpus, {f"{BEN_TRE}.txt": source}, replaces=CA_MAU)
    Accounts(settings.accounts).add("lan", PASSWORD, Role.EDITOR)
    Questions(settings).note(LAN, Way.CHAT, QUESTION, Answer("Sở Nội vụ.", abstained=False))
    return settings


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Settings:
    """Another machine, with nothing on it."""
    return settings.model_copy(
        update={
            "corpus": tmp_path / "second" / "corpus",
            "index": tmp_path / "second" / "indexes",
            "accounts": tmp_path / "second" / "accounts.sqlite",
            "question_log": tmp_path / "second" / "questions.sqlite",
        }
    )

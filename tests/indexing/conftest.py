from pathlib import Path

import pytest

from assistant.config import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with an index folder that holds only a README.md, as in a fresh checkout."""
    folder = tmp_path / "indexes"
    folder.mkdir()
    (folder / "README.md").write_text("Dựng lại được.\n", encoding="utf-8")
    return load_settings({}, {"index": folder})

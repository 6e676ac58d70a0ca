from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.config import BUNDLED_MODEL, ENV_PREFIX, Settings, load_settings
from assistant.errors import SetupError


def test_defaults_need_no_environment() -> None:
    settings = load_settings({})
    assert settings.cache == Path.home() / ".cache/vn-plan-assistant"
    assert (settings.corpus, settings.index, settings.model) == (
        Path("corpus"),
        Path("indexes"),
        BUNDLED_MODEL,
    )
    assert (settings.host, settings.port, settings.threads) == ("127.0.0.1", 7860, 0)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("corpus", "/data/kế hoạch", Path("/data/kế hoạch")),
        ("index", "/data/idx", Path("/data/idx")),
        ("model", "BAAI/bge-m3", "BAAI/bge-m3"),
        ("cache", "/data/cache", Path("/data/cache")),
        ("host", "0.0.0.0", "0.0.0.0"),
        ("port", "8080", 8080),
        ("threads", "4", 4),
        ("uploads", "1", True),
    ],
)
def test_every_field_has_an_environment_variable(name: str, value: str, read: object) -> None:
    assert getattr(load_settings({f"{ENV_PREFIX}{name.upper()}": value}), name) == read


def test_every_field_is_covered_above() -> None:
    assert set(Settings.model_fields) == {
        "corpus",
        "index",
        "model",
        "cache",
        "host",
        "port",
        "threads",
        "uploads",
    }


def test_options_win_over_the_environment_and_missing_ones_do_not_count() -> None:
    environ = {"ASSISTANT_CORPUS": "a", "ASSISTANT_MODEL": "m"}
    settings = load_settings(environ, {"corpus": Path("b"), "model": None})
    assert (settings.corpus, settings.model) == (Path("b"), "m")


def test_other_environment_variables_are_ignored() -> None:
    assert load_settings({"PATH": "/bin", "PORT": "1", "MYASSISTANT_PORT": "2"}) == load_settings({})


def test_the_home_folder_is_spelt_out_in_the_cache() -> None:
    assert load_settings({"ASSISTANT_CACHE": "~/models"}).cache == Path.home() / "models"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSISTANT_PORT", "0"),
        ("ASSISTANT_PORT", "65536"),
        ("ASSISTANT_PORT", "cổng"),
        ("ASSISTANT_THREADS", "-1"),
        ("ASSISTANT_THREADS", "257"),
        ("ASSISTANT_MODEL", ""),
        ("ASSISTANT_HOST", ""),
        ("ASSISTANT_PROT", "7860"),
    ],
)
def test_a_bad_or_unknown_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(SetupError, match=name):
        load_settings({name: value})


def test_all_bad_variables_are_named_in_one_line() -> None:
    with pytest.raises(SetupError) as raised:
        load_settings({"ASSISTANT_PORT": "x", "ASSISTANT_THREADS": "y"})
    message = str(raised.value)
    assert "ASSISTANT_PORT" in message
    assert "ASSISTANT_THREADS" in message
    assert "\n" not in message


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load_settings({}).port = 1

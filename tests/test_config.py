from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from assistant.config import BUNDLED_MODEL, ENV_PREFIX, Settings, load_settings
from assistant.errors import SetupError

KEY = "sk-rat-bi-mat-0123456789"


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
        ("llm_model", "qwen3", "qwen3"),
        ("llm_key", KEY, SecretStr(KEY)),
        ("llm_timeout_s", "7.5", 7.5),
        ("llm_retries", "0", 0),
        ("llm_calls_per_hour", "7", 7),
        ("llm_uses", "rewriting, wording", "rewriting, wording"),
        ("chroma_url", "http://chroma:8000/", "http://chroma:8000"),
        ("chroma_token", KEY, SecretStr(KEY)),
        ("accounts", "/data/accounts.sqlite", Path("/data/accounts.sqlite")),
        ("trusted_proxies", "10.0.0.1, 192.168.0.0/16", "10.0.0.1, 192.168.0.0/16"),
        ("questions_a_minute", "0", 0),
        ("question_log", "/data/questions.sqlite", Path("/data/questions.sqlite")),
        ("question_log_days", "30", 30),
        ("conversations", "/data/conversations.sqlite", Path("/data/conversations.sqlite")),
        ("conversation_days", "0", 0),
        ("feedback", "/data/feedback.sqlite", Path("/data/feedback.sqlite")),
        ("audit_log", "/data/audit.jsonl", Path("/data/audit.jsonl")),
        ("log_format", "json", "json"),
    ],
)
def test_every_field_has_an_environment_variable(name: str, value: str, read: object) -> None:
    assert getattr(load_settings({f"{ENV_PREFIX}{name.upper()}": value}), name) == read


def test_every_field_is_covered_above() -> None:
    paths = {"corpus", "index", "model", "cache", "host", "port", "threads", "uploads"}
    chat = {
        "llm_url",
        "llm_model",
        "llm_key",
        "llm_timeout_s",
        "llm_retries",
        "llm_calls_per_hour",
        "llm_uses",
    }
    access = {"accounts", "trusted_proxies", "sso_header"}
    vectors = {"chroma_url", "chroma_token"}
    use = {"questions_a_minute", "question_log", "question_log_days", "audit_log", "log_format"}
    left = {"conversations", "conversation_days", "feedback"}
    assert set(Settings.model_fields) == paths | chat | vectors | access | use | left


def test_no_language_model_is_used_unless_one_is_named() -> None:
    settings = load_settings({})
    assert (settings.llm_url, settings.llm_model, settings.llm_key) == (None, None, None)


def test_the_address_of_a_language_model_is_read_without_its_last_slash() -> None:
    environ = {"ASSISTANT_LLM_URL": "http://10.0.0.5:8000/v1/", "ASSISTANT_LLM_MODEL": "qwen3"}
    assert load_settings(environ).llm_url == "http://10.0.0.5:8000/v1"


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"ASSISTANT_LLM_URL": "http://may-chu/v1"}, "phải có ASSISTANT_LLM_MODEL"),
        ({"ASSISTANT_LLM_URL": "http://may-chu/v1", "ASSISTANT_LLM_MODEL": ""}, "ASSISTANT_LLM_MODEL"),
        ({"ASSISTANT_LLM_URL": "may-chu", "ASSISTANT_LLM_MODEL": "m"}, "ASSISTANT_LLM_URL"),
        ({"ASSISTANT_LLM_URL": "ftp://may-chu", "ASSISTANT_LLM_MODEL": "m"}, "ASSISTANT_LLM_URL"),
        (
            {"ASSISTANT_LLM_URL": "http://ten:khau@may-chu/v1", "ASSISTANT_LLM_MODEL": "m"},
            "ASSISTANT_LLM_KEY",
        ),
        ({"ASSISTANT_LLM_TIMEOUT_S": "0"}, "ASSISTANT_LLM_TIMEOUT_S"),
        ({"ASSISTANT_LLM_RETRIES": "11"}, "ASSISTANT_LLM_RETRIES"),
        ({"ASSISTANT_LLM_KEY": ""}, "ASSISTANT_LLM_KEY"),
        ({"ASSISTANT_CHROMA_URL": "http://ten:khau@chroma:8000"}, "ASSISTANT_CHROMA_TOKEN"),
        ({"ASSISTANT_CHROMA_URL": "http://chroma:8000/api"}, "chỉ ghi địa chỉ và cổng"),
    ],
)
def test_a_half_configured_server_is_refused(environ: dict[str, str], message: str) -> None:
    with pytest.raises(SetupError, match=message):
        load_settings(environ)


@pytest.mark.parametrize(
    "environ",
    [{"ASSISTANT_LLM_URL": "http://may-chu/v1"}, {"ASSISTANT_LLM_URL": "x"}, {"ASSISTANT_PORT": "0"}],
)
def test_the_key_stands_in_no_message(environ: dict[str, str]) -> None:
    with pytest.raises(SetupError) as raised:
        load_settings(environ | {"ASSISTANT_LLM_KEY": KEY})
    assert KEY not in f"{raised.value} {raised.value.__cause__}"


@pytest.mark.parametrize("name", ["llm_key", "chroma_token"])
def test_the_key_is_shown_only_as_set_or_not(name: str) -> None:
    settings = load_settings({f"ASSISTANT_{name.upper()}": KEY})
    assert settings.shown()[name] == "đã đặt"
    assert load_settings({}).shown()[name] == "chưa đặt"
    assert KEY not in f"{settings} {settings!r} {settings.model_dump_json()} {settings.shown()}"


def test_names_in_a_header_count_only_with_a_trusted_proxy() -> None:
    proxied = {"ASSISTANT_TRUSTED_PROXIES": "10.0.0.1", "ASSISTANT_SSO_HEADER": "X-Remote-User"}
    assert load_settings(proxied).sso_header == "X-Remote-User"
    with pytest.raises(SetupError, match=r"ASSISTANT_SSO_HEADER.*ASSISTANT_TRUSTED_PROXIES"):
        load_settings({"ASSISTANT_SSO_HEADER": "X-Remote-User"})


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
        ("ASSISTANT_TRUSTED_PROXIES", "may-chu-trung-gian"),
        ("ASSISTANT_QUESTIONS_A_MINUTE", "-1"),
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

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.config import Settings
from assistant.errors import ModelError
from assistant.types import Encoder, Progress
from tests.fakes import FakeEncoder
from tests.llm.endpoint import Play, serve_endpoint
from tests.written_plans import BEN_TRE, write_corpus

from .conftest import Outcome, Run, RunIn


def faults(outcome: Outcome) -> list[str]:
    return [line for line in outcome.out.splitlines() if not line.startswith("[đạt] ")]


def test_a_sound_installation_passes_every_check(run: Run) -> None:
    outcome = run("doctor")
    assert (outcome.status, faults(outcome), outcome.err) == (0, [], "")
    for part in ("Python", "chromadb", "3 kế hoạch", "fake-encoder@1", "512 chiều", "khớp với kho kế hoạch"):
        assert part in outcome.out


def test_a_missing_corpus_is_found(run_in: RunIn, indexed: Settings, tmp_path: Path) -> None:
    outcome = run_in(indexed.model_copy(update={"corpus": tmp_path / "không-có"}))("doctor")
    assert outcome.status == 1
    (fault,) = faults(outcome)
    assert str(tmp_path / "không-có") in fault


def test_an_unreadable_plan_is_named(run_in: RunIn, fresh: Settings) -> None:
    (fresh.corpus / "hong.txt").write_bytes(b"\x00\x01\x02")
    outcome = run_in(fresh)("doctor")
    assert outcome.status == 1
    assert any("hong.txt" in fault for fault in faults(outcome))


def test_a_missing_index_is_found_with_the_command_that_builds_it(run_in: RunIn, fresh: Settings) -> None:
    outcome = run_in(fresh)("doctor")
    assert outcome.status == 1
    (fault,) = faults(outcome)
    assert "assistant index" in fault


def test_a_changed_corpus_is_found_with_the_command_that_updates_the_index(
    run_in: RunIn, fresh: Settings
) -> None:
    run = run_in(fresh)
    run("index")
    write_corpus(fresh.corpus, BEN_TRE)
    (fault,) = faults(run("doctor"))
    assert "assistant index" in fault


def test_a_damaged_catalogue_is_found_with_the_command_that_rebuilds_it(
    run_in: RunIn, fresh: Settings
) -> None:
    run = run_in(fresh)
    run("index")
    (catalogue,) = fresh.index.rglob("catalogue.sqlite")
    catalogue.write_bytes(b"not a database" * 500)
    outcome = run("doctor")
    assert outcome.status == 1
    (fault,) = faults(outcome)
    assert "assistant index" in fault


@pytest.mark.parametrize(
    "damaged",
    [
        "chroma.sqlite3",
        "chroma",
        "catalogue.sqlite",
        "catalogue.vectors",
        "catalogue.postings",
        "seal.json",
        "current",
    ],
)
def test_whatever_of_the_index_is_damaged_one_command_mends_it(
    run_in: RunIn, fresh: Settings, damaged: str
) -> None:
    run = run_in(fresh)
    run("index")
    path = next(fresh.index.rglob(damaged))
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(b"not a database" * 500)
    outcome = run("doctor")
    assert outcome.status == 1
    (fault,) = faults(outcome)
    assert "assistant index" in fault
    assert run("index").status == 0
    assert faults(run("doctor")) == []


def test_a_changed_byte_in_a_text_is_found(run_in: RunIn, fresh: Settings) -> None:
    run = run_in(fresh)
    run("index")
    (catalogue,) = fresh.index.rglob("catalogue.sqlite")
    data = catalogue.read_bytes()
    catalogue.write_bytes(data.replace("15/QĐ-UBND".encode(), "16/QĐ-UBND".encode()))
    assert catalogue.read_bytes() != data
    (fault,) = faults(run("doctor"))
    assert "assistant index" in fault


def test_damaged_accounts_are_found_with_the_command_that_restores_them(
    run_in: RunIn, fresh: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_in(fresh)
    run("index")
    accounts = tmp_path / "accounts.sqlite"
    Accounts(accounts).add("lan", "mat-khau-rat-dai", Role.READER)
    monkeypatch.setenv("ASSISTANT_ACCOUNTS", str(accounts))
    assert faults(run("doctor")) == []
    with accounts.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    assert any("assistant restore" in fault for fault in faults(run("doctor")))


def test_an_interrupted_restore_is_found_with_the_command_that_finishes_it(
    run_in: RunIn, fresh: Settings
) -> None:
    run = run_in(fresh)
    run("index")
    (fresh.corpus / ".khoi-phuc.json").write_text('{"backup": "/kho.zip"}', encoding="utf-8")
    (fault,) = faults(run("doctor"))
    assert "assistant restore /kho.zip --overwrite" in fault


def test_an_index_of_another_model_is_found(
    run_in: RunIn, fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_in(fresh)
    run("index")

    def load_other(settings: Settings, progress: Progress | None = None) -> Encoder:
        return FakeEncoder(model_id="other@2")

    monkeypatch.setattr("assistant.embedding.encoder.load_encoder", load_other)
    (fault,) = faults(run("doctor"))
    assert "fake-encoder@1" in fault
    assert "other@2" in fault
    assert "assistant index" in fault


def test_a_model_that_cannot_be_loaded_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(settings: Settings, progress: Progress | None = None) -> Encoder:
        raise ModelError("Không tìm thấy mô hình.")

    monkeypatch.setattr("assistant.embedding.encoder.load_encoder", fail)
    outcome = run("doctor")
    assert (outcome.status, faults(outcome)) == (1, ["[LỖI] Mô hình nhúng: Không tìm thấy mô hình."])


def test_without_a_language_model_none_is_missed(run: Run) -> None:
    assert "[đạt] Mô hình ngôn ngữ: không dùng (trợ lý không cần)" in run("doctor").out.splitlines()


def test_a_language_model_that_replies_passes_and_its_key_stays_secret(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_endpoint() as endpoint:
        endpoint.queue(Play("Được."))
        monkeypatch.setenv("ASSISTANT_LLM_URL", endpoint.url)
        monkeypatch.setenv("ASSISTANT_LLM_MODEL", "mo-hinh")
        monkeypatch.setenv("ASSISTANT_LLM_KEY", "sk-rat-bi-mat-0123456789")
        outcome = run("doctor")
    assert (outcome.status, faults(outcome)) == (0, [])
    assert f"mo-hinh tại {endpoint.url}, khóa đã đặt, trả lời sau" in outcome.out
    assert "sk-rat-bi-mat" not in outcome.out + outcome.err


def test_a_language_model_that_does_not_reply_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve_endpoint() as endpoint:
        endpoint.queue(Play(status=401))
        monkeypatch.setenv("ASSISTANT_LLM_URL", endpoint.url)
        monkeypatch.setenv("ASSISTANT_LLM_MODEL", "mo-hinh")
        outcome = run("doctor")
    assert outcome.status == 1
    (fault,) = faults(outcome)
    assert "ASSISTANT_LLM_KEY" in fault


def test_a_missing_package_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_gradio(name: str) -> str:
        if name == "gradio":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("assistant.cli.doctor.version", without_gradio)
    outcome = run("doctor")
    assert outcome.status == 1
    (fault,) = faults(outcome)
    assert fault.startswith("[LỖI] gradio")

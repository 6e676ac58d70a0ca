"""The vectors of builds in a real Chroma server, started as an office would start it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.config import Settings, load_settings
from assistant.errors import VectorServerError
from assistant.indexing import Index, build_index, find_current_build, open_index
from assistant.indexing.builds import IndexFolder
from assistant.types import ParsedPlan
from assistant.vector_server import ServerVectors
from assistant.vectors import VectorHit
from tests.fakes import FakeEncoder, FakeSource
from tests.serving import find_free_port
from tests.toy import ALPHA, BETA

MODEL = FakeEncoder().model_id
START_TIMEOUT_S = 60.0


@contextmanager
def running_chroma(folder: Path, port: int) -> Iterator[str]:
    """``chroma run`` over a folder while the block runs; gives its address."""
    command = [
        str(Path(sys.executable).with_name("chroma")),
        "run",
        "--path",
        str(folder),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                httpx.get(f"{address}/api/v2/heartbeat").raise_for_status()
                break
            except httpx.HTTPError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail("the Chroma server did not start")
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_chroma(tmp_path_factory.mktemp("chroma"), find_free_port()) as address:
        yield address


def settings_for(folder: Path, chroma_url: str | None) -> Settings:
    return load_settings({}, {"index": folder / "indexes", "chroma_url": chroma_url})


@contextmanager
def client_of(chroma_url: str) -> Iterator[Any]:
    with ServerVectors(chroma_url).connected() as client:
        yield client


def collections(chroma_url: str) -> set[str]:
    with client_of(chroma_url) as client:
        return {collection.name for collection in client.list_collections()}


def rounded(hits: list[VectorHit]) -> list[VectorHit]:
    """Hits with as many digits as a server gives."""
    return [VectorHit(hit.passage_id, round(hit.similarity, 6)) for hit in hits]


def nearest(index: Index, text: str) -> int:
    return index.vectors.query(FakeEncoder().encode_queries([text])[0], 1)[0].passage_id


def test_server_finds_what_the_folder_finds(chroma: str, tmp_path: Path) -> None:
    sources = [FakeSource(ALPHA), FakeSource(BETA)]
    found = []
    for name, url in (("folder", None), ("server", chroma)):
        settings = settings_for(tmp_path / name, url)
        build_index(settings, sources, FakeEncoder())
        with open_index(settings, MODEL) as index:
            question = FakeEncoder().encode_queries(["rà soát công vụ"])[0]
            near = rounded([hit for hit in index.vectors.query(question, 3) if hit.similarity > 0.1])
            found.append((index.vectors.count(), near, rounded(index.vectors.query(question, 1, ["beta"]))))
    assert found[0] == found[1]
    assert [hit.passage_id for hit in found[0][1]] == [4, 5, 3]


def test_each_build_has_a_collection_that_goes_with_it(chroma: str, tmp_path: Path) -> None:
    before = collections(chroma)
    settings = settings_for(tmp_path, chroma)
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    assert collections(chroma) - before == {f"vn-plan-{first.build_id}"}

    with open_index(settings, MODEL) as reader:
        second = build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
        assert (
            nearest(reader, "kiểm tra công vụ") == 3
        )  # the build that is being read answers until it is given up
        assert collections(chroma) - before == {f"vn-plan-{first.build_id}", f"vn-plan-{second.build_id}"}

    third = build_index(settings, [FakeSource(BETA)], FakeEncoder())
    assert collections(chroma) - before == {f"vn-plan-{third.build_id}"}
    assert build_index(settings, [FakeSource(BETA)], FakeEncoder()).changed is False


def test_build_that_fails_leaves_the_old_one_serving_and_nothing_behind(chroma: str, tmp_path: Path) -> None:
    before = collections(chroma)
    settings = settings_for(tmp_path, chroma)
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())

    class Failing(FakeSource):
        def parse(self) -> ParsedPlan:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(settings, [FakeSource(ALPHA), Failing(BETA)], FakeEncoder())
    assert find_current_build(settings) == first.build_id
    assert collections(chroma) - before == {f"vn-plan-{first.build_id}"}


def test_leftovers_of_a_killed_build_are_removed_from_the_server(chroma: str, tmp_path: Path) -> None:
    before = collections(chroma)
    settings = settings_for(tmp_path, chroma)
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    # What a process leaves that is killed between its first vectors and its end.
    killed = settings.index / "builds" / "20260101T000000-00000000"
    (killed / "chroma").mkdir(parents=True)
    (killed / "in-use.lock").touch()
    (killed / "chroma" / "server.json").write_text('{"collection": "vn-plan-killed"}', "utf-8")
    with client_of(chroma) as client:
        client.create_collection("vn-plan-killed", embedding_function=None)

    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())

    assert not killed.exists()
    assert collections(chroma) - before == {f"vn-plan-{first.build_id}"}


@pytest.mark.parametrize("damage", ["gone", "a view is missing"])
def test_damaged_collection_is_made_anew_from_the_catalogue(chroma: str, tmp_path: Path, damage: str) -> None:
    settings = settings_for(tmp_path, chroma)
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    name = f"vn-plan-{first.build_id}"
    with client_of(chroma) as client:
        if damage == "gone":
            client.delete_collection(name)
        else:
            collection = client.get_collection(name, embedding_function=None)
            collection.delete(ids=collection.peek(1)["ids"])

    with open_index(settings, MODEL) as index:
        assert index.build_id != first.build_id
        assert nearest(index, "kiểm tra công vụ") == 3


def test_an_index_moves_to_a_server_and_back_without_the_model(chroma: str, tmp_path: Path) -> None:
    build_index(settings_for(tmp_path, None), [FakeSource(ALPHA)], FakeEncoder())
    answers = []
    for url in (None, chroma, None):
        with open_index(settings_for(tmp_path, url), MODEL) as index:
            answers.append(nearest(index, "kiểm tra công vụ"))
    assert answers == [3, 3, 3]


def test_silent_server_is_named_and_harms_nothing(tmp_path: Path) -> None:
    folder, port = tmp_path / "chroma", find_free_port()
    settings = settings_for(tmp_path, f"http://127.0.0.1:{port}")
    with running_chroma(folder, port):
        first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    with pytest.raises(
        VectorServerError, match=rf"Chroma tại http://127.0.0.1:{port} .*ASSISTANT_CHROMA_URL"
    ):
        open_index(settings, MODEL)
    with pytest.raises(VectorServerError):
        build_index(settings, [FakeSource(BETA)], FakeEncoder())
    assert IndexFolder(settings.index).find_current() == first.build_id
    with running_chroma(folder, port):  # its collections are on its disk
        with open_index(settings, MODEL) as index:
            assert index.build_id == first.build_id
        build_index(settings, [FakeSource(BETA)], FakeEncoder())
        assert [path.name for path in (settings.index / "builds").iterdir()] == [find_current_build(settings)]

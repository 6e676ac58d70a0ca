"""Vectors kept by a Chroma server: one collection a build, named in the folder that the build has for them.

The name is on the disk before the collection is on the server, and the collection is dropped before the folder
goes, so a process that is killed at any moment leaves nothing on the server that no folder names.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import NotFoundError

from assistant.catalogue.embeddings import ViewBatch, ViewKey
from assistant.errors import VectorServerError
from assistant.vectors import (
    DamagedVectorsError,
    VectorStore,
    check_contents,
    hnsw_for,
    mapped_errors,
    upsert,
)

_POINTER = "server.json"
_COLLECTION = "collection"
_TOKEN_HEADER = "x-chroma-token"
_CONNECT_S = 5.0
_REPLY_S = 30.0
"""A thousand views are written in a second; a search that hangs must not hold a question for ever."""


class ServerVectors:
    """Vector folders whose vectors lie in collections of a Chroma server; see ``VectorHome``."""

    carries = False

    def __init__(self, url: str, token: str | None = None) -> None:
        """Speak to the server at an address such as ``http://chroma:8000``."""
        self._url = url
        self._headers = {} if token is None else {_TOKEN_HEADER: token}

    def build(self, folder: Path, batches: Iterable[ViewBatch], expected: int = 0) -> int:
        """Write a new collection; returns the number of views.

        Raises:
            VectorServerError: the server does not answer.
            DamagedVectorsError: it could not take the vectors.
        """
        folder.mkdir(parents=True)
        name = f"vn-plan-{folder.parent.name}"
        _write_down(folder / _POINTER, json.dumps({_COLLECTION: name}))
        with self.connected() as client, mapped_errors():
            collection = client.create_collection(
                name,
                embedding_function=None,
                configuration=CreateCollectionConfiguration(hnsw=hnsw_for(expected)),
            )
            limit = client.get_max_batch_size()
            for batch in batches:
                upsert(collection, batch, limit)
            return collection.count()

    def update(
        self, source: Path, folder: Path, removed: Sequence[ViewKey], batches: Iterable[ViewBatch]
    ) -> int:
        """Never possible: a server copies no collections.

        Raises:
            DamagedVectorsError: always; write the collection anew.
        """
        raise DamagedVectorsError(f"{source}: collections of a server are not copied")

    def open(self, folder: Path, expected: int, probes: Iterable[ViewBatch]) -> VectorStore:
        """Open the collection of a folder after checking that it is whole.

        Raises:
            VectorServerError: the server does not answer.
            DamagedVectorsError: the folder names no collection, or not one that holds what it must.
        """
        name = _find_name(folder)
        if name is None:
            raise DamagedVectorsError(f"{folder}: names no collection of a server")
        with ExitStack() as connection:
            client = connection.enter_context(self.connected())
            with mapped_errors():
                collection = client.get_collection(name, embedding_function=None)
                store = VectorStore(connection, collection)
            check_contents(store, expected, probes)
            return VectorStore(connection.pop_all(), collection)

    def drop(self, folder: Path) -> None:
        """Remove the collection of a folder that is about to be removed.

        Raises:
            VectorServerError: the server does not answer; keep the folder, and try again later.
            DamagedVectorsError: the server cannot remove it.
        """
        name = _find_name(folder)
        if name is None:
            return
        with self.connected() as client, mapped_errors():
            try:
                client.delete_collection(name)
            except NotFoundError:  # dropped before, or never made
                return

    @contextmanager
    def connected(self) -> Iterator[Client]:
        """A client of the server while the block runs.

        Raises:
            VectorServerError: the server does not answer.
        """
        client = self._connect()
        with closing(client), ExitStack() as sessions:
            # Chroma's client neither bounds its waiting nor closes its connections, and offers no other way to.
            parts: tuple[Any, ...] = (client, client._admin_client)
            for part in parts:
                session = sessions.enter_context(closing(part._server._session))
                session.timeout = httpx.Timeout(_REPLY_S, connect=_CONNECT_S)
            yield client

    def _connect(self) -> Client:
        parts = urlsplit(self._url)
        timeout = httpx.Timeout(_REPLY_S, connect=_CONNECT_S)
        try:
            # Chroma's client waits for ever while it connects, so somebody else looks first.
            httpx.get(
                f"{self._url}/api/v2/heartbeat", headers=self._headers, timeout=timeout
            ).raise_for_status()
            client = chromadb.HttpClient(
                host=parts.hostname or "",
                port=parts.port or (443 if parts.scheme == "https" else 80),
                ssl=parts.scheme == "https",
                headers=dict(self._headers),
                settings=ChromaSettings(anonymized_telemetry=False),
            )
        except (httpx.HTTPError, ValueError) as error:
            raise VectorServerError(
                f"Máy chủ Chroma tại {self._url} không trả lời ({error}). Hãy kiểm tra máy chủ đó và "
                "ASSISTANT_CHROMA_URL, ASSISTANT_CHROMA_TOKEN."
            ) from error
        return cast(Client, client)  # its declared type lacks close()


def _find_name(folder: Path) -> str | None:
    try:
        value = json.loads((folder / _POINTER).read_text(encoding="utf-8"))
        return str(value[_COLLECTION])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_down(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())

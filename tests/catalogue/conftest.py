"""A catalogue of the toy plans."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.catalogue import (
    SCHEMA_VERSION,
    Catalogue,
    CatalogueWriter,
    IndexMeta,
    StoredView,
    open_catalogue,
)
from assistant.types import Vectors
from tests.toy import ALPHA, BETA

META = IndexMeta(
    schema_version=SCHEMA_VERSION,
    model_id="fake-encoder@1",
    dim=2,
    parser_version="3",
    package_version="0.1.0",
    corpus_digest="abc",
    created="2026-01-02T03:04:05+00:00",
)


def vector(*values: float) -> Vectors:
    return np.array(values, np.float32)


VIEWS = (
    StoredView(2, 0, b"body", vector(1, 0)),
    StoredView(3, 0, b"long", vector(0, 1)),
    StoredView(3, 1, b"sentence", vector(0.6, 0.8), searched=False),
    StoredView(4, 0, b"body", vector(1, 0)),
)


def write_catalogue(path: Path, meta: IndexMeta = META) -> None:
    with CatalogueWriter(path) as writer:
        assert writer.add_plan(ALPHA, "digest-alpha") == range(1, 5)
        assert writer.add_plan(BETA, "digest-beta") == range(5, 6)
        writer.add_views(VIEWS)
        writer.finish(meta)


@pytest.fixture
def catalogue_path(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path)
    return path


@pytest.fixture
def catalogue(catalogue_path: Path) -> Iterator[Catalogue]:
    opened = open_catalogue(catalogue_path)
    yield opened
    opened.close()

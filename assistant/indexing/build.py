"""Builds an index: only what changed is parsed and embedded, and the old index serves until the end."""

import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo

from assistant import __version__
from assistant.catalogue import (
    SCHEMA_VERSION,
    Catalogue,
    CatalogueWriter,
    Counts,
    IndexMeta,
    StoredView,
    ViewKey,
    catalogue_files,
    is_indexed,
    open_catalogue,
    open_kept_vectors,
)
from assistant.config import Settings
from assistant.errors import IndexDamagedError, InputError, SetupError
from assistant.indexing.builds import IndexFolder
from assistant.indexing.index import carry_vectors, fill_vectors, index_folder, open_build_vectors
from assistant.indexing.nodes import index_node
from assistant.indexing.seal import CATALOGUE_FILE, SEAL_FILE, check_seal, open_sealed_catalogue, seal_build
from assistant.indexing.snapshot import CorpusSnapshot, FailedSource, refuse_duplicates
from assistant.indexing.source import PlanSource
from assistant.indexing.views import POSITION, SEARCHED, CachedEmbedding, FindVectors, SentenceViews
from assistant.types import Encoder, ParsedPlan, Progress
from assistant.vector_homes import VectorHome, find_home
from assistant.vectors import DamagedVectorsError

READING = "Đọc kế hoạch"
WRITING_VECTORS = "Ghi kho vectơ"
PUBLISHING = "Đưa chỉ mục mới vào dùng"
CLEANING = "Dọn chỉ mục cũ"
"""Stages that are reported beside those of the encoder."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did."""

    build_id: str
    """The build that serves now; the one before where nothing had changed."""
    changed: bool
    parsed: tuple[str, ...]
    """Ids of plans that were read from their files."""
    reused: tuple[str, ...]
    """Ids of plans that were taken over from the index before."""
    removed: tuple[str, ...]
    """Ids of plans that the index before had and this one has not."""
    failed: tuple[FailedSource, ...]
    embedded: int
    """Texts that went through the model; all others were known."""
    counts: Counts
    duration_s: float


def build_index(
    settings: Settings,
    sources: Sequence[PlanSource] | Callable[[], Sequence[PlanSource]],
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    parser_version: str = "",
    wait: bool = False,
) -> IndexReport:
    """Make the index in ``settings.index`` hold exactly the given plans, in their order.

    The index before serves until the new one is complete on the disk, whatever happens to this process. A
    plan whose file cannot be used is left out and reported; where nothing changed, nothing is written.

    Args:
        settings: names the index folder.
        sources: the plans of the corpus, or what reads it once nobody else builds.
        encoder: embeds what was never embedded before.
        progress: told about each stage.
        parser_version: remembered in the index; changes of the parser show in the digests of the sources.
        wait: until another process has built, instead of giving up.

    Raises:
        InputError: two sources have one id.
        SetupError: another process is building, or the index folder cannot be written.
        ModelError: the encoder failed.
    """
    started = time.perf_counter()
    home = find_home(settings)
    folder = index_folder(settings, home)
    try:
        with folder.building(wait=wait):
            sources = sources() if callable(sources) else sources
            refuse_duplicates(sources)
            builder = _Builder(folder, home, encoder, progress or _ignore, parser_version)
            report = builder.run(sources, started)
    except (OSError, sqlite3.OperationalError, DamagedVectorsError) as error:
        raise SetupError(
            f"Không ghi được chỉ mục vào {settings.index} ({error}). "
            "Hãy kiểm tra quyền ghi và dung lượng đĩa."
        ) from error
    _log.info(
        "build %s: %d parsed, %d reused, %d failed, %d texts embedded, %.1f s",
        report.build_id,
        len(report.parsed),
        len(report.reused),
        len(report.failed),
        report.embedded,
        report.duration_s,
    )
    return report


class _Builder:
    """One run of :func:`build_index`, under the build lock."""

    def __init__(
        self,
        folder: IndexFolder,
        home: VectorHome,
        encoder: Encoder,
        progress: Progress,
        parser_version: str,
    ) -> None:
        self._folder = folder
        self._home = home
        self._encoder = encoder
        self._progress = progress
        self._parser_version = parser_version

    def run(self, sources: Sequence[PlanSource], started: float) -> IndexReport:
        corpus = CorpusSnapshot.of(sources)
        with ExitStack() as opened:
            old_id = self._folder.find_current()
            old = self._find_old(old_id, opened)
            if old_id and old:
                self._folder.remove_unused()
                if self._is_current(old_id, old, corpus):
                    return IndexReport(
                        build_id=old_id,
                        changed=False,
                        parsed=(),
                        reused=tuple(corpus.digests),
                        removed=(),
                        failed=(),
                        embedded=0,
                        counts=old.counts(),
                        duration_s=time.perf_counter() - started,
                    )
            find_vectors = old.embeddings.find if old else self._find_kept_vectors(old_id, opened)
            with self._folder.new_build() as build_id:
                base_id = old_id if old and self._is_base(old, corpus) else None
                report = self._fill(build_id, base_id, old, corpus, find_vectors, started)
                self._progress(PUBLISHING, 0, 1)
                self._folder.publish(build_id)
                self._progress(PUBLISHING, 1, 1)
        self._progress(CLEANING, 0, 1)
        self._folder.remove_unused()
        self._progress(CLEANING, 1, 1)
        return report

    def _find_old(self, old_id: str | None, opened: ExitStack) -> Catalogue | None:
        """The catalogue before, of whatever model, if it is as it was written."""
        if old_id is None:
            return None
        try:
            catalogue = open_sealed_catalogue(self._folder.build_path(old_id))
        except IndexDamagedError as error:
            _log.warning("build %s cannot be reused: %s", old_id, error)
            return None
        opened.callback(catalogue.close)
        return catalogue

    def _find_kept_vectors(self, old_id: str | None, opened: ExitStack) -> FindVectors:
        """Vectors of the latest build, of whatever schema, that can be trusted; embedding takes most of the time."""
        for build_id in (*filter(None, [old_id]), *self._folder.find_others()):
            path = self._folder.build_path(build_id)
            if (path / SEAL_FILE).exists():  # builds of earlier versions have none
                try:
                    check_seal(path)
                except IndexDamagedError:
                    continue
            kept = open_kept_vectors(path / CATALOGUE_FILE, self._encoder.dim)
            if kept is not None:
                _log.info("vectors are taken over from build %s", build_id)
                opened.callback(kept.close)
                return kept.find
        return lambda digests: {}

    def _is_current(self, old_id: str, old: Catalogue, corpus: CorpusSnapshot) -> bool:
        wanted = self._meta(corpus)
        if old.meta.model_copy(update={"created": wanted.created}) != wanted:
            return False
        if old.digests() != corpus.digests or corpus.unreadable:
            return False
        try:
            open_build_vectors(self._home, self._folder.build_path(old_id), old).close()
        except DamagedVectorsError as error:
            _log.warning("build %s: %s", old_id, error)
            return False
        return True

    def _is_base(self, old: Catalogue, corpus: CorpusSnapshot) -> bool:
        """Whether the new build can be a changed copy of the old one; not where little of that would stay."""
        meta = old.meta
        if (meta.model_id, meta.dim) != (self._encoder.model_id, self._encoder.dim):
            return False
        ranges = old.passage_ranges()
        kept = sum(
            len(ranges[plan_id])
            for plan_id, digest in old.digests().items()
            if corpus.digests.get(plan_id) == digest
        )
        return kept * 2 > max((passages.stop for passages in ranges.values()), default=0)

    def _fill(
        self,
        build_id: str,
        base_id: str | None,
        old: Catalogue | None,
        corpus: CorpusSnapshot,
        find_vectors: FindVectors,
        started: float,
    ) -> IndexReport:
        path = self._folder.build_path(build_id)
        base = None if base_id is None else self._folder.build_path(base_id)
        embedding = CachedEmbedding(self._encoder, find_vectors, self._progress)
        pipeline = IngestionPipeline(transformations=[SentenceViews(), embedding], disable_cache=True)
        known = old.digests() if old else {}
        parsed: list[str] = []
        reused: list[str] = []
        failed = list(corpus.unreadable)
        digests: dict[str, str] = {}
        removed: list[ViewKey] = []
        if base:
            for file in catalogue_files(base / CATALOGUE_FILE):
                shutil.copyfile(file, path / file.name)
        with CatalogueWriter(path / CATALOGUE_FILE) as writer:
            if base:
                for plan_id in (
                    plan_id for plan_id, digest in known.items() if corpus.digests.get(plan_id) != digest
                ):
                    removed += writer.remove_plan(plan_id)
            for done, source in enumerate(corpus.sources):
                self._progress(READING, done, len(corpus.sources))
                digest = corpus.digests[source.id]
                if old and known.get(source.id) == digest:
                    reused.append(source.id)
                    digests[source.id] = digest
                    if base:
                        continue
                    plan = old.parsed_plan(source.id)
                else:
                    try:
                        plan = source.parse()
                    except (InputError, OSError) as error:
                        _log.warning("plan %s left out: %s", source.id, error)
                        failed.append(FailedSource(source.id, str(error)))
                        continue
                    parsed.append(source.id)
                digests[source.id] = digest
                _write_plan(writer, plan, digest, pipeline, embedding)
            self._progress(READING, len(corpus.sources), len(corpus.sources))
            writer.finish(self._meta(corpus), tuple(digests))
        seal_build(path)
        return IndexReport(
            build_id=build_id,
            changed=True,
            parsed=tuple(parsed),
            reused=tuple(reused),
            removed=tuple(plan_id for plan_id in known if plan_id not in digests),
            failed=tuple(failed),
            embedded=embedding.embedded,
            counts=self._write_vectors(path, base, removed, writer.first_passage),
            duration_s=time.perf_counter() - started,
        )

    def _write_vectors(
        self, path: Path, base: Path | None, removed: Sequence[ViewKey], first_passage: int
    ) -> Counts:
        self._progress(WRITING_VECTORS, 0, 1)
        catalogue = open_catalogue(path / CATALOGUE_FILE)
        try:
            catalogue.check_integrity()
            if base is None:
                fill_vectors(self._home, path, catalogue)
            else:
                carry_vectors(self._home, base, path, catalogue, removed, first_passage)
            self._progress(WRITING_VECTORS, 1, 1)
            return catalogue.counts()
        finally:
            catalogue.close()

    def _meta(self, corpus: CorpusSnapshot) -> IndexMeta:
        return IndexMeta(
            schema_version=SCHEMA_VERSION,
            model_id=self._encoder.model_id,
            dim=self._encoder.dim,
            parser_version=self._parser_version,
            package_version=__version__,
            corpus_digest=corpus.digest,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )


def _write_plan(
    writer: CatalogueWriter,
    plan: ParsedPlan,
    digest: str,
    pipeline: IngestionPipeline,
    embedding: CachedEmbedding,
) -> None:
    passage_ids = writer.add_plan(plan, digest)
    ids_of_nodes: dict[str, int] = {}
    nodes: list[BaseNode] = []
    for passage_id, passage in zip(passage_ids, plan.passages, strict=True):
        if is_indexed(passage):
            node = index_node(passage)
            ids_of_nodes[node.node_id] = passage_id
            nodes.append(node)
    writer.add_views(
        StoredView(
            passage_id=ids_of_nodes[_source_id(view)],
            position=view.metadata[POSITION],
            digest=embedding.digest(view),
            vector=np.asarray(view.embedding, np.float32),
            searched=view.metadata[SEARCHED],
        )
        for view in pipeline.run(nodes=nodes)
    )


def _source_id(view: BaseNode) -> str:
    source = view.relationships[NodeRelationship.SOURCE]
    assert isinstance(source, RelatedNodeInfo)
    return source.node_id


def _ignore(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""

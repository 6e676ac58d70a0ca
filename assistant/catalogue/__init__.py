"""The source of truth beside the files: plans, passages, records, lexical index; in one SQLite file."""

from assistant.catalogue.embeddings import EmbeddingStore, ViewBatch, ViewKey
from assistant.catalogue.kept import open_kept_vectors
from assistant.catalogue.lexical import LexicalHit, LexicalIndex, LexicalScores, LexicalSearch, inside
from assistant.catalogue.meta import IndexMeta
from assistant.catalogue.numbers import catalogue_files
from assistant.catalogue.schema import SCHEMA_VERSION
from assistant.catalogue.spellings import Spelling, SpellingIndex
from assistant.catalogue.store import Catalogue, Counts, open_catalogue
from assistant.catalogue.writer import CatalogueWriter, StoredView, is_indexed

__all__ = [
    "SCHEMA_VERSION",
    "Catalogue",
    "CatalogueWriter",
    "Counts",
    "EmbeddingStore",
    "IndexMeta",
    "LexicalHit",
    "LexicalIndex",
    "LexicalScores",
    "LexicalSearch",
    "Spelling",
    "SpellingIndex",
    "StoredView",
    "ViewBatch",
    "ViewKey",
    "catalogue_files",
    "inside",
    "is_indexed",
    "open_catalogue",
    "open_kept_vectors",
]

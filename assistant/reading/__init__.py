"""Files to documents: stored text plus blocks with offsets."""

from assistant.reading.reader import SUFFIXES, load_document

__all__ = ["SUFFIXES", "load_document"]

"""PDF files with a text layer to documents."""

from assistant.reading.pdf.document import read_pdf

__all__ = ["read_pdf"]

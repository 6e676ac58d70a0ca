"""The console script ``assistant``: results on stdout, progress on stderr."""

from assistant.cli.main import main

__all__ = ["main"]

"""A visitor's own conversations as a list, and those that somebody shares as pages to read."""

from assistant.web.history.routes import build_router

__all__ = ["build_router"]

"""For the owner of the corpus: what was not answered, what was said of answers."""

from assistant.web.quality.routes import build_router

__all__ = ["build_router"]

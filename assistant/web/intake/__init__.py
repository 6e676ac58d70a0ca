"""Putting plans into the corpus through the web: a look at what was understood before anything is published."""

from assistant.web.intake.routes import build_router

__all__ = ["build_router"]

"""Looking up tasks: every table row of every plan, filtered, sorted, drawn and exported."""

from assistant.web.tasks.routes import build_router

__all__ = ["build_router"]

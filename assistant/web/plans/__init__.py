"""Plans as pages: one place for the source panel, and the whole plan to read."""

from assistant.web.plans.routes import build_router

__all__ = ["build_router"]

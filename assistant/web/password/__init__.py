"""The page on which people change their own password."""

from assistant.web.password.routes import build_router

__all__ = ["build_router"]

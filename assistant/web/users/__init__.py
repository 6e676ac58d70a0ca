"""Accounts as a page, for administrators."""

from assistant.web.users.routes import build_router

__all__ = ["build_router"]

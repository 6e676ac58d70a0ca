"""The web application: the chat page mounted in FastAPI, with the interfaces for programs beside it."""

from typing import Protocol

import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant.api.app import build_api
from assistant.api.backend import ApiBackend
from assistant.config import Settings
from assistant.web.backend import ChatBackend
from assistant.web.gradio_strings import TRANSLATIONS
from assistant.web.layout import build_blocks
from assistant.web.page import STATIC, VietnamesePage
from assistant.web.theme import build_theme


class Backend(ChatBackend, ApiBackend, Protocol):
    """What the whole application needs of the assistant."""


def create_app(backend: Backend, settings: Settings) -> FastAPI:
    """The chat at ``/`` with the interfaces for programs; no page of it asks another host for anything."""
    app = build_api(backend)
    app.add_middleware(VietnamesePage)
    gr.mount_gradio_app(
        app,
        build_blocks(backend),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        max_file_size=1,  # the page takes no files; gradio's upload address would store anybody's
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        favicon_path=str(STATIC / "favicon.png"),
        i18n=gr.I18n(en=TRANSLATIONS, vi=TRANSLATIONS),
        theme=build_theme(),
        css_paths=STATIC / "chat.css",
    )
    return app


def serve(app: FastAPI, settings: Settings) -> None:
    """Serve until interrupted, on the host and port of the settings."""
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")

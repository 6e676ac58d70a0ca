"""The web application: the chat page mounted in FastAPI, with a health check beside it."""

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.config import Settings
from assistant.web import addresses, downloads, intake, plans, tasks
from assistant.web.backend import ChangingBackend, ChatBackend
from assistant.web.gradio_strings import TRANSLATIONS
from assistant.web.layout import build_blocks
from assistant.web.page import VietnamesePage
from assistant.web.shelf import Shelf
from assistant.web.site import STATIC
from assistant.web.theme import build_theme
from assistant.web.word import Exchange


def create_app(backend: ChatBackend, settings: Settings) -> FastAPI:
    """The chat at ``/``, the plain pages and ``/healthz``; none asks another host for anything."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str | int]:
        return {"status": "ok", "plans": len(backend.plans())}

    shelf: Shelf[Exchange] = Shelf()
    changing = backend if settings.uploads and isinstance(backend, ChangingBackend) else None
    app.include_router(plans.build_router(backend, uploads=changing is not None))
    if changing is not None:
        app.include_router(intake.build_router(changing, settings))
    app.include_router(tasks.build_router(backend))
    app.include_router(downloads.build_router(shelf))
    app.mount(addresses.STATIC, StaticFiles(directory=STATIC))
    app.add_middleware(VietnamesePage)
    gr.mount_gradio_app(
        app,
        build_blocks(backend, shelf),
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
    )
    return app


def serve(app: FastAPI, settings: Settings) -> None:
    """Serve until interrupted, on the host and port of the settings."""
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")

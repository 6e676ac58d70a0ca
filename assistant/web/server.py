"""The web application: the chat page mounted in FastAPI, with the interfaces for programs beside it."""

import logging
from contextlib import suppress
from typing import Protocol

import gradio as gr
import uvicorn
from fastapi import APIRouter, FastAPI, Request
from fastapi.staticfiles import StaticFiles

from assistant.access.control import AccessControl, find_warning
from assistant.access.gate import Gate, visitor_of
from assistant.access.login import build_login
from assistant.access.owners import Owners
from assistant.api.app import build_api
from assistant.api.backend import ApiBackend
from assistant.config import Settings
from assistant.conversations.store import Conversations
from assistant.errors import SetupError
from assistant.feedback.store import FeedbackFile
from assistant.measures import Measures
from assistant.web import (
    addresses,
    downloads,
    history,
    intake,
    password,
    plans,
    quality,
    rating,
    tasks,
    users,
)
from assistant.web.backend import ChangingBackend, ChatBackend
from assistant.web.figures import read_figures
from assistant.web.gradio_strings import TRANSLATIONS
from assistant.web.layout import build_blocks
from assistant.web.meter import Meter
from assistant.web.page import VietnamesePage
from assistant.web.sessions import keep_little
from assistant.web.shelf import Shelf
from assistant.web.site import STATIC, failed
from assistant.web.stopping import PatientServer, Streams, outliving_sigterm
from assistant.web.theme import build_theme
from assistant.web.word import Exchange

_log = logging.getLogger(__name__)
_log.setLevel(logging.WARNING)  # shown whatever the level of the program


class Backend(ChatBackend, ApiBackend, Protocol):
    """What the whole application needs of the assistant."""


def create_app(backend: Backend, settings: Settings) -> FastAPI:
    """The chat at ``/``, the plain pages and the interfaces for programs; none asks another host for anything."""
    control = AccessControl(settings)
    shelf: Shelf[Exchange] = Shelf(Exchange)
    conversations = Conversations(settings.conversations, settings.conversation_days)
    feedback = FeedbackFile(settings.feedback)
    changing = backend if settings.uploads and isinstance(backend, ChangingBackend) else None
    app = build_api(backend, control.questions, failed)
    pages = APIRouter(include_in_schema=False)  # for people, not among the interfaces for programs
    pages.include_router(build_login(control))
    pages.include_router(plans.build_router(backend, uploads=changing is not None))
    if changing is not None:
        pages.include_router(intake.build_router(changing, settings))
    pages.include_router(tasks.build_router(backend))
    pages.include_router(downloads.build_router(shelf))
    pages.include_router(history.build_router(conversations, shelf))
    pages.include_router(rating.build_router(feedback, shelf))
    pages.include_router(quality.build_router(control.questions, feedback))
    pages.include_router(password.build_router(control))
    pages.include_router(users.build_router(control.accounts, conversations, feedback))
    app.include_router(pages)
    app.mount(addresses.STATIC, StaticFiles(directory=STATIC))
    app.add_middleware(Owners, only_local=control.only_local)
    app.add_middleware(Gate, control=control, file_paths=frozenset({addresses.INTAKE} if changing else ()))
    app.add_middleware(VietnamesePage)
    control.measures.watch(lambda: read_figures(backend))
    app.state.measures, app.state.streams = control.measures, Streams()
    app.add_middleware(Meter, measures=control.measures, streams=app.state.streams)
    blocks = build_blocks(backend, control.questions, shelf, conversations, feedback)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        auth_dependency=_name_for_gradio,  # behind the gate, a second lock on gradio's own routes
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
    keep_little(app, blocks)
    return app


def _name_for_gradio(request: Request) -> str:
    return visitor_of(request).name


def serve(app: FastAPI, settings: Settings) -> None:
    """Serve until interrupted, on the host and port of the settings; answers under way are finished then.

    Raises:
        SetupError: nobody can listen there.
    """
    warning = find_warning(settings)
    if warning:
        _log.warning(warning)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        log_config=None,  # its lines look like ours
        access_log=False,
        proxy_headers=False,  # forwarded addresses are read by the gate, which knows the trusted proxies
        server_header=False,
    )
    measures: Measures = app.state.measures
    server = PatientServer(config, lambda: measures.under_way, app.state.streams)
    with outliving_sigterm(), suppress(KeyboardInterrupt, SystemExit):
        server.run()
    if not server.started:
        raise SetupError(
            f"Không mở được máy chủ web tại {settings.host}:{settings.port}. Địa chỉ đó có thể đang được dùng; "
            "hãy đặt ASSISTANT_PORT khác."
        )

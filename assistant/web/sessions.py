"""What gradio keeps of each page in memory, without what the page shows."""

from typing import Any

import gradio as gr
from fastapi import FastAPI
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder
from starlette.routing import Mount

MAX_SESSIONS = 200
"""Pages of which gradio keeps what was set for them, some 20 KB each; it would keep 10,000, closed ones too."""


class LeanSession(SessionState):
    """A page's own components and its conversation.

    Gradio would also keep how every component looks and its last value, some hundred KB of a drawn conversation, to
    write it to the disk for whoever asks for a link to it. Nobody is offered one here.
    """

    def __init__(self, blocks: gr.Blocks) -> None:
        super().__init__(blocks)
        self.config_values = {}

    def _update_config(self, key: int) -> None:
        pass

    def _update_value_in_config(self, key: int, value: Any) -> None:
        pass


class LeanSessions(StateHolder):
    """Pages in the order of their last use; the oldest are forgotten."""

    def __getitem__(self, session_id: str) -> SessionState:
        """The session of a page, a new one where there is none."""
        if session_id not in self.session_data:
            self.session_data[session_id] = LeanSession(self.blocks)
        return super().__getitem__(session_id)

    def update(self, session_id: str) -> None:
        """Note that a page is used; forget the oldest, and of forgotten pages what the queue remembers for ever."""
        super().update(session_id)
        queue = self.blocks._queue
        for page, waiting in list(queue.pending_event_ids_session.items()):
            if not waiting and page not in self.session_data:
                queue.pending_event_ids_session.pop(page, None)
                queue.pending_messages_per_session.pop(page, None)


def keep_little(app: FastAPI, blocks: gr.Blocks) -> None:
    """Let gradio, mounted in ``app``, keep lean sessions; call it before the first page is opened."""
    (mounted,) = (
        route.app for route in app.routes if isinstance(route, Mount) and isinstance(route.app, App)
    )
    mounted.state_holder = LeanSessions()  # type: ignore[no-untyped-call]
    mounted.state_holder.set_blocks(blocks)

"""The frame that all plain pages share: templates, static files, the page for what is not there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.access.gate import SESSION_COOKIE
from assistant.access.people import Role, Visitor
from assistant.web import addresses, strings
from assistant.web.sources import plan_label

STATIC = Path(__file__).parent / "static"

_TEMPLATES = Environment(
    loader=PackageLoader("assistant.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(addresses=addresses, strings=strings, plan_label=plan_label)


@dataclass(frozen=True, slots=True)
class Header:
    """What the bar at the top shows of the visitor; nothing for one who is not known."""

    name: str = ""
    """Of the account, empty where nobody logged in."""
    can_log_out: bool = False
    role: Role = Role.READER

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Address and name of the parts of the site that this visitor may see."""
        shown = [
            (addresses.CHAT, strings.NAV_CHAT),
            (addresses.TASKS, strings.NAV_TASKS),
            (addresses.PLANS, strings.NAV_PLANS),
            (addresses.HISTORY, strings.NAV_HISTORY),
        ]
        if self.role.covers(Role.EDITOR):
            shown.append((addresses.QUALITY, strings.NAV_QUALITY))
        if self.role.covers(Role.ADMIN):
            shown.append((addresses.USERS, strings.NAV_USERS))
        return tuple(shown)


class Request(Protocol):
    """What a header is read from: a request of a page or of an event of the chat."""

    @property
    def state(self) -> Any:
        """Holds the visitor."""

    @property
    def cookies(self) -> Any:
        """Hold the session, where there is one."""


def header_of(request: Request) -> Header:
    """What the bar shows to the visitor of a request."""
    visitor: Visitor | None = request.state.visitor
    name = visitor.user.name if visitor and visitor.user else ""
    role = visitor.role if visitor else Role.READER
    return Header(name, bool(name and SESSION_COOKIE in request.cookies), role)


def render(template: str, **values: Any) -> str:
    """A template of ``templates/`` filled in; whatever is not ``Markup`` is escaped."""
    return _TEMPLATES.get_template(template).render(**values)


def page(
    request: Request, template: str, *, current: str = "", status: int = 200, **values: Any
) -> HTMLResponse:
    """A template as a response.

    Args:
        request: whose visitor the bar names.
        template: of ``templates/``.
        current: address of the part of the site that the bar marks.
        status: HTTP status.
        values: for the template.
    """
    html = render(template, header=header_of(request), current=current, **values)
    return HTMLResponse(html, status_code=status)


def missing(message: str) -> HTMLResponse:
    """The page for an address that leads nowhere."""
    return _bare("missing.html", 404, message)


def failed(status: int, message: str) -> HTMLResponse:
    """The page for an address that cannot be shown, to this visitor or at all."""
    return _bare("failed.html", status, message)


def _bare(template: str, status: int, message: str) -> HTMLResponse:
    html = render(template, header=Header(), current="", message=message)
    return HTMLResponse(html, status_code=status)

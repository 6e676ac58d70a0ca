"""The frame that all plain pages share: templates, static files, the page for what is not there."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.web import addresses, strings

STATIC = Path(__file__).parent / "static"

_TEMPLATES = Environment(
    loader=PackageLoader("assistant.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(addresses=addresses, strings=strings)


def render(template: str, **values: Any) -> str:
    """A template of ``templates/`` filled in; whatever is not ``Markup`` is escaped."""
    return _TEMPLATES.get_template(template).render(**values)


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template as a response."""
    return HTMLResponse(render(template, **values), status_code=status)


def missing(message: str) -> HTMLResponse:
    """The page for an address that leads nowhere."""
    return page("missing.html", status=404, current="", message=message)


def failed(status: int, message: str) -> HTMLResponse:
    """The page for an address that cannot be shown, to this visitor or at all."""
    return page("failed.html", status=status, current="", message=message)

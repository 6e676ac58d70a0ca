"""Pieces of inline SVG."""

from collections.abc import Iterable, Mapping
from html import escape

WIDTH = 760
"""Width of every plot in its own units; pages scale it."""
STYLE = """
svg text{font-size:12px;fill:currentColor}svg text.small{font-size:10px}svg text.light{fill:#fff}
svg .grid{stroke:var(--line)}svg .floor{stroke:var(--bad);stroke-width:2}
"""


def text(x: float, y: float, words: str, anchor: str = "start", style: str = "") -> str:
    """Words at a place; ``style`` is a class of :data:`STYLE`."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{style}">{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """A line; ``look`` holds its attributes."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {look}/>'


def rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    """A filled rectangle."""
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{colour}"/>'


def dot(x: float, y: float, colour: str) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'


def hint(piece: str, words: str) -> str:
    """A piece with words that show when it is pointed at."""
    return f"<g>{piece}<title>{escape(words)}</title></g>"


def picture(height: float, pieces: Iterable[str], name: str) -> str:
    """The pieces as one image with a name for those who cannot see it."""
    view = f'viewBox="0 0 {WIDTH} {height:.0f}"'
    return f'<svg {view} role="img" aria-label="{escape(name)}">{"".join(pieces)}</svg>'


def legend(colours: Mapping[str, str]) -> str:
    """Names of colours, in HTML above a picture; nothing for none."""
    marks = [f'<span><i style="background:{c}"></i>{escape(name)}</span>' for name, c in colours.items()]
    return f'<p class="legend">{"".join(marks)}</p>' if marks else ""

"""Look of the page: gradio's base theme without web fonts; colours and layout live in ``static/chat.css``."""

from gradio.themes import Base, Font

# Fonts of the visitor's own system that draw stacked Vietnamese marks well; none is downloaded.
SYSTEM_FONTS = ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif")
MONOSPACE_FONTS = ("Consolas", "Liberation Mono", "monospace")


def build_theme() -> Base:
    """A calm theme that asks no other host for anything."""
    return Base(
        primary_hue="blue",
        neutral_hue="slate",
        text_size="lg",
        radius_size="sm",
        font=[Font(name) for name in SYSTEM_FONTS],
        font_mono=[Font(name) for name in MONOSPACE_FONTS],
    )

import re
from pathlib import Path

import gradio
import pytest

from assistant.web import gradio_strings, strings
from assistant.web.gradio_strings import literals_as_json

OWN = {name: value for name, value in vars(strings).items() if name.isupper()}
FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"


@pytest.mark.parametrize("name", sorted(OWN))
def test_our_strings_are_vietnamese_sentences_without_emoji(name: str) -> None:
    text = OWN[name]
    assert text == text.strip()
    assert re.search("[^\x00-\x7f]", text) or name == "SEND"
    assert not re.search("[\U0001f000-\U0001ffff\u2600-\u27bf]", text)


def test_every_translated_key_is_one_that_gradio_has() -> None:
    bundle = "".join(path.read_text("utf-8") for path in FRONTEND.glob("*.js"))
    keys = {key.split(".")[1] for key in gradio_strings.TRANSLATIONS}
    assert [key for key in keys if f"{key}:`" not in bundle] == []


def test_translations_cannot_end_the_script_they_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(gradio_strings.LITERALS, "</script>", "</script>")
    assert "</script>" not in literals_as_json()

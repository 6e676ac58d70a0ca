"""Prompts are files: a head that says what they are for, then the text with named variables."""

import hashlib
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.errors import InternalError, PromptError
from assistant.text.normalise import nfc

PROMPTS = Path(__file__).parents[2] / "prompts"
"""Beside the package, in a checkout as in an installation."""
SUFFIX = ".txt"
_FENCE = "---\n"
_DIGEST_CHARS = 16

_Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class PromptHead(BaseModel):
    """The head of a prompt file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = Field(ge=1)
    """Raised with every change of the text."""
    purpose: _Line
    inputs: dict[_Line, _Line]
    """What each variable of the text stands for."""
    reply: _Line
    """Shape of the reply that is asked for."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file that has been read."""

    name: str
    head: PromptHead
    text: str
    """With variables as ``${name}``."""
    digest: str
    """Of the whole file, so that a saved run tells which wording it used."""

    def fill(self, **values: str) -> str:
        """The text with its variables replaced; what stands in a value is not looked at.

        Raises:
            InternalError: a variable is missing, or a value is not used.
        """
        wrong = set(self.head.inputs) ^ set(values)
        if wrong:
            raise InternalError(
                f"Lời nhắc “{self.name}”: biến thiếu hoặc thừa: {', '.join(sorted(wrong))}. "
                "Xin báo cho người phát triển."
            )
        return string.Template(self.text).substitute(values)


def load_prompt(name: str, folder: Path = PROMPTS) -> Prompt:
    """Read one prompt file.

    Raises:
        PromptError: the file is missing or malformed, or its head and its text name different variables.
    """
    path = folder / f"{name}{SUFFIX}"
    try:
        stored = path.read_bytes()
        text = nfc(stored.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"Không đọc được lời nhắc {path} ({error}).") from error
    empty, fence, rest = text.partition(_FENCE)
    head_text, closing, body = rest.partition(f"\n{_FENCE}")
    if empty or not fence or not closing:
        raise PromptError(f"{path}: thiếu phần đầu giữa hai dòng “---”.")
    try:
        head = PromptHead.model_validate(yaml.safe_load(head_text))
        used = set(string.Template(body).get_identifiers())
    except (yaml.YAMLError, ValidationError, ValueError) as error:
        raise PromptError(f"{path}: phần đầu hoặc biến không hợp lệ ({error}).") from error
    if used != set(head.inputs):
        wrong = ", ".join(sorted(used ^ set(head.inputs)))
        raise PromptError(f"{path}: phần đầu và nội dung không cùng các biến ({wrong}).")
    digest = hashlib.sha256(stored).hexdigest()[:_DIGEST_CHARS]
    return Prompt(name, head, body.strip(), digest)

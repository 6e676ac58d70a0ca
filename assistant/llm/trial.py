"""A trial call: does the server of the language model talk to us."""

from contextlib import suppress

from assistant.errors import ChatReplyError
from assistant.llm.chat import ChatModel
from assistant.llm.prompts import load_prompt

_MAX_TOKENS = 16


def try_chat(chat: ChatModel) -> None:
    """Ask for one word.

    Raises:
        ChatSetupError: the server refuses our key, the model name or the address.
        ChatUnavailableError: the server did not answer, or not in time.
    """
    with suppress(ChatReplyError):  # it talks; how well is not asked here
        chat.reply(load_prompt("trial").fill(), _MAX_TOKENS)

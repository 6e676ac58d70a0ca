"""What the rest of the package knows of a language model; the seam that tests replace."""

from typing import Protocol


class ChatModel(Protocol):
    """Answers one prompt; keeps no conversation, safe from several threads."""

    @property
    def name(self) -> str:
        """Name of the model on its server."""
        ...

    @property
    def temperature(self) -> float:
        """Randomness that is asked for; 0 for the likeliest reply."""
        ...

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        """The whole reply to a prompt, within the time limit of the model; never empty, never cut off.

        Args:
            prompt: all that the model is told.
            max_tokens: longest reply that is waited for, in the model's own tokens.
            timeout_s: a shorter time limit for this reply; ``None`` for that of the model.

        Raises:
            ChatSetupError: the server refuses our key, the model name or the address.
            ChatUnavailableError: the server did not answer, or not in time.
            ChatReplyError: the reply is empty or cut off.
        """
        ...

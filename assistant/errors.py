"""Every error that a user of the package can meet, grouped by what the caller does next.

AssistantError
├── SetupError            fix the installation or the configuration
│   ├── ModelError        the embedding model cannot be had or does not match its checksum
│   ├── IndexMissingError there is no index yet: build it
│   ├── IndexStaleError   the index does not fit the model: rebuild it, or name the other model
│   │   └── IndexDamagedError it cannot be read, or is of another schema: it is remade without asking
│   ├── VectorServerError the Chroma server that is configured does not answer
│   ├── PromptError       a prompt file is missing or malformed
│   └── ChatSetupError    no language model is configured, or its server refuses our key, name or address
├── InputError            fix the input
│   ├── DocumentError     a file that cannot be read as a plan
│   ├── ManifestError     corpus/manifest.json does not describe the files beside it
│   ├── UnknownPlanError  no plan of that id
│   └── UnknownModelError no model of that name, where a program has to name one
├── ChatError             try again, or do without the language model
│   ├── ChatUnavailableError its server did not answer, or not in time
│   └── ChatReplyError    its reply is empty, cut off or not in the form asked for
├── NotAllowedError       ask somebody whose role allows it
├── TooManyRequestsError  try again later; says when
└── InternalError         report a bug: a promise of ours did not hold

Messages are Vietnamese sentences: they name the value, the place and the next step.
"""


class AssistantError(Exception):
    """Base of all expected errors; its message can be shown to an official as it stands."""


class SetupError(AssistantError):
    """The installation or the configuration has to be mended."""


class ModelError(SetupError):
    """The embedding model cannot be loaded or does not match its checksum."""


class IndexMissingError(SetupError):
    """No index has been built in the index folder."""


class IndexStaleError(SetupError):
    """The index was built by another model; the message names the rebuild command."""


class IndexDamagedError(IndexStaleError):
    """The index cannot be read, is not as it was written, or is of another schema; the plans can remake it."""


class VectorServerError(SetupError):
    """The Chroma server that the settings name does not answer."""


class PromptError(SetupError):
    """A prompt file is missing or malformed."""


class ChatSetupError(SetupError):
    """No language model is configured, or its server refuses the key, the model name or the address."""


class InputError(AssistantError):
    """What the caller handed over has to be mended."""


class DocumentError(InputError):
    """A file cannot be read as a plan."""


class ManifestError(InputError):
    """The manifest of a corpus is malformed or contradicts the files."""


class UnknownPlanError(InputError):
    """A plan id that the corpus does not hold."""


class ChatError(AssistantError):
    """A language model did not give a usable reply this time."""


class ChatUnavailableError(ChatError):
    """The server of the language model did not answer, or not in time."""


class ChatReplyError(ChatError):
    """The reply of the language model is empty, cut off or not in the form asked for."""


class UnknownModelError(InputError):
    """A program asked for a model under another name than ours."""


class NotAllowedError(AssistantError):
    """The role of whoever asks does not allow it."""


class TooManyRequestsError(AssistantError):
    """Somebody asks more often than the settings allow."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class InternalError(AssistantError):
    """A promise of this package did not hold; report it."""

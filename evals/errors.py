"""Errors of the evaluation suite; both are for the author of a file to mend."""

from assistant.errors import InputError


class TaskError(InputError):
    """A file of tasks or of gold records is malformed, or contradicts another one."""


class RunFileError(InputError):
    """Floors, a baseline or a saved run cannot be used as they stand."""

"""Everything that cannot be remade, in one file with the digests of its members; and back."""

from assistant.backup.files import StateFile, state_files
from assistant.backup.restoring import Restored, find_interrupted, restore_backup
from assistant.backup.taking import take_backup

__all__ = [
    "Restored",
    "StateFile",
    "find_interrupted",
    "restore_backup",
    "state_files",
    "take_backup",
]

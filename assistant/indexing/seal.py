"""The digests of a finished catalogue: SQLite has no checksums, so a changed byte in a text would be answered from."""

import json
from pathlib import Path

from assistant.catalogue import Catalogue, catalogue_files, open_catalogue
from assistant.errors import IndexDamagedError
from assistant.files import file_sha256

CATALOGUE_FILE = "catalogue.sqlite"
SEAL_FILE = "seal.json"


def seal_build(path: Path) -> None:
    """Note the digests of the catalogue of a finished build; it never changes after this."""
    (path / SEAL_FILE).write_text(json.dumps(_digests(path)), encoding="utf-8")


def open_sealed_catalogue(path: Path) -> Catalogue:
    """The catalogue of a build, after checking that it is as it was written.

    Raises:
        IndexDamagedError: it is missing, changed, unfinished or of another schema version.
    """
    catalogue = open_catalogue(path / CATALOGUE_FILE)
    try:
        check_seal(path)
    except IndexDamagedError:
        catalogue.close()
        raise
    return catalogue


def check_seal(path: Path) -> None:
    """See that the catalogue of a build is as it was written; a second reads one or two GB.

    Raises:
        IndexDamagedError: it is not.
    """
    try:
        sealed = json.loads((path / SEAL_FILE).read_text(encoding="utf-8"))
        is_sound = sealed == _digests(path)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(
            f"Không đọc được chỉ mục {path} ({error}). Hãy dựng lại bằng lệnh: assistant index"
        ) from error
    if not is_sound:
        raise IndexDamagedError(
            f"Chỉ mục {path} bị hỏng: danh mục đã thay đổi sau khi dựng. "
            "Hãy dựng lại bằng lệnh: assistant index"
        )


def _digests(path: Path) -> dict[str, str]:
    return {file.name: file_sha256(file) for file in catalogue_files(path / CATALOGUE_FILE)}

"""The form of a backup: a zip file whose first member lists all others with their sizes and digests."""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.files import file_sha256

FORMAT = 1
LIST = "backup.json"
CORPUS, STATE = "corpus", "state"
"""Folders inside a backup."""
_MAX_LIST_BYTES = 64 << 20
_PIECE = 1 << 20
_PART = re.compile(r"[^\x00-\x1f/\\]{1,255}")


class Member(BaseModel):
    """One file of a backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Contents(BaseModel):
    """What a backup holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    """Backups of a newer form than :data:`FORMAT` are refused."""
    program: str
    """Version of the program that wrote it."""
    created: str
    """ISO 8601, UTC."""
    members: Mapping[str, Member]


def member_of(path: Path) -> Member:
    """Size and digest of a file."""
    return Member(size=path.stat().st_size, sha256=file_sha256(path))


def find_contents(path: Path) -> Contents | None:
    """What a file holds if it is a backup, of whatever form; ``None`` if it is something else."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_list(archive)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError):
        return None


def unpack(path: Path, folder: Path, state_names: frozenset[str]) -> Contents:
    """Write all members of a backup into a folder, each checked against its digest on the way.

    Args:
        path: the backup.
        folder: empty.
        state_names: names that a member of :data:`STATE` may have.

    Raises:
        InputError: it is no backup, was changed or damaged, or holds what no backup holds; the folder may hold
            some members.
        OSError: the folder cannot be written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            contents = _read_list(archive)
            _check_list(contents, archive, state_names)
            _check_space(contents, folder)
            for name, member in contents.members.items():
                target = folder.joinpath(*PurePosixPath(name).parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                _unpack_member(archive, name, member, target)
    except FileNotFoundError as error:
        if path.exists():
            raise
        raise InputError(f"Không tìm thấy bản sao lưu {path}.") from error
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{path} không phải bản sao lưu, hoặc đã hỏng ({error}).") from error
    return contents


def _read_list(archive: zipfile.ZipFile) -> Contents:
    if archive.getinfo(LIST).file_size > _MAX_LIST_BYTES:
        raise ValueError(f"{LIST} quá lớn")
    try:
        return Contents.model_validate_json(archive.read(LIST))
    except ValidationError as error:
        raise ValueError(f"{LIST} không hợp lệ") from error


def _check_list(contents: Contents, archive: zipfile.ZipFile, state_names: frozenset[str]) -> None:
    if contents.format > FORMAT:
        raise InputError(
            f"Bản sao lưu do phiên bản mới hơn của chương trình ghi (dạng {contents.format}). "
            "Hãy cập nhật chương trình rồi khôi phục."
        )
    stored = [info.filename for info in archive.infolist() if info.filename != LIST]
    if sorted(stored) != sorted(contents.members):
        raise InputError("Bản sao lưu thiếu tệp hoặc có tệp không ghi trong danh sách.")
    for name in contents.members:
        if not _is_expected(name, state_names):
            raise InputError(f"Bản sao lưu có đường dẫn không hợp lệ: {name!r}.")


def _is_expected(name: str, state_names: frozenset[str]) -> bool:
    top, *parts = name.split("/")
    if not parts or any(part in {".", ".."} or not _PART.fullmatch(part) for part in parts):
        return False
    return top == CORPUS or (top == STATE and len(parts) == 1 and parts[0] in state_names)


def _check_space(contents: Contents, folder: Path) -> None:
    needed, free = sum(member.size for member in contents.members.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise InputError(
            f"Không đủ dung lượng đĩa để giải nén bản sao lưu: cần {needed >> 20} MiB, còn {free >> 20} MiB."
        )


def _unpack_member(archive: zipfile.ZipFile, name: str, member: Member, target: Path) -> None:
    """At most as many bytes as the list states are written, whatever the zip directory says."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as source, target.open("xb") as file:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > member.size:
                break
            digest.update(piece)
            file.write(piece)
    if (size, digest.hexdigest()) != (member.size, member.sha256):
        raise InputError(f"Bản sao lưu đã bị sửa hoặc hỏng: {name} không khớp mã kiểm tra.")

"""Office files are zip archives of XML: opened with bounds, so that a small file cannot fill the memory."""

import io
import lzma
import zipfile
import zlib

from assistant.errors import DocumentError

MAX_PART_BYTES = 40_000_000
"""One XML part unpacked; a plan of a thousand pages has about 15 MB."""
_MAX_PARTS = 20_000
_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_BROKEN = (
    KeyError,
    zipfile.BadZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
)
"""What zipfile raises on archives that are cut off, mangled or packed in ways it does not know."""


class Archive:
    """The parts of an office file, each read at most once and never beyond its bound."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the archive.

        Raises:
            DocumentError: the archive is broken.
        """
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.broken() from error
        if len(self._zip.filelist) > _MAX_PARTS:
            raise self._too_large()

    @property
    def parts(self) -> frozenset[str]:
        """Names of all parts."""
        return frozenset(self._zip.namelist())

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            DocumentError: the part is missing, encrypted, broken or too large.
        """
        try:
            info = self._zip.getinfo(part)
            if info.file_size > MAX_PART_BYTES:
                raise self._too_large()
            # The declared size binds: zipfile stops there and then finds the checksum wrong.
            return self._zip.read(info)
        except _BROKEN as error:
            raise self.broken() from error
        except RuntimeError as error:
            raise password_error(self._name) from error

    def xml(self, part: str) -> bytes:
        """The bytes of a part of XML that can be let at any parser.

        Raises:
            DocumentError: the part is missing, encrypted, broken, too large, or declares entities: office files
                declare no document types, and one that does is an attack on the parser.
        """
        data = self.read(part)
        if any(mark in data for mark in _DECLARATIONS):
            raise DocumentError(
                f"Tệp “{self._name}” chứa khai báo XML không an toàn (DOCTYPE/ENTITY) nên không được đọc."
            )
        return data

    def broken(self) -> DocumentError:
        """What to say of an archive whose parts cannot be understood."""
        return DocumentError(
            f"Tệp “{self._name}” bị hỏng hoặc tải về chưa đủ. Hãy mở bằng Word/Excel, lưu lại rồi nạp lại."
        )

    def _too_large(self) -> DocumentError:
        return DocumentError(
            f"Tệp “{self._name}” giải nén ra quá lớn (tối đa {MAX_PART_BYTES // 1_000_000} MB mỗi phần); "
            "đây không phải tệp kế hoạch bình thường."
        )


def password_error(name: str) -> DocumentError:
    """What to say of a file that only a password opens."""
    return DocumentError(
        f"Tệp “{name}” được đặt mật khẩu. Hãy bỏ mật khẩu (lưu lại không mật khẩu) rồi nạp lại."
    )

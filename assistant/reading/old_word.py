"""Word documents of before 2007 (.doc): LibreOffice makes them .docx, fonts and all, and that is read."""

import tempfile
from pathlib import Path

from assistant.errors import DocumentError
from assistant.reading.programs import find_program, run_program
from assistant.reading.word import read_word
from assistant.types import Document

_TIMEOUT_S = 90.0
"""The first start of LibreOffice takes ten seconds, a document of a hundred pages as long again."""


def read_old_word(data: bytes, name: str) -> Document:
    """The text of a .doc file; text in TCVN3 and VNI fonts comes out as Unicode.

    Raises:
        DocumentError: LibreOffice is not installed, or it cannot open the file.
    """
    office = find_program("soffice", "libreoffice")
    if office is None:
        raise DocumentError(
            f"Để đọc tệp Word đời cũ “{name}” (.doc) cần LibreOffice: cài bằng lệnh "
            "“apt-get install libreoffice-writer-nogui”, hoặc mở tệp bằng Word và lưu lại thành .docx."
        )
    with tempfile.TemporaryDirectory(prefix="doc-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        # A profile of its own lets several conversions run side by side and touches no user's settings.
        command = [
            office, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
        ]  # fmt: skip
        run_program(command, data=b"", timeout_s=_TIMEOUT_S, name=name)
        converted = Path(folder) / "source.docx"
        if not converted.exists():
            raise DocumentError(
                f"LibreOffice không mở được tệp “{name}”: tệp bị hỏng hoặc có mật khẩu. "
                "Hãy mở bằng Word, bỏ mật khẩu và lưu lại thành .docx."
            )
        return read_word(converted.read_bytes(), name)

"""SQLite files that are the truth themselves (accounts, kept questions): their versions, and the way to the newest.

An index is remade from the plans and is refused in any other version; these files cannot be remade, so whatever
an earlier version of the program has written is brought up step by step.
"""

import sqlite3
from dataclasses import dataclass

from assistant.errors import SetupError


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of one kind of file.

    ``steps[n]`` holds the statements that take a file from version n to n + 1; a new, empty file has version 0. A step
    that was released is never changed: a file that has it does not get it again.
    """

    steps: tuple[tuple[str, ...], ...]

    @property
    def version(self) -> int:
        """The newest version."""
        return len(self.steps)

    def bring_up(self, db: sqlite3.Connection) -> None:
        """Bring an open file to the newest version, in one transaction; call it outside of any.

        Raises:
            SetupError: a newer version of the program has written the file.
            sqlite3.DatabaseError: it is damaged, or cannot be written.
        """
        if self.check(db) == self.version:
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            # Looked at again: another process may have done it meanwhile.
            for statements in self.steps[self.check(db) :]:
                for statement in statements:
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {self.version}")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def check(self, db: sqlite3.Connection) -> int:
        """The version of an open file.

        Raises:
            SetupError: a newer version of the program has written it.
        """
        (found,) = db.execute("PRAGMA user_version").fetchone()
        if found > self.version:
            (_, _, path) = db.execute("PRAGMA database_list").fetchone()
            raise SetupError(
                f"Tệp {path} do phiên bản mới hơn của chương trình ghi (cấu trúc {found}, phiên bản này biết đến "
                f"{self.version}). Hãy cập nhật chương trình."
            )
        return int(found)

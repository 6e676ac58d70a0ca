"""From a waiting file to a plan that is answered from, and back out again; one change at a time."""

import re
from pathlib import Path
from threading import Lock

from assistant.changes import undo_change
from assistant.errors import AssistantError, DocumentError, InputError
from assistant.holdings import put_plans, take_out
from assistant.web.backend import ChangingBackend
from assistant.web.intake.staging import Staged

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class Publisher:
    """Changes the corpus and the index together; a change whose index fails is undone."""

    def __init__(self, backend: ChangingBackend, corpus: Path) -> None:
        self._backend = backend
        self._corpus = corpus
        self._lock = Lock()

    def publish(self, staged: Staged, plan_id: str, *, replace: bool = False, supersede: str = "") -> None:
        """Put a waiting file into the corpus under an id.

        Args:
            staged: the file.
            plan_id: its id.
            replace: whether it may take the place of the file that has this id.
            supersede: id of the plan of which it is the newer version; none for a plan of its own.

        Raises:
            InputError: the id cannot be one, or belongs to another plan and ``replace`` is false.
            AssistantError: the index could not be brought up to date; the corpus is as it was.
        """
        if not _ID.fullmatch(plan_id):
            raise InputError(
                f"Mã kế hoạch “{plan_id}” không hợp lệ. Chỉ dùng chữ thường không dấu, số và gạch nối."
            )
        with self._lock:
            if not replace and plan_id in {plan.id for plan in self._backend.plans()}:
                raise InputError(
                    f"Trong kho đã có kế hoạch mã “{plan_id}”. Hãy đổi mã, hoặc chọn “Thay bản đang có”."
                )
            name = f"{plan_id}{staged.path.suffix}"
            change = put_plans(self._corpus, {name: staged.path}, supersede or None)
            try:
                report = self._backend.reindex()
                failed = next((item.reason for item in report.failed if item.plan_id == plan_id), None)
                if failed is not None:
                    raise DocumentError(failed)
            except AssistantError:
                undo_change(self._corpus, change)
                raise

    def withdraw(self, plan_id: str) -> None:
        """Take a plan out of the corpus and the index; its file is kept aside.

        Raises:
            UnknownPlanError: there is no plan of this id.
            InputError: the manifest says something of it that a person has written.
            AssistantError: the index could not be brought up to date; the corpus is as it was.
        """
        with self._lock:
            change = take_out(self._corpus, plan_id)
            try:
                self._backend.reindex()
            except AssistantError:
                undo_change(self._corpus, change)
                raise

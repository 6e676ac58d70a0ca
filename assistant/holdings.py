"""How the plans of a corpus change: put in, replaced, taken out; what leaves is kept aside, never deleted."""

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.changes import Change, apply_change, changing
from assistant.corpus import MANIFEST, ManifestEntry, PlanFile, list_corpus, load_corpus, load_manifest
from assistant.errors import DocumentError, InputError, UnknownPlanError
from assistant.reading import SUFFIXES


def check_suffix(name: str) -> None:
    """See that a file of this name could be a plan.

    Raises:
        DocumentError: its ending is none that can be read.
    """
    if Path(name).suffix.lower() not in SUFFIXES:
        raise DocumentError(f"Không nhận “{name}”: chỉ nhận {', '.join(sorted(SUFFIXES))}.")


def check_free(corpus: Path, source: Path, name: str) -> None:
    """See that a file can be put into the corpus without displacing another one.

    Raises:
        InputError: another plan has this id; the same file under the same name is no other plan.
    """
    files = load_corpus(corpus) if corpus.is_dir() else ()
    other = next((file.path for file in files if file.id == Path(name).stem), None)
    if other is None or (other.name == name and other.read_bytes() == source.read_bytes()):
        return
    raise InputError(
        f"Trong kho đã có tệp khác cùng tên “{other.name}”. Hãy đổi tên tệp hoặc gỡ bản cũ trước. "
        f"Nếu tệp là bản mới của kế hoạch đó: đặt tên khác, rồi chạy lệnh: "
        f"assistant add --replaces {other.stem} TỆP"
    )


def put_plans(corpus: Path, files: Mapping[str, Path], replaces: str | None = None) -> Change:
    """Copy files into the corpus, all or none, in place of plans of the same ids where there are any.

    Args:
        corpus: the folder; made where it is missing.
        files: by the name that each gets.
        replaces: id of the plan of which the one file is the newer version; that plan stays, in force no longer.

    Raises:
        UnknownPlanError: there is no plan that could be replaced.
        InputError: it cannot be replaced by this file.
    """
    with changing(corpus):
        present = list_corpus(corpus)
        ids = {Path(name).stem for name in files}
        put: dict[str, Path | bytes] = dict(files)
        if replaces is not None:
            (newer,) = ids
            put[MANIFEST] = _manifest_with(corpus, present, newer, replaces)
        return apply_change(corpus, put, [file.path.name for file in present if file.id in ids])


def take_out(corpus: Path, plan_id: str) -> Change:
    """Take a plan out of the corpus; the version before it, if there is one, is in force again.

    Raises:
        UnknownPlanError: there is no plan of this id.
        InputError: the manifest says something of it that a person has written.
    """
    load_corpus(corpus)  # says what is wrong with the folder
    with changing(corpus):
        known = {file.id: file for file in list_corpus(corpus)}
        _require_known(plan_id, known)
        entry = known[plan_id].entry
        if entry is not None and not _is_link(entry):
            raise InputError(f"Kế hoạch “{plan_id}” có trong {MANIFEST}; hãy xóa mục đó trong tệp này trước.")
        name = known[plan_id].path.name
        if entry is None and not known[plan_id].replaced_by:
            return apply_change(corpus, {}, [name])
        left = _entries_without(corpus, plan_id, entry.replaces if entry else None)
        return apply_change(corpus, {MANIFEST: _dump(left)} if left else {}, [name, MANIFEST])


def _require_known(plan_id: str, known: Mapping[str, PlanFile]) -> None:
    if plan_id not in known:
        raise UnknownPlanError(
            f"Không có kế hoạch “{plan_id}”. Các mã hiện có: {', '.join(known) or 'chưa có'}."
        )


def _manifest_with(corpus: Path, present: tuple[PlanFile, ...], newer: str, older: str) -> bytes:
    """The manifest that says which plan replaces which."""
    known = {file.id: file for file in present}
    _require_known(older, known)
    if newer == older:
        raise InputError(
            f"Bản mới không được trùng mã “{older}” với bản cũ. Hãy đặt tên tệp (mã kế hoạch) khác."
        )
    if (other := known[older].replaced_by) not in {None, newer}:
        raise InputError(f"Kế hoạch “{older}” đã được thay bằng “{other}”. Hãy thay “{other}”.")
    entries = [entry for entry in load_manifest(corpus).plans if entry.id != newer]
    said = next(
        (file.entry for file in present if file.id == newer and file.entry),
        ManifestEntry(id=newer, replaces=None),
    )
    return _dump([*entries, said.model_copy(update={"replaces": older})])


def _entries_without(corpus: Path, gone: str, before: str | None) -> list[ManifestEntry]:
    """The manifest without a plan; what had replaced it replaces what it had replaced."""
    entries = [
        entry.model_copy(update={"replaces": before}) if entry.replaces == gone else entry
        for entry in load_manifest(corpus).plans
        if entry.id != gone
    ]
    return [entry for entry in entries if entry.replaces or not _is_link(entry)]


def _is_link(entry: ManifestEntry) -> bool:
    """Whether an entry says nothing but what it replaces."""
    return entry.model_copy(update={"replaces": None}) == ManifestEntry(id=entry.id, replaces=None)


def _dump(entries: list[ManifestEntry]) -> bytes:
    shape = {"plans": [entry.model_dump(mode="json", exclude_unset=True) for entry in entries]}
    return f"{json.dumps(shape, ensure_ascii=False, indent=2)}\n".encode()

"""The corpus folder: plan files, and a manifest that corrects or completes what their text says."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.changes import settled
from assistant.errors import DocumentError, ManifestError
from assistant.files import file_sha256
from assistant.parsing import PARSER_VERSION, parse_plan
from assistant.reading import SUFFIXES, load_document
from assistant.types import ParsedPlan

MANIFEST = "manifest.json"
_ID = r"^[a-z0-9][a-z0-9\-]*$"


class ManifestEntry(BaseModel):
    """What a person says of one plan; every field but the id is optional and overrides the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, pattern=_ID)
    title: str | None = None
    kind: str | None = None
    instrument: str | None = None
    number: str | None = None
    issuer: str | None = None
    province: str | None = None
    date: datetime.date | None = None
    years: tuple[int, ...] | None = None
    source: str | None = None
    replaces: str | None = Field(default=None, pattern=_ID)
    """Id of the earlier version of this plan, which stays in the corpus and is in force no longer."""


class Manifest(BaseModel):
    """The file ``manifest.json`` beside the plans."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plans: tuple[ManifestEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One plan of a corpus: its file, its id (the file name without ending) and its manifest entry."""

    path: Path
    entry: ManifestEntry | None
    replaced_by: str | None = None
    """Id of the newer version of this plan; ``None`` for a plan in force."""

    @property
    def id(self) -> str:
        """The plan id."""
        return self.path.stem

    @property
    def digest(self) -> str:
        """SHA-256 over file, manifest entry, newer version and the parser's version: what a parse depends on."""
        sha = hashlib.sha256(f"parser {PARSER_VERSION}\0{self.path.name}\0".encode())
        sha.update(self.entry.model_dump_json().encode() if self.entry else b"-")
        sha.update(f"\0{self.replaced_by or ''}\0".encode())
        sha.update(file_sha256(self.path).encode())
        return sha.hexdigest()

    def parse(self) -> ParsedPlan:
        """Read and parse the file.

        Raises:
            DocumentError: the file cannot be read.
        """
        parsed = parse_plan(load_document(self.path), self.id, self.path.name)
        said = self.entry.model_dump(exclude_none=True, exclude={"id"}) if self.entry else {}
        return replace(parsed, plan=replace(parsed.plan, replaced_by=self.replaced_by, **said))


def load_corpus(folder: Path) -> tuple[PlanFile, ...]:
    """The plans of a corpus folder, ordered by id; a change that was left half done is finished first.

    Raises:
        DocumentError: the folder does not exist, or two files share one id.
        ManifestError: the manifest is malformed, names a plan that has no file, or contradicts itself.
        SetupError: a change that was left half done cannot be finished.
    """
    if not folder.is_dir():
        raise DocumentError(f"Không tìm thấy thư mục kế hoạch “{folder}”. Hãy kiểm tra tham số --corpus.")
    with settled(folder):
        return list_corpus(folder)


def list_corpus(folder: Path) -> tuple[PlanFile, ...]:
    """As :func:`load_corpus`, for those who hold the folder already (see :mod:`assistant.changes`)."""
    entries = {entry.id: entry for entry in load_manifest(folder).plans}
    paths: dict[str, Path] = {}
    for path in sorted(folder.iterdir(), key=lambda path: (path.stem, path.name)):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith((".", "~")):
            continue
        if path.stem in paths:
            raise DocumentError(
                f"Hai tệp cùng mã kế hoạch “{path.stem}”: {paths[path.stem].name} và {path.name}. "
                "Hãy đổi tên một tệp."
            )
        paths[path.stem] = path
    missing = sorted(entries.keys() - paths.keys())
    if missing:
        raise ManifestError(
            f"{MANIFEST} nêu kế hoạch không có tệp: {', '.join(missing)}. Hãy bổ sung tệp hoặc xóa mục đó."
        )
    newer = _newer_versions(entries, paths.keys())
    return tuple(PlanFile(path, entries.get(plan_id), newer.get(plan_id)) for plan_id, path in paths.items())


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a corpus folder; one without plans where there is none.

    Raises:
        ManifestError: it is malformed.
    """
    path = folder / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first: Any = error.errors()[0]
        place = " > ".join(str(part) for part in first["loc"])
        raise ManifestError(f"{path.name} không hợp lệ tại “{place}”: {first['msg']}.") from error


def _newer_versions(entries: Mapping[str, ManifestEntry], known: Collection[str]) -> dict[str, str]:
    """Id of the newer version by that of the older one; a plan has one newer version at most, and none is its own."""
    replaces = {entry.id: entry.replaces for entry in entries.values() if entry.replaces}
    for plan_id, older in replaces.items():
        if older not in known:
            raise ManifestError(
                f"{MANIFEST}: “{plan_id}” thay kế hoạch “{older}” nhưng trong kho không có kế hoạch đó. "
                "Hãy bổ sung tệp hoặc xóa mục “replaces”."
            )
    if twice := [older for older, count in Counter(replaces.values()).items() if count > 1]:
        raise ManifestError(
            f"{MANIFEST}: có hai kế hoạch cùng thay “{twice[0]}”. Hãy giữ một mục “replaces”."
        )
    for plan_id in replaces:
        seen, before = [plan_id], replaces.get(plan_id)
        while before is not None and before not in seen:
            seen.append(before)
            before = replaces.get(before)
        if before is not None:
            raise ManifestError(f"{MANIFEST}: các mục “replaces” của {', '.join(seen)} thay lẫn nhau.")
    return {older: plan_id for plan_id, older in replaces.items()}

"""The corpus folder: plan files, and a manifest that corrects or completes what their text says."""

import datetime
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import DocumentError, ManifestError
from assistant.parsing import PARSER_VERSION, parse_plan
from assistant.reading import SUFFIXES, load_document
from assistant.types import ParsedPlan

MANIFEST = "manifest.json"


class ManifestEntry(BaseModel):
    """What a person says of one plan; every field but the id is optional and overrides the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, pattern=r"^[a-z0-9][a-z0-9\-]*$")
    title: str | None = None
    kind: str | None = None
    instrument: str | None = None
    number: str | None = None
    issuer: str | None = None
    province: str | None = None
    date: datetime.date | None = None
    years: tuple[int, ...] | None = None
    source: str | None = None


class Manifest(BaseModel):
    """The file ``manifest.json`` beside the plans."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plans: tuple[ManifestEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One plan of a corpus: its file, its id (the file name without ending) and its manifest entry."""

    path: Path
    entry: ManifestEntry | None

    @property
    def id(self) -> str:
        """The plan id."""
        return self.path.stem

    @property
    def digest(self) -> str:
        """SHA-256 over the file, the manifest entry and the parser's version: what a parse depends on."""
        sha = hashlib.sha256(f"parser {PARSER_VERSION}\0{self.path.name}\0".encode())
        sha.update(self.entry.model_dump_json().encode() if self.entry else b"-")
        with self.path.open("rb") as file:
            sha.update(hashlib.file_digest(file, "sha256").digest())
        return sha.hexdigest()

    def parse(self) -> ParsedPlan:
        """Read and parse the file.

        Raises:
            DocumentError: the file cannot be read.
        """
        parsed = parse_plan(load_document(self.path), self.id, self.path.name)
        if self.entry is None:
            return parsed
        said = self.entry.model_dump(exclude_none=True, exclude={"id"})
        return replace(parsed, plan=replace(parsed.plan, **said))


def load_corpus(folder: Path) -> tuple[PlanFile, ...]:
    """The plans of a corpus folder, ordered by id.

    Raises:
        DocumentError: the folder does not exist, or two files share one id.
        ManifestError: the manifest is malformed or names a plan that has no file.
    """
    if not folder.is_dir():
        raise DocumentError(f"Không tìm thấy thư mục kế hoạch “{folder}”. Hãy kiểm tra tham số --corpus.")
    entries = {entry.id: entry for entry in _load_manifest(folder / MANIFEST).plans}
    files: dict[str, PlanFile] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith((".", "~")):
            continue
        if path.stem in files:
            other = files[path.stem].path.name
            raise DocumentError(
                f"Hai tệp cùng mã kế hoạch “{path.stem}”: {other} và {path.name}. Hãy đổi tên một tệp."
            )
        files[path.stem] = PlanFile(path, entries.get(path.stem))
    missing = sorted(entries.keys() - files.keys())
    if missing:
        raise ManifestError(
            f"{MANIFEST} nêu kế hoạch không có tệp: {', '.join(missing)}. Hãy bổ sung tệp hoặc xóa mục đó."
        )
    return tuple(files.values())


def _load_manifest(path: Path) -> Manifest:
    if not path.exists():
        return Manifest()
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first: Any = error.errors()[0]
        place = " > ".join(str(part) for part in first["loc"])
        raise ManifestError(f"{path.name} không hợp lệ tại “{place}”: {first['msg']}.") from error

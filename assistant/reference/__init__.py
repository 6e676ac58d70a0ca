"""Reference tables of the 2025 reorganisation: provinces merged, departments merged, districts abolished."""

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def province_successors() -> dict[str, str]:
    """Province names before 01/07/2025 to the province they are part of since then (63 to 34)."""
    return {
        former.strip(): row["new_province"]
        for row in _rows("province-merger-2025.tsv")
        for former in row["former_provinces"].split(";")
    }


@cache
def agency_successors() -> dict[str, str]:
    """Agency names before 01/03/2025 to the agency that took over their main duties, renamed ones only."""
    return {
        row["old_name"]: row["new_name"]
        for row in _rows("department-mapping-2025.tsv")
        if "(" not in row["old_name"]
        and not row["new_name"].startswith("(")
        and row["old_name"] != row["new_name"]
    }


def _rows(name: str) -> list[dict[str, str]]:
    with files(__package__).joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


_CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})
"""Cities under central rule (Huế since 2025); every other unit of the first level is a province."""


def province_title(name: str) -> str:
    """The name with its kind: ``tỉnh Vĩnh Long``, ``thành phố Cần Thơ``."""
    return f"thành phố {name}" if name in _CITIES else f"tỉnh {name}"


_LOCAL = re.compile(
    r"\b(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố) (?=[A-ZĐÀ-Ỹ0-9]).+$", re.IGNORECASE
)


@cache
def local_place(issuer: str | None, province: str | None) -> str | None:
    """The commune, district or town whose organ issues a document ("xã Tân Hưng"); ``None`` for a whole province."""
    match = _LOCAL.search(issuer or "")
    if match is None or (province is not None and province in match.group()):
        return None
    return match.group()

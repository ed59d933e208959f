"""A folder's `manifest.yaml`: what somebody who knows says of the reports beside it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml

from cairn.reports.days import iso_day
from cairn.reports.language import language_tag
from cairn.reports.loaded import NO_META, ReportMeta

FILE = "manifest.yaml"
MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says, by the files' paths relative to its folder, and what is wrong with it."""

    entries: Mapping[str, ReportMeta] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def of(self, file: PurePosixPath | str) -> ReportMeta:
        """What it says of a file; nothing where the file is not listed."""
        return self.entries.get(str(file), NO_META)


def manifest_of(folder: Path) -> Manifest:
    """A folder's manifest; an empty one where there is none, or where a YAML file of that name has no `reports:`.

    Faults are told entry by entry, and the sound entries hold.
    """
    path = folder / FILE
    try:
        if not path.is_file():
            return Manifest()
        if path.stat().st_size > MOST_BYTES:
            return Manifest(faults=(f"larger than {MOST_BYTES:,} bytes; it was not read",))
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (
        OSError,
        UnicodeError,
        RecursionError,
        ValueError,
        yaml.YAMLError,
    ) as error:  # ValueError: a date such as 2024-02-31
        return Manifest(faults=(f"can not be read: {' '.join(str(error).split())}",))
    rows = raw.get("reports") if isinstance(raw, dict) else None
    if rows is None:
        return Manifest()
    if not isinstance(rows, list):
        return Manifest(faults=("`reports` is not a list",))
    return _checked(rows, folder=folder)


def _checked(rows: list[object], *, folder: Path) -> Manifest:
    entries: dict[str, ReportMeta] = {}
    faults: list[str] = []
    for index, row in enumerate(rows):
        where = f"reports.{index}"
        if not isinstance(row, dict) or not isinstance(row.get("file"), str):
            faults.append(f"{where}: expected a mapping with `file`")
            continue
        if not (folder / row["file"]).is_file():
            faults.append(f"{where}.file: {row['file']!r} is not there")
        entries[str(PurePosixPath(row["file"]))] = _meta(row, where=where, faults=faults)
    return Manifest(entries, tuple(faults))


def _meta(row: Mapping[str, object], *, where: str, faults: list[str]) -> ReportMeta:
    texts = {
        name: _text(row.get(name), where=f"{where}.{name}", faults=faults) for name in ("title", "publisher", "url", "language")
    }
    language = language_tag(texts["language"])
    if texts["language"] and language is None:
        faults.append(f"{where}.language: {texts['language']!r}: expected two letters such as 'en'")
    day = _day(row.get("published"), where=f"{where}.published", faults=faults)
    return ReportMeta(texts["title"], texts["publisher"], day, language, texts["url"])


def _text(value: object, *, where: str, faults: list[str]) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    faults.append(f"{where}: {value!r}: expected a text")
    return None


def _day(value: object, *, where: str, faults: list[str]) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, datetime.date):
        return value
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        faults.append(f"{where}: {value!r}: expected a day such as 2024-03-14")
    return day

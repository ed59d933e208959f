"""Actors out of the registry and into the user's: FollowTheMoney JSON lines, a plain CSV, and UCDP's actor list.

A format turns entries into rows of its own and its rows into rows of the user's registry. An import is checked as a whole,
against our registry and the rest of the user's, before one file is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from cairn.errors import RegistryError
from cairn.linking.who import build
from cairn.linking.who.entry import Entry, Fact
from cairn.linking.who.files import REGISTRY, Faults, Files, read_files
from cairn.linking.who.names import key
from cairn.linking.who.registry import Registry
from cairn.linking.who.schema import RECALLED, GroupRow, SourceRow
from cairn.linking.who.user import over, parse_user, read_user, remember
from cairn.model import Period

IMPORTED = "import"  # the key of the imported file among the sources of the file that is made of it


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a fact rests on."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Held:
    """An entry with the pages of its file's sources, by key."""

    entry: Entry
    sources: Mapping[str, Source]

    def page(self, fact: Fact) -> str | None:
        """The address of the page that a fact rests on; None where it is recalled."""
        source = self.sources.get(fact.source)
        return source.url if source else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import makes: rows with the line they stand on, names and codes for entries that are there, what was passed over."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)


def held(user: Path | None = None) -> list[Held]:
    """Every entry of our registry under the user's, with the pages that its facts rest on."""
    files = read_files(REGISTRY)
    overlay = read_user(user) if user is not None else parse_user({})
    pages = {path: _pages(file.sources) for path, file in files.groups.items()} | {"states.yaml": _pages(files.states.sources)}
    pages |= {path: _pages(file.sources) for path, file in overlay.files.items()}
    placed = over(tuple(build.entries(files)), overlay, files)
    return [Held(entry, next((pages[file] for file in pages if path.startswith(file)), {})) for path, entry in placed]


def _pages(sources: Mapping[str, SourceRow]) -> Mapping[str, Source]:
    return {name: Source(row.url, row.title) for name, row in sources.items()}


def load_into(file: Path, *, form: str, folder: Path, read: Callable[[Path, Registry], Taken]) -> tuple[Path, Taken]:
    """Imports a file into the user's registry as `FORM-NAME.yaml`; what an earlier import of the same name made goes.

    Raises RegistryError with every fault by file and line; then nothing is written.
    """
    files = read_files(REGISTRY)
    target = folder / f"{form}-{slug(file.stem)}.yaml"
    others = {str(path): path.read_bytes() for path in sorted(folder.glob("*.yaml")) if path != target}
    registry = Registry.load(REGISTRY)
    taken = read(file, registry)
    _check_rows(file, taken)
    text = _yaml(file, taken)
    _check_whole(file, target, {**others, str(target): text}, files)
    folder.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text)
    remember(folder)
    return target, taken


def _check_rows(file: Path, taken: Taken) -> None:
    faults, seen = Faults(), dict[str, int]()
    for line, row in taken.rows:
        try:
            GroupRow.model_validate(row)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                where = ".".join(str(part) for part in fault["loc"])
                faults.add(f"{file}, line {line}: {where}", f"{fault['msg']}; it holds {fault['input']!r:.80}")
        if row.get("id") in seen:
            faults.add(f"{file}, line {line}", f"id {row['id']!r} stands already on line {seen[row['id']]}; ids are unique")
        seen.setdefault(str(row.get("id")), line)
    faults.stop()


def _check_whole(file: Path, target: Path, texts: Mapping[str, bytes], files: Files) -> None:
    try:
        over(tuple(build.entries(files)), parse_user(texts), files)
    except RegistryError as error:
        told = str(error).replace(str(target), f"{target} (made of {file})")
        raise RegistryError(f"{file} was not imported: {told}") from error


def _yaml(file: Path, taken: Taken) -> bytes:
    plain: dict[str, Any] = {
        "source": IMPORTED,
        "checked": False,
        "sources": {IMPORTED: {"url": file.name, "title": f"imported from {file.name}", "opened": date.today().isoformat()}},  # noqa: DTZ011 -- a calendar day
        "groups": [row for _, row in taken.rows],
        "names": {actor: names for actor, names in taken.names.items() if names},
        "codes": taken.codes,
    }
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=200).encode()


def slug(name: str) -> str:
    """A name as an id of the registry: small letters, digits and underscores.

    >>> slug("Jama'at Nusrat al-Islam")
    'jamaat_nusrat_al_islam'
    """
    return re.sub(r"[^a-z0-9]+", "_", key(name)).strip("_") or "actor"


def days(period: Period) -> dict[str, str]:
    """The start and end of a period, as far as they are known."""
    found = {"start": period.start, "end": period.end}
    return {name: day.isoformat() for name, day in found.items() if day}


def unique(wanted: str, used: Iterable[str]) -> str:
    """An id that is not used yet."""
    taken = set(used)
    return next(name for name in _numbered(wanted) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def fact(checked: object, source: str = IMPORTED) -> dict[str, Any]:
    """What an imported fact rests on; what was recalled there is recalled here."""
    return {"source": source, "checked": bool(checked) and source != RECALLED}

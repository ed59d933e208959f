"""UCDP's actor list (CSV, one row an actor) into the user's registry.

A row whose code or name one actor of the registry has alone adds its names and its code to that actor; every other row becomes a
new actor. The list holds no dates, and of its informal groups (`Org` 2 and 3) no more than a name: political ones become rebel
groups no less, communal ones identity militias. Governments (`Org` 4) are matched with ours or passed over.
"""

import csv
import re
from pathlib import Path
from typing import Any

from cairn.errors import RegistryError
from cairn.linking.who.entry import Branch, Entry
from cairn.linking.who.exchange import Taken, fact, slug, unique
from cairn.linking.who.names import is_acronym, key
from cairn.linking.who.registry import Registry
from cairn.model import ActorKind

NEEDED = ("ActorId", "NameData")
NAMES = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullMotherTongue", "NewNameFullEng")
GOVERNMENT, COMMUNAL = "4", "3"
ENCODINGS = ("utf-8-sig", "cp1252")  # UCDP's own file is in the second
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def from_ucdp(file: Path, registry: Registry) -> Taken:
    """The actors of UCDP's list; raises RegistryError where the heading is another or a row has no id or name."""
    reader = csv.DictReader(_text(file).splitlines(keepends=True))
    missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise RegistryError(f"{file}, line 1: no column {', '.join(missing)}; expected UCDP's actor list with {', '.join(NAMES)}")
    taken, used = Taken(), set(registry.entries)
    for row in reader:
        values = {name: (value or "").strip() for name, value in row.items() if name}
        if not any(values.values()):
            continue
        if not values["ActorId"].removesuffix(".0").isdecimal() or not values["NameData"]:
            raise RegistryError(f"{file}, line {reader.line_num}: ActorId {values['ActorId']!r}, NameData {values['NameData']!r}; expected a number and a name")
        _take(reader.line_num, values, registry, taken, used)
    return taken


def _text(file: Path) -> str:
    raw = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RegistryError(f"{file}: expected text in {' or '.join(ENCODINGS)}")


def _take(line: int, row: dict[str, str], registry: Registry, taken: Taken, used: set[str]) -> None:
    code = row["ActorId"].removesuffix(".0")
    names = list(dict.fromkeys(name for column in NAMES if (name := row.get(column, ""))))
    countries = _countries(row.get("Location", ""), registry)
    found = _known(code, names, countries, registry)
    if found is not None:
        have = {key(name.text) for name in found.names}
        adding = [name for name in names if key(name) not in have and not _is_others(name, found, registry)]
        taken.names.setdefault(found.id, []).extend(adding)
        taken.codes[found.id] = {"ucdp": code}
        return
    if row.get("Org") == GOVERNMENT:
        taken.passed.append(f"line {line}: {row['NameData']!r} is a government that the registry does not know by this name")
        return
    actor = unique(slug(row["NameData"]), used)
    used.add(actor)
    taken.rows.append((line, _row(actor, code, names, countries, row.get("Org", ""))))


def _row(actor: str, code: str, names: list[str], countries: list[str], org: str) -> dict[str, Any]:
    kind = ActorKind.IDENTITY_MILITIA if org == COMMUNAL else ActorKind.REBEL_GROUP
    return {
        "id": actor,
        "name": next((name for name in reversed(names) if not is_acronym(name)), names[0]) if is_acronym(names[0]) else names[0],
        "kind": kind.value,
        "countries": countries,
        **fact(checked=False),
        "names": names,
        "codes": {"ucdp": code},
    }


def _known(code: str, names: list[str], countries: list[str], registry: Registry) -> Entry | None:
    """The one actor of the registry that has the code, else the one that has the names in one of the countries."""
    coded = [entry for entry in registry.entries.values() if entry.codes.get("ucdp") == code]
    if len(coded) == 1:
        return coded[0]
    named = {alias.entry.id: alias.entry for name in names for alias in registry.aliases.get(key(_BRACKETS.sub("", name)), ())}
    fitting = [e for e in named.values() if not countries or not e.countries or set(countries) & {*e.countries, *e.reach}]
    governments = [e for e in fitting if e.branch is Branch.GOVERNMENT]
    return (governments or fitting)[0] if len(governments or fitting) == 1 else None


def _is_others(name: str, found: Entry, registry: Registry) -> bool:
    """Whether a name is another actor's too, which must not lose it."""
    return any(alias.entry.id != found.id for alias in registry.aliases.get(key(name), ()))


def _countries(location: str, registry: Registry) -> list[str]:
    """The ISO codes of UCDP's names of countries ("DR Congo (Zaire), Uganda"); what is no state's name is left out."""
    parts = [key(_BRACKETS.sub("", part)) for part in location.split(",")]
    return list(dict.fromkeys(registry.terms[part][0].state for part in parts if part in registry.terms))

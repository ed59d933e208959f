"""An event's values as text that people read and write, and back.

    type          armed_clash                     status  occurred          main  yes
    qualifiers    suicide; drone                  weapons  rifles [small_arms]; a bomb
    when          day 2024-03-15                  days 2024-03-15..2024-03-17     month 2024-03     year 2024     unknown ..2024-03-17
    where         Mosul | admin1=Nineveh | country=IQ | at=36.335,43.118 | precision=exact
    participants  side_a: Islamic State [islamic_state] (rebel_group); target: civilians
    casualties    killed 12; killed civilians 10..12..15; injured side_b 25..

A number is best, low..high, or low..best..high, with nothing where it is open. Nothing at all is unknown. A semicolon within a value is
written with a backslash before it. No form looks like a date or a formula to a spreadsheet.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from cairn.codebook import Codebook
from cairn.model import (
    MANY,
    UNKNOWN_PLACE,
    UNKNOWN_WHEN,
    ActorKind,
    Casualty,
    CasualtyGroup,
    ClaimField,
    ClaimValue,
    Event,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    Weapon,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)

_SPLIT: Final = re.compile(r"(?<!\\);")
_NAMED: Final = re.compile(r"(?P<name>.+?)(?:\s*\[(?P<id>[^\[\]]*)\])?(?:\s*\((?P<kind>[a-z_]+)\))?", re.DOTALL)
_COUNT: Final = re.compile(r"(?P<outcome>[a-z]+)(?:\s+(?P<group>[a-z_]+))?\s+(?P<numbers>[\d.]+)")
_DAY: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?))?)?")
_PRECISION: Final = {0: WhenPrecision.YEAR, 1: WhenPrecision.MONTH, 2: WhenPrecision.DAY}


def text_of(event: Event, field: ClaimField) -> str:
    """All that a field of an event holds."""
    return "; ".join(items_of(event, field))


def items_of(event: Event, field: ClaimField) -> list[str]:
    """What a field of an event holds, one text a value; a field of one value that is unknown holds none."""
    held: Any = getattr(event, field.value)
    texts = [item_of(value) for value in (held if field in MANY else (held,))]
    return [text for text in texts if text]


def item_of(value: ClaimValue) -> str:
    """One value as text; "" where it is unknown."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return next((write(value) for kind, write in _WRITERS.items() if isinstance(value, kind)), "")


def split(text: str) -> list[str]:
    """The values in a text."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def read(field: ClaimField, text: str, book: Codebook) -> ClaimValue | None:
    """The value that a text means, None for unknown. Raises ValueError with what was expected."""
    text = text.strip()
    return _READERS[field](text, book) if text else None


def _named(name: str, id_: str | None, kind: str | None) -> str:
    return _escaped(name) + (f" [{id_}]" if id_ else "") + (f" ({kind})" if kind else "")


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace(";", r"\;")


def _when(when: When) -> str:
    if not when.known:
        return ""
    start, end = when.start, when.end
    whole = {WhenPrecision.MONTH: 7, WhenPrecision.YEAR: 4}.get(when.precision)
    if whole and start and end and _ends(str(start)[:whole]) == (start, end):
        return f"{when.precision} {str(start)[:whole]}"
    return f"{when.precision} {start}" if start == end else f"{when.precision} {start or ''}..{end or ''}"


def _place(place: Place) -> str:
    at = None if place.latitude is None else f"{place.latitude},{place.longitude}"
    precision = None if place.precision is WherePrecision.UNKNOWN else place.precision.value
    named = {"admin1": place.admin1, "admin2": place.admin2, "country": place.country, "at": at, "precision": precision}
    parts = [place.name or "", *(f"{key}={value}" for key, value in named.items() if value)]
    return " | ".join(_escaped(part).replace("|", "/") for part in parts) if any(parts) else ""


def _participant(one: Participant) -> str:
    return f"{one.role}: " + _named(one.name, one.actor, None if one.kind is ActorKind.UNKNOWN else one.kind.value)


def _casualty(toll: Casualty) -> str:
    bounds = ["" if n is None else str(n) for n in (toll.low, toll.best, toll.high)]
    numbers = bounds[0] if len(set(bounds)) == 1 and bounds[0] else "..".join(bounds)
    group = "" if toll.group is CasualtyGroup.UNKNOWN else f" {toll.group}"
    return f"{toll.outcome}{group} {numbers}"


_WRITERS: Final[Mapping[Any, Callable[[Any], str]]] = {
    When: _when, Place: _place, Participant: _participant, Casualty: _casualty, Weapon: lambda w: _named(w.surface, w.kind, None), str: _escaped,
}  # fmt: skip


def _read_type(text: str, book: Codebook) -> str:
    return _one_of(text, book.types, "event types; `cairn codebook` lists them")


def _read_qualifier(text: str, book: Codebook) -> str:
    return _one_of(text, book.qualifiers, "qualifiers; `cairn codebook` lists them")


def _one_of(text: str, known: Mapping[str, object], what: str) -> str:
    name = text.lower().replace(" ", "_").replace("-", "_")
    if name not in known:
        raise ValueError(f"{text!r} is none of the {what}")
    return name


def _read_enum(kind: Any, text: str) -> Any:
    try:
        return kind(text.lower().replace(" ", "_"))
    except ValueError as error:
        raise ValueError(f"{text!r}: expected one of {', '.join(kind)}") from error


def _read_main(text: str, _book: Codebook) -> bool:
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.lower() not in known:
        raise ValueError(f"{text!r}: expected yes or no")
    return known[text.lower()]


def _read_when(text: str, _book: Codebook) -> When:
    word, _, rest = text.partition(" ")
    days = rest or text
    precision = _read_enum(WhenPrecision, word) if rest else None
    first, parted, last = days.partition("..")
    if not rest and text.lower() == WhenPrecision.UNKNOWN:
        return UNKNOWN_WHEN
    start, end = _ends(first.strip()), _ends(last.strip()) if parted else _ends(first.strip())
    if not parted and precision is None:
        precision = _PRECISION[first.count("-")]
    return When(start[0], end[1], precision or WhenPrecision.DAYS, None, WhenBasis.STATED)


def _ends(text: str) -> tuple[date | None, date | None]:
    """The first and the last day of a day, month or year in ISO 8601; None for an open end."""
    if not text:
        return None, None
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r}: expected a day as 2024-03-15, a month as 2024-03 or a year as 2024")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return date(year or 1, 1, 1), date(year or 1, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r}: there is no month {month}")
    if day is None:
        return date(year, month, 1), date(year, month, 1) + timedelta(days=monthrange(year, month)[1] - 1)
    return date(year, month, day), date(year, month, day)


def _read_place(text: str, _book: Codebook) -> Place:
    name, *parts = (part.strip() for part in _plain(text).split("|"))
    if "=" in name:
        name, parts = "", [name, *parts]
    pairs = [part.partition("=") for part in parts if part]
    given = {key.strip().lower(): value.strip() for key, _, value in pairs if value.strip()}
    unknown = [key for key in given if key not in ("admin1", "admin2", "country", "at", "precision")] + [key for key, sign, _ in pairs if not sign]
    if unknown:
        raise ValueError(f"place {text!r}: {unknown[0]!r} is not understood; expected NAME | admin1=... | admin2=... | country=IQ | at=LATITUDE,LONGITUDE | precision=exact")
    if not name and not given:
        return UNKNOWN_PLACE
    latitude, longitude = _point(given["at"]) if "at" in given else (None, None)
    least = WherePrecision.EXACT if latitude is not None else WherePrecision.UNKNOWN
    precision = _read_enum(WherePrecision, given["precision"]) if "precision" in given else least
    country = given["country"].upper() if "country" in given else None
    return Place(name or None, country, given.get("admin1"), given.get("admin2"), latitude, longitude, precision)


def _point(text: str) -> tuple[float, float]:
    try:
        latitude, longitude = map(float, text.split(","))
    except ValueError as error:
        raise ValueError(f"point {text!r}: expected LATITUDE,LONGITUDE such as 36.335,43.118") from error
    return latitude, longitude


def _read_participant(text: str, _book: Codebook) -> Participant:
    role, sign, rest = text.partition(":")
    found = _NAMED.fullmatch(_plain(rest).strip())
    if not sign or found is None:
        raise ValueError(f"{text!r}: expected ROLE: NAME [ID] (KIND), such as side_a: Islamic State [islamic_state] (rebel_group)")
    kind = _read_enum(ActorKind, found["kind"]) if found["kind"] else ActorKind.UNKNOWN
    return Participant(_read_enum(Role, role.strip()), found["name"], found["id"] or None, kind)


def _read_casualty(text: str, _book: Codebook) -> Casualty:
    found = _COUNT.fullmatch(text.lower())
    if found is None:
        raise ValueError(f"{text!r}: expected OUTCOME [GROUP] NUMBERS, such as killed civilians 10..15; numbers are best, low..high or low..best..high")
    parts = [int(part) if part else None for part in found["numbers"].split("..")] if re.fullmatch(r"\d*(\.\.\d*){0,2}", found["numbers"]) else []
    if not parts or all(part is None for part in parts):
        raise ValueError(f"{text!r}: expected a number, low..high or low..best..high")
    low, best, high = {1: (parts[0],) * 3, 2: (parts[0], None, parts[-1])}.get(len(parts), tuple(parts))
    group = _read_enum(CasualtyGroup, found["group"]) if found["group"] else CasualtyGroup.UNKNOWN
    return Casualty(_read_enum(Outcome, found["outcome"]), group, low, best, high)


def _read_weapon(text: str, _book: Codebook) -> Weapon:
    found = _NAMED.fullmatch(_plain(text))
    if found is None or found["kind"]:
        raise ValueError(f"{text!r}: expected WORDS [KIND]")
    return Weapon(found["name"], found["id"] or None)


def _plain(text: str) -> str:
    return text.replace(r"\;", ";")


_READERS: Final[Mapping[ClaimField, Callable[[str, Codebook], ClaimValue]]] = {
    ClaimField.TYPE: _read_type, ClaimField.STATUS: lambda text, _: _read_enum(Status, text), ClaimField.MAIN: _read_main,
    ClaimField.QUALIFIER: _read_qualifier, ClaimField.WHEN: _read_when, ClaimField.WHERE: _read_place, ClaimField.PARTICIPANT: _read_participant,
    ClaimField.CASUALTY: _read_casualty, ClaimField.WEAPON: _read_weapon,
}  # fmt: skip

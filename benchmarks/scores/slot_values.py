"""How far two values of a MUC-4 slot agree: 1 correct, 0.5 partial, 0 incorrect (Scoring Guidelines, section 3)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from benchmarks.scores.matching import normalise

#: Set fills of a response that are half right for another fill in the key, beyond ATTACK for any incident type.
PARTIAL: Final = frozenset({
    ("SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED"),
    ("GOVERNMENT OFFICE OR RESIDENCE", "POLITICAL FIGURE OFFICE OR RESIDENCE"),
    ("SOME DAMAGE", "DESTROYED"),
    ("FORMER GOVERNMENT OFFICIAL", "GOVERNMENT OFFICIAL"),
    ("FORMER ACTIVE MILITARY", "ACTIVE MILITARY"),
    ("GOVERNMENT OFFICIAL", "POLITICAL FIGURE"),
    ("NO INJURY OR DEATH", "NO INJURY"),
    ("NO INJURY OR DEATH", "NO DEATH"),
})  # fmt: skip
INCIDENTS: Final = frozenset({"ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE"})
#: What an instrument type is a kind of.
KIND_OF: Final = {
    **dict.fromkeys(("MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"), "GUN"),
    **dict.fromkeys(("VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"), "BOMB"),
    **dict.fromkeys(("BOMB", "GRENADE", "MOLOTOV COCKTAIL"), "EXPLOSIVE"),
    **dict.fromkeys(("MISSILE", "ROCKET"), "PROJECTILE"),
}
MONTHS: Final = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DAY: Final = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d\d)\b")
_PLACE: Final = re.compile(r"^(?P<name>.*?)\s*(?:\((?P<type>[^()]*)\))?$")
_NOT_ESSENTIAL: Final = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|some|salvadoran|colombian|peruvian|guatemalan|honduran"
    r"|chilean|bolivian|ecuadoran|ecuadorian|argentine|argentinian|nicaraguan|panamanian)\b"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """A date slot: from `first` (open in a default fill, "- 04 FEB 90") to `last`, both included."""

    first: date | None
    last: date

    def holds(self, other: "Days") -> bool:
        """Whether the other's days are all among these."""
        starts = self.first is None or (other.first is not None and self.first <= other.first)
        return starts and other.last <= self.last

    @property
    def is_default(self) -> bool:
        """Whether it says only by when."""
        return self.first is None

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@lru_cache(maxsize=4096)
def days(value: str) -> Days | None:
    """The days of a date slot, None where it holds none.

    >>> days("- 04 FEB 90")
    Days(first=None, last=datetime.date(1990, 2, 4))
    """
    found = [d for m in _DAY.finditer(value.upper()) if (d := _date(int(m[1]), m[2], 1900 + int(m[3])))]
    if not found:
        return None
    if len(found) > 1:
        return Days(min(found[:2]), max(found[:2]))
    return Days(None if value.lstrip(" (").startswith("-") else found[0], found[0])


def _date(day: int, month: str, year: int) -> date | None:
    try:
        return date(year, MONTHS.index(month) + 1, day)
    except ValueError:
        return None


def date_credit(key: str, response: str) -> float:
    """Section 3.2.2: half for a part of the key's days, and for a default fill that ends on the key's day or last day."""
    wanted, given = days(key), days(response)
    if wanted is None or given is None:
        return float(key == response)
    if wanted == given:
        return 1.0
    if given.is_default:
        return 0.5 if not wanted.is_default and given.last == wanted.last else 0.0
    return 0.5 if wanted.holds(given) else 0.0


def place_credit(key: str, response: str) -> float:
    """Section 3.2.3: half for the right country, or for the right places in a wrong one. City and town are one type."""
    (country, wanted), (other, given) = _place(key), _place(response)
    if country == other:
        return 1.0 if wanted == given else 0.5
    return 0.5 if wanted and wanted == given else 0.0


@lru_cache(maxsize=4096)
def _place(value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    country, *parts = (" ".join(part.split()) for part in value.upper().split(":"))
    named = [match for part in parts if (match := _PLACE.match(part))]
    return country, tuple((m["name"], (m["type"] or "").replace("TOWN", "CITY")) for m in named)


def set_credit(key: str, response: str) -> float:
    """Set fills: the same, or half by the guidelines' exceptions (sections 3.2.4 to 3.2.23)."""
    if key == response:
        return 1.0
    above = KIND_OF.get(key, "")
    wider = response in (above, KIND_OF.get(above)) or (response == "ATTACK" and key in INCIDENTS)
    return 0.5 if wider or (key, response) in PARTIAL else 0.0


def number_credit(key: str, response: str) -> float:
    """Numbers: the same, or half where one number is an end of the key's range or its rough figure (section 3.2.21)."""
    wanted, given = key.replace(" ", ""), response.replace(" ", "")
    if wanted == given:
        return 1.0
    return 0.5 if given.isdigit() and given in wanted.lstrip("~").split("-") else 0.0


def string_credit(key: str, response: str) -> float:
    """Strings: the same, or more modifiers before it; half where one holds all words of the other (section 3.1.1)."""
    wanted, given = _words(key), _words(response)
    if not wanted or not given:
        return float(key == response)
    if given[-len(wanted) :] == wanted:
        return 1.0
    return 0.5 if set(wanted) <= set(given) or set(given) <= set(wanted) else 0.0


@lru_cache(maxsize=65536)
def _words(value: str) -> tuple[str, ...]:
    plain = normalise(value)
    return tuple(_NOT_ESSENTIAL.sub(" ", plain).split() or plain.split())

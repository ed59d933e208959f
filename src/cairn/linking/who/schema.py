"""The shape of the registry's files; a key that is not written here is a fault."""

import calendar
import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cairn.linking.who.entry import Bond, Ended
from cairn.model import ActorKind, Period

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ISO2 = r"^[A-Z]{2}$"
_ID = r"^[a-z0-9_]+$"
RECALLED = "recalled"


def _partial_date(value: object) -> object:
    text = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else value
    if text is not None and not (isinstance(text, str) and _is_day(text)):
        raise ValueError(f"{value!r} is no date: expected YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and _first(text))
    except ValueError:
        return False


def _first(text: str) -> date:
    year, month, day = (int(part) for part in [*text.split("-"), "1", "1"][:3])
    return date(year, month, day)


def _last(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


PartialDate = Annotated[str | None, BeforeValidator(_partial_date)]
Country = Annotated[str, Field(pattern=_ISO2)]
Words = tuple[str, ...]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Dated(_Row):
    """A row with an interval: a start of "2014" is its first day, an end of "2014" its last."""

    start: PartialDate = None
    end: PartialDate = None

    @property
    def period(self) -> Period:
        """The days that the interval spans, both ends included."""
        return Period(_first(self.start) if self.start else None, _last(self.end) if self.end else None)


class Sourced(_Row):
    """A row that may name its own source; without one it rests on what its entry rests on."""

    source: str | None = None
    checked: bool | None = None


class NameRow(Dated, Sourced):
    """A name and when it was in use; with `countries`, it counts only in a report about one of them."""

    name: Annotated[str, Field(min_length=1)]
    countries: tuple[Country, ...] = ()


class TieRow(Dated, Sourced):
    """A relation to another entry."""

    type: Bond
    object: str


class LeaderRow(Dated, Sourced):
    """A leader."""

    name: str
    aliases: Words = ()
    title: str | None = None
    ended: Ended = Ended.UNKNOWN


class ActiveRow(Dated, Sourced):
    """When an actor was active."""


class SourceRow(_Row):
    """A page that facts rest on."""

    url: str
    title: str
    opened: date


NameRows = tuple[str | NameRow, ...]


class GroupRow(_Row):
    """An armed group or an organisation."""

    id: Annotated[str, Field(pattern=_ID)]
    name: str
    kind: ActorKind
    countries: tuple[Country, ...] = ()
    active: ActiveRow = ActiveRow()
    source: str
    checked: bool = False
    names: NameRows = ()
    relations: tuple[TieRow, ...] = ()
    leaders: tuple[LeaderRow, ...] = ()
    codes: dict[str, str] = {}


class GroupFile(_Row):
    """One file of `groups/`."""

    sources: dict[str, SourceRow] = {}
    groups: tuple[GroupRow, ...]


class RegimeRow(Dated):
    """Who governed."""

    under: str


class StateRow(_Row):
    """A state; its key in the file is its ISO code."""

    name: str
    article: bool = False
    names: Words = ()
    adjectives: Words
    people: Words = ()
    shared: Words = ()
    unless: tuple[Country, ...] = ()
    soldiers_of: Country | None = None
    capital: str | None = None
    metonyms: Words = ()
    military: NameRows = ()
    police: NameRows = ()
    intelligence: NameRows = ()
    government: NameRows = ()
    regimes: tuple[RegimeRow, ...] = ()
    leaders: tuple[LeaderRow, ...] = ()


class StateFile(_Row):
    """`states.yaml`."""

    source: str
    checked: bool
    sources: dict[str, SourceRow] = {}
    states: dict[Country, StateRow]


class PressNameFile(_Row):
    """`press_names.yaml`: more names of entries, and countries beside their own in which they are met, by their id."""

    source: str
    checked: bool
    names: dict[str, NameRows]
    reach: dict[str, tuple[Country, ...]] = {}


class UserFile(_Row):
    """A file of the user's registry: rows that replace or add to ours, and more names and codes of entries by their id."""

    source: str = RECALLED
    checked: bool = False
    sources: dict[str, SourceRow] = {}
    groups: tuple[GroupRow, ...] = ()
    names: dict[str, NameRows] = {}
    codes: dict[str, dict[str, str]] = {}


class CategoryRow(_Row):
    """Words for actors that have no name; without a `name` of their own they only point back at a named one."""

    id: str
    name: str | None
    kind: ActorKind
    known: Literal["always", "definite"]
    means: tuple[ActorKind, ...]
    words: Words


class ForceRows(_Row):
    """Words for a state's forces, by branch."""

    military: Words
    police: Words
    intelligence: Words
    government: Words


class DeterminerRows(_Row):
    """Words that tell "the group" from "a group"."""

    definite: Words
    indefinite: Words


class SuccessionRow(Dated):
    """The years of a state's former government, after which its forces were replaced and not merely led by others."""

    start: PartialDate
    end: PartialDate


class BondRows(_Row):
    """Words that tie one actor to another with a hyphen."""

    same: Words
    other: Words


class GenericFile(_Row):
    """`generic.yaml`."""

    source: str
    checked: bool
    categories: tuple[CategoryRow, ...]
    forces: ForceRows
    after_state: Words
    open_ended: Words
    modifiers: Words
    descriptions: Words
    units: Words
    communal: dict[str, Words]
    members: Words
    hedges: Words
    determiners: DeterminerRows
    bonds: BondRows
    successions: dict[Country, tuple[SuccessionRow, ...]] = {}


class TitleRow(_Row):
    """A kind of position."""

    id: str
    public: bool
    leads: bool
    rank: bool = False
    words: Words


class PositionFile(_Row):
    """`positions.yaml`."""

    source: str
    checked: bool
    before: Words
    family_first: Words
    variants: dict[str, Words]
    titles: tuple[TitleRow, ...]

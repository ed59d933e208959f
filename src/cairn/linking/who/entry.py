"""What the registry holds: actors with their names, relations and leaders, each fact with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from cairn.model import Actor, ActorKind, Period


class Branch(StrEnum):
    """Which part of a state an actor is; the value is what the actor's id begins with ("mil_iq")."""

    MILITARY = "mil"
    POLICE = "pol"
    GOVERNMENT = "gov"
    INTELLIGENCE = "int"


class Bond(StrEnum):
    """What one registered actor is to another."""

    AFFILIATE_OF = "affiliate_of"
    PART_OF = "part_of"
    SPLINTER_OF = "splinter_of"
    ALLIED_WITH = "allied_with"
    SUCCESSOR_OF = "successor_of"
    MERGED_INTO = "merged_into"


class Ended(StrEnum):
    """How a leader's time ended."""

    KILLED = "killed"
    CAPTURED = "captured"
    DIED = "died"
    RESIGNED = "resigned"
    REMOVED = "removed"
    REPLACED = "replaced"
    CURRENT = "current"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact rests on: a key of the file's `sources`, or "recalled"; `checked` where the page was opened and says so."""

    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an actor and when it was in use. With `countries` it counts only in a report about one of them ("the Tigers")."""

    text: str
    period: Period
    fact: Fact
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A dated relation to another registered actor."""

    kind: Bond
    object: str
    period: Period
    fact: Fact


@dataclass(frozen=True, slots=True)
class Leader:
    """A person at the head of an actor, from when to when, and how it ended. `actor` is the registry's id."""

    name: str
    aliases: tuple[str, ...]
    title: str | None
    actor: str
    period: Period
    ended: Ended
    fact: Fact


@dataclass(frozen=True, slots=True)
class Regime:
    """Who governed a state and when; ACLED writes the years after the actor's name."""

    under: str
    period: Period

    @property
    def years(self) -> str:
        """The years in ACLED's manner: "(2014-2018)", "(2021-)"."""
        return years(self.period)


@dataclass(frozen=True, slots=True)
class State:
    """A state of the registry. `unless` are ISO codes in whose presence the bare name means something else, `soldiers_of` is the state whose army is
    meant where a report from there names none.

    `former` are the years of former governments whose forces were replaced with them: their actors have ids and names of their
    own ("mil_2000_sy", "Military Forces of Syria (2000-2024)"). A new head of a standing government makes no new actor.
    """

    code: str
    name: str
    article: bool
    unless: tuple[str, ...] = ()
    regimes: tuple[Regime, ...] = ()
    former: tuple[Period, ...] = ()
    soldiers_of: str | None = None

    @property
    def of_name(self) -> str:
        """The name as it stands after "of"."""
        return f"the {self.name}" if self.article else self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor of the registry. `countries` are ISO 3166-1 alpha-2, home first; `codes` its ids in other data sets.

    `reach` are countries in which it is met besides; a short name in a report about none of both is doubted.

    `fact` is what name, kind and countries rest on, `active_fact` what the years of activity do, where that is something else.
    """

    id: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...]
    active: Period
    names: tuple[Name, ...]
    fact: Fact
    ties: tuple[Tie, ...] = ()
    leaders: tuple[Leader, ...] = ()
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    branch: Branch | None = None
    active_fact: Fact | None = None
    reach: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        """The actor's home."""
        return self.countries[0] if self.countries else None

    def as_actor(self, *, score: float, reasons: tuple[str, ...]) -> Actor:
        """The actor that a mention was linked to."""
        return Actor(self.name, self.id, self.kind, self.country, round(score, 2), reasons)


def years(period: Period) -> str:
    """A period in the manner in which ACLED writes it after an actor's name: "(2014-2018)", "(2021-)"."""
    return f"({period.start.year if period.start else ''}-{period.end.year if period.end else ''})"


def holds(period: Period, on: date | None) -> bool:
    """Whether a day lies within a period; an unknown day lies within every period."""
    return on is None or (period.start or date.min) <= on <= (period.end or date.max)


def was_under(government: Period, day: date) -> bool:
    """Whether a day lies under a government; the day on which it ends is the next one's."""
    return (government.start or date.min) <= day < (government.end or date.max)


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day, not counting the day on which one ends and the other begins."""
    starts, ends = (one.start or date.min, other.start or date.min), (one.end or date.max, other.end or date.max)
    return max(starts) < min(ends) or one == other

"""The codebook's other rows: qualifiers, roles, statuses, precisions, weapons, people, outcomes, kinds of actors."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from cairn.codebook.event_type import Family
from cairn.codebook.rows import Entry, Row, Text
from cairn.codebook.words import Words
from cairn.model import ActorKind, CasualtyGroup, Outcome, Role, Status, WhenPrecision, WherePrecision


@dataclass(frozen=True, slots=True)
class QualifierRow(Entry):
    """What is said of an event beside its type: how surely the words mean it, and of which families of types it can be said."""

    weight: Annotated[float, Field(gt=0, le=1)]
    families: Annotated[tuple[Family, ...], Field(min_length=1)]
    words: Words


@dataclass(frozen=True, slots=True)
class RoleRow(Entry):
    """A role, its rule, and the column of ACLED's export that it goes to."""

    id: Role
    rule: Text
    acled: Literal["actor1", "actor2", "assoc_actor_1", "assoc_actor_2"]


@dataclass(frozen=True, slots=True)
class StatusRow(Entry):
    """A status and the words that point at it."""

    id: Status
    words: Words


@dataclass(frozen=True, slots=True)
class WhereRow(Entry):
    """A precision of place: UCDP's where_prec and ACLED's geo_precision, None where that codebook has no row for it."""

    id: WherePrecision
    ucdp: Annotated[int, Field(ge=1, le=7)] | None
    acled: Annotated[int, Field(ge=1, le=3)] | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class WhenRow(Entry):
    """A precision of time: UCDP's date_prec and ACLED's time_precision, None where that codebook has no row for it."""

    id: WhenPrecision
    ucdp: Annotated[int, Field(ge=1, le=5)] | None
    acled: Annotated[int, Field(ge=1, le=3)] | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class WeaponKind(Entry):
    """A kind of means and GTD's weapon type, 1 to 13, None where such means are outside of the GTD."""

    gtd: Annotated[int, Field(ge=1, le=13)] | None
    nouns: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class People(Entry):
    """Words for people who are counted. `group` is None where the side decides, `kind` where the word does not tell."""

    group: CasualtyGroup | None
    kind: ActorKind | None
    nouns: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Uncounted(Row):
    """What a number beside an event counts that are no casualties: `things`, people of whom `spared` says that they came off, and the
    years of a person, unless it is one of the `collectives` that the number is told of ("a man of 61", but "a crowd of 61")."""

    things: Annotated[tuple[str, ...], Field(min_length=1)]
    collectives: Annotated[tuple[str, ...], Field(min_length=1)]
    spared: Words
    wars: Words
    habits: Words


@dataclass(frozen=True, slots=True)
class OutcomeRow(Entry):
    """What became of those who are counted, and the words that say so."""

    id: Outcome
    words: Words


@dataclass(frozen=True, slots=True)
class KindRow(Entry):
    """A kind of actor and ACLED's interaction code, 1 to 8, with its name; None where the kind alone does not tell it."""

    id: ActorKind
    inter: Annotated[int, Field(ge=1, le=8)] | None
    inter_name: Text | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Precisions(Row):
    """`precisions.yaml`."""

    where: tuple[WhereRow, ...]
    when: tuple[WhenRow, ...]


@dataclass(frozen=True, slots=True)
class PeopleFile(Row):
    """`people.yaml`."""

    people: tuple[People, ...]
    outcomes: tuple[OutcomeRow, ...]
    uncounted: Uncounted

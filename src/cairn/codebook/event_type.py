"""The event types: what each is, how it is told from its neighbours, what tells it, and its value in other codebooks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, Strict

from cairn.codebook.rows import Entry, Row, Text
from cairn.model import Role

PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
AcledEvent = Literal[
    "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments",
]  # fmt: skip
AcledDisorder = Literal["Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations"]
Cameo = Annotated[str, Field(pattern=r"^(?:0[1-9]|1\d|20)\d{1,2}$")]


class Family(StrEnum):
    """Types that are alike; ACLED's six event types and what lies beyond them."""

    BATTLE = "battle"
    REMOTE_VIOLENCE = "remote_violence"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    PROTEST = "protest"
    RIOT = "riot"
    STRATEGIC = "strategic"
    LEADERSHIP = "leadership"
    JUSTICE = "justice"
    SANCTION = "sanction"
    DISPLACEMENT = "displacement"


@dataclass(frozen=True, slots=True)
class Acled(Row):
    """ACLED's three names for the type; `exact` is False where ACLED has no such type and this is the nearest one."""

    event_type: AcledEvent
    sub_event_type: Text
    disorder_type: AcledDisorder
    exact: Annotated[bool, Strict()]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Plover(Row):
    """PLOVER's type and mode; the type is None where PLOVER has none, `note` says what else may fit."""

    type: PloverType | None
    mode: Text | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Ucdp(Row):
    """UCDP's type of violence (1 state-based, 2 non-state, 3 one-sided) that is most usual, and the rule that decides."""

    type_of_violence: Literal[1, 2, 3] | None
    rule: Text


@dataclass(frozen=True, slots=True)
class Gtd(Row):
    """GTD's attack type, 1 to 9; None where the GTD leaves such events out."""

    attacktype: Annotated[int, Field(ge=1, le=9)] | None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Crosswalk(Row):
    """The type in the field's other codebooks. `cameo` is text, for its codes may begin with a zero."""

    acled: Acled
    plover: Plover
    ucdp: Ucdp
    cameo: Cameo | None
    gtd: Gtd


@dataclass(frozen=True, slots=True)
class Cues(Row):
    """Words that tell an event of the type; `weight`, above 0 and up to 1, is how surely one of them alone means it.

    Nouns and verbs stand for all their forms, as in `Words`.
    """

    weight: Annotated[float, Field(gt=0, le=1)]
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType(Entry):
    """An event type. Of two types that fit one event the lower `rank` names it (ACLED's hierarchy).

    `rule` tells the type from its neighbours. `sides` says who fills which role in a complete account.
    """

    family: Family
    rank: int
    violent: Annotated[bool, Strict()]
    rule: Text
    sides: Annotated[Mapping[Role, Text], Field(min_length=1)]
    examples: Annotated[tuple[Text, ...], Field(min_length=2)]
    crosswalk: Crosswalk
    cues: Annotated[tuple[Cues, ...], Field(min_length=1)]

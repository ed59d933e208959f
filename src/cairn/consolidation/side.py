"""An account as it is compared with others: its event, the passage behind it, and what features ask of both, each worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from cairn.codebook import Codebook, Family
from cairn.consolidation.names import folded
from cairn.consolidation.participants import own_name
from cairn.consolidation.passage import Passage, by_letter, common, like_any
from cairn.consolidation.total import total
from cairn.consolidation.when import window
from cairn.model import ActorKind, Count, Event, Outcome, Participant, Role

#: The outcomes whose tolls are compared, the most telling first.
COMPARED = (Outcome.KILLED, Outcome.ABDUCTED, Outcome.ARRESTED, Outcome.INJURED, Outcome.MISSING)
_RECEIVING = (Role.SIDE_B, Role.TARGET, Role.VICTIM)
_CROWDS = (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS)


@dataclass(slots=True)
class Side:
    """One of two accounts that are compared. `actors` are the sides that have a name of their own, by it, `states` the states whose
    forces are among them, `hit` the kinds of whom it hit; `persons` have a name, `full` ones of two words or more. `rare` are the passage's
    names that are neither common words nor coded in the event, `coded` the words that are. `dataset` is the
    data set that the event is a row of (`cairn import`)."""

    event: Event
    passage: Passage
    violent: bool
    battle: bool
    window: tuple[date, date] | None
    actors: Mapping[str, Participant]
    states: frozenset[str]
    hit: frozenset[str]
    persons: tuple[Participant, ...]
    full: tuple[Participant, ...]
    tolls: tuple[Count | None, ...]
    coded: Mapping[str, tuple[str, ...]]
    rare: tuple[str, ...]
    dataset: str | None

    @classmethod
    def of(cls, event: Event, passage: Passage, codebook: Codebook) -> Self:
        """The event of an account, with the passage behind it."""
        kind, who = codebook.types[event.type], event.participants
        armed = {p.name: p for p in who if p.role in (Role.SIDE_A, Role.SIDE_B) and own_name(p) and p.kind not in _CROWDS and p.kind is not ActorKind.PERSON}
        hit = frozenset(p.kind.value for p in who if p.role in _RECEIVING and p.kind is not ActorKind.UNKNOWN and p.kind is not ActorKind.PERSON)
        persons = tuple(p for p in who if p.kind is ActorKind.PERSON and own_name(p) and folded(p.name))
        names = (event.where.name, event.where.admin1, *(p.name for p in who))
        coded = by_letter(word for name in names if name for word in folded(name).split())
        tolls = tuple(total(event.casualties, outcome) for outcome in COMPARED) if event.casualties else (None,) * len(COMPARED)
        return cls(
            event, passage, kind.violent, kind.family is Family.BATTLE, window(event.when, passage.published), armed,
            frozenset(s for p in armed.values() if (s := state(p))), hit, persons, tuple(p for p in persons if len(folded(p.name).split()) > 1),
            tuple(t if t is not None and t.known else None for t in tolls), coded, tuple(n for n in passage.names - common() if not like_any(n, coded.get(n[0], ()))),
            _dataset(event),
        )  # fmt: skip


def state(participant: Participant) -> str | None:
    """The country code at the end of the registry's id of a state's force ("military_ru")."""
    branch, _, country = (participant.actor or "").rpartition("_")
    return country if participant.kind is ActorKind.STATE_FORCE and branch and len(country) == 2 else None


def _dataset(event: Event) -> str | None:
    rule = next((e.rule for e in event.evidence if e.field == "type"), None)
    return rule if rule is not None and rule.startswith("dataset") else None

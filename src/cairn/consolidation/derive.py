"""Claims to an event: one named rule a field, the same for one report and for many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from cairn.codebook import Codebook, Family
from cairn.consolidation.choose import any_main, qualifiers, weapons, weightiest
from cairn.consolidation.confidence import confidence
from cairn.consolidation.corrections import Corrections, behind
from cairn.consolidation.participants import participants, perpetrators
from cairn.consolidation.passage import sources
from cairn.consolidation.summary import summary
from cairn.consolidation.told import Row, Settled, Told, evidence, in_order, rows_of
from cairn.consolidation.tolls import tolls
from cairn.consolidation.when import when
from cairn.consolidation.where import where
from cairn.model import Casualty, ClaimField, ClaimValue, Decision, Event, Evidence, Participant, Place, Status, Weapon, When

__all__ = ["Told", "derive"]

T = TypeVar("T", bound=ClaimValue)
Fields = Mapping[ClaimField, Sequence[Row]]


def derive(event_id: str, told: Sequence[Told], codebook: Codebook, decisions: Sequence[Decision] = ()) -> Event:
    """The event that one or many accounts tell of; the order in which they come does not matter. What reviewers decided about it stands
    above what the accounts give, but for the confidence, which is that of the reading.

    Every value has evidence: a path names the field, in a list with the index of the value ("casualties[0]"). Raises
    ValueError where no claim tells the event's type, or none its status.
    """
    told = in_order(told)
    fields = _fields(told)
    read = found = _rules(fields, codebook, Corrections())
    corrections = Corrections.of(decisions, [t.account for t in told])
    if corrections.decisions:
        found = _rules(fields, codebook, corrections)
    event = found.event(event_id, tuple(dict.fromkeys(t.account.report for t in told)))
    chosen = (*read.type.rows, *read.status.rows, *read.when.rows, *read.where.rows, *(r for p in read.participants for r in p.rows))
    sure = confidence([row.claim for row in chosen], reports=sources([*{t.account.report: t.passage for t in told}.values()]))
    quotes = tuple(dict.fromkeys((*found.evidence(), *_derived(told))))
    return replace(
        event, summary=summary(event, codebook), confidence=sure, evidence=quotes, review=corrections.state(), reviewed_by=corrections.reviewers()
    )  # fmt: skip


def outline(event_id: str, told: Sequence[Told], codebook: Codebook) -> Event:
    """The event without its summary and confidence, and without evidence but for what comes first behind its type: all that a comparison needs."""
    told = in_order(told)
    found = _rules(_fields(told), codebook, Corrections())
    first = tuple(islice(_behind(ClaimField.TYPE.value, found.type), 1))
    return replace(found.event(event_id, tuple(dict.fromkeys(t.account.report for t in told))), evidence=first)


def _fields(told: Sequence[Told]) -> Fields:
    fields: dict[ClaimField, list[Row]] = {field: [] for field in ClaimField}
    for row in rows_of(told):
        fields[row.claim.field].append(row)
    return fields


@dataclass(frozen=True, slots=True)
class _Found:
    """What every rule arrived at."""

    type: Settled[str]
    status: Settled[Status]
    main: Settled[bool]
    when: Settled[When]
    where: Settled[Place]
    qualifiers: tuple[Settled[str], ...]
    participants: tuple[Settled[Participant], ...]
    casualties: tuple[Settled[Casualty], ...]
    weapons: tuple[Settled[Weapon], ...]

    def event(self, event_id: str, reports: tuple[str, ...]) -> Event:
        """The event without summary, confidence and evidence."""
        return Event(
            event_id, self.type.value, self.status.value, self.main.value, _values(self.qualifiers), self.when.value,
            self.where.value, _values(self.participants), _values(self.casualties), _values(self.weapons), reports=reports,
        )  # fmt: skip

    def evidence(self) -> Iterator[Evidence]:
        """What stands behind each value, by its path."""
        for field in (ClaimField.TYPE, ClaimField.STATUS, ClaimField.MAIN, ClaimField.WHEN, ClaimField.WHERE):
            yield from _behind(field.value, getattr(self, field.value))
        for field in (ClaimField.QUALIFIER, ClaimField.PARTICIPANT, ClaimField.CASUALTY, ClaimField.WEAPON):
            for n, one in enumerate(getattr(self, field.value)):
                yield from _behind(f"{field.value}[{n}]", one)


def _rules(fields: Fields, codebook: Codebook, given: Corrections) -> _Found:
    """Every field's rule, applied, and what reviewers gave instead. The type comes first: it says what qualifiers fit and whether the sides
    have an order."""

    def one(field: ClaimField, found: Settled[T]) -> Settled[T]:
        return given.one(field, found, fields[field])

    kind = weightiest(fields[ClaimField.TYPE], str, codebook.rank, field=ClaimField.TYPE)
    kind = given.one(ClaimField.TYPE, kind, fields[ClaimField.TYPE], fits=codebook.types.__contains__)
    battle = codebook.types[kind.value].family is Family.BATTLE
    who = given.many(ClaimField.PARTICIPANT, participants(fields[ClaimField.PARTICIPANT], battle=battle))
    harmed = tolls(fields[ClaimField.CASUALTY], perpetrators=perpetrators(_values(who)), one_sided=not battle)
    return _Found(
        type=kind,
        status=one(ClaimField.STATUS, weightiest(fields[ClaimField.STATUS], Status, list(Status).index, field=ClaimField.STATUS)),
        main=one(ClaimField.MAIN, any_main(fields[ClaimField.MAIN])),
        when=one(ClaimField.WHEN, when(fields[ClaimField.WHEN])),
        where=one(ClaimField.WHERE, where(fields[ClaimField.WHERE])),
        qualifiers=given.many(ClaimField.QUALIFIER, qualifiers(fields[ClaimField.QUALIFIER], kind=kind.value, codebook=codebook)),
        participants=who,
        casualties=given.many(ClaimField.CASUALTY, harmed),
        weapons=given.many(ClaimField.WEAPON, weapons(fields[ClaimField.WEAPON])),
    )


def _behind(path: str, one: Settled[T]) -> Iterator[Evidence]:
    """A value's evidence, a reviewer's first."""
    yield from behind(path, one)
    yield from evidence(path, one.rows)


def _values(found: Sequence[Settled[T]]) -> tuple[T, ...]:
    return tuple(one.value for one in found)


def _derived(told: Sequence[Told]) -> Iterator[Evidence]:
    """Behind what no report says itself stand the first words in each that tell of the event."""
    for path in ("summary", "confidence"):
        for t in told:
            for word in t.account.telling[:1]:
                yield Evidence(path, word.start, word.end, word.quote, None, t.account.report, "derived")

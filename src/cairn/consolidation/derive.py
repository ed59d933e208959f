"""Claims to an event: one named rule a field, the same for one report and for many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cairn.codebook import Codebook, Family
from cairn.consolidation.choose import any_main, qualifiers, weapons, weightiest
from cairn.consolidation.confidence import confidence
from cairn.consolidation.participants import participants, perpetrators
from cairn.consolidation.passage import sources
from cairn.consolidation.summary import summary
from cairn.consolidation.told import Row, Settled, Told, evidence, in_order, rows_of, words_of
from cairn.consolidation.tolls import tolls
from cairn.consolidation.when import when
from cairn.consolidation.where import where
from cairn.model import Casualty, ClaimField, Event, Evidence, Participant, Place, Status, Weapon, When

__all__ = ["Told", "derive"]

T = TypeVar("T")
Fields = Mapping[ClaimField, Sequence[Row]]


def derive(event_id: str, told: Sequence[Told], codebook: Codebook) -> Event:
    """The event that one or many accounts tell of; the order in which they come does not matter.

    Every value has evidence: a path names the field, in a list with the index of the value ("casualties[0]"). Raises
    ValueError where no claim tells the event's type, or none its status.
    """
    told = in_order(told)
    found = _found(told, codebook)
    event = found.event(event_id, tuple(dict.fromkeys(t.account.report for t in told)))
    chosen = (*found.type.rows, *found.status.rows, *found.when.rows, *found.where.rows, *(r for p in found.participants for r in p.rows))
    sure = confidence([row.claim for row in chosen], reports=sources([*{t.account.report: t.passage for t in told}.values()]))
    behind = tuple(dict.fromkeys((*found.evidence(), *_derived(told))))
    return replace(event, summary=summary(event, codebook), confidence=sure, evidence=behind)


def outline(event_id: str, told: Sequence[Told], codebook: Codebook) -> Event:
    """The same event without its summary, confidence and evidence: all that a comparison needs."""
    told = in_order(told)
    return _found(told, codebook).event(event_id, tuple(dict.fromkeys(t.account.report for t in told)))


def _found(told: Sequence[Told], codebook: Codebook) -> "_Found":
    fields: dict[ClaimField, list[Row]] = {field: [] for field in ClaimField}
    for row in rows_of(told):
        fields[row.claim.field].append(row)
    return _rules(fields, codebook)


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
            yield from evidence(field.value, getattr(self, field.value).rows)
        for field in (ClaimField.QUALIFIER, ClaimField.PARTICIPANT, ClaimField.CASUALTY, ClaimField.WEAPON):
            for n, one in enumerate(getattr(self, field.value)):
                yield from evidence(f"{field.value}[{n}]", one.rows)


def _rules(fields: Fields, codebook: Codebook) -> _Found:
    """Every field's rule, applied. The type comes first: it says what qualifiers fit and whether the sides have an order."""
    kind = weightiest(fields[ClaimField.TYPE], str, codebook.rank, field=ClaimField.TYPE)
    battle = codebook.types[kind.value].family is Family.BATTLE
    who = participants(fields[ClaimField.PARTICIPANT], battle=battle)
    return _Found(
        type=kind,
        status=weightiest(fields[ClaimField.STATUS], Status, list(Status).index, field=ClaimField.STATUS),
        main=any_main(fields[ClaimField.MAIN]),
        when=when(fields[ClaimField.WHEN]),
        where=where(fields[ClaimField.WHERE]),
        qualifiers=qualifiers(fields[ClaimField.QUALIFIER], kind=kind.value, codebook=codebook),
        participants=who,
        casualties=tolls(fields[ClaimField.CASUALTY], perpetrators=perpetrators(_values(who)), one_sided=not battle),
        weapons=weapons(fields[ClaimField.WEAPON]),
    )


def _values(found: Sequence[Settled[T]]) -> tuple[T, ...]:
    return tuple(one.value for one in found)


def _derived(told: Sequence[Told]) -> Iterator[Evidence]:
    """Behind what no report says itself stand the first words in each that tell of the event."""
    for path in ("summary", "confidence"):
        for t in told:
            word = min(words_of(t.account), default=None)
            if word is not None:
                yield Evidence(path, word.start, word.end, word.quote, None, t.account.report, "derived")

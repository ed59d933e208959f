"""What was claimed in numbers laid beside the record's own count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.analysis import Fate, Reconciled, reconcile
from cairn.codebook import Codebook
from cairn.linking.who import Registry
from cairn.model import Event, Outcome, Participant, Period, Total
from cairn.model import total as whole_of
from cairn.record import StoredHead


@dataclass(frozen=True, slots=True)
class Counting:
    """What it takes to lay a total beside a record's count. `covered` are the days from which the record holds reports."""

    registry: Registry
    book: Codebook
    covered: Period

    @classmethod
    def of(cls, heads: Sequence[StoredHead], registry: Registry, book: Codebook) -> "Counting":
        """For a record with these reports."""
        days = [head.published for head in heads if head.published]
        return cls(registry, book, Period(min(days, default=None), max(days, default=None)))

    def reconciled(self, total: Total, events: Sequence[Event]) -> Reconciled:
        """A total beside the count of these events."""
        fates = _fates(self.registry, total.actor)
        return reconcile(total, events, self.book, is_actor=self._is_actor, whole=_whole, covered=self.covered, fates=fates)

    def _is_actor(self, participant: Participant, name: str) -> bool:
        return participant.name == name or (participant.actor is not None and participant.actor in _family(self.registry, name))


def _family(registry: Registry, name: str) -> frozenset[str]:
    """The ids of an actor and of all that belong to it."""
    found = {entry.id for entry in registry.entries.values() if entry.name == name}
    return frozenset(found | {entry.id for id_ in found for entry in registry.affiliates(id_)})


def _fates(registry: Registry, name: str | None) -> Iterator[Fate]:
    for entry in registry.entries.values():
        if entry.name == name:
            yield from (Fate(leader.name, str(leader.ended), leader.period.end) for leader in registry.leaders(entry.id))


def _whole(event: Event, outcome: Outcome) -> int:
    found = whole_of(event.casualties, outcome)
    return 0 if found is None else next((n for n in (found.best, found.low) if n is not None), 0)

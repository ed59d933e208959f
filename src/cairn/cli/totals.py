"""`cairn totals`: what was claimed in numbers beside the record's own count."""

from collections.abc import Iterator

from cairn import codebook
from cairn.analysis import Fate, Reconciled, reconcile
from cairn.consolidation import total as whole_of
from cairn.linking.who import Registry
from cairn.model import Event, Outcome, Participant, Period
from cairn.record import Address, Record, StoredHead


def totals(record: Address) -> list[tuple[Reconciled, StoredHead]]:
    """Every total of the record, reconciled, with the report that gives it."""
    registry, book = Registry.load(), codebook.load()
    with Record.open(record, create=False) as held:
        events, found, heads = held.events(), held.totals(), held.reports()
    days = [head.published for head in heads if head.published]
    covered = Period(min(days, default=None), max(days, default=None))

    def is_actor(participant: Participant, name: str) -> bool:
        return participant.name == name or (participant.actor is not None and participant.actor in _family(registry, name))

    return [
        (reconcile(total, events, book, is_actor=is_actor, whole=_whole, covered=covered, fates=_fates(registry, total.actor)), head) for total, head in found
    ]


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

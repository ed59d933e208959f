"""What the registry holds, as values of the analysis with the pages that say so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process

from cairn.analysis import Belonging, Edge, Node, Origin, Source, Tenure
from cairn.linking.who import Bond, Entry, Fact, Registry
from cairn.linking.who.exchange import Held, held
from cairn.linking.who.user import user_folder
from cairn.model import Period

_UNDER = (Bond.AFFILIATE_OF, Bond.PART_OF)
#: Names that are offered where none fits.
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """The registry, ready for questions by name."""

    registry: Registry
    held: Mapping[str, Held]

    def entry(self, name: str) -> Entry | None:
        """The entry of an id or of a name that one entry bears."""
        return self.registry.actor(name) or self.registry.named(name)

    def id_of(self, name: str) -> str | None:
        """The id of an entry by its id or name."""
        found = self.entry(name)
        return found.id if found else None

    def near(self, name: str) -> list[str]:
        """Names of entries that are spelled nearly like one."""
        return [found for found, _, _ in process.extract(name, [one.entry.name for one in self.held.values()], limit=_NEAREST)]

    def tenures(self, actor: str) -> Iterator[Tenure]:
        """The leaders of an entry."""
        for one in self.registry.leaders(actor):
            yield Tenure(one.name, one.aliases, one.title, one.period.start, one.period.end, str(one.ended), self._source(actor, one.fact))

    def edges(self) -> Iterator[Edge]:
        """All ties of the registry."""
        for one in self.held.values():
            for tie in one.entry.ties:
                yield Edge(str(tie.kind), one.entry.id, tie.object, Origin.REGISTRY, tie.period.start, tie.period.end, 1, (self._source(one.entry.id, tie.fact),))

    def nodes(self) -> Iterator[Node]:
        """All entries as actors of a network."""
        yield from (Node(one.entry.id, one.entry.name, one.entry.kind, registered=True) for one in self.held.values())

    def belonging(self, actor: str) -> Iterator[Belonging]:
        """The actors that are or were part of another or affiliated to it, and those of them in turn."""
        seen, waiting = {actor}, [actor]
        while waiting:
            above = waiting.pop(0)
            for one in self.held.values():
                ties = [tie for tie in one.entry.ties if tie.object == above and tie.kind in _UNDER]
                if ties and one.entry.id not in seen:
                    seen.add(one.entry.id)
                    waiting.append(one.entry.id)
                    sources = tuple(self._source(one.entry.id, tie.fact) for tie in ties)
                    yield Belonging(one.entry.id, one.entry.name, str(ties[0].kind), _hull([tie.period for tie in ties]), sources)

    def _source(self, actor: str, fact: Fact) -> Source:
        page = self.held[actor].page(fact)
        return Source(Origin.REGISTRY, page or fact.source, checked=fact.checked)


def _hull(periods: Sequence[Period]) -> Period:
    """The time from the first beginning to the last end; one that is unknown stays open."""
    starts, ends = [p.start for p in periods if p.start], [p.end for p in periods if p.end]
    return Period(min(starts) if len(starts) == len(periods) else None, max(ends) if len(ends) == len(periods) else None)


@cache
def known() -> Known:
    """The registry under the user's own, loaded once."""
    return Known(Registry.load(), {one.entry.id: one for one in held(user_folder())})

"""A reading whose phrases are linked to the world: dates, places, actors and numbers, by mention."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cairn.model.actor import Actor
from cairn.model.coding import Problem
from cairn.model.count import Count
from cairn.model.place import Place
from cairn.model.reading import LinkKind, Mention, MentionKind, Reading
from cairn.model.report import Report
from cairn.model.when import When


@dataclass(frozen=True, slots=True)
class Named:
    """A person as one report names it: the fullest name in the text. Mentions of one person share it. `public` is true for
    leaders that the registry knows; `organisation` is what the registry says they lead or led, `actor` its id."""

    name: str
    public: bool = False
    organisation: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What a title tells: whether its holder is a public figure, whether the holder leads the organisation named in it."""

    title: str
    public: bool
    leads: bool
    organisation: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A reading with what its mentions stand for, keyed by their index in `reading.mentions`.

    `forces` gives for a government's id the military that acts for it where the event is armed.

    A mention that is missing from its mapping could not be resolved; `problems` says why. A mention may name several
    actors ("Iraqi and U.S. forces").
    """

    report: Report
    reading: Reading
    whens: Mapping[int, When]
    places: Mapping[int, Place]
    actors: Mapping[int, tuple[Actor, ...]]
    counts: Mapping[int, Count]
    persons: Mapping[int, Named]
    offices: Mapping[int, Office]
    forces: Mapping[str, Actor]
    problems: tuple[Problem, ...] = ()
    _by_source: Mapping[tuple[int, LinkKind], tuple[tuple[int, float], ...]] = field(init=False, repr=False, compare=False)
    _by_kind: Mapping[MentionKind, tuple[tuple[int, Mention], ...]] = field(init=False, repr=False, compare=False)
    _sentences: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[tuple[int, LinkKind], list[tuple[int, float]]] = {}
        for link in self.reading.links:
            found.setdefault((link.source, link.kind), []).append((link.target, link.score))
        object.__setattr__(self, "_by_source", {key: tuple(targets) for key, targets in found.items()})
        kinds: dict[MentionKind, list[tuple[int, Mention]]] = {}
        for i, mention in enumerate(self.reading.mentions):
            kinds.setdefault(mention.kind, []).append((i, mention))
        object.__setattr__(self, "_by_kind", {kind: tuple(mentions) for kind, mentions in kinds.items()})
        starts = [sentence.start for sentence in self.reading.sentences]
        object.__setattr__(self, "_sentences", tuple(bisect_right(starts, mention.span.start) for mention in self.reading.mentions))

    def sentences_between(self, one: int, other: int) -> int:
        """How many sentences lie between two mentions, 0 within one."""
        return abs(self._sentences[one] - self._sentences[other])

    def of_kind(self, kind: MentionKind) -> Sequence[tuple[int, Mention]]:
        """The mentions of one kind with their indices, in the order of the text."""
        return self._by_kind.get(kind, ())

    def links(self, source: int, kind: LinkKind) -> tuple[tuple[int, float], ...]:
        """What a mention is linked to by one kind of link, with scores."""
        return self._by_source.get((source, kind), ())

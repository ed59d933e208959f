"""Accounts by the million to events: those that `consolidate` gives for all of them at once, by several processes and in little memory.

Accounts come in parts, which any process can read. They are put away in files (`shelf.py`); what stays in memory are their traits, numbers
of a few hundred bytes each, and the likely pairs. Four steps, each in pieces that do not depend on each other: make accounts ready, find
likely pairs, join what they connect, derive events. The pieces are the same for any number of processes, and so is the result.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from cairn.codebook import Codebook
from cairn.consolidation.bound import Bound, Numbers
from cairn.consolidation.cluster import compared_as, event_id
from cairn.consolidation.decided import assigned
from cairn.consolidation.derive import derive, outline
from cairn.consolidation.edges import edges_within
from cairn.consolidation.exact import Exact
from cairn.consolidation.held import Gathered, Held
from cairn.consolidation.held import Part as Naming
from cairn.consolidation.joining import Component
from cairn.consolidation.judged import bonds
from cairn.consolidation.meeting import Ranges, ranges
from cairn.consolidation.score import between
from cairn.consolidation.shelf import PLACE, Shelf, put_away, shelf_path
from cairn.consolidation.side import Side
from cairn.consolidation.told import Told
from cairn.consolidation.traits import TRAITS, rows
from cairn.model import Decision, Event, Judgement

#: What gives the accounts of a part, in any process: it has to be picklable where there is more than one.
Part = Callable[[], Iterable[Told]]
#: Told of a step by its name and how many of its pieces are done.
Done = Callable[[str, int], None]
Grouped = tuple[Event, tuple[str, ...]]

#: Of one piece: candidate pairs, likely pairs, events.
PAIRS, EDGES, EVENTS = 1 << 23, 1 << 14, 200
#: Pieces that wait for each process.
AHEAD = 3
#: Objects that a process makes before its garbage is collected.
YOUNG = 200_000


def consolidate_parts(
    parts: Sequence[Part], codebook: Callable[[], Codebook], judgements: Sequence[Judgement] = (), decisions: Sequence[Decision] = (),
    *, processes: int = 1, folder: Path | None = None, done: Done = lambda *_: None,
) -> Iterator[Grouped]:  # fmt: skip
    """The events of the accounts of all parts, each with the ids of its accounts, in the order of the events' ids.

    `codebook` loads the codebook in each process; `folder` is where a folder for what is put away is made, by default the system's: a few
    kilobytes an account, gone when all events are given. `done` is told of each of the steps `prepare` (its pieces are the parts), `pair`,
    `join` and `derive`, and how many of its pieces are done.
    """
    with TemporaryDirectory(prefix="cairn-", dir=folder) as away:
        judged = (anchor for j in judgements for group in j.groups for anchor in group)
        named_in = frozenset(anchor.report for anchor in chain(judged, (anchor for d in decisions for anchor in d.anchors)))
        work = _Work(Path(away), codebook, named_in)
        with _Crew(work, processes, done) as crew:
            heads = _ready(crew, parts)
            members, edges, parted = _nodes(heads, _likely(crew, heads), judgements)
            found = _joined(crew, heads, members, edges, parted)
            named = sorted((event_id(heads.ids[cluster[0]]), cluster) for cluster in found)
            about = _decided(heads, named, decisions)
            parts_of = (named[start : start + EVENTS] for start in range(0, len(named), EVENTS))
            pieces = ((part, {id_: about[id_] for id_, _ in part if id_ in about}) for part in parts_of)
            for events in crew.each("derive", pieces):
                yield from events


@dataclass(slots=True)
class _Heads:
    """What is known of all accounts in one place, by their numbers: the order in which `consolidate` takes them."""

    ids: list[str]
    judged: list[Told]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A part whose accounts are put away."""

    ids: list[str]
    published: list[date | None]
    publishers: list[str | None]
    traits: npt.NDArray[Any]
    places: npt.NDArray[Any]
    names: Naming
    judged: list[Told]


@dataclass(slots=True)
class _Work:
    """What a process does, piece by piece."""

    folder: Path
    load: Callable[[], Codebook]
    judged: frozenset[str]
    _shelf: Shelf | None = None
    _exact: Exact | None = None
    _ranges: list[Ranges] = field(default_factory=list)

    def prepare(self, number: int, part: Part) -> _Prepared:
        """Makes the accounts of a part ready to be compared and puts them away."""
        told, book = list(part()), self.load()
        events = [compared_as(outline(event_id(row.account.id), [row], book), row) for row in told]
        sides = [Side.of(event, row.passage, book) for event, row in zip(events, told, strict=True)]
        places = put_away(shelf_path(self.folder, number), number, zip(sides, told, strict=True))
        return _Prepared(
            [row.account.id for row in told], [row.published for row in told], [row.publisher for row in told], rows(sides, book), places, Naming.of(sides),
            [row for row in told if row.account.report in self.judged],
        )  # fmt: skip

    def pair(self, number: int, start: int, end: int) -> tuple[Numbers, Numbers, npt.NDArray[np.float64]]:
        """The likely pairs of a stretch of candidates."""
        exact, whole = self.exact, self._ranges[number]
        return edges_within(exact, [Ranges(whole.order, whole.who[start:end], whole.low[start:end], whole.high[start:end])], self.shelf.side)

    def join(self, names: dict[int, str], edges: npt.NDArray[Any], several: "dict[int, list[int]]", parted: frozenset[tuple[int, int]]) -> list[list[int]]:
        """The clusters of some components, of whose nodes the events' ids are given."""
        side = self.shelf.side

        def score(a: int, b: int) -> float:
            return max(between(side(i), side(j)).value for i in several.get(a, [a]) for j in several.get(b, [b]))

        def scores(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
            single = [pair for pair in pairs if several.keys().isdisjoint(pair)]
            asked = np.array(single, dtype=np.int64).reshape(-1, 2)
            _, _, values, sure = self.exact.scores(asked[:, 0], asked[:, 1])
            return {pair: value for pair, value, known in zip(single, values.tolist(), sure.tolist(), strict=True) if known}

        likely = {(a, b): value for a, b, value in edges.tolist()}
        return Component(likely, names.__getitem__, score, parted, scores).joined(names)

    def derive(self, named: Sequence[tuple[str, Sequence[int]]], about: dict[str, tuple[Decision, ...]]) -> list[Grouped]:
        """The events of some clusters, with what reviewers decided about them."""
        found = []
        for id_, members in named:
            told = [self.shelf.told(number) for number in members]
            found.append((derive(id_, told, self.load(), about.get(id_, ())), tuple(row.account.id for row in told)))
        return found

    @property
    def shelf(self) -> Shelf:
        """The accounts."""
        if self._shelf is None:
            self._shelf = Shelf(self.folder, np.load(self.folder / "places.npy", mmap_mode="r"))
        return self._shelf

    @property
    def exact(self) -> Exact:
        """The scores between all accounts."""
        if self._exact is None:
            traits = np.load(self.folder / "traits.npy", mmap_mode="r")
            self._exact, self._ranges = Exact(Bound.of(traits, self.load()), Held.load(self.folder)), list(ranges(traits))
        return self._exact

    def close(self) -> None:
        """Lets go of the files."""
        if self._shelf is not None:
            self._shelf.close()


_mine: _Work


def _start(work: _Work) -> None:
    global _mine  # noqa: PLW0603 - a process's own
    gc.set_threshold(YOUNG)  # what is at hand is much, and has no cycles: to look it through each time costs a tenth of the whole
    _mine = work


def _do(name: str, *given: Any) -> Any:
    return getattr(_mine, name)(*given)


class _Crew:
    """Processes that do pieces of work, or this one alone; the results come in the order of the pieces."""

    def __init__(self, work: _Work, processes: int, done: Done) -> None:
        self.work = work
        self.done = done
        self.processes = processes
        self._pool = ProcessPoolExecutor(processes, get_context("spawn"), _start, (work,)) if processes > 1 else None

    def each(self, name: str, pieces: Iterable[tuple[Any, ...]], *, in_order: bool = True) -> Iterator[Any]:
        """What comes of every piece, in their order or as it comes; each is told when it is done."""
        for number, found in enumerate(self._each(name, pieces, in_order), start=1):
            self.done(name, number)
            yield found

    def _each(self, name: str, pieces: Iterable[tuple[Any, ...]], in_order: bool) -> Iterator[Any]:
        """What comes of every piece. No more pieces are begun than a few for each process, so that results do not pile up."""
        if self._pool is None:
            for piece in pieces:
                yield getattr(self.work, name)(*piece)
            return
        waiting: deque[Future[Any]] = deque()
        for piece in pieces:
            waiting.append(self._pool.submit(_do, name, *piece))
            if len(waiting) >= AHEAD * self.processes:
                yield _next(waiting, in_order=in_order).result()
        while waiting:
            yield _next(waiting, in_order=in_order).result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self.work.close()


def _next(waiting: deque[Future[Any]], *, in_order: bool) -> Future[Any]:
    """The first piece, or the first that is done."""
    if not in_order:
        wait(waiting, return_when=FIRST_COMPLETED)
        at = next(n for n, one in enumerate(waiting) if one.done())
        waiting.rotate(-at)
    return waiting.popleft()


def _ready(crew: _Crew, parts: Sequence[Part]) -> _Heads:
    """Puts all accounts away and numbers them as `distinct` orders them, each once; their traits and places go into files in that order."""
    ids: list[str] = []
    published: list[date | None] = []
    publishers: list[str | None] = []
    traits, places, judged, names = [], [], [], Gathered()
    for found in crew.each("prepare", enumerate(parts)):
        ids += found.ids
        published += found.published
        publishers += found.publishers
        names.add(found.names)
        traits.append(found.traits)
        places.append(found.places)
        judged += found.judged
    order = sorted(range(len(ids)), key=lambda n: (published[n] or date.max, ids[n], publishers[n] or ""))
    first: dict[str, int] = {}
    for n in order:
        first.setdefault(ids[n], n)
    order = list(first.values())
    whole = np.concatenate([*traits, np.empty(0, TRAITS)])[order]
    traits.clear()
    if parts:
        held = names.held(np.array(order, dtype=np.int64))
        held.save(crew.work.folder)
        whole["mention"] = held.mentions()
    np.save(crew.work.folder / "traits.npy", whole)
    np.save(crew.work.folder / "places.npy", np.concatenate([*places, np.empty(0, PLACE)])[order])
    return _Heads([ids[n] for n in order], judged)


def _likely(crew: _Crew, heads: _Heads) -> npt.NDArray[Any]:
    """All likely pairs: two numbers, the smaller first, and their score."""

    def pieces() -> Iterator[tuple[int, int, int]]:
        traits = np.load(crew.work.folder / "traits.npy", mmap_mode="r")
        for number, found in enumerate(ranges(traits)):
            start = 0
            for part in found.parts(PAIRS):
                yield number, start, start + len(part.who)
                start += len(part.who)

    if len(heads.ids) < 2:
        return np.empty(0, _EDGE)
    found = []
    for a, b, value in crew.each("pair", pieces()):
        edges = np.empty(len(a), _EDGE)
        edges["a"], edges["b"], edges["value"] = a, b, value
        found.append(edges)
    return np.concatenate([*found, np.empty(0, _EDGE)])


_EDGE = np.dtype([("a", "i8"), ("b", "i8"), ("value", "f8")])
Several = dict[int, list[int]]


def _nodes(heads: _Heads, edges: npt.NDArray[Any], judgements: Sequence[Judgement]) -> tuple[Several, npt.NDArray[Any], frozenset[tuple[int, int]]]:
    """What people decided: accounts that are one, by the first of them, the likely pairs between what is then left, and the pairs that are two."""
    bound = bonds(heads.judged, judgements)
    number = {id_: n for n, id_ in enumerate(heads.ids)} if bound.same or bound.apart else {}
    several = {min(those): those for group in bound.same for those in [sorted(number[id_] for id_ in group if id_ in number)] if len(those) > 1}
    node = {n: first for first, those in several.items() for n in those}
    ends = ([node.get(number[id_], number[id_]) for id_ in pair if id_ in number] for pair in bound.apart)
    parted = frozenset((min(pair), max(pair)) for pair in ends if len(pair) == 2)
    if several:
        best: dict[tuple[int, int], float] = {}
        for i, j, value in edges.tolist():
            a, b = sorted((node.get(i, i), node.get(j, j)))
            if a != b:
                best[a, b] = max(value, best.get((a, b), value))
        edges = np.array([(a, b, value) for (a, b), value in best.items()], dtype=_EDGE)
    if parted:
        edges = edges[[(a, b) not in parted for a, b, _ in edges.tolist()]]
    return several, edges, parted


def _decided(heads: _Heads, named: Sequence[tuple[str, Sequence[int]]], decisions: Sequence[Decision]) -> dict[str, tuple[Decision, ...]]:
    """What reviewers decided, by event."""
    if not decisions:
        return {}
    accounts = {row.account.id: row.account for row in heads.judged}
    homes = {id_: [accounts[heads.ids[n]] for n in members if heads.ids[n] in accounts] for id_, members in named}
    return assigned({id_: found for id_, found in homes.items() if found}, decisions)


def _joined(crew: _Crew, heads: _Heads, several: Several, edges: npt.NDArray[Any], parted: frozenset[tuple[int, int]]) -> Iterator[list[int]]:
    """The clusters of all accounts, each by its accounts' numbers, in any order. The largest component is begun first, so that no process
    is left with it when the others have done all else."""
    home = np.arange(len(heads.ids))
    _connect(home, edges)
    component = home[edges["a"]] if len(edges) else np.empty(0, np.int64)
    sizes = np.bincount(component, minlength=len(home))[component]
    edges = edges[np.lexsort((edges["b"], edges["a"], component, -sizes))]
    ends = np.flatnonzero(np.diff(home[edges["a"]], append=-1)) + 1

    def pieces() -> Iterator[tuple[dict[int, str], npt.NDArray[Any], Several, frozenset[tuple[int, int]]]]:
        start = 0
        for end in ends.tolist():
            if end - start >= EDGES or end == len(edges):
                part = edges[start:end]
                nodes = np.unique(np.concatenate((part["a"], part["b"]))).tolist()
                here = set(nodes)
                names = {n: event_id(heads.ids[n]) for n in nodes}
                yield names, part, {n: those for n, those in several.items() if n in here}, frozenset(p for p in parted if p[0] in here and p[1] in here)
                start = end

    inside = np.zeros(len(heads.ids), dtype=bool)
    inside[edges["a"]] = inside[edges["b"]] = True
    for found in crew.each("join", pieces(), in_order=False):
        yield from (sorted(n for node in cluster for n in several.get(node, [node])) for cluster in found)
    lone = {n for those in several.values() for n in those[1:]}
    yield from (several.get(n, [n]) for n in np.flatnonzero(~inside).tolist() if n not in lone)


def _connect(home: Numbers, edges: npt.NDArray[Any]) -> None:
    """Gives all accounts that likely pairs connect the number of one of them."""
    first = home.tolist()
    for a, b in zip(edges["a"].tolist(), edges["b"].tolist(), strict=True):
        one, other = _root(first, a), _root(first, b)
        first[max(one, other)] = min(one, other)
    for n, one in enumerate(first):
        first[n] = first[one]
    home[:] = first


def _root(first: list[int], at: int) -> int:
    while first[at] != at:
        first[at] = first[first[at]]
        at = first[at]
    return at

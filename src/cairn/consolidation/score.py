"""How well two accounts of different reports fit one event: named features, each with its weight and its reason."""

from collections.abc import Callable, Iterator
from functools import partial

from cairn.codebook import Codebook
from cairn.consolidation.alike import opponents, persons, sides, tolls, types
from cairn.consolidation.near import place, time
from cairn.consolidation.passage import NOTHING, Passage, copy, hours, late, named, names, sites, wording
from cairn.consolidation.reason import Reason, Score
from cairn.consolidation.weights import reason
from cairn.consolidation.where import same_place
from cairn.model import Event, Status

#: Two accounts that reach this score tell of one event: as log-odds, the weights are fitted to it (`training/consolidation.py`). One day,
#: one place and one type suffice, a vaguer day or place needs a side, a person or a toll in common, and two contradictions
#: (another toll, another kind of target) part what day, place, type and side have in common. tests/consolidation holds the cases.
SAME_EVENT = 2.5

Coded = Callable[[Event, Event, Codebook], Reason | None]
Worded = Callable[[Event, Event, Passage, Passage], Reason | None]


def score(a: Event, b: Event, codebook: Codebook, passages: tuple[Passage, Passage] = (NOTHING, NOTHING)) -> Score:
    """The score of two events, each derived from one account, with the passages behind them. Symmetric."""
    (first, x), (second, y) = sorted(zip((a, b), passages, strict=True), key=lambda pair: pair[0].id)
    return Score(tuple(_reasons(first, second, x, y, codebook)))


def _reasons(a: Event, b: Event, x: Passage, y: Passage, codebook: Codebook) -> Iterator[Reason]:
    found = (feature() for feature in (*(partial(f, a, b, codebook) for f in CODED), *(partial(f, a, b, x, y) for f in WORDED)))
    for one in found:
        if one is not None:
            named_too = one.level == "far" and _one_place(a, b, x, y)
            why = reason("place", "far_named", f"{one.text}, but one report names both") if named_too else one
            yield why
            if why.veto:
                return


def _report(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    if set(a.reports) & set(b.reports):
        return Reason("report", 0.0, "one report tells them apart", veto=True)
    if (origin := _dataset(a)) is not None and origin == _dataset(b):
        return Reason("report", 0.0, "one data set has a row for each", veto=True)
    return None


def _dataset(event: Event) -> str | None:
    """The data set that an event is a row of (`cairn import`)."""
    rule = next((e.rule for e in event.evidence if e.field == "type"), None)
    return rule if rule is not None and rule.startswith("dataset") else None


def _status(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """What lies ahead is never what happened, what failed seldom what succeeded. One may deny what another tells."""
    del codebook
    ahead, failed = {Status.PLANNED, Status.THREATENED}, {Status.ATTEMPTED, Status.FOILED}
    text = f"{a.status} and {b.status}"
    if (a.status in ahead) != (b.status in ahead):
        return Reason("status", 0.0, text, veto=True)
    return reason("status", "failed", text) if (a.status in failed) != (b.status in failed) else None


def _main(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    if not (a.main and b.main):
        return None
    if late(x, y):
        return reason("main", "late", "both reports are about it, but came out long after each other")
    return reason("main", "both", "both reports are about it")


def _named(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """A place that is coded in one and only named in the other, where the other's is vaguer or told by another name."""
    if same_place(a.where, b.where) or not (named(a.where.name, y) or named(b.where.name, x)):
        return None
    return reason("place", "named", f"the other report names {a.where.name if named(a.where.name, y) else b.where.name}, too")


def _one_place(a: Event, b: Event, x: Passage, y: Passage) -> bool:
    """Whether places that the gazetteer puts far apart may be one, since a report names the other's, and not to tell them apart: a
    quarter or a village was taken for its namesake."""
    return not (x.contrasts or y.contrasts) and (named(a.where.name, y) or named(b.where.name, x) or named(a.where.surface, y) or named(b.where.surface, x))


#: In the order of their cost and of how often they part two events.
CODED: tuple[Coded, ...] = (_report, _status, types, time, place, sides, opponents, persons)
WORDED: tuple[Worded, ...] = (tolls, _main, _named, names, sites, hours, wording, copy)

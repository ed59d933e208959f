"""How well two accounts of different reports fit one event: named features, each with its weight and its reason."""

from collections.abc import Callable, Iterator

from cairn.codebook import Codebook
from cairn.consolidation.alike import AHEAD, FAILED, one_victim, opponents, persons, sides, tolls, types
from cairn.consolidation.names import folded
from cairn.consolidation.near import place, time
from cairn.consolidation.passage import NOTHING, Passage
from cairn.consolidation.reason import Reason, Score
from cairn.consolidation.side import Side
from cairn.consolidation.weights import reason
from cairn.consolidation.where import same_place
from cairn.consolidation.worded import copy, hours, late, named, names, sites, wording
from cairn.model import Event, Place

#: Two accounts that reach this score tell of one event: as log-odds, the weights are fitted to it (`training/consolidation.py`). One day,
#: one place and one type suffice, a vaguer day or place needs a side, a person or a toll in common, and two contradictions
#: (another toll, another kind of target) part what day, place, type and side have in common. tests/consolidation holds the cases.
SAME_EVENT = 2.5

Feature = Callable[[Side, Side], Reason | None]


def score(a: Event, b: Event, codebook: Codebook, passages: tuple[Passage, Passage] = (NOTHING, NOTHING)) -> Score:
    """The score of two events, each derived from one account, with the passages behind them. Symmetric."""
    return between(Side.of(a, passages[0], codebook), Side.of(b, passages[1], codebook))


def between(a: Side, b: Side) -> Score:
    """The score of two accounts that are ready to be compared. Symmetric."""
    return Score(tuple(_reasons(a, b) if a.event.id <= b.event.id else _reasons(b, a)))


def _reasons(a: Side, b: Side) -> Iterator[Reason]:
    for feature in FEATURES:
        one = feature(a, b)
        if one is not None:
            why = _if_far(one, a, b) if one.feature == "place" and one.level == "far" else one
            yield why
            if why.veto:
                return


def _report(a: Side, b: Side) -> Reason | None:
    if not set(a.event.reports).isdisjoint(b.event.reports):
        return Reason("report", 0.0, "one report tells them apart", veto=True)
    if a.dataset is not None and a.dataset == b.dataset:
        return Reason("report", 0.0, "one data set has a row for each", veto=True)
    return None


def _status(a: Side, b: Side) -> Reason | None:
    """What lies ahead is never what happened, what failed seldom what succeeded. One may deny what another tells."""
    one, other = a.event.status, b.event.status
    if one is other:
        return None
    text = f"{one} and {other}"
    if (one in AHEAD) != (other in AHEAD):
        return Reason("status", 0.0, text, veto=True)
    return reason("status", "failed", text) if (one in FAILED) != (other in FAILED) else None


def _main(a: Side, b: Side) -> Reason | None:
    if not (a.event.main and b.event.main):
        return None
    if late(a.passage, b.passage):
        return reason("main", "late", "both reports are about it, but came out long after each other")
    return reason("main", "both", "both reports are about it")


def _named(a: Side, b: Side) -> Reason | None:
    """A place that is coded in one and only named in the other, where the other's is vaguer or told by another name."""
    one, other = a.event.where, b.event.where
    if same_place(one, other):
        return None
    first = named(one.name, b.passage)
    if not first and not named(other.name, a.passage):
        return None
    return reason("place", "named", f"the other report names {one.name if first else other.name}, too")


def _if_far(why: Reason, a: Side, b: Side) -> Reason:
    """Places that the gazetteer puts far apart part two events, unless something says that one of them was taken for another."""
    if _one_place(a, b):
        return reason("place", "far_named", f"{why.text}, but one report names both")
    if (victim := one_victim(a, b)) is not None:
        return reason("place", "far_named", f"{why.text}, but both tell what befell {victim}")
    return why


def _one_place(a: Side, b: Side) -> bool:
    """Whether places that the gazetteer puts far apart may be one: a report names the other's, and not to tell them apart (a quarter
    or a village was taken for its namesake), or one bears the name of the province in which the other lies."""
    one, other, x, y = a.event.where, b.event.where, a.passage, b.passage
    if x.contrasts or y.contrasts:
        return False
    return named(one.name, y) or named(other.name, x) or named(one.surface, y) or named(other.surface, x) or _namesake(one, other) or _namesake(other, one)


def _namesake(town: Place, other: Place) -> bool:
    return town.name is not None and other.admin1 is not None and folded(town.name) == folded(other.admin1)


#: In the order of their cost and of how often they part two events.
FEATURES: tuple[Feature, ...] = (
    _report, _status, types, time, place, sides, opponents, persons, tolls, _main, _named, names, sites, hours, wording, copy,
)  # fmt: skip

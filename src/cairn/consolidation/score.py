"""How well two accounts of different reports fit one event: named features, each with its weight and its reason."""

from collections.abc import Callable, Iterator

from cairn.codebook import Codebook
from cairn.consolidation.alike import opponents, persons, sides, tolls, types
from cairn.consolidation.near import place, time
from cairn.consolidation.reason import Reason, Score
from cairn.model import Event, Status

#: Two accounts that reach this score tell of one event. This and all weights are set by hand, so that one day, one place and
#: one type suffice (4.2), a vaguer day or place needs a side, a person or a toll in common, and two contradictions (another
#: toll, another kind of target) part what day, place, type and side have in common. tests/consolidation holds the cases.
SAME_EVENT = 2.5

Feature = Callable[[Event, Event, Codebook], Reason | None]


def score(a: Event, b: Event, codebook: Codebook) -> Score:
    """The score of two events, each derived from one account. Symmetric."""
    first, second = sorted((a, b), key=lambda event: event.id)
    return Score(tuple(_reasons(first, second, codebook)))


def _reasons(a: Event, b: Event, codebook: Codebook) -> Iterator[Reason]:
    for feature in FEATURES:
        reason = feature(a, b, codebook)
        if reason is not None:
            yield reason
            if reason.veto:
                return


def _report(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    if set(a.reports) & set(b.reports):
        return Reason("report", 0.0, "one report tells them apart", veto=True)
    return None


def _status(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """What lies ahead is never what happened, what failed seldom what succeeded. One may deny what another tells."""
    del codebook
    ahead, failed = {Status.PLANNED, Status.THREATENED}, {Status.ATTEMPTED, Status.FOILED}
    text = f"{a.status} and {b.status}"
    if (a.status in ahead) != (b.status in ahead):
        return Reason("status", 0.0, text, veto=True)
    return Reason("status", -0.4, text) if (a.status in failed) != (b.status in failed) else None


def _main(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    return Reason("main", 0.2, "both reports are about it") if a.main and b.main else None


#: In the order of their cost and of how often they part two events.
FEATURES: tuple[Feature, ...] = (_report, _status, types, time, place, sides, opponents, persons, tolls, _main)

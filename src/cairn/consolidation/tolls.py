"""The rules for an event's casualties: from all figures of all reports to best, low and high for each outcome and group.

UCDP's way by default: best is the most likely figure, low and high the lowest and highest that are reliable. What is most
likely follows the GTD: the most recent report, unless the figure is the perpetrator's own claim; of equally recent ones the
figure that most give, and without a majority the lowest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cairn.consolidation.figures import Figure, Own, own_figures, superseded
from cairn.consolidation.told import Row, Settled, values_of
from cairn.consolidation.total import counts, is_total, number
from cairn.model import Casualty, CasualtyGroup, Outcome

_Key = tuple[Outcome, CasualtyGroup]


def tolls(rows: Sequence[Row], *, perpetrators: frozenset[str], one_sided: bool) -> tuple[Settled[Casualty], ...]:
    """The casualties by outcome and group; a claim without any number is none. `perpetrators` are the names of side A in small
    letters, `one_sided` is false of battles."""
    groups: dict[_Key, list[Figure]] = {}
    for figure in figures(rows, one_sided=one_sided):
        groups.setdefault((figure.toll.outcome, figure.toll.group), []).append(figure)
    found = {key: _settled(told, perpetrators) for key, told in groups.items()}
    kept = {key: settled for key, settled in found.items() if not _counted_already(key, found)}
    return tuple(kept[key] for key in sorted(kept, key=lambda k: (list(Outcome).index(k[0]), list(CasualtyGroup).index(k[1]))))


def figures(rows: Sequence[Row], *, one_sided: bool) -> list[Figure]:
    """Every figure that holds a number, oldest report first."""
    found = [Figure(row, value, row.claim.said_by or value.said_by) for row, value in values_of(rows, Casualty) if counts(value)]
    return _one_series(found) if one_sided else found


def _one_series(figures: Sequence[Figure]) -> list[Figure]:
    """In one-sided violence "40 people" of one report and "133 civilians" of another are figures of the same dead: they become
    one series, of civilians, unless some report gives both or counts another side."""
    for outcome in {f.toll.outcome for f in figures}:
        own = [f for f in figures if f.toll.outcome is outcome]
        side_a, side_b, civilians, people = ({f.row.report for f in own if f.toll.group is group} for group in CasualtyGroup)
        if civilians and not side_a and not side_b and not civilians & people:
            figures = [replace(f, toll=replace(f.toll, group=CasualtyGroup.CIVILIANS)) if f in own else f for f in figures]
    return list(figures)


def _counted_already(key: _Key, found: Mapping[_Key, Settled[Casualty]]) -> bool:
    """Whether a figure for no group in particular is an earlier or partial count of those whom other reports count by group: it
    is smaller than their sum, and no report gives it beside them."""
    outcome, group = key
    parts = [found[k] for k in found if k[0] is outcome and k[1] is not CasualtyGroup.UNKNOWN]
    if group is not CasualtyGroup.UNKNOWN or not parts or is_total(found[key].value, [p.value for p in parts]):
        return False
    return not {r.report for r in found[key].rows} & {r.report for part in parts for r in part.rows}


def _settled(known: Sequence[Figure], perpetrators: frozenset[str]) -> Settled[Casualty]:
    """One casualty of all figures for one outcome and group. The rows of the best figure stand first."""
    own = own_figures(known, perpetrators)
    best = _best(own)
    low, high = _bounds(best.figure, own)
    toll = replace(best.figure.toll, low=low, best=best.figure.value, high=high, said_by=best.figure.said_by)
    first = best.figure.row
    return Settled(toll, (first, *(f.row for f in known if f.row is not first)))


def _best(own: Sequence[Own]) -> Own:
    """The most recent figure that is more than an upper bound, by the rule at the head of this file.

    A loose figure ("more than 100") does not replace a tighter one of before that satisfies it ("144").
    """
    counted = [o for o in own if o.figure.value is not None] or list(own)
    counted = [o for o in counted if not o.claimed] or counted
    chosen = _majority([o for o in counted if o.figure.row.published == counted[-1].figure.row.published])
    for earlier in reversed(counted):
        if not chosen.figure.exact and earlier.figure.toll.low is not None and chosen.figure.admits(earlier.figure):
            older = earlier.figure.row.published < chosen.figure.row.published
            chosen = earlier if older or earlier.figure.exact else chosen
    return chosen


def _majority(own: Sequence[Own]) -> Own:
    votes: dict[int, list[Own]] = {}
    for o in own:
        votes.setdefault(number(o.figure.toll), []).append(o)
    value = min(votes, key=lambda n: (-len(votes[n]), n))
    return next((o for o in votes[value] if o.figure.exact), votes[value][0])


def _bounds(best: Figure, own: Sequence[Own]) -> tuple[int | None, int | None]:
    """The lowest and the highest figure that still stands.

    A figure falls when its speaker or publisher gives another one later, and an open one ("at least 40") says nothing against
    a best that satisfies it. Low is open where no figure gives a floor, high where the best or a higher figure is open above.
    """
    current = [o for o in own if o.figure is best or not superseded(o, own)]
    standing = [o.figure for o in current if o.figure is best or not (o.figure.open_above and o.figure.admits(best))]
    lows = [number(f.toll) if f.toll.low is None else f.toll.low for f in standing]
    low = min(lows) if any(f.toll.low is not None for f in standing) else None
    above = [*standing, *(f for o in current for f in o.higher)]
    closed = best.toll.high is not None or any(f.toll.high is not None for f in above)
    if not closed or any(f.open_above for f in above):
        return low, None
    return low, max(n for f in above for n in (f.toll.high, number(f.toll)) if n is not None)

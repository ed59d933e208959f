"""Estimates of an event's casualties by named policy: what each codebook makes of the same figures (docs/estimates.md).

    ucdp    best, low and high for side A, side B, civilians and unknown; the whole is their sum
    acled   one number: the lowest of the figures that stand, a word as the number that the codebook gives it, 0 where none is told
    gtd     one number with the attackers in it: the most recent report's, the majority's, the lowest; blank where all are vague
    range   the least and the most of all credible sources by group; what a belligerent concedes stands apart

For all of them a later figure of the same source replaces its earlier one, and low <= best <= high.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

from cairn.codebook import Codebook, Family
from cairn.consolidation.figures import Figure, Own, own_figures, superseded
from cairn.consolidation.participants import perpetrators
from cairn.consolidation.told import Told, in_order, rows_of
from cairn.consolidation.tolls import figures, tolls
from cairn.consolidation.total import number, total
from cairn.model import REVIEWER, Casualty, CasualtyGroup, ClaimField, Count, Event, Outcome, ReviewState, Status, WhenPrecision

#: Days over which a whole has to lie, both ends counted, before it is divided: a night touches two.
DIVIDED_FROM = 3
_NOBODY = Count.exactly(0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one policy makes of all figures for one outcome of an event.

    `groups` holds one casualty a group where the policy keeps groups apart. `total` is the whole; it has no number where the
    policy leaves it blank. `reasons` are the rules that decided, in words. `conceded` is what side A says of its own victims
    (range), `by_day` the whole divided over the days of an event of several (acled).
    """

    policy: str
    outcome: Outcome
    total: Count
    groups: tuple[Casualty, ...] = ()
    reasons: tuple[str, ...] = ()
    conceded: Count | None = None
    by_day: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a policy decides from: the event and every figure for one outcome, with the names of side A in small letters."""

    event: Event
    outcome: Outcome
    figures: tuple[Figure, ...]
    perpetrators: frozenset[str]
    large: bool
    decided: bool = False

    def own(self) -> Mapping[CasualtyGroup, list[Own]]:
        """By group the figure that each report stands by, oldest first, without those that their own source has replaced."""
        found = {}
        for group in CasualtyGroup:
            told = own_figures([f for f in self.figures if f.toll.group is group], self.perpetrators)
            if told:
                found[group] = [o for o in told if not superseded(o, told)]
        return found


Policy = Callable[[Given], Estimate | None]


def estimates(event: Event, told: Sequence[Told], codebook: Codebook, policy: str) -> tuple[Estimate, ...]:
    """The estimates of one policy for an event that was derived from these accounts, by outcome.

    Raises ValueError for a policy that does not exist.
    """
    if policy not in POLICIES:
        raise ValueError(f"policy {policy!r} is not known: expected one of {', '.join(POLICIES)}")
    rows = [row for row in rows_of(in_order(told)) if row.claim.field is ClaimField.CASUALTY]
    one_sided = codebook.types[event.type].family is not Family.BATTLE
    every = figures(rows, one_sided=one_sided)
    large = any(number(f.toll) >= _words().large_from and not f.vague for f in every)
    sides = perpetrators(event.participants)
    read = [one.value for one in tolls(rows, perpetrators=sides, one_sided=one_sided)]
    given = (
        Given(event, outcome, tuple(f for f in every if f.toll.outcome is outcome), sides, large, _decided(event, outcome, read)) for outcome in Outcome
    )
    return tuple(found for one in given if (found := _reviewed(one, policy) if one.decided else POLICIES[policy](one)) is not None)


def _decided(event: Event, outcome: Outcome, read: Sequence[Casualty]) -> bool:
    """Whether a reviewer gave or took away a figure for an outcome: it then is the decided one, whatever the policy."""
    if event.review is ReviewState.UNREVIEWED:
        return False
    paths = {f"casualties[{n}]" for n, c in enumerate(event.casualties) if c.outcome is outcome}
    given = any(e.field in paths and (e.rule or "").startswith(REVIEWER) for e in event.evidence)
    return given or [c for c in event.casualties if c.outcome is outcome] != [c for c in read if c.outcome is outcome]


def _reviewed(given: Given, policy: str) -> Estimate | None:
    """What a reviewer decided, in the policy's form."""
    groups = tuple(_closed(c) for c in given.event.casualties if c.outcome is given.outcome)
    whole = total(groups, given.outcome)
    if whole is None:
        return None
    reasons = (f"decided in review by {', '.join(given.event.reviewed_by)}",)
    if policy == "range":
        return Estimate(policy, given.outcome, Count(whole.low, None, whole.high), groups, reasons)
    if policy == "ucdp":
        return Estimate(policy, given.outcome, whole, groups, reasons)
    one = next((n for n in (whole.best, whole.low, whole.high) if n is not None), 0)
    return Estimate(policy, given.outcome, Count.exactly(one), (), reasons, by_day=_divided(given.event, one) if policy == "acled" else ())


def ucdp(given: Given) -> Estimate | None:
    """Best, low and high by side, as the event itself holds them; a bound that no report gives is the best figure."""
    groups = tuple(_closed(c) for c in given.event.casualties if c.outcome is given.outcome)
    whole = total(groups, given.outcome)
    if whole is None:
        return None
    reasons = []
    if len(given.figures) > len(groups):
        reasons.append("best is the latest report's figure, of equally late ones the majority's, then the lowest; low and high are those that stand")
    if len(groups) > 1:
        reasons.append("the whole is the sum of the groups, but for a figure of no group that holds the others")
    return Estimate("ucdp", given.outcome, whole, groups, tuple(reasons))


def acled(given: Given) -> Estimate | None:
    """The lowest figure that stands, over all groups, as one number. The dead are 0 where no report gives a number."""
    groups, reasons = [], []
    for group, own in given.own().items():
        counted = [(n, o) for o in _latest(own) for n in (_in_numbers(o.figure, given),) if n is not None]
        if counted:
            least, lowest = min(counted, key=lambda pair: pair[0])
            groups.append(Casualty(given.outcome, group, least, least, least, lowest.figure.said_by))
            if lowest.figure.vague:
                reasons.append(f"{_quote(lowest.figure)!r} stands for {least}")
            if len({n for n, _ in counted}) > 1:
                reasons.append(f"the lowest of {', '.join(str(n) for n in sorted({n for n, _ in counted}))}")
    if given.outcome is Outcome.KILLED and _bomber_is_left_out(given, groups):
        groups.append(Casualty(given.outcome, CasualtyGroup.SIDE_A, 1, 1, 1))
        reasons.append("the suicide bomber is counted")
    whole = total(groups, given.outcome)
    if whole is None:
        return Estimate("acled", given.outcome, _NOBODY, (), ("no report gives a number",)) if given.outcome is Outcome.KILLED else None
    days = _divided(given.event, whole.best or 0)
    if days:
        reasons.append(f"divided over {len(days)} days, what is left over on the first")
    return Estimate("acled", given.outcome, whole, tuple(groups), tuple(reasons), by_day=days)


def gtd(given: Given) -> Estimate | None:
    """The whole that the most recent report gives, victims and attackers together; of equally recent ones what most give, then the
    lowest. A perpetrator's claim counts only where there is nothing else. Blank where every figure is too vague."""
    told = [(group, o) for group, own in given.own().items() for o in own]
    known = [(group, o.figure, o.figure.value, o.claimed) for group, o in told if not o.figure.vague and o.figure.value is not None]
    if not known:
        return Estimate("gtd", given.outcome, Count(), reasons=(f"blank: {_quote(told[0][1].figure)!r} is too vague",)) if told else None
    stated = [row for row in known if not row[3]]
    reasons: tuple[str, ...] = () if stated else ("only the perpetrator gives a number",)
    recent = max(figure.row.published for _, figure, _, _ in stated or known)
    reports: dict[str, list[Casualty]] = {}
    for group, figure, value, _ in stated or known:
        if figure.row.published == recent:
            reports.setdefault(figure.row.report, []).append(Casualty(given.outcome, group, value, value, value))
    wholes = [whole.best for parts in reports.values() if (whole := total(parts, given.outcome)) is not None and whole.best is not None]
    chosen = _voted(wholes)
    if len(stated or known) > sum(map(len, reports.values())):
        reasons += ("the most recent report's figure",)
    if len(set(wholes)) > 1:
        how = "what most reports give" if wholes.count(chosen) > 1 else "the lowest, as no figure has a majority"
        reasons += (f"of {', '.join(map(str, sorted(wholes)))} {how}",)
    return Estimate("gtd", given.outcome, Count.exactly(chosen), reasons=reasons)


def range_(given: Given) -> Estimate | None:
    """By group the least and the most that any credible source gives; side A's own figures for its victims are its concession."""
    groups: list[Casualty] = []
    conceded: list[Casualty] = []
    for group, own in given.own().items():
        credible = [f for o in own if not o.claimed for f in (o.figure, *o.higher) if (f.said_by or "").lower() not in given.perpetrators]
        admitted = [f for f in given.figures if f.toll.group is group and (f.said_by or "").lower() in given.perpetrators]
        groups += [_span(credible, group)] if credible else []
        conceded += [_span(admitted, group)] if admitted and group is not CasualtyGroup.SIDE_A else []
    whole, admission = (_bounds(total(found, given.outcome)) for found in (groups, conceded))
    if whole is None and admission is None:
        return None
    reasons = ("the least and the most of all credible sources",) if whole else ("no source but side A gives a number",)
    return Estimate("range", given.outcome, whole or Count(), tuple(groups), reasons, conceded=admission)


#: The policies by the names that a user chooses them by.
POLICIES: Mapping[str, Policy] = MappingProxyType({"ucdp": ucdp, "acled": acled, "gtd": gtd, "range": range_})


def divided(whole: int, days: int) -> tuple[int, ...]:
    """A whole over so many days: evenly, what is left over on the first (ACLED).

    >>> divided(10, 3)
    (4, 3, 3)
    """
    if days < 1 or whole < 0:
        raise ValueError(f"{whole} over {days} days: expected at least one day and no negative number")
    each, rest = divmod(whole, days)
    return (each + rest, *(each,) * (days - 1))


def _divided(event: Event, whole: int) -> tuple[tuple[date, int], ...]:
    """The whole by day, where the reports tell of several days of one event; a vague date is none."""
    start, end = event.when.start, event.when.end
    if event.when.precision is not WhenPrecision.DAYS or start is None or end is None or (end - start).days + 1 < DIVIDED_FROM:
        return ()
    parts = divided(whole, (end - start).days + 1)
    return tuple((start + timedelta(days=n), part) for n, part in enumerate(parts))


def _closed(casualty: Casualty) -> Casualty:
    """A casualty whose open bounds are its best figure; of a mere upper bound only the high is known."""
    best = casualty.best if casualty.best is not None else casualty.low
    low = casualty.low if casualty.low is not None else best
    return replace(casualty, low=low, best=best, high=casualty.high if casualty.high is not None else best)


def _latest(own: Sequence[Own]) -> list[Own]:
    """The figures of the last day on which any was published: later tolls are better evidence than first ones. What only the
    perpetrator says counts where nobody else says anything."""
    stated = [o for o in own if not o.claimed] or list(own)
    last = max(o.figure.row.published for o in stated)
    return [o for o in stated if o.figure.row.published == last]


def _in_numbers(figure: Figure, given: Given) -> int | None:
    """A figure as ACLED writes it: a word as its number; a mere upper bound is none."""
    if not figure.vague:
        return figure.value
    for pattern, small, large in _words().numbers:
        if pattern.search(_quote(figure)):
            return large if given.large else small
    return figure.value


def _quote(figure: Figure) -> str:
    """The words of a figure's number, which stand first in what its claim points at."""
    return " ".join(figure.row.claim.spans[0].quote.lower().split())


def _bomber_is_left_out(given: Given, groups: Sequence[Casualty]) -> bool:
    """Whether a suicide bomb that went off has no figure that can hold the bomber: one of side A, or one of no group."""
    held = {CasualtyGroup.SIDE_A, CasualtyGroup.UNKNOWN} & {c.group for c in groups}
    return given.event.type == "suicide_bomb" and given.event.status is Status.OCCURRED and not held


def _voted(numbers: Sequence[int]) -> int:
    """What most give; without a majority the lowest."""
    return min(set(numbers), key=lambda n: (-numbers.count(n), n))


def _bounds(whole: Count | None) -> Count | None:
    """A whole without a best figure: a range names none."""
    return whole and Count(whole.low, None, whole.high)


def _span(told: Sequence[Figure], group: CasualtyGroup) -> Casualty:
    """From the least to the most of some figures; a mere floor or about-figure counts as its number."""
    lows = [f.toll.low if f.toll.low is not None else number(f.toll) for f in told if f.value is not None]
    highs = [f.toll.high if f.toll.high is not None else number(f.toll) for f in told]
    low = min(lows, default=None)
    return Casualty(told[0].toll.outcome, group, low, None, max(highs))


@dataclass(frozen=True, slots=True)
class _Words:
    """What `estimates.yaml` says: patterns with the numbers that they stand for at small and at large scale."""

    numbers: tuple[tuple[re.Pattern[str], int, int], ...]
    large_from: int


@cache
def _words() -> _Words:
    text = resources.files("cairn.consolidation").joinpath("estimates.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)["acled"]
    numbers = ((re.compile(r["pattern"]), r.get("small", r.get("number")), r.get("large", r.get("number"))) for r in rows["words"])
    return _Words(tuple(numbers), rows["large_from"])

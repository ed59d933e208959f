"""Who led a group, one after the other: the registry's dated list with what the record's reports say of each, gaps, and what is disputed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from cairn.analysis.sources import Source

#: Whether two names are one person's.
SamePerson = Callable[[str, str], bool]
#: A report may tell of an end this much later, or date it this far off, without contradicting the registry.
NEAR = timedelta(days=31)
DAY = timedelta(days=1)
#: What a report can say that makes somebody a leader.
LEADING = frozenset({"leads", "led", "succeeds", "is succeeded by", "leading", "appointed"})


@dataclass(frozen=True, slots=True)
class Tenure:
    """A leader as the registry has it. `ended` says how: killed, captured, died, resigned, removed, replaced, current, unknown.

    A start or end that is known to the year or month only is its first or last day.
    """

    name: str
    aliases: tuple[str, ...]
    title: str | None
    start: date | None
    end: date | None
    ended: str
    source: Source


@dataclass(frozen=True, slots=True)
class Said:
    """What one report says of a person at the head of the group: `what` is a relation ("leads"), a status ("killed") or a position's
    title; `other` is whom the person succeeds or is succeeded by."""

    name: str
    what: str
    source: Source
    other: str | None = None
    start: date | None = None
    end: date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One person at the head: the tenure, None where the registry does not know it, and what reports say."""

    name: str
    tenure: Tenure | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two tenures in which nobody is known to have led."""

    after: str
    before: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that do not go together, and why."""

    names: tuple[str, ...]
    because: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """The leaders of a group in order of their start; those whom only reports name stand last."""

    group: str
    actor: str | None
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    disputes: tuple[Dispute, ...]


def succession(group: str, actor: str | None, tenures: Iterable[Tenure], said: Iterable[Said], *, same: SamePerson) -> Succession:
    """The succession at the head of a group.

    `said` holds public persons only: office holders and leaders. Nothing is chosen between registry and reports; what contradicts is
    told as disputed.
    """
    ordered = sorted(tenures, key=lambda one: (one.start or date.min, one.end or date.max, one.name))
    told = tuple(said)
    lines = [Line(one.name, one, tuple(s for s in told if _is(one, s.name, same))) for one in ordered]
    strangers = [s for s in told if not any(_is(one, s.name, same) for one in ordered)]
    lines += [Line(name, None, tuple(s for s in strangers if s.name == name or same(s.name, name))) for name in _persons(strangers, same)]
    return Succession(group, actor, tuple(lines), tuple(_gaps(ordered)), tuple(_disputes(ordered, lines)))


def _is(tenure: Tenure, name: str, same: SamePerson) -> bool:
    return any(known == name or same(known, name) for known in (tenure.name, *tenure.aliases))


def _persons(said: Sequence[Said], same: SamePerson) -> list[str]:
    """One name for each person whom reports call a leader, in the order in which reports do."""
    found: list[str] = []
    for one in said:
        if one.what in LEADING and not any(known == one.name or same(known, one.name) for known in found):
            found.append(one.name)
    return found


def _gaps(ordered: Sequence[Tenure]) -> Iterator[Gap]:
    """An unknown end leaves no gap: nobody knows when it was."""
    held: Tenure | None = None
    for one in ordered:
        if held and held.end and one.start and one.start - held.end > DAY:
            yield Gap(held.name, one.name, held.end + DAY, one.start - DAY)
        if held is None or (held.end is not None and (one.end is None or one.end > held.end)):
            held = one


def _disputes(ordered: Sequence[Tenure], lines: Sequence[Line]) -> Iterator[Dispute]:
    for a, b in combinations(ordered, 2):
        start, end = max(_latest_start(a), _latest_start(b)), min(_earliest_end(a), _earliest_end(b))
        if start < end:
            until = "now" if end == date.max else str(end)
            yield Dispute((a.name, b.name), f"the registry has both at the head from {start} to {until}", (a.source, b.source))
    for line in lines:
        if line.tenure is None:
            sources = tuple(s.source for s in line.said)
            yield Dispute((line.name,), f"reports say: {', '.join(dict.fromkeys(_phrase(s) for s in line.said))}; the registry has no such leader", sources)
        else:
            yield from (Dispute((line.name,), because, (line.tenure.source, s.source)) for s in line.said if (because := _against(line.tenure, s)))


def _phrase(said: Said) -> str:
    return f"{said.what} {said.other}" if said.other else said.what


def _against(tenure: Tenure, said: Said) -> str | None:
    """How a report contradicts a tenure, None where it does not."""
    day = said.end or said.source.published
    if day is None:
        return None
    known = f"the registry says {tenure.ended}" + (f", {tenure.end}" if tenure.end else "")
    if said.what == "killed":
        if tenure.ended != "killed" and not (tenure.end is None and tenure.ended == "unknown"):
            return f"a report of {day} says killed; {known}"
        if tenure.end and day < _earliest_end(tenure) - NEAR:
            return f"a report of {day} says killed, long before; {known}"
    if said.what in {"leads", "leading", "appointed"} and tenure.end and day > tenure.end + NEAR:
        return f"a report of {day} says {said.what}; {known}"
    if said.what in {"leads", "leading"} and tenure.start and day < tenure.start - NEAR:
        return f"a report of {day} says {said.what}; the registry has the start on {tenure.start}"
    return None


def _latest_start(tenure: Tenure) -> date:
    """The last day on which a tenure can have begun: a first of January may stand for the year, a first for the month."""
    start = tenure.start
    if start is None:
        return date.max
    if (start.month, start.day) == (1, 1):
        return date(start.year, 12, 31)
    return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY if start.day == 1 else start


def _earliest_end(tenure: Tenure) -> date:
    """The first day on which it can have ended, likewise; a leader of today has not ended, an unknown end is not compared."""
    end = tenure.end
    if end is None:
        return date.max if tenure.ended == "current" else date.min
    if (end.month, end.day) == (12, 31):
        return date(end.year, 1, 1)
    return end.replace(day=1) if (end + DAY).day == 1 else end

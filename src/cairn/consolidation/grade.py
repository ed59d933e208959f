"""How far an event is disputed, from who claims what, in the manner of Airwars (docs/estimates.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cairn.consolidation.names import alike
from cairn.consolidation.told import Told
from cairn.model import Attribution, AttributionKind, Event, Role, Status

#: Sources from which on what they tell alike is more than one source's word.
SEVERAL = 2


class Grade(StrEnum):
    """What stands behind an event."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade and why."""

    grade: Grade
    reason: str


def grade(event: Event, told: Sequence[Told], attributions: Sequence[Attribution]) -> Graded:
    """The grade of an event that these accounts tell of; `attributions` are those about it.

    Discounted where the reports as a whole deny it; contested where two claim it, or somebody denies having done it; confirmed
    where one of side A says that it did it; fair where two publishers or more tell of it; else weak.
    """
    claimed = _by(attributions, AttributionKind.RESPONSIBILITY)
    denied = _by(attributions, AttributionKind.DENIAL)
    if event.status is Status.DENIED:
        return Graded(Grade.DISCOUNTED, "the reports deny it")
    if len(claimed) > 1:
        return Graded(Grade.CONTESTED, f"{' and '.join(claimed)} each claim it")
    if denied:
        return Graded(Grade.CONTESTED, f"{' and '.join(denied)} {'denies' if len(denied) == 1 else 'deny'} it")
    side = [name for p in event.by_role(Role.SIDE_A) for name in (p.name, p.surface) if name]
    if claimed and any(alike(claimed[0], name) for name in side):
        return Graded(Grade.CONFIRMED, f"{claimed[0]} says that it did it")
    sources = sorted({row.publisher or row.account.report for row in told})
    if len(sources) >= SEVERAL:
        return Graded(Grade.FAIR, f"{len(sources)} sources tell of it")
    return Graded(Grade.WEAK, "one source tells of it")


def _by(attributions: Sequence[Attribution], kind: AttributionKind) -> list[str]:
    """Who is named in attributions of one kind, each once under the first of its names."""
    found: list[str] = []
    for one in attributions:
        if one.kind is kind and one.by and not any(alike(one.by, known) for known in found):
            found.append(one.by)
    return sorted(found)

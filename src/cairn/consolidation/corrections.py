"""What reviewers decided about one event, put in the place of what its accounts give. What a reviewer gave is shown as theirs."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cairn.consolidation.told import Row, Settled
from cairn.model import (
    UNKNOWN_PLACE,
    UNKNOWN_WHEN,
    Account,
    Action,
    Casualty,
    CasualtyGroup,
    ClaimField,
    ClaimValue,
    Decision,
    Evidence,
    Outcome,
    Participant,
    ReviewState,
    Weapon,
)

T = TypeVar("T", bound=ClaimValue)
#: What a field of one value holds when a reviewer says that it is unknown.
_UNKNOWN: dict[ClaimField, ClaimValue] = {ClaimField.WHEN: UNKNOWN_WHEN, ClaimField.WHERE: UNKNOWN_PLACE}


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions about one event, oldest first."""

    decisions: tuple[Decision, ...] = ()

    @classmethod
    def of(cls, decisions: Sequence[Decision], accounts: Sequence[Account]) -> "Corrections":
        """The decisions that hold for an event of these accounts. A rejection holds while at least half of them tell what was rejected:
        one that has become a small part of an event does not make the whole disappear."""
        ordered = sorted(set(decisions), key=lambda d: (d.number, d.at, repr(d)))
        return cls(tuple(d for d in ordered if d.action is not Action.REJECT or 2 * _met(d, accounts) >= len(accounts)))

    def one(self, field: ClaimField, found: Settled[T], rows: Sequence[Row], *, fits: Callable[[T], bool] = lambda _: True) -> Settled[T]:
        """A field of one value: the last correction that fits, else what the accounts give. Claims of the same value stay behind it."""
        for decision in reversed(self._of(field)):
            value: T = _UNKNOWN[field] if decision.value is None else decision.value  # type: ignore[assignment]
            if fits(value):
                return Settled(value, tuple(row for row in rows if row.claim.value == value), _evidence(decision))
        return found

    def many(self, field: ClaimField, found: Sequence[Settled[T]]) -> tuple[Settled[T], ...]:
        """A field of many values, corrected in the order of time. The reports' figures stay behind a corrected toll."""
        held = list(found)
        for decision in self._of(field):
            held = _corrected(held, decision)
        return tuple(sorted(held, key=_in_order)) if field is ClaimField.CASUALTY else tuple(held)

    def state(self) -> ReviewState:
        """How far the event is reviewed. A signature counts below the last decision of another person; a rejection stays one."""
        decided = [d for d in self.decisions if d.action is not Action.SIGN]
        if not decided:
            return ReviewState.UNREVIEWED
        last = decided[-1]
        if last.action is Action.REJECT:
            return ReviewState.REJECTED
        after = self.decisions[self.decisions.index(last) + 1 :]
        if any(d.by.casefold() != last.by.casefold() for d in after):
            return ReviewState.SIGNED
        return ReviewState.CORRECTED if any(d.action is Action.CORRECT for d in decided) else ReviewState.ACCEPTED

    def reviewers(self) -> tuple[str, ...]:
        """Who decided, in the order in which they first did."""
        return tuple(dict.fromkeys(d.by for d in self.decisions))

    def _of(self, field: ClaimField) -> list[Decision]:
        return [d for d in self.decisions if d.field is field]


def identity(value: ClaimValue) -> Hashable:
    """What makes two values of a field of many the same one: an event has one toll an outcome and group, an actor once a role."""
    if isinstance(value, Casualty):
        return (value.outcome, value.group)
    if isinstance(value, Participant):
        return (value.role, value.actor or value.name.casefold())
    if isinstance(value, Weapon):
        return " ".join(value.surface.lower().split())
    return value


def _corrected(held: Sequence[Settled[T]], decision: Decision) -> list[Settled[T]]:
    if decision.value is None and decision.replaces is None:
        return []
    meant = {identity(value) for value in (decision.value, decision.replaces) if value is not None}
    gone = [n for n, one in enumerate(held) if identity(one.value) in meant]
    kept = [one for n, one in enumerate(held) if n not in gone]
    if decision.value is None:
        return kept
    value: T = decision.value  # type: ignore[assignment]
    rows = (row for n in gone for row in held[n].rows if isinstance(value, Casualty) or row.claim.value == value)
    kept.insert(gone[0] if gone else len(kept), Settled(value, tuple(rows), _evidence(decision)))
    return kept


def _evidence(decision: Decision) -> tuple[Evidence, ...]:
    """What stands behind a reviewer's value: the words, or that the reviewer knows it; its field is filled in later."""
    if not decision.spans:
        return (Evidence("", 0, 0, "", decision.by, None, decision.rule),)
    return tuple(Evidence("", span.start, span.end, span.quote, decision.by, span.report, decision.rule) for span in decision.spans)


def _in_order(one: Settled[T]) -> tuple[int, int]:
    toll = one.value
    return (list(Outcome).index(toll.outcome), list(CasualtyGroup).index(toll.group)) if isinstance(toll, Casualty) else (0, 0)


def _met(decision: Decision, accounts: Sequence[Account]) -> int:
    return sum(any(a.meets(b) for a in decision.anchors for b in account.anchors) for account in accounts)


def behind(field: str, one: Settled[T]) -> Iterator[Evidence]:
    """A reviewer's evidence of a value, with the path of the field."""
    return (replace(found, field=field) for found in one.decided)

"""What a derivation changed, in the words of the history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cairn.model import Event
from cairn.record.values import Change, ChangeKind

#: Reasons that are told; the rest is counted.
SHOWN = 3
#: A row of the history that waits for its moment.
Untimed = Callable[[datetime], Change]


@dataclass(frozen=True, slots=True)
class Held:
    """An event as JSON text and as a value, with the accounts that it rests on."""

    value: str
    accounts: frozenset[str]
    event: Event


@dataclass(frozen=True, slots=True)
class Differences:
    """The events before and after, by id, and why accounts were consolidated again: reason and doer, by account."""

    old: Mapping[str, Held]
    new: Mapping[str, Held]
    reasons: Mapping[str, tuple[str, str | None]]

    def added(self, id_: str) -> Untimed:
        """An event that there was not; it is split off where its accounts belonged to one that is still there."""
        from_ = next((old for old, row in self.old.items() if old in self.new and row.accounts & self.new[id_].accounts), None)
        why, by = self._why(self.new[id_].accounts)
        return _row(ChangeKind.SPLIT if from_ else ChangeKind.ADDED, id_, why=why, by=by, other=from_)

    def changed(self, id_: str) -> Untimed:
        """An event of which a value or the evidence is another now."""
        before, after = self.old[id_], self.new[id_]
        why, by = self._why((after.accounts ^ before.accounts) or after.accounts)
        fields = ", ".join(differences(before.event, after.event))
        return _row(ChangeKind.CHANGED, id_, why=f"{fields}: {why}", by=by, before=before.event)

    def removed(self, id_: str) -> Untimed:
        """An event that is no more: it has become part of another, or nothing tells of it."""
        before, home = self.old[id_], self.home(id_)
        why, by = self._why(before.accounts | (self.new[home].accounts if home else frozenset()))
        return _row(ChangeKind.MERGED if home else ChangeKind.REMOVED, id_, why=why if home else f"no report tells of it any more: {why}", by=by, other=home, before=before.event)

    def home(self, id_: str) -> str | None:
        """The event that has most of the accounts of one that is gone; where these are gone too, because a report was read anew,
        the one that rests on the same words."""
        before = self.old[id_]
        shared = {new: len(row.accounts & before.accounts) for new, row in self.new.items()}
        if not any(shared.values()):
            words = _words(before.event)
            shared = {new: len(_words(row.event) & words) for new, row in self.new.items()}
        return max(sorted(shared), key=lambda new: shared[new]) if any(shared.values()) else None

    def _why(self, accounts: frozenset[str]) -> tuple[str, str | None]:
        known = sorted({self.reasons[account] for account in accounts if account in self.reasons}, key=lambda reason: (reason[0], reason[1] or ""))
        words = list(dict.fromkeys(why for why, _ in known)) or ["its neighbours changed"]
        more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
        doers = sorted({by for _, by in known if by})
        return "; ".join(words[:SHOWN]) + more, ", ".join(doers) or None


def _row(kind: ChangeKind, event: str, *, why: str, by: str | None, other: str | None = None, before: Event | None = None) -> Untimed:
    return partial(_timed, event=event, kind=kind, why=why, by=by, other=other, before=before)


def _timed(at: datetime, *, event: str, kind: ChangeKind, why: str, by: str | None, other: str | None, before: Event | None) -> Change:
    return Change(at, event, kind, why, by, other, before)


def _words(event: Event) -> frozenset[tuple[str | None, int]]:
    """The characters that say the event's type, by report."""
    return frozenset((e.report, at) for e in event.evidence if e.field == "type" for at in range(e.start, e.end))


def differences(before: Event, after: Event) -> tuple[str, ...]:
    """The fields in which two states of an event differ; where only the quotes behind them do, "evidence"."""
    names = ("type", "status", "main", "qualifiers", "when", "where", "participants", "casualties", "weapons", "reports", "review", "confidence", "summary", "reviewed_by", "evidence")
    found = tuple(name for name in names if getattr(before, name) != getattr(after, name))
    return tuple(name for name in found if name not in ("summary", "confidence", "reviewed_by", "evidence")) or found[:1]

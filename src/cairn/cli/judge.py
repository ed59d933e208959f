"""What a person decides about events: that two are one, that one is two, and taking that back."""

from collections.abc import Sequence

from cairn import codebook
from cairn.cli.store import summed
from cairn.consolidation import anchors
from cairn.deriving.events import derive_events
from cairn.errors import SettingError
from cairn.model import Account, Anchor, Verdict
from cairn.record import AccountRow, Address, Record


def merge(events: Sequence[str], *, record: Address, by: str, reason: str | None) -> str:
    """Hold that events are one, and say what became of them."""
    with Record.open(record, create=False) as held:
        rows = {held.event(event).id: held.accounts_of(event) for event in events}
        if len(rows) < 2:
            raise SettingError(f"merge {' '.join(events)}: expected at least two different events; `cairn events` lists them")
        told = [[_anchor(account) for account, _ in accounts] for accounts in rows.values()]
        number = held.judge(Verdict.SAME, told, by=by, reason=reason)
        return _done(held, number)


def split(event: str, reports: Sequence[str], *, record: Address, by: str, reason: str | None) -> str:
    """Hold that what some reports tell of is another event than what the others do."""
    with Record.open(record, create=False) as held:
        rows = held.accounts_of(event)
        named = [row for row in rows if any(row[0].report.startswith(report) for report in reports)]
        strangers = [report for report in reports if not any(row[0].report.startswith(report) for row in rows)]
        rest = [row for row in rows if row not in named]
        if strangers:
            raise SettingError(f"split {event}: report {strangers[0]!r} does not tell of it; those that do are {_reports(rows)}")
        if not named or not rest:
            raise SettingError(f"split {event}: expected some but not all of its reports, which are {_reports(rows)}")
        groups = [[_anchor(account) for account, _ in part] for part in (rest, named)]
        number = held.judge(Verdict.DIFFERENT, groups, by=by, reason=reason)
        return _done(held, number)


def unsure(events: Sequence[str], *, record: Address, by: str, reason: str | None) -> str:
    """Keep that somebody looked at events and could not tell whether they are one."""
    with Record.open(record, create=False) as held:
        groups = [[_anchor(account) for account, _ in held.accounts_of(event)] for event in events]
        number = held.judge(Verdict.UNSURE, groups, by=by, reason=reason)
        return _done(held, number)


def undo(number: int | None, *, record: Address, by: str) -> str:
    """Take back a judgement, without a number the last one that stands."""
    with Record.open(record, create=False) as held:
        return f"judgement {held.undo(number, by=by).number} undone: {summed(derive_events(held, codebook.load()))}"


def _done(held: Record, number: int) -> str:
    return f"judgement {number}: {summed(derive_events(held, codebook.load()))}; `cairn undo {number}` takes it back"


def _anchor(account: Account) -> Anchor:
    return anchors(account)[0]


def _reports(rows: Sequence[AccountRow]) -> str:
    return ", ".join(sorted({account.report[:8] for account, _ in rows}))

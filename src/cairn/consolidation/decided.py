"""Which event a reviewer's decision is about now, and the events as the reviewers left them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cairn.codebook import Codebook
from cairn.consolidation.derive import derive
from cairn.consolidation.judged import account_at
from cairn.consolidation.told import Told
from cairn.model import Account, Decision, Event


def assigned(events: Mapping[str, Sequence[Account]], decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """By event the decisions about it. Of several events that hold words of one, that which holds most of them has it, of equals the
    one with the smaller id; a decision of which nothing is told any more waits until it is."""
    homes: defaultdict[str, list[Account]] = defaultdict(list)
    event_of = {account.id: event for event, accounts in events.items() for account in accounts}
    for accounts in events.values():
        for account in accounts:
            homes[account.report].append(account)
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        votes = Counter(event_of[at] for anchor in decision.anchors if (at := account_at(anchor, homes)) is not None)
        if votes:
            found[min(votes, key=lambda event: (-votes[event], event))].append(decision)
    return {event: tuple(about) for event, about in found.items()}


def reviewed(
    found: Sequence[tuple[Event, tuple[str, ...]]], rows: Sequence[Told], codebook: Codebook, decisions: Sequence[Decision]
) -> list[tuple[Event, tuple[str, ...]]]:
    """Events with their accounts, those that somebody decided about derived with what was decided."""
    if not decisions:
        return list(found)
    told = {row.account.id: row for row in rows}
    about = assigned({event.id: [told[id_].account for id_ in ids] for event, ids in found}, decisions)
    return [(derive(event.id, [told[id_] for id_ in ids], codebook, about[event.id]), ids) if event.id in about else (event, ids) for event, ids in found]


def touched(accounts: Iterable[Account], decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that point at words of some accounts."""
    words: defaultdict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        words[account.report].append(account)
    return [d for d in decisions if any(a.meets(b) for a in d.anchors for account in words.get(a.report, ()) for b in account.anchors)]

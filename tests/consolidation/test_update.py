"""Events kept up to date are those that all accounts at once give, whatever comes when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.consolidation import Block, Told, consolidate, touched, update
from cairn.consolidation.judged import anchors
from cairn.model import Action, ClaimField, Decision, Event, Judgement, Verdict
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import BOOK, TALIBAN, exactly

NOON = datetime(2024, 3, 23, 12, tzinfo=UTC)


@dataclass
class Held:
    """A record in memory."""

    rows: dict[str, Told] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    blocks: dict[str, Block] = field(default_factory=dict)
    events: dict[str, tuple[Event, tuple[str, ...]]] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    made: list[Decision] = field(default_factory=list)

    def add(self, rows: Iterable[Told]) -> None:
        for row in rows:
            self.rows[row.account.id] = row
            self.waiting.add(row.account.id)

    def judge(self, judgement: Judgement) -> None:
        self.judgements.append(judgement)
        named = {anchor.report for group in judgement.groups for anchor in group}
        self.waiting |= {row.account.id for row in self.of_reports(named)}

    def decide(self, decision: Decision) -> None:
        self.made.append(decision)
        self.waiting |= {row.account.id for row in self.rows.values() if touched([row.account], [decision])}

    def decisions(self, reports: Iterable[str]) -> list[Decision]:
        wanted = set(reports)
        return [d for d in self.made if any(anchor.report in wanted for anchor in d.anchors)]

    def pending(self) -> Iterator[Told]:
        return (self.rows[id_] for id_ in sorted(self.waiting))

    def near(self, block: Block) -> Iterator[Told]:
        for id_, other in self.blocks.items():
            meets = other.first <= block.last and block.first <= other.last
            if meets and (block.country is None or other.country in (None, block.country)):
                yield self.rows[id_]

    def of_reports(self, reports: Iterable[str]) -> Iterator[Told]:
        wanted = set(reports)
        return (row for row in self.rows.values() if row.account.report in wanted)

    def settle(self) -> None:
        found = update(self, BOOK, self.judgements, self.decisions)
        self.events = {id_: (event, ids) for id_, (event, ids) in self.events.items() if not set(ids) & set(found.blocks)}
        self.events |= {event.id: (event, ids) for event, ids in found.events}
        self.blocks |= found.blocks
        self.waiting.clear()


FIXES: tuple[dict[str, Any], ...] = (
    {"action": Action.ACCEPT}, {"action": Action.REJECT}, {"action": Action.SIGN},
    {"action": Action.CORRECT, "field": ClaimField.CASUALTY, "value": exactly(7), "reason": "seen"},
    {"action": Action.CORRECT, "field": ClaimField.TYPE, "value": "armed_clash", "reason": "seen"},
    {"action": Action.CORRECT, "field": ClaimField.PARTICIPANT, "replaces": TALIBAN, "reason": "not they"},
    {"action": Action.CORRECT, "field": ClaimField.WHEN, "reason": "nobody knows"},
)  # fmt: skip
NUMBERS = st.integers(0, 99)


@given(
    rows=accounts(most=9), seed=st.integers(0, 999), verdicts=st.lists(st.tuples(st.sampled_from([*Verdict]), NUMBERS, NUMBERS), max_size=3),
    fixes=st.lists(st.tuples(st.sampled_from(FIXES), st.sampled_from(["ana", "ben"]), NUMBERS, NUMBERS), max_size=4),
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_any_order_in_any_parts_gives_the_events_of_all_at_once(
    rows: list[Told], seed: int, verdicts: list[tuple[Verdict, int, int]], fixes: list[tuple[dict[str, Any], str, int, int]]
) -> None:
    random = Random(seed)
    rows = list({row.account.id: row for row in rows}.values())
    told = [anchors(row.account)[0] for row in rows]
    judgements = [
        Judgement(verdict, ((told[a % len(told)],), (told[b % len(told)],)), "ana", NOON + timedelta(hours=n))
        for n, (verdict, a, b) in enumerate(verdicts) if told and a % len(told) != b % len(told)
    ]  # fmt: skip
    decisions = [
        Decision(anchors=tuple({told[a % len(told)], told[b % len(told)]}), by=by, at=NOON, number=n, **fix) for n, (fix, by, a, b) in enumerate(fixes, start=1)
    ]
    held = Held()
    work: list[Told | Judgement | Decision] = [*rows, *judgements, *decisions]
    random.shuffle(work)
    for item in work:
        if isinstance(item, Judgement):
            held.judge(item)
        elif isinstance(item, Decision):
            held.decide(item)
        else:
            held.add([item])
        if random.random() < 0.6:
            held.settle()
    held.settle()
    found = sorted(held.events.values(), key=lambda pair: pair[0].id)
    assert found == consolidate(rows, BOOK, judgements, decisions)
    for event, _ in found:
        for toll in event.casualties:
            known = [n for n in (toll.low, toll.best, toll.high) if n is not None]
            assert known == sorted(known)

"""Accounts in parts, by one process or several, give the events of all at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn import codebook
from cairn.consolidation import Told, anchors, consolidate, joining, many
from cairn.consolidation.many import consolidate_parts
from cairn.model import Action, ClaimField, Decision, Judgement, Verdict, When
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import BOOK, DAY, KABUL, exactly, told
from tests.consolidation.test_bound import made

NOON = datetime(2024, 3, 23, 12, tzinfo=UTC)


def in_parts(rows: Sequence[Told], size: int) -> list[many.Part]:
    return [partial(list, list(rows[start : start + size])) for start in range(0, len(rows), size)]


def judged(rows: Sequence[Told], verdicts: Sequence[tuple[Verdict, int, int]]) -> list[Judgement]:
    told = list(dict.fromkeys(anchors(row.account)[0] for row in rows))
    return [
        Judgement(verdict, ((told[a % len(told)],), (told[b % len(told)],)), "ana", NOON + timedelta(hours=n))
        for n, (verdict, a, b) in enumerate(verdicts) if a % len(told) != b % len(told)
    ]  # fmt: skip


@given(
    rows=accounts(most=9), size=st.integers(1, 9), seed=st.integers(0, 999),
    verdicts=st.lists(st.tuples(st.sampled_from([*Verdict]), st.integers(0, 99), st.integers(0, 99)), max_size=3),
)  # fmt: skip
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_parts_of_any_size_in_any_order_give_the_events_of_all_at_once(rows: list[Told], size: int, seed: int, verdicts: list[tuple[Verdict, int, int]]) -> None:
    judgements = judged(rows, verdicts)
    shuffled = list(rows)
    Random(seed).shuffle(shuffled)
    assert list(consolidate_parts(in_parts(shuffled, size), codebook.load, judgements)) == consolidate(rows, BOOK, judgements)


def test_a_report_published_twice_stands_where_its_first_publication_puts_it() -> None:
    one, other = (told(name, when=When.on(DAY), where=KABUL, tolls=[exactly(9)], published=DAY) for name in "12")
    again = replace(one, published=None)
    expected = consolidate([one, other], BOOK)
    assert [len(ids) for _, ids in expected] == [2]
    assert consolidate([again, other, one], BOOK) == expected
    assert list(consolidate_parts(in_parts([again, other, one], 1), codebook.load)) == expected


def test_one_process_or_four_in_pieces_large_or_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = made(60, days=10)
    twice = [*rows, replace(rows[0], published=None)]
    expected = consolidate(rows, BOOK)
    assert max(len(ids) for _, ids in expected) > 3
    assert list(consolidate_parts(in_parts(twice, 40), codebook.load, processes=4, folder=tmp_path)) == expected
    for name in ("PAIRS", "EDGES", "EVENTS"):
        monkeypatch.setattr(many, name, 1)
    monkeypatch.setattr(joining, "AHEAD", 3)
    monkeypatch.setattr(joining, "REMEMBERED", 0)
    assert list(consolidate_parts(in_parts(twice[::-1], 7), codebook.load, folder=tmp_path)) == expected
    assert not list(tmp_path.iterdir())


def test_rows_of_one_data_set_stay_apart_in_parts_as_well() -> None:
    rows = [told(name, when=When.on(DAY), where=KABUL, tolls=[exactly(9)], published=DAY) for name in "123"]

    def row_of(one: Told, data_set: str) -> Told:
        return replace(one, account=replace(one.account, claims=tuple(replace(c, rule=data_set) for c in one.account.claims)))

    rows = [row_of(rows[0], "dataset: one"), row_of(rows[1], "dataset: one"), row_of(rows[2], "dataset: other")]
    expected = consolidate(rows, BOOK)
    assert sorted(len(ids) for _, ids in expected) == [1, 2]
    assert list(consolidate_parts(in_parts(rows, 1), codebook.load)) == expected


def test_nothing_gives_nothing() -> None:
    assert list(consolidate_parts([], codebook.load)) == []


def test_what_reviewers_decided_holds_in_parts_as_well() -> None:
    rows = made(12, days=30)
    decisions = [
        Decision(Action.CORRECT, (row.account.anchors[0],), "ana", NOON, reason="I was there", field=ClaimField.TYPE, value="arrests", number=n)
        for n, row in enumerate(rows[:3], start=1)
    ]  # fmt: skip
    expected = consolidate(rows, BOOK, (), decisions)
    assert any(event.reviewed_by == ("ana",) for event, _ in expected)
    assert list(consolidate_parts(in_parts(rows, 5), codebook.load, (), decisions)) == expected

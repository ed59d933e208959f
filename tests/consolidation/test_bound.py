"""The bound of a score is never below the score, and candidate pairs are those that can meet."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from benchmarks.synthetic import World
from cairn.consolidation import Told, meeting
from cairn.consolidation.cluster import alone, side
from cairn.consolidation.copies import sketch
from cairn.consolidation.edges import found_edges, ready
from cairn.consolidation.meeting import ranges, ranges_between
from cairn.consolidation.passage import Passage
from cairn.consolidation.reason import ROUNDING
from cairn.consolidation.score import SAME_EVENT, between
from cairn.consolidation.side import Side
from cairn.model import When
from tests.consolidation.arbitrary import accounts
from tests.consolidation.factories import BOOK, DAY, told


def sides_of(rows: Sequence[Told]) -> list[Side]:
    distinct = {row.account.id: row for row in rows}
    return [side(row, alone(row, BOOK), BOOK) for row in distinct.values()]


def made(events: int, *, days: int, seed: int = 5) -> list[Told]:
    """Made-up accounts of so many events on so many days."""
    world = World(seed, days)
    return [
        Told.of(w.account, w.text, published=w.published, publisher=w.publisher) for number in range(events) for w in world.event(number)
    ]  # fmt: skip


def check(sides: Sequence[Side]) -> None:
    every = [(i, j) for i in range(len(sides)) for j in range(i)]
    scores = {pair: between(sides[pair[0]], sides[pair[1]]).value for pair in every}
    exact, _ = ready(sides, BOOK)
    first, second = (np.array([pair[n] for pair in every], dtype=np.int64) for n in (0, 1))
    most = exact.bound.most(first, second)
    assert all(scores[pair] <= value + ROUNDING for pair, value in zip(every, most.tolist(), strict=True))
    _, _, values, sure = exact.scores(first, second)
    wrong = [(pair, scores[pair], value) for pair, value, known in zip(every, values.tolist(), sure.tolist(), strict=True) if (scores[pair] != value if known else scores[pair] > value)]
    assert not wrong
    likely = {(j, i): value for (i, j), value in scores.items() if value >= SAME_EVENT}
    assert found_edges(sides, BOOK) == likely


def test_a_copy_whose_names_are_spelt_anew_is_found() -> None:
    """A bound that is high enough by itself is no reason to leave out that two reports are copies."""
    one = sketch("Gunmen on motorcycles opened fire on traders who were on their way home from the weekly fair and fled before soldiers came")
    passages = [Passage(DAY, frozenset([name]), report=one) for name in ("zubairu", "garbati")]
    rows = [replace(told(name, when=When.on(DAY)), passage=passage) for name, passage in zip("12", passages, strict=True)]
    sides = sides_of(rows)
    assert [reason.level for reason in between(*sides).reasons if reason.feature in ("names", "copy")] == ["none", "copy"]
    check(sides)
    assert found_edges(sides, BOOK)


@pytest.mark.parametrize("days", [2, 40])
def test_blocks_of_accounts_side_by_side_give_the_same_pairs(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    sides = sides_of(made(80, days=days))
    for at_once in (50, meeting.AT_ONCE):
        monkeypatch.setattr(meeting, "AT_ONCE", at_once)
        found = []
        for large in (0, 1 << 40):
            monkeypatch.setattr(meeting, "LARGE", large)
            found.append(found_edges(sides, BOOK))
        assert found[0]
        assert found[0] == found[1]


@given(accounts(most=9))
@settings(max_examples=30, deadline=None)
def test_a_score_is_never_above_its_bound(rows: list[Told]) -> None:
    check(sides_of(rows))


def test_nor_is_it_with_the_words_of_reports() -> None:
    for days in (2, 40):
        check(sides_of(made(30, days=days)))


def test_pairs_of_two_sets_are_those_of_both_less_those_of_each() -> None:
    sides = sides_of(made(50, days=60))
    Random(3).shuffle(sides)
    (_, traits), here = ready(sides, BOOK), 45

    def pairs(*found: object) -> set[tuple[int, int]]:
        return {(min(p), max(p)) for part in found for i, j in part.pairs(50) for p in zip(i.tolist(), j.tolist(), strict=True)}  # type: ignore[attr-defined]

    across = {(i, j) for i, j in pairs(*ranges(traits)) if i < here <= j}
    assert across
    assert pairs(*ranges_between(traits, here)) == across

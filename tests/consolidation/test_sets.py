"""Sets of names as numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cairn.consolidation.sets import Crossed, Names, Numbering, Sets, each_two

WORDS = st.lists(st.sampled_from(["Kabul", "Каbul", "", "a", "Herat"]), max_size=4)
ROWS = st.lists(WORDS, min_size=1, max_size=5)


def held(rows: list[list[str]]) -> tuple[list[str], Sets]:
    names = sorted({name for row in rows for name in row})
    return names, Sets.of([names.index(name) for name in row] for row in rows)


def back(names: list[str], sets: Sets) -> list[list[str]]:
    found = Names.of(names).at(sets.held.astype(np.int64))
    return [found[end - count : end] for end, count in zip(sets.ends.tolist(), sets.counts().tolist(), strict=True)]


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_parts_with_names_of_their_own_become_one_in_any_order(first: list[list[str]], second: list[list[str]], random: object) -> None:
    rows = first + second
    numbering = Numbering()
    for names, part in (held(first), held(second)):
        numbering.add(names, [part])
    names, (sets,) = list(numbering.numbers), numbering.sets()
    assert back(names, sets) == rows
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    (sets,) = numbering.sets(np.array(order, dtype=np.int64))
    assert back(names, sets) == [rows[n] for n in order]


@given(ROWS)
def test_every_name_of_one_account_meets_every_name_of_the_other(rows: list[list[str]]) -> None:
    names, sets = held(rows)
    i, j = (n.ravel() for n in np.meshgrid(np.arange(len(rows)), np.arange(len(rows))))
    crossed = Crossed.of(sets, i, sets, j)
    expected = [(pair, x, y) for pair, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)) for x in rows[a] for y in rows[b]]
    assert [(p, names[x], names[y]) for p, x, y in zip(crossed.pair.tolist(), crossed.one.tolist(), crossed.other.tolist(), strict=True)] == expected
    lefts = np.concatenate([np.empty(0, np.int32), *(sets.held[sets.starts(i)[n] : sets.ends[i[n]]] for n in range(len(i)))])
    assert lefts[crossed.left].tolist() == crossed.one.tolist()


def test_two_numbers_are_asked_for_once() -> None:
    asked: list[tuple[int, int]] = []

    def sums(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        asked.extend(zip(one.tolist(), other.tolist(), strict=True))
        return np.asarray(one + other, dtype=np.int8)

    one, other = (np.array(numbers, dtype=np.int32) for numbers in ([1, 2, 1, 3], [2, 1, 2, 4]))
    assert each_two(one, other, sums).tolist() == [3, 3, 3, 7]
    assert asked == [(1, 2), (3, 4)]

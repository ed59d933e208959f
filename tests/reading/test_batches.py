"""Which windows run together."""

from hypothesis import given
from hypothesis import strategies as st

from cairn.reading.batches import batches

lengths = st.lists(st.integers(2, 40), max_size=60)


@given(lengths, st.integers(1, 200))
def test_every_window_is_in_one_batch(rows: list[int], most: int) -> None:
    assert sorted(number for batch in batches(rows, most) for number in batch) == list(range(len(rows)))


@given(lengths, st.integers(1, 200))
def test_the_windows_of_a_batch_are_equally_long(rows: list[int], most: int) -> None:
    assert all(len({rows[number] for number in batch}) == 1 for batch in batches(rows, most))


@given(lengths, st.integers(1, 200))
def test_a_batch_holds_no_more_pieces_than_it_may_or_one_window(rows: list[int], most: int) -> None:
    assert all(len(batch) == 1 or len(batch) * rows[batch[0]] <= most for batch in batches(rows, most))


@given(lengths, st.integers(1, 200))
def test_the_largest_batches_come_first(rows: list[int], most: int) -> None:
    sizes = [len(batch) * rows[batch[0]] for batch in batches(rows, most)]
    assert sizes == sorted(sizes, reverse=True)


def test_windows_of_one_length_run_together_whichever_report_they_are_from() -> None:
    assert batches([7, 9, 7, 9, 7], most=14) == [[0, 2], [1], [3], [4]]

"""Names found by how they are spelled: the same as a look through all of them."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from cairn.linking.who.spellings import Spellings

NAMES = st.lists(st.text("abcd ", min_size=1, max_size=12), unique=True, max_size=12)


@given(NAMES, st.text("abcd ", min_size=1, max_size=12), st.sampled_from([60, 78, 92]))
def test_no_near_name_is_passed_over(names: list[str], name: str, floor: int) -> None:
    near = Spellings(names).near(name, floor=floor, limit=len(names) + 1)
    assert {one for one, _ in near} == {one for one in names if fuzz.ratio(one, name) >= floor}


def test_the_nearest_comes_first_and_no_more_than_asked_for() -> None:
    assert [one for one, _ in Spellings(["mehdi army", "mahdi army", "mahdi arms"]).near("mahdi army", floor=78, limit=2)] == ["mahdi army", "mehdi army"]

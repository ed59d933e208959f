"""Any accounts of a few events on a few days in a few places, for properties."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from hypothesis import strategies as st

from cairn.consolidation import Told
from cairn.model import Role, Status, When, WhenPrecision
from tests.consolidation.factories import (
    ABDUCTED,
    ARMY,
    CIVILIANS,
    DAY,
    GUNMEN,
    HERAT,
    INJURED,
    ISLAMIC_STATE,
    KABUL,
    KRASNOGORSK,
    MOSCOW,
    NEXT,
    OBLAST,
    PEOPLE,
    RUSSIA,
    SIDE_B,
    TALIBAN,
    at_least,
    between,
    exactly,
    person,
    told,
    toll,
    undated,
)

T = TypeVar("T")
WHENS = (
    None, When(), When.on(DAY), When.on(NEXT), undated(NEXT), undated(DAY + timedelta(days=5)),
    When(DAY, None, WhenPrecision.UNKNOWN), between(DAY - timedelta(days=4), NEXT, WhenPrecision.WEEK),
    between(DAY.replace(day=1), DAY.replace(day=31), WhenPrecision.MONTH),
)  # fmt: skip
PLACES = (None, MOSCOW, KRASNOGORSK, OBLAST, RUSSIA, KABUL, HERAT)
PARTICIPANTS = (
    TALIBAN, ISLAMIC_STATE, GUNMEN, PEOPLE, ARMY, replace(TALIBAN, role=Role.SIDE_B), replace(ARMY, role=Role.SIDE_A),
    person("Akhtar Mansour"), person("Mansour"), person("a commander"), person("Ahmad Karimi", Role.VICTIM),
)  # fmt: skip
TOLLS = (
    exactly(3), at_least(40), exactly(144), toll(None, 26, None), toll(None, None, 60), toll(None), exactly(5, group=SIDE_B),
    at_least(12, group=CIVILIANS), exactly(30, outcome=INJURED), exactly(287, outcome=ABDUCTED),
)  # fmt: skip
KINDS = ("attack", "suicide_bomb", "armed_clash", "air_drone_strike", "arrests", "peaceful_protest")


def some(values: Sequence[T], most: int) -> st.SearchStrategy[list[T]]:
    return st.lists(st.sampled_from(values), max_size=most, unique_by=repr)


@st.composite
def accounts(draw: st.DrawFn, *, most: int = 7) -> list[Told]:
    """Accounts with their own ids, some of one report."""
    count = draw(st.integers(1, most))
    found = []
    for n in range(count):
        report = draw(st.sampled_from(["r1", "r2", f"own-{n}"]))
        published = {"r1": NEXT, "r2": None}.get(report) or draw(st.sampled_from([None, DAY, NEXT, DAY + timedelta(days=7)]))
        found.append(
            told(
                f"{n}", kind=draw(st.sampled_from(KINDS)), status=draw(st.sampled_from(Status)), main=draw(st.booleans()),
                when=draw(st.sampled_from(WHENS)), where=draw(st.sampled_from(PLACES)), who=draw(some(PARTICIPANTS, 4)),
                tolls=draw(some(TOLLS, 4)), weapons=draw(some(("rifles", "Rifles", "a bomb"), 3)),
                qualifiers=draw(some(("suicide", "drone", "targeted", "own"), 3)), published=published,
                publisher=draw(st.sampled_from([None, "Wire", "Gazette"])), report=report,
                score=draw(st.sampled_from([0.4, 0.7, 0.9])),
            )
        )  # fmt: skip
    return found

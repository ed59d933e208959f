"""Places by the build of a sentence."""

import pytest

from cairn.model import Casualty, Place, When
from tests.accounts.factories import accounts, linked, told_where


def rows(text: str, links: str) -> list[tuple[str | None, str, int | None]]:
    """Place, day and number of the dead of each event."""
    found: list[tuple[str | None, str, int | None]] = []
    for account in accounts(linked(text, links)):
        values = [claim.value for claim in account.claims]
        places, whens, tolls = ([v for v in values if isinstance(v, kind)] for kind in (Place, When, Casualty))
        assert len(tolls) <= 1
        place = next((p.name for p in places if isinstance(p, Place)), None)
        day = next((w.start for w in whens if isinstance(w, When)), None)
        found.append((place, str(day), next((t.best for t in tolls if isinstance(t, Casualty)), None)))
    return found


def test_places_listed_with_a_number_each_are_an_event_each() -> None:
    text = (
        "Gunmen [killed|event:e attack] [ten|number:a 10] people in [Mosul|place:mosul] on [10 January|time:s 2024-01-10] and [sixty|number:b 60] in "
        "[Baghdad|place:baghdad] on [30 January|time:t 2024-01-30]."
    )
    links = "e killed a; e killed b; e place mosul; e place baghdad; e time s; e time t"
    assert rows(text, links) == [("Mosul", "2024-01-10", 10), ("Baghdad", "2024-01-30", 60)]


def test_a_time_told_once_is_that_of_all() -> None:
    text = "Strikes [killed|event:e attack] [two|number:a 2] in [Mosul|place:mosul] and [three|number:b 3] in [Baghdad|place:baghdad] on [Friday|time:f 2024-03-15]."
    links = "e killed a; e place mosul; e place baghdad; e time f"
    assert rows(text, links) == [("Mosul", "2024-03-15", 2), ("Baghdad", "2024-03-15", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "Strikes [killed|event:e attack] [five|number:a 5] people in [Anbar|place:anbar], [two|number:b 2] of them in [Mosul|place:mosul].",
        "A strike [killed|event:e attack] [five|number:a 5] people in [Mosul|place:mosul].",
        "A strike [killed|event:e attack] [five|number:a 5] people in [Mosul|place:mosul] while in [Baghdad|place:baghdad] [two|number:b 2] marched.",
    ],
)
def test_else_it_is_one(text: str) -> None:
    assert [number for _, _, number in rows(text, "e killed a")] == [5]


def test_a_place_that_opens_a_sentence_is_that_of_its_events() -> None:
    text = "A [blast|event:a attack] hit [Mosul|place:mosul]. In [Baghdad|place:baghdad], a shop [burnt|event:b looting_property_destruction]."
    found = rows(text, "a place mosul; b place mosul")
    assert [place for place, _, _ in found] == ["Mosul", "Baghdad"]


def test_a_finer_place_of_the_same_sentence_goes_before_the_one_that_opens_it() -> None:
    assert told_where(linked("In [Nineveh|place:nineveh], a [blast|event:a attack] hit [Mosul|place:mosul].", "a place mosul")) == "Mosul"

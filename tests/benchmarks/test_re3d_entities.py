from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import re3d_entities
from benchmarks.re3d_entities import combined, found, phrases, with_article


def words(text: str, type_: str) -> Any:
    return [text[slice(*place)] for kind, place in found(text) if kind == type_]


def named(text: str, type_: str) -> Any:
    return [text[slice(*place)] for kind, place in phrases(text) if kind == type_]


def read(text: str, *spans: Any) -> Any:
    return {(type_, (text.index(part), text.index(part) + len(part))): 0.9 for type_, part in spans}


def both(text: str, *spans: Any) -> Any:
    return {(type_, text[slice(*place)]) for type_, place in combined(text, read(text, *spans))}


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("It gave £59.5 million and $5m.", ["£59.5 million", "$5m"]),
        ("They made millions of dollars from oil.", ["millions of dollars"]),
        ("A sum of 20,000 euros was paid.", ["20,000 euros"]),
        ("It will cost US$30-40 million.", ["US$30-40 million"]),
        ("Some 300 people came.", []),
    ],
)
def test_sums_of_money(text: str, sums: Any) -> None:
    assert words(text, "Money") == sums


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("He died on Jan. 7, in Tarn.", ["Jan. 7"]),
        ("Since 2012 much has changed.", ["2012"]),
        ("The books were published in 1911 and 1913.", ["1911", "1913"]),
        ("They met at 10 a.m. in Tarn.", ["10 a.m."]),
        ("The call took 45 minutes.", ["45 minutes"]),
        ("He condemned the 13 November attacks.", ["13 November"]),
        ("It happened in recent weeks.", []),
    ],
)
def test_times_stand_without_the_words_that_lead_to_them(text: str, times: Any) -> None:
    assert words(text, "Temporal") == times


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Two strikes hit 14 tanks and dozens of villages.", ["14", "dozens"]),
        ("They hold over 25% of it, more than 700 square miles.", ["25%", "700 square miles"]),
        ("Dayton, 42, of Woodbridge, died.", ["42"]),
        ("Our two countries signed it on 3 March 2016.[4]", []),
        ("He won $5 million.", []),
        ("One of them came.", []),
    ],
)
def test_numbers_that_count(text: str, numbers: Any) -> None:
    assert words(text, "Quantity") == numbers


def test_weapons_platforms_and_vehicles_stand_without_their_article() -> None:
    text = "The jets hit a mortar, an armoured vehicle, heavy weapons and two trucks."
    assert words(text, "Weapon") == ["mortar", "heavy weapons"]
    assert words(text, "MilitaryPlatform") == ["jets", "armoured vehicle"]
    assert words(text, "Vehicle") == ["trucks"]


def test_a_weapon_that_tells_the_kind_of_something_else_is_none() -> None:
    assert words("a VBIED facility and an artillery regiment", "Weapon") == []


def test_documents_by_number_and_by_name() -> None:
    text = "The Council adopted Resolution 2249; see the Book of Kells, Executive Order 13582 and Turkey’s constitution."
    assert words(text, "DocumentReference") == [
        "Resolution 2249",
        "the Book of Kells",
        "Executive Order 13582",
        "Turkey’s constitution",
    ]


def test_coordinates_are_places_and_telephone_numbers_are_not() -> None:
    text = "Coordinates: 59°10′25″N 18°10′05″E / 59.173616; 18.167988. Call 910-432-3383 or write to news@tarn.example."
    assert words(text, "Location") == ["59°10′25″N 18°10′05″E", "59.173616; 18.167988"]
    assert words(text, "CommsIdentifier") == ["910-432-3383", "news@tarn.example"]


def test_those_that_speak_and_are_spoken_of() -> None:
    text = "He said: We beat them. It’s I who won."
    assert words(text, "Person") == ["He", "I"]
    assert words(text, "Organisation") == ["We", "them"]


def test_demonyms_count_before_a_word_in_small_letters() -> None:
    assert words("the German company, the Syrian Army, its name in Kurdish (in Iraq)", "Nationality") == ["German", "Kurdish"]


def test_phrases_for_bodies_of_people_and_for_places() -> None:
    assert named("They met our coalition partners and the people of Mosul.", "Organisation") == [
        "our coalition partners",
        "the people of Mosul",
    ]
    assert named("ISIL lost the city of Mosul, two bridges and a compound.", "Location") == [
        "the city of Mosul",
        "two bridges",
        "a compound",
    ]


def test_a_phrase_counts_only_where_it_covers_what_the_reader_found() -> None:
    text = "The people of Mosul fled."
    assert ("Organisation", "The people of Mosul") in both(text, ("Location", "Mosul"))
    assert ("Organisation", "The people of Mosul") not in both(text, ("Location", "Mosul fled"))


def test_a_people_counts_only_where_nothing_else_stands() -> None:
    text = "the Syrian war"
    assert both(text) == {("Nationality", "Syrian")}
    assert both(text, ("Organisation", "the Syrian war")) == {("Organisation", "the Syrian war")}


def test_a_name_is_marked_with_its_article() -> None:
    text = "Then the Guard left."
    assert text[slice(*with_article(text, (9, 14)))] == "the Guard"
    assert with_article(text, (5, 8)) == (5, 8)
    assert with_article("Guard", (0, 5)) == (0, 5)


@given(st.text(alphabet="aAeinst 0123456789.,$£%()-’°\n", max_size=120))
def test_what_rules_find_lies_in_the_text_and_does_not_overlap(text: str) -> None:
    places = [place for _, place in re3d_entities.found(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(places)))

"""CEAF-REE on examples worked by hand, those of the paper's kind among them."""

import pytest

from benchmarks.scores.ceaf_ree import by_role, score
from benchmarks.scores.matching import Entity, extracts, normalise

GOLD = {"d": {"Target": (("m1", "m2", "m3"), ("m4",), ("m5",), ("m6",))}}


@pytest.mark.parametrize(
    ("predicted", "precision", "recall"),
    [
        ((("m1",), ("m4",), ("m5",), ("m6",)), 100.0, 100.0),
        ((("m4",), ("m1",), ("m5",), ("m6",), ("m3",)), 80.0, 100.0),
        ((("m1", "m2"), ("m4",), ("m5",), ("m6",)), 100.0, 100.0),
        ((("m1", "m2", "m3", "m4"), ("m5",), ("m6",)), 200 / 3, 50.0),
        ((("m1",), ("m6",)), 100.0, 50.0),
        ((), 0.0, 0.0),
    ],
)
def test_an_entity_counts_where_all_its_mentions_are_of_one_gold_entity_and_each_gold_entity_counts_once(
    predicted: tuple[Entity, ...], precision: float, recall: float
) -> None:
    tally = score(GOLD, {"d": {"Target": predicted}})
    assert tally.precision == pytest.approx(precision)
    assert tally.recall == pytest.approx(recall)


def test_a_document_without_a_prediction_lowers_recall_only() -> None:
    tally = score({**GOLD, "e": {"Victim": (("x",),)}}, {"d": GOLD["d"]})
    assert (tally.precision, tally.recall) == (100.0, 80.0)


def test_roles_are_counted_apart_and_added_up() -> None:
    roles = by_role({"d": {"Victim": (("x",),), "Weapon": (("y",),)}}, {"d": {"Victim": (("x",),), "Weapon": (("z",),)}})
    assert (roles["Victim"].f1, roles["Weapon"].f1) == (100.0, 0.0)


def test_the_alignment_is_the_best_one_and_not_the_first() -> None:
    tally = score({"d": {"Target": (("a", "b"), ("a",))}}, {"d": {"Target": (("a",), ("b",))}})
    assert tally.f1 == 100.0


def test_mentions_are_compared_without_articles_case_and_punctuation() -> None:
    assert normalise('The "North Gate" of a Mill,') == "north gate of mill"
    assert extracts({"Target": [[["the mill", 3], "Mill"], []]})["Target"] == (("mill", "mill"),)

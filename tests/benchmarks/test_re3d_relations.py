from typing import Any

import pytest

from benchmarks import re3d_relations
from benchmarks.re3d_relations import related
from cairn.reading.labels import ENTITIES, RELATIONS

O, L, P, Q, W, M, N = "Organisation", "Location", "Person", "Quantity", "Weapon", "MilitaryPlatform", "Nationality"  # noqa: E741


def found(text: str, *entities: Any) -> Any:
    """The relations of a text with entities given as (words, type), the words at their first place."""
    typed = [((text.index(words), text.index(words) + len(words)), type_) for words, type_ in entities]
    return {(label, text[slice(*source)], text[slice(*target)]) for label, source, target in related(text, typed)}


@pytest.mark.parametrize(
    ("text", "entities", "relations"),
    [
        ("The jets hit 14 tanks.", [("14", Q), ("tanks", M)], {("HasAttrOf", "tanks", "14")}),
        ("the German company Karst", [("German", N), ("Karst", O)], {("HasAttrOf", "Karst", "German")}),
        (
            "Gen. Arslan, the Guard commander, spoke.", [("Gen. Arslan", P), ("the Guard commander", P)],
            {("IsSynonymOf", "Gen. Arslan", "the Guard commander"), ("IsSynonymOf", "the Guard commander", "Gen. Arslan")},
        ),
        (
            "the Northern Guard (NG) won", [("the Northern Guard", O), ("NG", O)],
            {("IsSynonymOf", "the Northern Guard", "NG"), ("IsSynonymOf", "NG", "the Northern Guard")},
        ),
        ("Red Banner fighters in Tarn fled.", [("Red Banner", O), ("Tarn", L)], {("CoLocated", "Red Banner", "Tarn")}),
        (
            "The Banner in Tarn and Karst.", [("The Banner", O), ("Tarn", L), ("Karst", L)],
            {("CoLocated", "The Banner", "Tarn"), ("CoLocated", "The Banner", "Karst")},
        ),
        ("Tarn in northern Karst", [("Tarn", L), ("northern Karst", L)], {("CoLocated", "Tarn", "northern Karst")}),
        ("Arslan met Demir.", [("Arslan", P), ("Demir", P)], {("CommWith", "Arslan", "Demir")}),
        (
            "Arslan and Demir met in May.", [("Arslan", P), ("Demir", P)],
            {("CommWith", "Arslan", "Demir"), ("CommWith", "Demir", "Arslan")},
        ),
        ("Arslan was assigned to the Guard.", [("Arslan", P), ("the Guard", O)], {("BelongsTo", "Arslan", "the Guard")}),
        ("the Guard, led by Arslan, won", [("the Guard", O), ("Arslan", P)], {("BelongsTo", "Arslan", "the Guard")}),
        ("Arslan, commander of the Guard, spoke.", [("Arslan", P), ("the Guard", O)], {("InChargeOf", "Arslan", "the Guard")}),
        ("The dam was captured by the Guard.", [("The dam", L), ("the Guard", O)], {("InChargeOf", "the Guard", "The dam")}),
        ("The Guard is fighting to defeat the Banner.", [("The Guard", O), ("the Banner", O)], {("FightingAgainst", "The Guard", "the Banner")}),
        ("The Guard pushed the Banner out of Tarn.", [("the Banner", O), ("Tarn", L)], {("Apart", "the Banner", "Tarn")}),
        ("The Guard supports the Banner.", [("The Guard", O), ("the Banner", O)], {("AlliesOf", "The Guard", "the Banner")}),
        ("The Guard strongly condemns the Banner.", [("The Guard", O), ("the Banner", O)], {("Dislikes", "The Guard", "the Banner")}),
    ],
)  # fmt: skip
def test_what_stands_between_two_entities_tells_their_relation(text: str, entities: Any, relations: Any) -> None:
    assert found(text, *entities) == relations


def test_two_sentences_are_not_related() -> None:
    assert found("The Guard won. In Tarn it rained.", ("The Guard", O), ("Tarn", L)) == set()


def test_the_types_must_fit() -> None:
    assert found("Arslan met Tarn.", ("Arslan", P), ("Tarn", L)) == set()


def test_all_patterns_are_of_types_that_the_set_has() -> None:
    for pattern in re3d_relations._patterns():
        assert pattern.label in RELATIONS
        assert pattern.first | pattern.second <= set(ENTITIES)
        assert pattern.forward or pattern.backward

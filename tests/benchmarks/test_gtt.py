"""GTT's template F1 on examples worked by hand, and its search for the best mapping against trying all of them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores import gtt
from benchmarks.scores.matching import Tally, Template


def made(kind: str | None, **roles: list[str]) -> Template:
    return Template.of({"incident_type": kind, **{role: [[m] for m in mentions] for role, mentions in roles.items()}})


def test_the_type_counts_as_a_fill_and_the_roles_as_one_each() -> None:
    tally = gtt.score({"d": [made("arson", Target=["mill", "barn"])]}, {"d": [made("arson", Target=["mill"])]})
    assert tally == Tally(2, 2, 2, 3)


def test_templates_of_different_types_are_never_mapped() -> None:
    tally = gtt.score({"d": [made("arson", Target=["mill"])]}, {"d": [made("bombing", Target=["mill"])]})
    assert tally == Tally(0, 2, 0, 2)


def test_a_key_of_two_types_allows_either() -> None:
    assert gtt.score({"d": [made("attack / bombing")]}, {"d": [made("bombing")]}).f1 == 100.0


def test_two_parts_of_one_entity_are_both_right() -> None:
    gold = {"d": [Template.of({"incident_type": "attack", "Target": [[["mill", 0], ["old mill", 9]]]})]}
    assert gtt.score(gold, {"d": [made("attack", Target=["mill", "old mill"])]}) == Tally(3, 3, 2, 2)


def test_the_mapping_is_the_best_for_the_document() -> None:
    gold = {"d": [made("attack", Victim=["ana"]), made("attack", Victim=["ben", "carl"])]}
    assert gtt.score(gold, {"d": [made("attack", Victim=["ben", "carl"]), made("attack", Victim=["ana"])]}).f1 == 100.0


def test_a_document_without_incidents_counts_what_is_made_up() -> None:
    assert gtt.score({"d": []}, {"d": [made("attack", Victim=["ana"])]}) == Tally(0, 2, 0, 0)


def test_the_same_gold_template_twice_is_one() -> None:
    assert gtt.score({"d": [made("arson"), made("arson")]}, {"d": [made("arson")]}).f1 == 100.0


def test_a_type_that_is_no_word_is_read_as_attack() -> None:
    assert gtt.score({"d": [made("attack")]}, {"d": [made(None)]}).f1 == 100.0


templates = st.lists(
    st.builds(
        lambda kind, victims, targets: made(kind, Victim=sorted(victims), Target=sorted(targets)),
        st.sampled_from(["attack", "bombing"]),
        st.sets(st.sampled_from("abc")),
        st.sets(st.sampled_from("xy")),
    ),
    max_size=3,
    unique_by=lambda t: (t.types, tuple(t.roles.items())),
)


@given(templates, templates)
def test_no_other_mapping_has_a_higher_f1(gold: list[Template], predicted: list[Template]) -> None:
    tries = itertools.permutations([*range(len(gold)), *[None] * len(predicted)], len(predicted))
    best = max(_mapped(gold, predicted, chosen).f1 for chosen in tries)
    assert gtt.score({"d": gold}, {"d": predicted}).f1 == pytest.approx(best)


def _mapped(gold: list[Template], predicted: list[Template], chosen: tuple[int | None, ...]) -> Tally:
    hits = [
        gtt._pair(gold[i], p) if i is not None and p.fits(gold[i]) else (0, 0) for i, p in zip(chosen, predicted, strict=True)
    ]
    return Tally(sum(h[0] for h in hits), sum(map(gtt._fills, predicted)), sum(h[1] for h in hits), sum(map(gtt._fills, gold)))

"""Whole reports by what they are about."""

from random import Random

from cairn.consolidation.grouping import group

TEXTS = [
    "Gunmen killed nine fishermen near Monguno on Lake Chad, the army said.", "Nine fishermen died in the attack by gunmen near Monguno.",
    "Voters in Peru chose Quispe as president on Sunday.", "Peru's new president Quispe won Sunday's vote.", "A quiet day.",
]  # fmt: skip


def test_reports_of_one_event_are_grouped() -> None:
    assert group(TEXTS) == [[0, 1], [2, 3], [4]]
    assert group([]) == []
    assert group(TEXTS[:1]) == [[0]]


def test_the_order_changes_nothing() -> None:
    for seed in range(5):
        order = list(range(len(TEXTS)))
        Random(seed).shuffle(order)
        found = sorted(sorted(order[i] for i in members) for members in group([TEXTS[i] for i in order]))
        assert found == group(TEXTS)

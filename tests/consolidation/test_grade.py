"""How far an event is disputed."""

import pytest

from cairn.consolidation import Grade, grade
from cairn.model import Attribution, AttributionKind, Status
from tests.consolidation.factories import ISLAMIC_STATE, TALIBAN, event_of, told

RESPONSIBILITY, DENIAL, BLAME = AttributionKind.RESPONSIBILITY, AttributionKind.DENIAL, AttributionKind.BLAME


def said(kind: AttributionKind, by: str | None) -> Attribution:
    return Attribution(kind, by, "e1")


@pytest.mark.parametrize(
    ("attributions", "publishers", "expected", "why"),
    [
        ([], ["A"], Grade.WEAK, "one source tells of it"),
        ([], [None], Grade.WEAK, "one source tells of it"),
        ([], ["A", "A"], Grade.WEAK, "one source tells of it"),
        ([], ["A", "B"], Grade.FAIR, "2 sources tell of it"),
        ([said(BLAME, "police")], ["A", "B"], Grade.FAIR, "2 sources tell of it"),
        ([said(RESPONSIBILITY, "Islamic State")], ["A"], Grade.CONFIRMED, "Islamic State says that it did it"),
        ([said(RESPONSIBILITY, "Islamic State")] * 2, ["A"], Grade.CONFIRMED, "Islamic State says that it did it"),
        ([said(RESPONSIBILITY, "Jaish al-Adl")], ["A"], Grade.WEAK, "one source tells of it"),
        ([said(RESPONSIBILITY, None)], ["A"], Grade.WEAK, "one source tells of it"),
        ([said(RESPONSIBILITY, "Islamic State"), said(RESPONSIBILITY, "Taliban")], ["A", "B"], Grade.CONTESTED, "Islamic State and Taliban each claim it"),
        ([said(RESPONSIBILITY, "Islamic State"), said(DENIAL, "Taliban")], ["A", "B"], Grade.CONTESTED, "Taliban denies it"),
    ],
)
def test_a_grade_follows_from_who_claims_what(attributions: list[Attribution], publishers: list[str | None], expected: Grade, why: str) -> None:
    rows = [told(str(n), who=[ISLAMIC_STATE], publisher=publisher) for n, publisher in enumerate(publishers)]
    found = grade(event_of(*rows), rows, attributions)
    assert (found.grade, found.reason) == (expected, why)


def test_what_the_reports_deny_is_discounted() -> None:
    rows = [told("1", who=[TALIBAN], status=Status.DENIED)]
    assert grade(event_of(*rows), rows, [said(DENIAL, "Taliban")]).grade is Grade.DISCOUNTED

"""How sure Cairn is of an event: of events given 0.8, four in five are meant to be right."""

from collections.abc import Sequence
from math import exp

from cairn.model import Claim, ClaimField

#: Intercept, then a weight for each feature below; docs/decisions/0005 says on what they were fitted and how far they hold.
WEIGHTS = (-5.25, 2.77, 3.51, 0.44, -0.11)
#: A further report adds this, by hand: no annotated set of the same event in several reports was used.
BY_REPORT = 0.5
#: Reports beyond the first that count.
MOST = 3


def features(claims: Sequence[Claim]) -> tuple[float, ...]:
    """What confidence rests on: 1, the best score of a claim of the type, of the status, whether anybody takes part, whether a
    time or a place is told."""
    given = {c.field for c in claims}
    return (
        1.0, _best(claims, ClaimField.TYPE), _best(claims, ClaimField.STATUS), float(ClaimField.PARTICIPANT in given),
        float(bool({ClaimField.WHEN, ClaimField.WHERE} & given)),
    )  # fmt: skip


def _best(claims: Sequence[Claim], field: ClaimField) -> float:
    return max((c.score for c in claims if c.field is field), default=0.0)


def confidence(claims: Sequence[Claim], *, reports: int) -> float:
    """The probability that the event happened as typed, from the claims that say so and how many reports do; beyond the
    fourth no further report adds to it."""
    weight = sum(w * f for w, f in zip(WEIGHTS, features(claims), strict=True)) + BY_REPORT * min(reports - 1, MOST)
    return round(1.0 / (1.0 + exp(-weight)), 3)

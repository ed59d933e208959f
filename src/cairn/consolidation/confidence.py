"""How sure Cairn is: of what is given 0.8, four in five are meant to be right.

The reader's scores are turned into probabilities by logistic curves whose weights stand in confidence.yaml. They were fitted on
passages that the reader was not trained on (`python -m training.calibrate`; docs/decisions/0007 says how far they hold).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from pathlib import Path

import yaml

from cairn.model import Casualty, Claim, ClaimField, Participant

_WEIGHTS = Path(__file__).parent / "confidence.yaml"
#: A further report adds this, by hand: no annotated set of the same event in several reports was used.
BY_REPORT = 0.5
#: Reports beyond the first that count.
MOST = 3
#: Scores nearer to 0 or 1 than this count as this near.
NEAREST = 0.005


def features(claims: Sequence[Claim]) -> tuple[float, ...]:
    """What an event's confidence rests on: 1, the best score of a claim of the type, of the status, whether anybody takes part, whether
    a time or a place is told."""
    given = {c.field for c in claims}
    return (
        1.0, _best(claims, ClaimField.TYPE), _best(claims, ClaimField.STATUS), float(ClaimField.PARTICIPANT in given),
        float(bool({ClaimField.WHEN, ClaimField.WHERE} & given)),
    )  # fmt: skip


def _best(claims: Sequence[Claim], field: ClaimField) -> float:
    return max((logit(c.score) for c in claims if c.field is field), default=0.0)


def confidence(claims: Sequence[Claim], *, reports: int) -> float:
    """The probability that the event happened as typed, from the claims that say so and how many reports do; beyond the
    fourth no further report adds to it."""
    weight = sum(w * f for w, f in zip(weights()["event"], features(claims), strict=True)) + BY_REPORT * min(reports - 1, MOST)
    return round(1.0 / (1.0 + exp(-weight)), 3)


def kind_of(claim: Claim) -> str:
    """The curve that a claim's score goes by: a participant's role, a toll's outcome, else the field."""
    if isinstance(claim.value, Participant):
        return claim.value.role.value
    if isinstance(claim.value, Casualty):
        return claim.value.outcome.value
    return claim.field.value


def claim_confidence(claim: Claim) -> float:
    """The probability that a claim's value is what its report says of the event."""
    curves = weights()
    constant, slope = curves.get(kind_of(claim), curves["other"])
    return round(1.0 / (1.0 + exp(-constant - slope * logit(claim.score))), 3)


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """The weights by curve: `event` goes with `features`, the others are a constant and the slope of the score's log-odds."""
    rows: dict[str, list[float]] = yaml.safe_load(_WEIGHTS.read_text(encoding="utf-8"))
    return {name: tuple(row) for name, row in rows.items()}


def logit(score: float) -> float:
    """Log-odds of a score, which is kept away from 0 and 1."""
    inside = min(max(score, NEAREST), 1 - NEAREST)
    return log(inside / (1 - inside))

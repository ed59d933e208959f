"""How sure Cairn is of an event: of events given 0.8, four in five are meant to be right."""

from collections.abc import Sequence
from math import exp

from cairn.model import Claim, ClaimField

#: Intercept, weight of the type claims' best score, of the status claims' best score, of a second report.
#: docs/decisions/0005 says on what they were fitted and how far they hold.
WEIGHTS = (-1.6, 4.0, 0.8, 0.5)
#: Reports beyond the first that count.
MOST = 3


def confidence(claims: Sequence[Claim], *, reports: int) -> float:
    """The probability that the event happened as typed, from the best scores of the claims that say so and how many reports
    do; beyond the fourth no further one adds to it."""
    kind = max((c.score for c in claims if c.field is ClaimField.TYPE), default=0.0)
    status = max((c.score for c in claims if c.field is ClaimField.STATUS), default=0.0)
    bias, by_type, by_status, by_report = WEIGHTS
    return round(1.0 / (1.0 + exp(-(bias + by_type * kind + by_status * status + by_report * min(reports - 1, MOST)))), 3)

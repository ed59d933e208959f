"""What a score is made of: reasons, each with its weight and its words."""

from dataclasses import dataclass

#: The decimals of weights: scores are rounded to them, so that a sum does not depend on its order.
DECIMALS = 2
#: Sums of weights in another order differ by less.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part of a score, in words. `veto` keeps the two apart whatever the rest says; `level` is
    what the feature found, by which its weight is looked up."""

    feature: str
    weight: float
    text: str
    veto: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of all reasons; -inf with a veto. After a veto no further reason is looked for."""

    reasons: tuple[Reason, ...]

    @property
    def value(self) -> float:
        """The sum."""
        return float("-inf") if any(r.veto for r in self.reasons) else round(sum(r.weight for r in self.reasons), DECIMALS)

"""Accounts to events: pairs, score, cluster, and the rules that derive an event's values from its claims."""

from cairn.consolidation.cluster import consolidate
from cairn.consolidation.derive import derive
from cairn.consolidation.grade import Grade, Graded, grade
from cairn.consolidation.policies import POLICIES, Estimate, divided, estimates
from cairn.consolidation.reason import Reason, Score
from cairn.consolidation.score import score
from cairn.consolidation.told import Told
from cairn.consolidation.total import total

__all__ = [
    "POLICIES", "Estimate", "Grade", "Graded", "Reason", "Score", "Told", "consolidate", "derive", "divided", "estimates", "grade", "score", "total",
]  # fmt: skip

"""Accounts to events: pairs, score, cluster, and the rules that derive an event's values from its claims."""

from cairn.consolidation.cluster import consolidate
from cairn.consolidation.derive import Told, derive
from cairn.consolidation.score import Reason, Score, score

__all__ = ["Reason", "Score", "Told", "consolidate", "derive", "score"]

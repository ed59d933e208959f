"""Accounts to events: pairs, score, cluster, and the rules that derive an event's values from its claims."""

from cairn.consolidation.cluster import consolidate
from cairn.consolidation.derive import derive
from cairn.consolidation.reason import Reason, Score
from cairn.consolidation.score import score
from cairn.consolidation.told import Told
from cairn.consolidation.total import total

__all__ = ["Reason", "Score", "Told", "consolidate", "derive", "score", "total"]

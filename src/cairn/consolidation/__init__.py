"""Accounts to events: pairs, score, cluster, and the rules that derive an event's values from its claims."""

from cairn.consolidation.cluster import consolidate, event_id
from cairn.consolidation.corrections import identity
from cairn.consolidation.decided import assigned, touched
from cairn.consolidation.derive import derive
from cairn.consolidation.grade import Grade, Graded, grade
from cairn.consolidation.judged import anchors
from cairn.consolidation.many import Part, consolidate_parts
from cairn.consolidation.policies import POLICIES, Estimate, divided, estimates
from cairn.consolidation.reason import Reason, Score
from cairn.consolidation.score import score
from cairn.consolidation.told import Told
from cairn.consolidation.total import total
from cairn.consolidation.update import Block, Neighbourhood, Updated, update

#: The version of the rules that derive events from accounts: a record that was derived by others is derived anew.
RULES = "6"

__all__ = [
    "POLICIES", "RULES", "Block", "Estimate", "Grade", "Graded", "Neighbourhood", "Part", "Reason", "Score", "Told", "Updated", "anchors", "assigned", "consolidate",
    "consolidate_parts", "derive", "divided", "estimates", "event_id", "grade", "identity", "score", "total", "touched", "update",
]  # fmt: skip

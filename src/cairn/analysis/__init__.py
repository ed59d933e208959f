"""What follows from the record: counts, and what was claimed in numbers beside them. Knows the model and the codebook, no stage."""

from cairn.analysis.totals import Fate, Reconciled, reconcile

__all__ = ["Fate", "Reconciled", "reconcile"]

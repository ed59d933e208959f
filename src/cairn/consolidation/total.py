"""The whole toll of an event, as the rules of consolidation use it."""

from cairn.model.total import counts, is_further, is_total, number, total

__all__ = ["counts", "is_further", "is_total", "number", "total"]

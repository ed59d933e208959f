"""Time expressions with the bounds and values of TIMEX3 (TimeML) and TIMEX2, to compare Cairn with annotated texts."""

from cairn.linking.when.timex.marks import Mark, marks
from cairn.linking.when.timex.scheme import Kind, Scheme
from cairn.linking.when.timex.story import Timex, annotate, expressions, is_history

__all__ = ["Kind", "Mark", "Scheme", "Timex", "annotate", "expressions", "is_history", "marks"]

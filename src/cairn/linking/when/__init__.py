"""Time phrases of news English as intervals of days, by a table of rules (`rules.py`)."""

from cairn.linking.when.behind import behind, find_behind
from cairn.linking.when.dateline import dateline
from cairn.linking.when.grammar import resolve
from cairn.linking.when.saying import by_then, is_of_saying
from cairn.linking.when.spans import find
from cairn.linking.when.timex import expressions

__all__ = ["behind", "by_then", "dateline", "expressions", "find", "find_behind", "is_of_saying", "resolve"]

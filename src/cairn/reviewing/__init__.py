"""Review by hand and in a spreadsheet: values as text that people write, tables of events to edit, and what was edited in them."""

from cairn.reviewing.apply import apply
from cairn.reviewing.cells import item_of, items_of, read, text_of
from cairn.reviewing.diff import Diff, Edit, Fault, diff
from cairn.reviewing.sheet import BadSheet, sheet

__all__ = ["BadSheet", "Diff", "Edit", "Fault", "apply", "diff", "item_of", "items_of", "read", "sheet", "text_of"]

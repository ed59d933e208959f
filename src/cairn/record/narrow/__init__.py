"""The narrow columns of all events in memory, for a server that is asked for maps, counts and lists again and again: what `record.overview` and
`record.pages` answer from the database, answered alike in milliseconds. NumPy is loaded with it, so that nothing else of the record imports it."""

from cairn.record.narrow.cast import Cast
from cairn.record.narrow.casting import actors_of
from cairn.record.narrow.choosing import chosen
from cairn.record.narrow.columns import Columns
from cairn.record.narrow.counting import counted
from cairn.record.narrow.keeping import Keeping
from cairn.record.narrow.ordering import page

__all__ = ["Cast", "Columns", "Keeping", "actors_of", "chosen", "counted", "page"]

"""The Python API: what `cairn.open` gives, made for notebooks."""

from cairn.notebook.actors import Actors
from cairn.notebook.events import Events
from cairn.notebook.opened import OpenRecord
from cairn.notebook.table import Table

__all__ = ["Actors", "Events", "OpenRecord", "Table"]

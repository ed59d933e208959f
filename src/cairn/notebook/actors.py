"""Actors as a tuple that can also be given as a frame."""

from collections.abc import Sequence

from cairn.notebook.frames import Columns, Frame, Kind, Row
from cairn.record import StoredActor

COLUMNS: Columns = {
    "actor": Kind.TEXT, "id": Kind.TEXT, "kind": Kind.TEXT, "events": Kind.WHOLE, "reports": Kind.WHOLE, "first": Kind.DAY, "last": Kind.DAY,
}  # fmt: skip


class Actors(tuple[StoredActor, ...], Frame):
    """Actors in an order. Frames and what a notebook shows leave private persons out unless asked."""

    __slots__ = ()

    def frame_columns(self) -> Columns:
        """The columns."""
        return COLUMNS

    def frame_rows(self, *, private_names: bool = False) -> Sequence[Row]:
        """One row an actor."""
        return [
            {"actor": a.name, "id": a.id, "kind": str(a.kind), "events": a.events, "reports": a.reports, "first": a.first, "last": a.last}
            for a in self
            if a.public or private_names
        ]

    def __repr__(self) -> str:
        return f"{len(self)} actors"

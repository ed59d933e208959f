"""The actors of a record, as rows."""

from collections.abc import Sequence

from cairn.api.desk import Desk
from cairn.api.shapes.actors import ActorRow
from cairn.record import StoredActor


def actors(desk: Desk) -> Sequence[StoredActor]:
    """All actors of the record, those of the most events first."""
    return desk.once("actors", desk.overview.actors)


def actor_row(desk: Desk, actor: StoredActor) -> ActorRow:
    """An actor in a list."""
    entry = desk.registry.actor(actor.id) if actor.id else None
    return ActorRow(id=actor.id, key=actor.id or actor.name, name=actor.name, kind=actor.kind, country=entry.country if entry else None, events=actor.events,
                    reports=actor.reports, first=actor.first, last=actor.last)  # fmt: skip

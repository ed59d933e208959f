"""Events: only the differences are written, and filters answer from columns beside the whole value."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Text, delete, select, type_coerce

from cairn.errors import NotInRecord, RecordError
from cairn.model import Event
from cairn.record import history, pages, pending, rollups, tables
from cairn.record.accounts import CHUNK
from cairn.record.bulk import insert_all
from cairn.record.columns import to_json
from cairn.record.differences import Differences, Held
from cairn.record.facts import facts
from cairn.record.folding import folded
from cairn.record.ids import whole_id
from cairn.record.values import Changes
from cairn.record.wanted import EventFilter, Page

Derived = tuple[Event, tuple[str, ...]]


def replace(connection: Connection, pairs: Iterable[Derived], *, scope: Collection[str], at: datetime) -> Changes:
    """Puts these events in the place of those that rest on the accounts in `scope`, each with the ids of its own accounts, and of
    those that have lost all theirs. Rows that stay the same are not touched; what changes goes into the history.

    Raises ValueError where an id comes twice or an event rests on an account outside of `scope`, RecordError where an account is
    not, or no longer, in the record.
    """
    new = _by_id(pairs)
    _check_accounts(connection, new, scope)
    old = _stored(connection, scope)
    fresh = {id_: Held(to_json(event, Event), frozenset(accounts), event) for id_, (event, accounts) in new.items()}
    removed = [id_ for id_ in old if id_ not in fresh]
    loosened = [id_ for id_, row in fresh.items() if id_ in old and old[id_].value == row.value and old[id_].accounts != row.accounts]
    changed = [id_ for id_, row in fresh.items() if id_ in old and old[id_].value != row.value]
    added = [id_ for id_ in fresh if id_ not in old]
    told = Differences(old, fresh, pending.reasons(connection, scope))
    rows = [*map(told.added, added), *map(told.changed, changed), *map(told.removed, removed)]
    history.log(connection, [row(at) for row in rows])
    history.redirect(connection, {id_: to for id_ in removed if (to := told.home(id_)) is not None}, at=at)
    history.back(connection, added)
    rollups.subtract(connection, removed + changed + loosened)
    _delete(connection, removed + changed + loosened)
    _insert(connection, [new[id_] for id_ in changed + added + loosened])
    rollups.add(connection, changed + added + loosened)
    return Changes(len(added), len(changed), len(removed))


def _by_id(pairs: Iterable[Derived]) -> dict[str, Derived]:
    found: dict[str, Derived] = {}
    for event, accounts in pairs:
        if event.id in found:
            raise ValueError(f"event {event.id!r} comes twice")
        found[event.id] = (event, accounts)
    return found


def _check_accounts(connection: Connection, new: Mapping[str, Derived], scope: Collection[str]) -> None:
    known: set[str] = set()
    for start in range(0, len(ordered := sorted(scope)), CHUNK):
        known |= set(connection.scalars(select(tables.accounts.c.id).where(tables.accounts.c.id.in_(ordered[start : start + CHUNK]))))
    for event, accounts in new.values():
        for account in accounts:
            if account not in scope:
                raise ValueError(f"event {event.id!r} rests on account {account!r}, which is none of those that were consolidated")
            if account not in known:
                raise RecordError(
                    f"event {event.id!r} rests on account {account!r}, which the record does not hold;"
                    " if another program has written to the record meanwhile, derive the events again"
                )


def _stored(connection: Connection, scope: Collection[str]) -> dict[str, Held]:
    """The events that rest on some accounts, and those that rest on none."""
    ids = set(pending.left_events(connection))
    for start in range(0, len(ordered := sorted(scope)), CHUNK):
        of = tables.event_accounts.c
        ids |= set(connection.scalars(select(of.event_id).where(of.account_id.in_(ordered[start : start + CHUNK]))))
    members: defaultdict[str, set[str]] = defaultdict(set)
    found: dict[str, Held] = {}
    for start in range(0, len(known := sorted(ids)), CHUNK):
        part = known[start : start + CHUNK]
        of = tables.event_accounts.c
        for id_, account in connection.execute(select(of.event_id, of.account_id).where(of.event_id.in_(part))):
            members[id_].add(account)
        values = tables.event_values.c
        text = type_coerce(values.value, Text)
        for id_, value, event in connection.execute(select(values.event_id, text.label("json"), values.value).where(values.event_id.in_(part))):
            found[id_] = Held(value, frozenset(members[id_]), event)
    return found


def _delete(connection: Connection, ids: list[str]) -> None:
    for start in range(0, len(ids), CHUNK):
        connection.execute(delete(tables.events).where(tables.events.c.id.in_(ids[start : start + CHUNK])))


def _insert(connection: Connection, pairs: list[Derived]) -> None:
    members = [{"event_id": event.id, "account_id": account} for event, accounts in pairs for account in sorted(set(accounts))]
    actors = [row for event, _ in pairs for row in _actor_rows(event)]
    values = [{"event_id": event.id, "value": event} for event, _ in pairs]
    words = [{"event_id": event.id, "search": _search_text(event)} for event, _ in pairs]
    rows = [facts(event) for event, _ in pairs]
    every = ((tables.events, rows), (tables.event_values, values), (tables.event_words, words), (tables.event_accounts, members), (tables.event_actors, actors))
    for table, found in every:
        insert_all(connection, table, found)


def _actor_rows(event: Event) -> list[dict[str, object]]:
    first = {one.actor or one.name: n for n, one in reversed([*enumerate(event.participants)])}
    return [
        {
            "event_id": event.id, "ordinal": n, "role": one.role.value, "name": one.name, "actor": one.actor,
            "kind": one.kind.value, "search": folded(one.name), "counts": first[one.actor or one.name] == n,
        }
        for n, one in enumerate(event.participants)
    ]  # fmt: skip


def _search_text(event: Event) -> str:
    where = event.where
    words: list[str | None] = [event.summary, where.name, where.surface, where.admin2, where.admin1]
    words += [word for one in event.participants for word in (one.name, one.surface)]
    words += [evidence.quote for evidence in event.evidence]
    return folded("\n".join(dict.fromkeys(word for word in words if word)))


def events(connection: Connection, wanted: EventFilter) -> tuple[Event, ...]:
    """Events in the order that is wanted."""
    ids = pages.ids(connection, wanted)
    whole = values_of(connection, ids)
    return tuple(whole[id_] for id_ in ids)


def values_of(connection: Connection, ids: Sequence[str]) -> dict[str, Event]:
    """Events by their ids."""
    of = tables.event_values.c
    found: dict[str, Event] = {}
    for start in range(0, len(ids), CHUNK):
        found |= dict(connection.execute(select(of.event_id, of.value).where(of.event_id.in_(ids[start : start + CHUNK]))).all())
    return found


def page(connection: Connection, wanted: EventFilter) -> Page:
    """A page of events, where the next one begins, and how many there are."""
    ids, end = pages.ids_to(connection, wanted)
    whole = values_of(connection, ids)
    return Page(tuple(whole[id_] for id_ in ids), end, pages.counted(connection, wanted))


def event(connection: Connection, asked: str) -> Event:
    """One event by its id or the beginning of it. Raises NotInRecord."""
    id_ = current_id(connection, asked)
    return values_of(connection, [id_])[id_]


def current_id(connection: Connection, asked: str) -> str:
    """The id of an event by that id, one of which it has taken in, or the beginning of either. Raises NotInRecord."""
    try:
        return whole_id(connection, tables.events.c.id, asked, what="event")
    except NotInRecord:
        moved = history.moved_to(connection, asked)
        if moved is None:
            raise
        return moved

"""Whether the tables hold together."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from cairn.record import facts, tables


def faults(connection: Connection) -> tuple[str, ...]:
    """Every contradiction, in words."""
    found: list[str] = []
    if connection.dialect.name == "sqlite":
        found += [f"the file is damaged: {row[0]}" for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"a row of {row[0]} belongs to nothing in {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    of = tables.event_accounts.c
    waiting = connection.execute(select(func.count()).select_from(tables.pending)).scalar_one()
    if waiting:
        found.append(f"{waiting} accounts have not been consolidated; `cairn derive` does it")
    several = select(of.account_id).group_by(of.account_id).having(func.count() > 1)
    found += [f"account {account} belongs to several events" for account in connection.scalars(several)]
    settled = select(tables.accounts.c.id).where(
        tables.accounts.c.id.not_in(select(of.account_id)), tables.accounts.c.id.not_in(select(tables.pending.c.account_id))
    )
    found += [f"account {account} belongs to no event and is not waiting for one" for account in connection.scalars(settled)]
    found += _wrong_columns(connection)
    return tuple(found)


def _wrong_columns(connection: Connection) -> Iterator[str]:
    """The columns that filters go by are what the whole event gives."""
    values, last = tables.event_values.c, ""
    while rows := connection.execute(select(values.event_id, values.value).where(values.event_id > last).order_by(values.event_id).limit(facts.PART)).all():
        last = rows[-1].event_id
        held = {row.id: row._asdict() for row in connection.execute(select(tables.events).where(tables.events.c.id.in_([row.event_id for row in rows])))}
        for id_, event in rows:
            expected = facts.facts(event)
            wrong = [name for name, value in held[id_].items() if value != expected[name]]
            yield from (f"event {id_}: the column {name} holds {held[id_][name]!r}, the event gives {expected[name]!r}" for name in wrong)

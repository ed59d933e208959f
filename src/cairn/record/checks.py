"""Whether the tables hold together."""

from sqlalchemy import Connection, func, select

from cairn.record import tables


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
    return tuple(found)

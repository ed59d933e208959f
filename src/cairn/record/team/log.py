"""The audit log, settings, and jobs."""

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from cairn.errors import NotInRecord
from cairn.record import tables
from cairn.record.columns import adapter, to_json
from cairn.record.team.values import Audited, Job, JobFailure, JobState

#: Under which key `meta` holds what sessions are signed with, and before what names it holds settings.
KEY = "session_key"
SETTING = "setting:"
FAILED = tuple[JobFailure, ...]


def note(connection: Connection, who: str | None, action: str, target: str | None, address: str | None, *, at: datetime) -> None:
    """Adds a row to the audit log."""
    row = {"at": at, "who": who, "action": action, "target": target and target.replace("\0", "")[:500], "address": address}
    connection.execute(insert(tables.audit), row)


def audited(connection: Connection, *, before: int | None, limit: int) -> tuple[Audited, ...]:
    """The audit log, newest first, from a number on."""
    columns = tables.audit.c
    query = select(tables.audit).order_by(columns.id.desc()).limit(limit)
    rows = connection.execute(query if before is None else query.where(columns.id < before))
    return tuple(Audited(row.id, row.at, row.who, row.action, row.target, row.address) for row in rows)


def key(connection: Connection) -> str | None:
    """What sessions are signed with."""
    return _meta(connection, KEY)


def make_key(connection: Connection) -> str:
    """What sessions are signed with, made where there is none."""
    found = key(connection)
    if found is None:
        found = secrets.token_urlsafe(32)
        connection.execute(insert(tables.meta), {"key": KEY, "value": found})
    return found


def setting(connection: Connection, name: str) -> str | None:
    """A setting of the record; None where nobody has set it."""
    return _meta(connection, SETTING + name)


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Sets a setting."""
    connection.execute(delete(tables.meta).where(tables.meta.c.key == SETTING + name))
    connection.execute(insert(tables.meta), {"key": SETTING + name, "value": value})


def _meta(connection: Connection, name: str) -> str | None:
    return connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == name)).scalar()


def put_job(connection: Connection, job: Job) -> None:
    """Keeps a job as it stands."""
    row = {"who": job.who, "state": job.state.value, "created_at": job.created_at, "of_sources": job.of, "done": job.done, "added": job.added, "known": job.known,
           "events": job.events, "failed": to_json(job.failed, FAILED), "started_at": job.started_at, "ended_at": job.ended_at}  # fmt: skip
    if not connection.execute(update(tables.jobs).where(tables.jobs.c.id == job.id).values(**row)).rowcount:
        connection.execute(insert(tables.jobs), row | {"id": job.id})


def jobs(connection: Connection, limit: int) -> tuple[Job, ...]:
    """The last jobs, newest first."""
    rows = connection.execute(select(tables.jobs).order_by(tables.jobs.c.created_at.desc(), tables.jobs.c.id).limit(limit))
    return tuple(map(_job, rows))


def job(connection: Connection, id_: str) -> Job:
    """One job. Raises NotInRecord."""
    row = connection.execute(select(tables.jobs).where(tables.jobs.c.id == id_)).one_or_none()
    if row is None:
        raise NotInRecord(f"there is no job {id_!r}")
    return _job(row)


def interrupt(connection: Connection, *, at: datetime) -> None:
    """Tells of every job that is under way that it was cut off."""
    under_way = tables.jobs.c.state.in_([JobState.WAITING.value, JobState.RUNNING.value])
    for row in connection.execute(select(tables.jobs).where(under_way)).all():
        put_job(connection, replace(_job(row), state=JobState.INTERRUPTED, ended_at=at))


def _job(row: Row[object]) -> Job:
    return Job(row.id, row.who, JobState(row.state), row.created_at, row.of_sources, row.done, row.added, row.known, row.events, adapter(FAILED).validate_json(row.failed), row.started_at, row.ended_at)

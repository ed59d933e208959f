"""Sessions and API tokens: secrets of 256 random bits, kept as SHA-256, which is enough for what can not be guessed."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from cairn.errors import NotInRecord
from cairn.model.team import Role
from cairn.record import tables
from cairn.record.team.values import Member, Token

#: A session ends when nobody has used it for so long, and in any case after a week.
IDLE: Final = timedelta(hours=12)
WHOLE: Final = timedelta(days=7)
#: How exactly the last use is kept, so that reading does not write.
NOTED: Final = timedelta(minutes=10)
PREFIX: Final = "cairn_"


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_session(connection: Connection, name: str, *, at: datetime) -> str:
    """A new session of a user: its secret. Sessions that have ended are taken out."""
    secret, columns = secrets.token_urlsafe(32), tables.sessions.c
    connection.execute(delete(tables.sessions).where(or_(columns.created_at < at - WHOLE, columns.seen_at < at - IDLE)))
    connection.execute(insert(tables.sessions), {"id": hashed(secret), "user_name": name, "created_at": at, "seen_at": at})
    return secret


def session(connection: Connection, secret: str, *, at: datetime) -> tuple[Member, datetime] | None:
    """Whose session it is, and when it was seen last; None for one that has ended or never was."""
    sessions = tables.sessions.c
    query = select(tables.users, sessions.seen_at).join_from(tables.sessions, tables.users).where(sessions.id == hashed(secret))
    row = connection.execute(query.where(sessions.created_at >= at - WHOLE, sessions.seen_at >= at - IDLE, tables.users.c.disabled.is_(False))).one_or_none()
    return None if row is None else (Member(row.name, Role(row.role), row.created_at), row.seen_at)


def see_session(connection: Connection, secret: str, *, at: datetime) -> None:
    """Notes that a session was used."""
    connection.execute(update(tables.sessions).where(tables.sessions.c.id == hashed(secret)).values(seen_at=at))


def close_session(connection: Connection, secret: str) -> None:
    """Ends a session."""
    connection.execute(delete(tables.sessions).where(tables.sessions.c.id == hashed(secret)))


def make_token(connection: Connection, user: str, name: str, scope: Role, *, at: datetime, expires_at: datetime | None) -> tuple[Token, str]:
    """A new token, and its secret, which is told this once."""
    id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    whole = f"{PREFIX}{id_}_{secret}"
    row = {"id": id_, "user_name": user, "name": name, "scope": scope.value, "hash": hashed(whole), "created_at": at, "expires_at": expires_at, "used_at": None}
    connection.execute(insert(tables.tokens), row)
    return Token(id_, user, name, scope, at, expires_at, None), whole


def tokens(connection: Connection, user: str | None) -> tuple[Token, ...]:
    """The tokens of a user, or all of them."""
    query = select(tables.tokens).order_by(tables.tokens.c.created_at, tables.tokens.c.id)
    return tuple(_token(row) for row in connection.execute(query if user is None else query.where(tables.tokens.c.user_name == user)))


def token(connection: Connection, whole: str, *, at: datetime) -> tuple[Member, Token] | None:
    """Whose token it is; None for one that has ended or never was."""
    query = select(tables.users.c.role, tables.users.c.created_at.label("since"), tables.tokens).join_from(tables.tokens, tables.users)
    row = connection.execute(query.where(tables.tokens.c.hash == hashed(whole), tables.users.c.disabled.is_(False))).one_or_none()
    if row is None or (row.expires_at is not None and row.expires_at <= at):
        return None
    return Member(row.user_name, Role(row.role), row.since), _token(row)


def see_token(connection: Connection, id_: str, *, at: datetime) -> None:
    """Notes that a token was used."""
    connection.execute(update(tables.tokens).where(tables.tokens.c.id == id_).values(used_at=at))


def revoke(connection: Connection, id_: str, user: str | None) -> None:
    """Takes back a token, of one user only where one is given. Raises NotInRecord."""
    columns = tables.tokens.c
    query = delete(tables.tokens).where(columns.id == id_)
    if not connection.execute(query if user is None else query.where(columns.user_name == user)).rowcount:
        raise NotInRecord(f"there is no token {id_!r}")


def _token(row: Row[object]) -> Token:
    return Token(row.id, row.user_name, row.name, Role(row.scope), row.created_at, row.expires_at, row.used_at)

"""Users in the tables, and their passwords as argon2id hashes."""

import threading
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select, update

from cairn.errors import NotInRecord
from cairn.model.team import Role
from cairn.record import tables
from cairn.record.team.values import Member, UserInUse, check_name, check_password

#: Each password that is checked takes 64 MB for a moment.
_AT_ONCE = threading.BoundedSemaphore(4)


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the library's parameters (RFC 9106, low memory)."""
    return PasswordHasher()


@cache
def _nobody() -> str:
    """The hash that is checked where there is no such user, so that both take as long."""
    return hasher().hash("nobody has this password")


def users(connection: Connection) -> tuple[Member, ...]:
    """All users by name."""
    return tuple(_member(row) for row in connection.execute(select(tables.users).order_by(tables.users.c.name)))


def user(connection: Connection, name: str) -> Member | None:
    """One user."""
    row = connection.execute(select(tables.users).where(tables.users.c.name == name)).one_or_none()
    return None if row is None else _member(row)


def count(connection: Connection) -> int:
    """How many users there are."""
    return connection.execute(select(func.count()).select_from(tables.users)).scalar_one()


def add(connection: Connection, name: str, hashed: str, role: Role, *, at: datetime) -> Member:
    """A new user. Raises UserInUse where the name is taken."""
    if user(connection, name) is not None:
        raise UserInUse(f"user {name!r} is there already; give another name, or change that user")
    connection.execute(insert(tables.users), {"name": name, "role": role.value, "password": hashed, "created_at": at, "disabled": False})
    return Member(name, role, at)


def hash_of(name: str, password: str) -> str:
    """The hash of a password that may be set for a user. Raises SettingError."""
    return hasher().hash(check_password(password, check_name(name)))


def change(connection: Connection, name: str, *, role: Role | None, hashed: str | None, disabled: bool | None) -> Member:
    """Changes a user and ends its sessions. Raises NotInRecord, and UserInUse where no administrator would be left."""
    found = _known(connection, name)
    new = Member(name, role or found.role, found.created_at, found.disabled if disabled is None else disabled)
    _keep_an_admin(connection, found, stays=new.role is Role.ADMIN and not new.disabled)
    query = update(tables.users).where(tables.users.c.name == name)
    connection.execute(query.values(role=new.role.value, disabled=new.disabled))
    if hashed is not None:
        connection.execute(query.values(password=hashed))
    connection.execute(delete(tables.sessions).where(tables.sessions.c.user_name == name))
    return new


def remove(connection: Connection, name: str) -> None:
    """Takes out a user with its sessions and tokens; what it decided stays under its name."""
    _keep_an_admin(connection, _known(connection, name), stays=False)
    connection.execute(delete(tables.users).where(tables.users.c.name == name))


def stored_hash(connection: Connection, name: str) -> str | None:
    """The hash of a user who may log in."""
    columns = tables.users.c
    return connection.execute(select(columns.password).where(columns.name == name, columns.disabled.is_(False))).scalar()


def fits(hashed: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; it takes as long where there is none. Only a few are worked on at once."""
    try:
        with _AT_ONCE:
            return hasher().verify(hashed or _nobody(), password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def _known(connection: Connection, name: str) -> Member:
    found = user(connection, name)
    if found is None:
        raise NotInRecord(f"there is no user {name!r}")
    return found


def _keep_an_admin(connection: Connection, found: Member, *, stays: bool) -> None:
    columns = tables.users.c
    others = select(func.count()).select_from(tables.users).where(columns.role == Role.ADMIN.value, columns.disabled.is_(False), columns.name != found.name)
    if found.role is Role.ADMIN and not found.disabled and not stays and not connection.execute(others).scalar_one():
        raise UserInUse(f"{found.name!r} is the last administrator; make another one first")


def _member(row: object) -> Member:
    return Member(row.name, Role(row.role), row.created_at, row.disabled)  # type: ignore[attr-defined]

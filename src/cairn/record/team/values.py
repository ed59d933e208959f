"""Users and what belongs to them."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cairn.errors import RecordError, SettingError
from cairn.model.team import Role

NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
#: Characters of a password: NIST SP 800-63B asks for 8 at least; the upper bound keeps hashing cheap.
SHORTEST: Final = 10
LONGEST: Final = 200


class UserInUse(RecordError):
    """Something about users that can not be done as they are: a name that is taken, the last administrator."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A user. A disabled one can not log in."""

    name: str
    role: Role
    created_at: datetime
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """An API token, without its secret. `scope` is the role that it acts with, at most its user's."""

    id: str
    user: str
    name: str
    scope: Role
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Audited:
    """Something that somebody did or tried."""

    number: int
    at: datetime
    who: str | None
    action: str
    target: str | None
    address: str | None


class JobState(StrEnum):
    """How far a job is; an interrupted one was cut off when its server ended, and what it had added stayed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class JobFailure:
    """A source that gave no report."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Job:
    """Reports being read into the record. `of` is how many sources it has, `events` how many events it added."""

    id: str
    who: str
    state: JobState
    created_at: datetime
    of: int
    done: int = 0
    added: int = 0
    known: int = 0
    events: int = 0
    failed: tuple[JobFailure, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None


def check_name(name: str) -> str:
    """A user's name. Raises SettingError."""
    if not NAME.fullmatch(name):
        raise SettingError(f"user name {name!r}: expected 1 to 64 small letters, digits, dots, hyphens, underscores or @, a letter or digit first")
    return name


def check_password(password: str, name: str) -> str:
    """A password that may be set. Raises SettingError, which does not repeat it."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise SettingError(f"password: expected {SHORTEST} to {LONGEST} characters, got {len(password)}")
    if password.casefold() in (name.casefold(), name.casefold() * 2) or len(set(password)) < 4:
        raise SettingError("password: expected one that can not be guessed from the name, with more than three different characters")
    return password

"""The team of a record: each method is one transaction, as in `Record`."""

from collections.abc import Callable
from datetime import datetime, timedelta

from cairn.model.team import Role
from cairn.record.database import Database
from cairn.record.team import keys, log, users
from cairn.record.team.values import Audited, Job, Member, Token


class Team:
    """Users, sessions, tokens, the audit log, settings and jobs of a record. Raises RecordError as `Record` does."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def users(self) -> tuple[Member, ...]:
        """All users by name."""
        with self._database.reading() as connection:
            return users.users(connection)

    def any(self) -> bool:
        """Whether there is any user."""
        with self._database.reading() as connection:
            return users.count(connection) > 0

    def add(self, name: str, password: str, role: Role) -> Member:
        """A new user. Raises SettingError for a name or password that can not be, UserInUse for a name that is taken."""
        hashed = users.hash_of(name, password)
        with self._database.writing() as connection:
            return users.add(connection, name, hashed, role, at=self._clock())

    def change(self, name: str, *, role: Role | None = None, password: str | None = None, disabled: bool | None = None) -> Member:
        """Changes a user and ends its sessions. Raises NotInRecord, UserInUse, SettingError."""
        hashed = None if password is None else users.hash_of(name, password)
        with self._database.writing() as connection:
            return users.change(connection, name, role=role, hashed=hashed, disabled=disabled)

    def remove(self, name: str) -> None:
        """Takes out a user. Raises NotInRecord, UserInUse."""
        with self._database.writing() as connection:
            users.remove(connection, name)

    def log_in(self, name: str, password: str) -> str | None:
        """A session's secret where name and password fit; None where they do not."""
        with self._database.reading() as connection:
            hashed = users.stored_hash(connection, name)
        if not users.fits(hashed, password):
            return None
        with self._database.writing() as connection:
            return keys.open_session(connection, name, at=self._clock())

    def has_password(self, name: str, password: str) -> bool:
        """Whether it is the user's password."""
        with self._database.reading() as connection:
            hashed = users.stored_hash(connection, name)
        return users.fits(hashed, password)

    def session(self, secret: str) -> Member | None:
        """Whose session it is."""
        now = self._clock()
        with self._database.reading() as connection:
            found = keys.session(connection, secret, at=now)
        if found is not None and now - found[1] > keys.NOTED:
            with self._database.writing() as connection:
                keys.see_session(connection, secret, at=now)
        return found and found[0]

    def log_out(self, secret: str) -> None:
        """Ends a session."""
        with self._database.writing() as connection:
            keys.close_session(connection, secret)

    def make_token(self, user: str, name: str, scope: Role, *, days: int | None = None) -> tuple[Token, str]:
        """A new token and its secret."""
        now = self._clock()
        with self._database.writing() as connection:
            return keys.make_token(connection, user, name, scope, at=now, expires_at=now + timedelta(days=days) if days else None)

    def tokens(self, user: str | None = None) -> tuple[Token, ...]:
        """The tokens of a user, or all."""
        with self._database.reading() as connection:
            return keys.tokens(connection, user)

    def token(self, secret: str) -> tuple[Member, Token] | None:
        """Whose token it is."""
        now = self._clock()
        with self._database.reading() as connection:
            found = keys.token(connection, secret, at=now)
        if found is not None and (found[1].used_at is None or now - found[1].used_at > keys.NOTED):
            with self._database.writing() as connection:
                keys.see_token(connection, found[1].id, at=now)
        return found

    def revoke(self, id_: str, user: str | None = None) -> None:
        """Takes back a token, only one of `user` where one is given. Raises NotInRecord."""
        with self._database.writing() as connection:
            keys.revoke(connection, id_, user)

    def note(self, who: str | None, action: str, target: str | None = None, *, address: str | None = None) -> None:
        """Adds to the audit log."""
        with self._database.writing() as connection:
            log.note(connection, who, action, target, address, at=self._clock())

    def audited(self, *, before: int | None = None, limit: int = 100) -> tuple[Audited, ...]:
        """The audit log, newest first."""
        with self._database.reading() as connection:
            return log.audited(connection, before=before, limit=limit)

    def key(self) -> str:
        """What sessions are signed with, made where there is none."""
        with self._database.reading() as connection:
            found = log.key(connection)
        if found is None:
            with self._database.writing() as connection:
                found = log.make_key(connection)
        return found

    def setting(self, name: str) -> str | None:
        """A setting; None where nobody has set it."""
        with self._database.reading() as connection:
            return log.setting(connection, name)

    def set(self, name: str, value: str) -> None:
        """Sets a setting."""
        with self._database.writing() as connection:
            log.set_setting(connection, name, value)

    def put_job(self, job: Job) -> None:
        """Keeps a job as it stands."""
        with self._database.writing() as connection:
            log.put_job(connection, job)

    def jobs(self, limit: int = 100) -> tuple[Job, ...]:
        """The last jobs, newest first."""
        with self._database.reading() as connection:
            return log.jobs(connection, limit)

    def job(self, id_: str) -> Job:
        """One job. Raises NotInRecord."""
        with self._database.reading() as connection:
            return log.job(connection, id_)

    def interrupt(self) -> None:
        """Tells of every job that is under way that it was cut off."""
        with self._database.writing() as connection:
            log.interrupt(connection, at=self._clock())

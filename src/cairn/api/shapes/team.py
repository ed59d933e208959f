"""Users and what belongs to them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from cairn.api.shapes.common import Shape
from cairn.api.shapes.meta import Meta, UserTold
from cairn.model.team import Role

Name = Annotated[str, Field(min_length=1, max_length=64)]
Password = Annotated[str, Field(min_length=1, max_length=200)]


class SessionTold(Shape):
    """Who asks, whether one logs in here, what state-changing calls have to say in `X-CSRF-Token`, and what `/meta` gives where it was asked for."""

    user: UserTold | None
    login: bool
    csrf: str
    meta: Meta | None = None


class LogIn(Shape):
    """Name and password."""

    name: Name
    password: Password


class MemberTold(Shape):
    """A user."""

    name: str
    role: Role
    disabled: bool
    created_at: datetime


class NewMember(Shape):
    """A user to make."""

    name: Name
    password: Password
    role: Role = Role.READER


class MemberChange(Shape):
    """What of a user changes; null leaves it."""

    role: Role | None = None
    password: Password | None = None
    disabled: bool | None = None


class PasswordChange(Shape):
    """One's own new password."""

    old: Password
    new: Password


class TokenTold(Shape):
    """An API token, without its secret."""

    id: str
    user: str
    name: str
    scope: Role
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class TokenMade(TokenTold):
    """A new token with its secret, which is told this once."""

    secret: str


class NewToken(Shape):
    """A token to make: what it is for, the role that it acts with, and for how many days."""

    name: Name
    scope: Role = Role.READER
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class AuditRow(Shape):
    """Something that somebody did or tried."""

    number: int
    at: datetime
    who: str | None
    action: str
    target: str | None
    address: str | None


class SettingsTold(Shape):
    """Settings of the record. `two_reviewers`: what one person decided counts as signed only when another has signed it."""

    two_reviewers: bool

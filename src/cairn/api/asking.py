"""Who asks, what they may do, and that it is they who ask and not a page elsewhere."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from itsdangerous import BadSignature, Signer

from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.model.team import Role

COOKIE: Final = "cairn_session"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SALT: Final = "cairn.session"


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks. `local`: the one user of a server without log-in. `session` is the secret of the session, None where there is none."""

    name: str
    role: Role
    local: bool = False
    session: str | None = None

    def need(self, role: Role) -> None:
        """Raises Problem where the role does not suffice."""
        if not self.role.may(role):
            raise Problem(403, f"this needs the role {role}; {self.name} has {self.role}")


def desk_of(request: Request) -> Desk:
    """The shared things of the server."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]


def address_of(request: Request) -> str | None:
    """Where a request comes from."""
    return request.client.host if request.client else None


AddressOf = Annotated[str | None, Depends(address_of)]


def signed(desk: Desk, secret: str) -> str:
    """A session's secret as its cookie holds it."""
    return Signer(desk.key, salt=SALT, digest_method=hashlib.sha256).sign(secret).decode()


def csrf_of(desk: Desk, session: str | None) -> str:
    """What state-changing calls of a session have to repeat."""
    return hmac.new(desk.key.encode(), f"csrf:{session or 'nobody'}".encode(), hashlib.sha256).hexdigest()


def asking(request: Request, desk: DeskOf) -> Who | None:
    """Who asks; None where nobody has logged in and somebody should. Raises Problem for a token that does not hold, and for a
    state-changing call that a page elsewhere may have made."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return _bearer(desk, secret.strip())
    found = _plain(request, desk)
    if request.method not in SAFE:
        _check_origin(request)
        given = request.headers.get("x-csrf-token", "")
        if not hmac.compare_digest(given.encode(), csrf_of(desk, found.session if found else None).encode()):
            raise Problem(403, "the header X-CSRF-Token is missing or not the one that GET /session gives; load the page anew")
    return found


def _bearer(desk: Desk, secret: str) -> Who:
    found = desk.record.team.token(secret)
    if found is None:
        raise Problem(401, "the token does not hold: it was taken back, has ended, or never was", headers={"WWW-Authenticate": "Bearer"})
    member, token = found
    return Who(member.name, min(member.role, token.scope, key=lambda role: role.rank))


def _by_cookie(request: Request, desk: Desk) -> Who | None:
    given = request.cookies.get(COOKIE)
    if not given:
        return None
    try:
        secret = Signer(desk.key, salt=SALT, digest_method=hashlib.sha256).unsign(given).decode()
    except (BadSignature, UnicodeError):
        return None
    member = desk.record.team.session(secret)
    return None if member is None else Who(member.name, member.role, session=secret)


def _check_origin(request: Request) -> None:
    """Browsers say where a call comes from; one that comes from elsewhere is refused whatever else it carries."""
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    elsewhere = origin is not None and urlsplit(origin).netloc.lower() != host.lower()
    if elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem(403, "the call comes from a page of another place")


def reading(request: Request, desk: DeskOf) -> Who:
    """Who asks a question that changes nothing, however it is sent. Raises Problem where nobody has logged in."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    found = _bearer(desk, secret.strip()) if kind.lower() == "bearer" else _plain(request, desk)
    if found is None:
        raise Problem(401, "log in first", headers={"WWW-Authenticate": "Session"})
    return found


Reading = Annotated[Who, Depends(reading)]


def _plain(request: Request, desk: Desk) -> Who | None:
    return _by_cookie(request, desk) if desk.settings.login else Who(desk.settings.local_user, Role.ADMIN, local=True)


MaybeAsker = Annotated[Who | None, Depends(asking)]


def who(found: MaybeAsker) -> Who:
    """Who asks; raises Problem where nobody has logged in."""
    if found is None:
        raise Problem(401, "log in first", headers={"WWW-Authenticate": "Session"})
    return found


Asker = Annotated[Who, Depends(who)]


def _needing(role: Role) -> Callable[[Who], Who]:
    def needed(asker: Asker) -> Who:
        asker.need(role)
        return asker

    return needed


Coder = Annotated[Who, Depends(_needing(Role.CODER))]
Reviewer = Annotated[Who, Depends(_needing(Role.REVIEWER))]
Admin = Annotated[Who, Depends(_needing(Role.ADMIN))]


def private(asker: Asker, private_names: bool = False) -> bool:
    """Whether names of private persons are asked for. Raises Problem where the role does not allow it."""
    if private_names:
        asker.need(Role.CODER)
    return private_names


Private = Annotated[bool, Depends(private)]

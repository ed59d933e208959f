"""`/session`: logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from cairn.api.asking import COOKIE, AddressOf, Asker, DeskOf, MaybeAsker, Who, csrf_of, signed
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.routes.meta import meta as about
from cairn.api.shapes.meta import UserTold
from cairn.api.shapes.team import LogIn, PasswordChange, SessionTold
from cairn.record.team.keys import WHOLE

router = APIRouter(tags=["session"])
REFUSED = "name or password is not right"


def told(desk: Desk, found: Who | None) -> SessionTold:
    """Who asks, and what it needs for state-changing calls."""
    user = UserTold(name=found.name, role=found.role, local=found.local) if found else None
    return SessionTold(user=user, login=desk.settings.login, csrf=csrf_of(desk, found.session if found else None))


@router.get("/session")
def session(desk: DeskOf, found: MaybeAsker, meta: Annotated[bool, Query(description="with what /meta gives, to who may ask")] = False) -> SessionTold:
    """Who asks; nobody is no error."""
    held = told(desk, found)
    return held.model_copy(update={"meta": about(desk, found)}) if meta and found else held


@router.post("/session")
def log_in(desk: DeskOf, _: MaybeAsker, given: LogIn, response: Response, address: AddressOf) -> SessionTold:
    """Logs in. Both a wrong name and a wrong password are told alike, and take as long."""
    if not desk.settings.login:
        raise Problem(409, "this server has one local user; there is nobody to log in as")
    name, team, place = given.name.strip().lower(), desk.record.team, address or "?"
    if seconds := desk.throttle.wait(name, place):
        team.note(None, "log-in held back", name, address=address)
        raise Problem(429, f"too many tries; wait {seconds} seconds", headers={"Retry-After": str(seconds)})
    desk.throttle.failed(name, place)  # before the password is looked at, so that many tries at once count too
    secret = team.log_in(name, given.password)
    if secret is None:
        team.note(None, "log-in refused", name, address=address)
        raise Problem(401, REFUSED)
    desk.throttle.well(name, place)
    team.note(name, "log-in", address=address)
    member = team.session(secret)
    if member is None:
        raise Problem(401, REFUSED)
    secure = desk.settings.secure
    response.set_cookie(COOKIE, signed(desk, secret), max_age=int(WHOLE.total_seconds()), path="/", secure=secure, httponly=True, samesite="strict")
    return told(desk, Who(member.name, member.role, session=secret))


@router.delete("/session", status_code=204)
def log_out(desk: DeskOf, asker: Asker, response: Response, address: AddressOf) -> None:
    """Logs out."""
    if asker.session:
        desk.record.team.log_out(asker.session)
        desk.record.team.note(asker.name, "log-out", address=address)
    response.delete_cookie(COOKIE, path="/", secure=desk.settings.secure, httponly=True, samesite="strict")


@router.put("/session/password", status_code=204)
def new_password(desk: DeskOf, asker: Asker, given: PasswordChange, address: AddressOf) -> None:
    """Changes one's own password, which ends all one's sessions."""
    if asker.session is None:
        raise Problem(409, "only who has logged in with a password can change it")
    place = address or "?"
    if seconds := desk.throttle.wait(asker.name, place):
        raise Problem(429, f"too many tries; wait {seconds} seconds", headers={"Retry-After": str(seconds)})
    desk.throttle.failed(asker.name, place)
    if not desk.record.team.has_password(asker.name, given.old):
        raise Problem(403, "the old password is not right")
    desk.throttle.well(asker.name, place)
    desk.record.team.change(asker.name, password=given.new)
    desk.record.team.note(asker.name, "password changed", asker.name, address=address)

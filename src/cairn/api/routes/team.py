"""`/users`, `/tokens`, `/audit` and `/settings`: who works with the record."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from cairn.api.asking import AddressOf, Admin, Asker, DeskOf
from cairn.api.cursors import pack, paged, unpack
from cairn.api.errors import Problem
from cairn.api.routes.lists import Cursor, Limit
from cairn.api.shapes.common import Items
from cairn.api.shapes.team import AuditRow, MemberChange, MemberTold, NewMember, NewToken, SettingsTold, TokenMade, TokenTold
from cairn.model.team import Role
from cairn.record.team import Member, Token

router = APIRouter(tags=["team"])
NameInPath = Annotated[str, Path(max_length=64)]


def _member(found: Member) -> MemberTold:
    return MemberTold(name=found.name, role=found.role, disabled=found.disabled, created_at=found.created_at)


@router.get("/users")
def users(desk: DeskOf, _: Admin, limit: Limit = 50, cursor: Cursor = None) -> Items[MemberTold]:
    """All users."""
    found = desk.record.team.users()
    part, after = paged(found, cursor, limit)
    return Items(items=[_member(one) for one in part], next=after, total=len(found))


@router.post("/users", status_code=201)
def add_user(desk: DeskOf, asker: Admin, given: NewMember, address: AddressOf) -> MemberTold:
    """A new user. The first one has to be an administrator."""
    if given.role is not Role.ADMIN and not desk.record.team.any():
        raise Problem(422, "the first user has to be an administrator, who can then add others")
    made = desk.record.team.add(given.name, given.password, given.role)
    desk.record.team.note(asker.name, f"user added as {given.role}", given.name, address=address)
    return _member(made)


@router.patch("/users/{name}")
def change_user(desk: DeskOf, asker: Admin, name: NameInPath, given: MemberChange, address: AddressOf) -> MemberTold:
    """Changes a user and ends its sessions."""
    changed = desk.record.team.change(_clean(name), role=given.role, password=given.password, disabled=given.disabled)
    what = [f"role {given.role}"] * (given.role is not None) + ["password"] * (given.password is not None) + [f"disabled {given.disabled}"] * (given.disabled is not None)
    desk.record.team.note(asker.name, f"user changed: {', '.join(what) or 'nothing'}", name, address=address)
    return _member(changed)


@router.delete("/users/{name}", status_code=204)
def remove_user(desk: DeskOf, asker: Admin, name: NameInPath, address: AddressOf) -> None:
    """Takes out a user; what it decided stays under its name."""
    desk.record.team.remove(_clean(name))
    desk.record.team.note(asker.name, "user removed", name, address=address)


def _clean(name: str) -> str:
    return name.replace("\0", "")


def _token(found: Token) -> TokenTold:
    return TokenTold(id=found.id, user=found.user, name=found.name, scope=found.scope, created_at=found.created_at, expires_at=found.expires_at, used_at=found.used_at)


@router.get("/tokens")
def tokens(desk: DeskOf, asker: Asker, every: Annotated[bool, Query(alias="all", description="those of all users (admin)")] = False, limit: Limit = 50, cursor: Cursor = None) -> Items[TokenTold]:
    """One's own tokens."""
    if every:
        asker.need(Role.ADMIN)
    found = desk.record.team.tokens(None if every else asker.name)
    part, after = paged(found, cursor, limit)
    return Items(items=[_token(one) for one in part], next=after, total=len(found))


@router.post("/tokens", status_code=201)
def make_token(desk: DeskOf, asker: Asker, given: NewToken, address: AddressOf) -> TokenMade:
    """A new token; its secret is told this once. A token can not make another one."""
    if asker.session is None:
        raise Problem(409, "only who has logged in with a password can make a token")
    asker.need(given.scope)
    name = given.name.replace("\0", "").strip() or "token"
    token, secret = desk.record.team.make_token(asker.name, name, given.scope, days=given.days)
    desk.record.team.note(asker.name, f"token made with {given.scope}", token.id, address=address)
    return TokenMade(**_token(token).model_dump(), secret=secret)


@router.delete("/tokens/{id}", status_code=204)
def revoke_token(desk: DeskOf, asker: Asker, id: Annotated[str, Path(max_length=64)], address: AddressOf) -> None:  # noqa: A002 - the path's own word
    """Takes back one of one's own tokens; an administrator's call takes back anybody's."""
    desk.record.team.revoke(_clean(id), None if asker.role is Role.ADMIN else asker.name)
    desk.record.team.note(asker.name, "token revoked", id, address=address)


@router.get("/audit")
def audit(desk: DeskOf, _: Admin, limit: Limit = 50, cursor: Cursor = None) -> Items[AuditRow]:
    """What users did and tried, newest first. `total` is the number of the newest row."""
    begun = unpack(cursor, [int])
    before = begun[0] if begun else None
    if before is not None and not 0 <= before < 2**31:
        raise Problem(422, "cursor: this is none that the API gave; begin without one")
    rows = desk.record.team.audited(before=before, limit=limit)
    newest = desk.record.team.audited(limit=1)
    items = [AuditRow(number=r.number, at=r.at, who=r.who, action=r.action, target=r.target, address=r.address) for r in rows]
    return Items(items=items, next=pack(rows[-1].number) if len(rows) == limit else None, total=newest[0].number if newest else 0)


@router.get("/settings")
def settings(desk: DeskOf, _: Asker) -> SettingsTold:
    """Settings of the record."""
    return SettingsTold(two_reviewers=desk.two_reviewers)


@router.put("/settings")
def set_settings(desk: DeskOf, asker: Admin, given: SettingsTold, address: AddressOf) -> SettingsTold:
    """Changes the settings."""
    desk.record.team.set("two_reviewers", str(given.two_reviewers).lower())
    desk.changed()
    desk.record.team.note(asker.name, f"settings changed: two reviewers {'on' if given.two_reviewers else 'off'}", address=address)
    return SettingsTold(two_reviewers=desk.two_reviewers)

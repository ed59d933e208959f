"""`cairn users`: who may log in to a record that is served."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from cairn.cli.options import DEFAULT_RECORD, RecordAt
from cairn.cli.tables import Format, show_rows
from cairn.model.team import Role

app = typer.Typer(no_args_is_help=True, help="Users of a record that is served to others: add, change, remove, list.")
err = Console(stderr=True, highlight=False)
out = Console(highlight=False)

Name = Annotated[str, typer.Argument(help="The user's name.", show_default=False)]
RoleOf = Annotated[Role, typer.Option("--role", help="reader reads; coder adds and decides; reviewer signs; admin keeps users.")]
Piped = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking.")]


@app.command("add")
def add(name: Name, role: RoleOf = Role.READER, record: RecordAt = DEFAULT_RECORD, *, piped: Piped = False) -> None:
    """Add a user. The record is made where it is not there yet."""
    from cairn.record import Record

    with Record.open(record) as held:
        made = held.team.add(name, _password(piped=piped), role)
        held.team.note(None, f"user added as {role} at the command line", name)
    err.print(f"{made.name} can log in to {record} as {made.role}", markup=False)


@app.command("change")
def change(
    name: Name, record: RecordAt = DEFAULT_RECORD, role: Annotated[Role | None, typer.Option("--role", help="The new role.", show_default=False)] = None, *,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password.")] = False, piped: Piped = False,
    enabled: Annotated[bool | None, typer.Option("--enable/--disable", help="Whether the user may log in.", show_default=False)] = None,
) -> None:  # fmt: skip
    """Change a user's role or password, or let it in no more. Its sessions end."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        changed = held.team.change(name, role=role, password=_password(piped=piped) if password or piped else None, disabled=None if enabled is None else not enabled)
        held.team.note(None, "user changed at the command line", name)
    err.print(f"{changed.name}: {changed.role}{', disabled' if changed.disabled else ''}", markup=False)


@app.command("remove")
def remove(name: Name, record: RecordAt = DEFAULT_RECORD) -> None:
    """Remove a user. What it decided stays under its name."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        held.team.remove(name)
        held.team.note(None, "user removed at the command line", name)
    err.print(f"{name} can no longer log in to {record}", markup=False)


@app.command("list")
def list_(record: RecordAt = DEFAULT_RECORD, form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE) -> None:
    """List the users."""
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = held.team.users()
    rows = [{"name": u.name, "role": str(u.role), "since": u.created_at.isoformat(timespec="seconds"), "disabled": "yes" if u.disabled else ""} for u in found]
    show_rows(rows, ("name", "role", "since", "disabled"), form=form, console=out, empty="no users: whoever runs `cairn serve` is the one user")


def _password(*, piped: bool) -> str:
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return given

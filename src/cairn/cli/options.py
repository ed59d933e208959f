"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cairn.cli.tables import Format

if TYPE_CHECKING:
    from cairn.record import Address
else:
    Address = object  # typer asks for the class of an option while it builds the commands; the real one loads SQLAlchemy


__all__ = ["DEFAULT_RECORD", "Address", "Form", "Plot", "PrivateNames", "RecordAt", "address_of"]


def address_of(given: str) -> "Address":
    """The record that a command line or the environment names."""
    from cairn.record import Address

    return Address.of(given)


RecordAt = Annotated[
    Address,
    typer.Option("--record", parser=address_of, metavar="FILE|URL", help="The record: a file, or postgresql://...", envvar=["CAIRN_DATABASE_URL", "CAIRN_RECORD"]),
]
PrivateNames = Annotated[bool, typer.Option("--private-names", help="With the names of persons who hold no office.")]
Form = Annotated[Format, typer.Option("--format", help="How to print.")]
DEFAULT_RECORD: Any = "cairn.sqlite"  # parsed as if it were given

Plot = Annotated[Path | None, typer.Option("--plot", help="Also write a plot: FILE.png or FILE.svg.", metavar="FILE", show_default=False)]

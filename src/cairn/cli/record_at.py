"""Where commands find the record."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from cairn.record import Address
else:
    Address = str  # what typer looks at; the parser gives an address


def address(given: str) -> "Address":
    from cairn.record import Address

    return Address.of(given)


RecordAt = Annotated[
    Address,
    typer.Option("--record", parser=address, metavar="FILE|URL", help="The record: a file, or postgresql://...", envvar=["CAIRN_DATABASE_URL", "CAIRN_RECORD"]),
]
DEFAULT_RECORD: Any = "cairn.sqlite"  # parsed as if it were given

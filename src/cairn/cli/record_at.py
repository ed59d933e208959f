"""Where commands find the record."""

from pathlib import Path
from typing import Annotated

import typer

from cairn.record import Address

RecordAt = Annotated[
    Address,
    typer.Option("--record", parser=Address.of, metavar="FILE|URL", help="The record: a file, or postgresql://...", envvar=["CAIRN_DATABASE_URL", "CAIRN_RECORD"]),
]
DEFAULT_RECORD = Address(Path("cairn.sqlite"))

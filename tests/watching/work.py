"""What a process does in a test that ends it."""

from pathlib import Path

from cairn.record import Record
from cairn.record.record import now

from .made import MadeReader, pipeline_of, watch_of


def follow(path: Path, config: Path, kept: Path) -> None:
    """One round with the machine's own clock."""
    with Record.open(path) as record:
        watching = watch_of(record, config, pipeline=pipeline_of(MadeReader()), clock=now, keep=kept)  # type: ignore[arg-type]
        watching.round(everything=False)

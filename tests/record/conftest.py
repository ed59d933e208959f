"""A record of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn.record import Address, Record

from .factories import NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record is that is a file."""
    return tmp_path / "cairn.db"


@pytest.fixture
def record(address: Address) -> Iterator[Record]:
    """An open record whose clock stands still, once on each database."""
    with Record.open(address, clock=lambda: NOON) as opened:
        yield opened

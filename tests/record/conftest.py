"""A record of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn.record import Record

from .factories import NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the record is."""
    return tmp_path / "cairn.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    """An open record whose clock stands still."""
    with Record.open(path, clock=lambda: NOON) as opened:
        yield opened

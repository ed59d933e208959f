"""What to do where a library that only the engine needs is not there."""

import sys
from collections.abc import Callable

import pytest

from cairn.engine import extras
from cairn.errors import SettingError


@pytest.mark.parametrize(("name", "needed"), [("pyarrow.parquet", extras.parquet), ("distributed", extras.distributed), ("fsspec", extras.fsspec)])
def test_a_library_that_is_not_there_is_told_with_how_to_get_it(name: str, needed: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SettingError, match=r"cairn\[cluster\]"):
        needed()

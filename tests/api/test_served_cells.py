"""The map of millions: cells with their sums."""

import pytest

from .conftest import Caller


def test_cells_are_columns_of_equal_length_and_hold_all_points(local: Caller) -> None:
    cells = local.get("/events/cells?zoom=4").json()
    assert len({len(cells[name]) for name in ("lon", "lat", "precision", "n", "killed")}) == 1
    assert sum(cells["n"]) == len(local.get("/events/points").json()["ids"]) > 0
    assert cells["degrees"] == 1
    assert set(cells["precision"]) == set(range(len(cells["precisions"])))


@pytest.mark.parametrize("query", ["zoom=25", "zoom=-1", "zoom=x", "", "zoom=4&bbox=1,2,3"])
def test_what_is_no_tile_is_refused(local: Caller, query: str) -> None:
    assert local.get(f"/events/cells?{query}").status_code == 422

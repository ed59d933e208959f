"""The page of the documentation and the text of the command line."""

from pathlib import Path

import pytest

from cairn.codebook import describe, load
from cairn.codebook.pages import render
from cairn.errors import CodebookError

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(load()), "run: python -m cairn.codebook.pages > docs/codebook.md"


def test_a_type_is_described_with_its_crosswalk() -> None:
    text = describe(load(), "air_drone_strike")
    assert "CAMEO: 195" in text
    assert "Explosions/Remote violence" in text


def test_an_id_of_several_sections_is_described_in_each() -> None:
    text = describe(load(), "drone")
    assert "(qualifier)" in text
    assert "(weapon)" in text


def test_without_an_id_every_row_is_listed() -> None:
    text = describe(load())
    assert all(key in text for rows in load().sections().values() for key in rows)


def test_an_unknown_id_is_met_with_close_ones() -> None:
    with pytest.raises(CodebookError, match="did you mean armed_clash"):
        describe(load(), "armed_clas")

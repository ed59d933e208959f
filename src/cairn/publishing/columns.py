"""The columns of formats, from `data/*.yaml`: names and order as the data set's own codebook gives them, with a type and a meaning."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import TypeAdapter

Kind = Literal["string", "integer", "number", "boolean", "date", "datetime", "year"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` as in the Table Schema of frictionless, `tag` from the HXL dictionary, `values` where only these may stand.

    `held` is False where Cairn knows nothing of it and leaves it empty, or fills in what the set does for unknown.
    """

    name: str
    type: Kind = "string"
    description: str = ""
    tag: str = ""
    values: tuple[str | int, ...] = ()
    held: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a format in order, and where they were read."""

    source: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(column.name for column in self.columns)


@cache
def columns(name: str) -> Columns:
    """The columns of one format."""
    text = resources.files("cairn.publishing").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    found: Columns = TypeAdapter(Columns).validate_python(yaml.safe_load(text))
    return found

"""Countries by what people are called and by where they are ruled from."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

TABLE: Final = Path(__file__).parent.parent / "data" / "countries.csv"
_NO_PLURAL: Final = ("s", "sh", "ch", "ese", "men", "man", ".")


@cache
def demonyms() -> Mapping[str, str]:
    """What people and things of a country are called, in lower case, to its ISO2 code: "iraqi", "iraqis", "u.s.", "turkish".

    A word that two countries share belongs to the one that conflict reports mean ("congolese" is CD).
    """
    found: dict[str, str] = {}
    for row in _rows():
        for name in (part for part in row["demonyms"].split("|") if part):
            for form in _forms(name.lower()):
                found.setdefault(form, row["iso2"])
    return MappingProxyType(found)


@cache
def capitals() -> Mapping[str, str]:
    """The name of each country's capital, as written in English, to its ISO2 code."""
    return MappingProxyType({row["capital"]: row["iso2"] for row in _rows() if row["capital"]})


def _forms(name: str) -> Iterator[str]:
    yield name
    if not name.endswith(_NO_PLURAL):
        yield f"{name}s"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))

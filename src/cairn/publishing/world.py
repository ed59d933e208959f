"""Countries in the codes of the field's data sets, and PRIO-GRID's cells.

`data/countries.csv`: ISO 3166-1 (alpha-2, alpha-3, numeric), FIPS 10-4 as GeoNames gives it, Gleditsch and Ward's and COW's numbers, and
the names and regions that ACLED and UCDP write. For UCDP, Gaza and the West Bank lie in Israel and Western Sahara in Morocco.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import floor


@dataclass(frozen=True, slots=True)
class Country:
    """One country; an empty code is one that the set does not have. Several names are the same in most."""

    iso2: str
    iso3: str
    numeric: str
    fips: str
    gw: str
    cow: str
    name: str
    acled_name: str
    acled_region: str
    ucdp_name: str
    ucdp_region: str


#: What is in no country.
NOWHERE = Country(*[""] * 11)


@cache
def countries() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-2."""
    text = resources.files("cairn.publishing").joinpath("data/countries.csv").read_text(encoding="utf-8")
    return {row["iso2"]: Country(**row) for row in csv.DictReader(text.splitlines())}


def country(iso2: str | None) -> Country:
    """A country by its code; NOWHERE without one."""
    return countries().get(iso2 or "", NOWHERE)


@cache
def by_name() -> Mapping[str, str]:
    """Country codes (alpha-2) by every name, alpha-3 and numeric code, in small letters; of UCDP's shared names the state that bears it."""
    found: dict[str, str] = {}
    for one in countries().values():
        for name in (one.name, one.acled_name, one.iso3, one.iso2, one.numeric):
            found.setdefault(name.lower(), one.iso2)
    for one in countries().values():
        found.setdefault(one.ucdp_name.lower(), one.iso2)
        if one.ucdp_name.endswith(")"):
            found.setdefault(one.ucdp_name.partition(" (")[0].lower(), one.iso2)
    return {name: code for name, code in found.items() if name}


def named_in(name: str) -> str | None:
    """The country that an actor's name ends in: "Government of Syria", "Military Forces of Iraq (2014-)"; None without one.

    >>> named_in("Military Forces of Mali (2020-)")
    'ML'
    """
    bare = name.partition(" (2")[0].partition(" (1")[0]
    _, of, after = bare.partition(" of ")
    return by_name().get(after.strip().lower()) if of else None


def prio_grid(latitude: float, longitude: float) -> int:
    """The number of the cell of PRIO-GRID, half a degree wide, that a point lies in; cells are counted from the south-west.

    >>> prio_grid(35.763369, 36.558974)
    181154
    """
    row, column = min(floor((latitude + 90) * 2), 359), min(floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1

"""How often change points are found where they are, and where there are none, on made-up series of counts.

Series of Poisson and of negative binomial counts of 60 months or 260 weeks, some flat, some with one change of level by a factor of 2, 3 or
1/3 at a place of its own. `flat.false_alarm` is the share of flat series in which a change is found; `changed.found` the share of changes that are found
within `TOLERANCE` periods; `changed.false_alarm` how many further changes a series has on average; `fall_and_rise.resurgence` the share
of falls and later rises that are flagged, `flat.resurgence` that of flat series. The penalty was set on the seeds below `REPORTED`; the seeds from there on are
reported (`--split tuning` takes the others). With `--data`, a folder that holds UCDP's `ged_sample.csv`, the changes that are found in
the monthly counts of its countries are listed, without a score: nobody knows the true ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.forecast import monthly
from benchmarks.rows import BadData, write_json_lines
from benchmarks.scores.f1 import percent
from cairn.analysis.periods import Unit
from cairn.analysis.segments import Segment, segments
from cairn.analysis.trend import resurgence

TOLERANCE = 2
REPORTED = 10_000
SEEDS = 200
UNITS = {Unit.MONTH: 60, Unit.WEEK: 260}
MEANS = (2.0, 10.0)
FACTORS = (2.0, 3.0, 1 / 3)
DISPERSIONS = (1.0, 2.5)


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up series and where its level changes."""

    unit: Unit
    name: str
    counts: tuple[int, ...]
    changes: tuple[int, ...]


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The rates, by kind of series."""
    if split not in (None, "tuning"):
        raise BadData(f"--split {split}: expected tuning, or none")
    seeds = range(SEEDS) if split else range(REPORTED, REPORTED + SEEDS)
    rates: dict[str, Any] = {"seeds": [seeds.start, seeds.stop - 1], "tolerance": TOLERANCE}
    rates["flat"] = {name: _flat(made) for name, made in _grouped(flat(seeds)).items()}
    rates["changed"] = {name: _changed(made) for name, made in _grouped(changed(seeds)).items()}
    rates["fall_and_rise"] = {name: percent(_flagged(made), len(made)) for name, made in _grouped(fallen(seeds)).items()}
    if data is not None:
        found = {country: _listed(months, counts) for country, (months, counts) in monthly(data).items()}
        write_json_lines(out / "ucdp_changes.jsonl", ({"country": country, "changes": changes} for country, changes in found.items()))
        rates["ucdp"] = {"countries": len(found), "changes": sum(map(len, found.values()))}
    return rates


def flat(seeds: range) -> Iterator[Made]:
    """Series of one level."""
    for unit, length, mean, scatter in _kinds():
        for seed in seeds:
            yield Made(unit, f"{unit}, mean {mean:g}, dispersion {scatter:g}", _drawn(np.random.default_rng(seed), np.full(length, mean), scatter), ())


def changed(seeds: range) -> Iterator[Made]:
    """Series with one change, in the middle half."""
    for unit, length, mean, scatter in _kinds():
        for factor in FACTORS:
            for seed in seeds:
                draw = np.random.default_rng(seed)
                at = int(draw.integers(length // 4, 3 * length // 4))
                means = np.where(np.arange(length) < at, mean, mean * factor)
                yield Made(unit, f"{unit}, mean {mean:g}, dispersion {scatter:g}, times {factor:.2g}", _drawn(draw, means, scatter), (at,))


def fallen(seeds: range) -> Iterator[Made]:
    """Series that fall to a quarter and come back shortly before the end."""
    for unit, length, mean, scatter in _kinds():
        for seed in seeds:
            draw = np.random.default_rng(seed)
            back = length - int(draw.integers(4, 6))
            place = np.arange(length)
            means = np.where((place >= length // 2) & (place < back), mean / 4, mean)
            yield Made(unit, f"{unit}, mean {mean:g}, dispersion {scatter:g}", _drawn(draw, means, scatter), (length // 2, back))


def _kinds() -> Iterator[tuple[Unit, int, float, float]]:
    yield from ((unit, length, mean, scatter) for unit, length in UNITS.items() for mean in MEANS for scatter in DISPERSIONS)


def _drawn(draw: np.random.Generator, means: Any, scatter: float) -> tuple[int, ...]:
    if scatter == 1:
        return tuple(int(n) for n in draw.poisson(means))
    return tuple(int(n) for n in draw.negative_binomial(means / (scatter - 1), 1 / scatter))


def _grouped(made: Iterator[Made]) -> dict[str, list[Made]]:
    groups: dict[str, list[Made]] = {}
    for one in made:
        groups.setdefault(one.name, []).append(one)
    return groups


def _found(parts: tuple[Segment, ...]) -> list[int]:
    return [part.start for part in parts[1:]]


def _flat(made: list[Made]) -> dict[str, Any]:
    parts = [segments(one.counts) for one in made]
    alarms = sum(len(found) > 1 for found in parts)
    flags = sum(bool(resurgence(found, one.unit).flag) for found, one in zip(parts, made, strict=True))
    return {"false_alarm": percent(alarms, len(made)), "resurgence": percent(flags, len(made))}


def _changed(made: list[Made]) -> dict[str, Any]:
    found = [_found(segments(one.counts)) for one in made]
    right = sum(any(abs(at - true) <= TOLERANCE for at in places) for places, one in zip(found, made, strict=True) for true in one.changes)
    seen = sum(bool(places) for places in found)
    return {"found": percent(right, len(made)), "seen": percent(seen, len(made)), "further": round((sum(map(len, found)) - seen) / len(made), 3)}


def _flagged(made: list[Made]) -> int:
    return sum(bool(resurgence(segments(one.counts), one.unit).flag) for one in made)


def _listed(months: list[str], counts: list[int]) -> list[dict[str, Any]]:
    parts = segments(counts)
    return [{"at": months[b.start], "before": round(a.mean, 2), "after": round(b.mean, 2)} for a, b in pairwise(parts)]

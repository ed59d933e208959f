"""The forecast of monthly counts against the forecast that nothing changes, by the continuous ranked probability score (lower is better).

With `--data`, a folder that holds UCDP's `ged_sample.csv`: monthly counts of events by country, from the first to the last month of the file, of all
countries with at least `EVENTS` events; each month of the second half is forecast from those before it, one, three and six months ahead. Always: made-up
series of seeds that nothing was tuned on (`REPORTED` on; `--split tuning` takes those below), flat, drifting, breaking and seasonal.
`no_change` is the bare last count, `no_change_poisson` Poisson counts around it; `inside` the share of months within the 80 % interval.
Nothing of the forecast was set on UCDP's data.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rows import BadData, write_json_lines
from cairn.analysis.forecast import Tried, tried
from cairn.analysis.periods import Unit, stretches

EVENTS = 10
AHEAD = (1, 3, 6)
REPORTED = 10_000
SEEDS = 20
MONTHS = 120


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores, by set and by how far ahead."""
    if split not in (None, "tuning"):
        raise BadData(f"--split {split}: expected tuning, or none")
    seeds = range(SEEDS) if split else range(REPORTED, REPORTED + SEEDS)
    scores: dict[str, Any] = {"seeds": [seeds.start, seeds.stop - 1]}
    for name, make in MADE.items():
        scores[name] = scored([make(np.random.default_rng(seed)) for seed in seeds])
    if data is not None:
        series = monthly(data)
        scores["ucdp"] = {"countries": len(series), **scored([counts for _, counts in series.values()])}
        rows = ({"country": country, "crps": tried(counts, first=len(counts) // 2)} for country, (_, counts) in series.items())
        write_json_lines(out / "ucdp.jsonl", ({"country": row["country"], "crps": _shown([row["crps"]])} for row in rows))
    return scores


def scored(series: Sequence[Sequence[int]]) -> dict[str, Any]:
    """The scores over the second half of some series, by how many months ahead."""
    return {f"{ahead}_ahead": _shown([tried(counts, first=len(counts) // 2, ahead=ahead) for counts in series]) for ahead in AHEAD}


def _shown(found: Sequence[Any]) -> dict[str, float]:
    held: list[Tried] = [one for one in found if one is not None]
    months = sum(one.months for one in held)
    names = ("forecast", "no_change", "no_change_poisson", "inside")
    return {name: round(sum(getattr(one, name) * one.months for one in held) / months, 4) for name in names} if months else {}


def monthly(folder: Path) -> Mapping[str, tuple[list[str], list[int]]]:
    """Months and counts of events by country, from UCDP GED. An event counts in the month in which it began, where its date is known to the
    month (`date_prec` 1 to 4)."""
    path = folder / "ged_sample.csv"
    if not path.is_file():
        raise BadData(f"{path} is not there, expected UCDP GED as CSV")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["country"], date.fromisoformat(row["date_start"][:10])) for row in csv.DictReader(file) if float(row["date_prec"]) <= 4]
    found = stretches(min(day for _, day in rows), max(day for _, day in rows), Unit.MONTH)
    counts: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for country, day in rows:
        counts[country][day.replace(day=1)] += 1
    months = [one.label(Unit.MONTH) for one in found]
    return {country: (months, [by[one.start] for one in found]) for country, by in sorted(counts.items()) if by.total() >= EVENTS}


def _flat(draw: np.random.Generator) -> list[int]:
    return _whole(draw.negative_binomial(4, 0.4, MONTHS))


def _poisson(draw: np.random.Generator) -> list[int]:
    return _whole(draw.poisson(3, MONTHS))


def _drifting(draw: np.random.Generator) -> list[int]:
    return _whole(draw.poisson(5 * np.exp(np.cumsum(draw.normal(0, 0.15, MONTHS)))))


def _breaking(draw: np.random.Generator) -> list[int]:
    levels = np.repeat(draw.gamma(1.5, 6, MONTHS // 20), 20)
    return _whole(draw.poisson(levels))


def _seasonal(draw: np.random.Generator) -> list[int]:
    return _whole(draw.poisson(8 * (1 + 0.6 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12))))


def _rare(draw: np.random.Generator) -> list[int]:
    return _whole(draw.poisson(0.15, MONTHS))


MADE: Mapping[str, Callable[[np.random.Generator], list[int]]] = {
    "flat_poisson": _poisson, "flat_scattered": _flat, "drifting": _drifting, "breaking": _breaking, "seasonal": _seasonal, "rare": _rare,
}  # fmt: skip


def _whole(counts: Any) -> list[int]:
    return [int(n) for n in counts]

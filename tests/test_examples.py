"""What is read out of the bundled examples, against what a careful coder reads; floors that only move up."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from cairn.contract import to_values
from cairn.pipeline import Pipeline
from cairn.reports import expand, load
from tests.conftest import ROOT

EXAMPLES = ROOT / "src" / "cairn" / "examples" / "reports"
#: Of 20 reports, and of the 17 that are about one event, on 2026-11-23.
FLOORS = {"relevant": 20, "type": 16, "type and country": 14, "type, country and day": 12, "a side A": 10}


def expected() -> list[dict[str, Any]]:
    return list(yaml.safe_load((ROOT / "tests" / "golden" / "examples.yaml").read_text(encoding="utf-8"))["reports"])


def allowed(event: dict[str, Any], name: str) -> list[Any]:
    also = (event.get("also") or {}).get(name) or []
    return [event.get(name), *(also if isinstance(also, list) else [also])]


def right(found: list[dict[str, Any]], wanted: dict[str, Any]) -> Iterator[str]:
    """How far the best of the events found agrees with the one that is wanted."""
    typed = [e for e in found if e["main"] and e["type"] in allowed(wanted, "type")]
    placed = [e for e in typed if e["where"]["country"] in allowed(wanted, "country")]
    dated = [e for e in placed if e["when"]["start"] == str(wanted["date"]["start"])]
    names = {p["name"] for e in (dated or placed or typed)[:1] for p in e["participants"] if p["role"] == "side_a"}
    for name, holds in (("type", typed), ("type and country", placed), ("type, country and day", dated), ("a side A", names & set(wanted["side_a"]))):
        if holds:
            yield name


@pytest.fixture(scope="module")
def scores(pipeline: Pipeline) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in expected():
        source = next(iter(expand([str(EXAMPLES / row["file"])], on_problem=lambda problem: pytest.fail(problem.message))))
        report = load(source).report
        values = to_values(next(iter(pipeline.code([report]))).coding)
        counts["relevant"] += values["report"]["relevant"] == row["relevant"]
        if row.get("main_event"):
            counts.update(right(values["events"], row["main_event"]))
    return counts


@pytest.mark.parametrize("name", FLOORS)
def test_the_examples_are_read_no_worse_than_before(scores: Counter[str], name: str) -> None:
    assert scores[name] >= FLOORS[name]

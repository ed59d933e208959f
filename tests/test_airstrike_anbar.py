"""The report that Cairn was thought up from: what must be read from it, fact by fact."""

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn.contract import to_values
from cairn.pipeline import Pipeline
from tests.conftest import code_text

Values = dict[str, Any]


def plain(name: str | None) -> str:
    """A name without case, marks and apostrophes."""
    folded = unicodedata.normalize("NFKD", name or "").lower()
    return "".join(c for c in folded if c.isalnum() or c == " ").strip()


@pytest.fixture(scope="module")
def expected(shared: Path) -> Values:
    return dict(json.loads((shared / "reports" / "airstrike-anbar.expected.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def coded(pipeline: Pipeline, shared: Path) -> Values:
    text = (shared / "reports" / "airstrike-anbar.txt").read_text(encoding="utf-8")
    return to_values(code_text(pipeline, text, date(2025, 3, 14)))


def names(event: Values, role: str) -> set[str]:
    return {plain(p["name"]) for p in event["participants"] if p["role"] == role}


def main_event(coded: Values) -> Values:
    found = [e for e in coded["events"] if e["main"] and e["type"] == "air_drone_strike"]
    return dict(found[0]) if found else {}


def facts_of_main(coded: Values, wanted: Values) -> dict[str, bool]:
    event = main_event(coded)
    if not event:
        return {"main event": False}
    killed = [c for c in event["casualties"] if c["outcome"] == "killed" and c["group"] == "side_b"]
    return {
        "type": event["type"] == wanted["type"],
        "status": event["status"] == wanted["status"],
        "qualifiers": set(wanted["qualifiers"]) <= set(event["qualifiers"]),
        "when": {k: event["when"][k] for k in wanted["when"]} == wanted["when"],
        "where": all(event["where"][k] == v for k, v in wanted["where"].items()),
        "side_a": names(event, "side_a") == set(map(plain, wanted["side_a"])),
        "side_b": names(event, "side_b") == set(map(plain, wanted["side_b"])),
        "target": plain(wanted["target"]) in names(event, "target"),
        "killed": [(c["low"], c["best"]) for c in killed] == [(1, 1)],
    }


def facts(coded: Values, wanted: Values) -> dict[str, bool]:
    """Every expected fact, and whether it was read."""
    found = {f"main: {k}": v for k, v in facts_of_main(coded, wanted["events"][0]).items()}
    for background in wanted["events"][1:]:
        country = background["where"]["country"]
        found[f"attack in {country}"] = any(
            e["type"] == "attack" and not e["main"] and e["where"]["country"] == country and set(map(plain, background["side_a"])) <= names(e, "side_a")
            for e in coded["events"]
        )
    for person in wanted["people"]:
        match = next((p for p in coded["people"] if plain(p["name"]) == plain(person["name"])), None)
        found[f"person {person['name']}"] = match is not None and match["status"] == person["status"]
        for alias in person.get("aliases", []):
            found[f"alias {alias}"] = match is not None and plain(alias) in set(map(plain, match["aliases"]))
        found[f"organisation of {person['name']}"] = match is not None and any(plain(q["organisation"]) == plain(person["organisation"]) for q in match["positions"])
    for relation in wanted["relations"]:
        found[f"{relation['type']} {relation['subject']}"] = any(
            r["type"] == relation["type"] and plain(r["subject"]) == plain(relation["subject"]) and plain(r["object"]) == plain(relation["object"])
            and relation.get("where") in (None, r["where"]) for r in coded["relations"]
        )  # fmt: skip
    for total in wanted["totals"]:
        found[f"total {total['what']}"] = any(
            t["low"] == total["low"] and t["high"] == total["high"] and plain(t["actor"]) == plain(total["actor"])
            and ("period" not in total or [t["period"]["start"], t["period"]["end"]] == total["period"]) and total.get("where") in (None, t["where"])
            for t in coded["totals"]
        )  # fmt: skip
    for attribution in wanted["attributions"]:
        found[f"{attribution['kind']} by {attribution['by']}"] = any(
            a["kind"] == attribution["kind"] and plain(a["by"]) == plain(attribution["by"]) and plain(a["about"]) == plain(attribution["about"])
            for a in coded["attributions"]
        )  # fmt: skip
    return found


def test_the_main_event_is_read_whole(coded: Values, expected: Values) -> None:
    missing = [name for name, right in facts_of_main(coded, expected["events"][0]).items() if not right]
    assert missing == []


def test_nine_in_ten_of_the_facts_are_read(coded: Values, expected: Values) -> None:
    found = facts(coded, expected)
    missing = [name for name, right in found.items() if not right]
    assert sum(found.values()) >= 0.9 * len(found), missing


def test_what_is_no_event_is_none(coded: Values) -> None:
    assert len([e for e in coded["events"] if e["main"]]) == 1, "the report is about one event"
    for event in coded["events"]:
        words = {e["quote"].lower() for e in event["evidence"] if e["field"] == "type"}
        assert not words & {"incidents recorded"}, "a total is no event"
        if words & {"losing", "losses"}:
            assert not event["main"]
            assert event["when"]["precision"] in ("month", "year")

"""OpenRefine finds actors and places by their names."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Caller


def ask(caller: Caller, **question: Any) -> list[dict[str, Any]]:
    answer = caller.client.post("/reconcile", data={"queries": json.dumps({"q0": question})})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["q0"]["result"]
    return found


def test_the_service_tells_what_it_is(alone: Caller) -> None:
    told = alone.client.get("/reconcile").json()
    assert told["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "defaultTypes", "view"} <= set(told)


@pytest.mark.parametrize(
    ("name", "kind", "first", "sure"),
    [("Islamic State", "actor", "islamic_state", True), ("Islamc State", "actor", "islamic_state", False), ("Bamako", "place", None, None), ("zzqx", "actor", None, None)],
)
def test_names_are_found(alone: Caller, name: str, kind: str, first: str | None, sure: bool | None) -> None:
    found = ask(alone, query=name, type=kind, limit=3)
    assert len(found) <= 3
    assert all(row["type"][0]["id"] == kind for row in found)
    if first is not None:
        assert (found[0]["id"], found[0]["match"]) == (first, sure)


def test_a_country_narrows_places(alone: Caller) -> None:
    found = ask(alone, query="Tripoli", type="place", properties=[{"pid": "country", "v": "LB"}])
    assert found
    assert all("LB" in row["description"] for row in found)


@pytest.mark.parametrize("queries", ["", "[]", "{", '{"q": {}}', '{"q": {"query": 3}}', json.dumps({f"q{n}": {"query": "x"} for n in range(51)}), "[" * 10_000])
def test_what_is_no_question_is_refused(alone: Caller, queries: str) -> None:
    assert alone.client.post("/reconcile", data={"queries": queries}).status_code in (400, 422)


def test_it_is_for_who_has_logged_in_where_one_has_to(team: Callable[..., Caller]) -> None:
    assert team().client.get("/reconcile").status_code == 401
    assert team("reader").client.get("/reconcile").status_code == 200

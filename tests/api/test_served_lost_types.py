"""An event of a type that the codebook has lost is shown with what needs no codebook; what does need it says so."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn.record import Record

from .conftest import Caller

LOST = "no_longer_a_type"


@pytest.fixture
def lost(small: Record, serve: Callable[..., FastAPI]) -> Caller:
    """All events and claims are of a type that there is no more, as in a record that was coded by another codebook."""
    with small._database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE claims SET value = replace(value, 'air_drone_strike', '{LOST}')")
        connection.exec_driver_sql(f"UPDATE events SET type = '{LOST}'")
        connection.exec_driver_sql(f"UPDATE event_values SET value = replace(value, 'air_drone_strike', '{LOST}')")
    return Caller(TestClient(serve(small)))


def test_the_page_shows_the_event_and_names_the_type(lost: Caller) -> None:
    first, *_ = lost.get("/events").json()["items"]
    page = lost.get(f"/events/{first['id']}").json()
    assert (page["lost"], page["row"]["type"], page["near"], page["why"]) == (LOST, LOST, [], [])
    assert all(rows == [] for rows in page["estimates"].values())
    assert page["accounts"][0]["claims"]
    assert page["excerpts"]


@pytest.mark.parametrize("path", ["/events/points", "/events/counts?by=type", "/queue", "/actors", "/search?q=strike", "/totals", "/reviews/csv", "/events/export?format=jsonl"])
def test_lists_hold_it(lost: Caller, path: str) -> None:
    assert lost.get(path).status_code == 200


@pytest.mark.parametrize("format_", ["acled", "ucdp-ged", "gdelt", "ftm"])
def test_a_format_that_needs_the_codebook_is_an_error_and_no_short_file(lost: Caller, format_: str) -> None:
    answer = lost.get(f"/events/export?format={format_}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
    assert f"{LOST!r} is none of this codebook's" in answer.json()["error"]["message"]


def test_nothing_is_decided_that_could_not_be_applied(lost: Caller, small: Record) -> None:
    one, other, *_ = (row["id"] for row in lost.get("/events").json()["items"])
    assert lost.post("/reviews", {"action": "accept", "event": one}).status_code == 409
    assert lost.post("/judgements", {"verdict": "same", "events": [one, other]}).status_code == 409
    assert (small.reviews(), small.judgements()) == ((), ())


def test_an_event_that_too_many_others_could_be_is_shown_without_them(own: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = own.get("/events").json()["items"]
    assert own.get(f"/events/{first['id']}").json()["crowded"] is False
    monkeypatch.setattr("cairn.api.event_page.COMPARED", -1)
    page = own.get(f"/events/{first['id']}").json()
    assert (page["crowded"], page["near"], page["lost"]) == (True, [], None)

"""Every error has the one shape, and says what was wrong."""

import logging
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn.record import Record

from .conftest import Caller


def told(answer: object) -> tuple[int, str]:
    error = answer.json()["error"]  # type: ignore[attr-defined]
    assert set(error) == {"code", "message", "detail"}
    return answer.status_code, error["code"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/nothing", (404, "not_found")), ("/events/zzz", (404, "not_found")), ("/reports/zzz", (404, "not_found")), ("/actors/nobody at all", (404, "not_found")),
        ("/jobs/zzz", (404, "not_found")), ("/events?limit=0", (422, "invalid")), ("/events?limit=x", (422, "invalid")), ("/events?since=yesterday", (422, "invalid")),
        ("/events?since=2024-02-01&until=2024-01-01", (422, "invalid")), ("/events?bbox=1,2,3", (422, "invalid")), ("/events?bbox=nan,0,1,1", (422, "invalid")),
        ("/events?bbox=0,2,1,1", (422, "invalid")), ("/events?country=Iraq", (422, "invalid")), ("/events?order=size", (422, "invalid")),
        ("/events?cursor=!!", (422, "invalid")), ("/events?cursor=WzEsMl0", (422, "invalid")), ("/events?cursor=é", (422, "invalid")),
        ("/events?min_confidence=2", (422, "invalid")), ("/events/counts", (422, "invalid")), ("/events/counts?by=type&compare=true", (422, "invalid")),
        ("/events/counts?by=type&compare=true&since=0001-01-02&until=9999-12-31", (422, "invalid")), ("/reports?since=2024-02-01&until=2024-01-01", (422, "invalid")),
        ("/search?q=", (422, "invalid")), ("/changes?after=-1", (422, "invalid")), ("/events/export?format=exe", (422, "invalid")),
    ],
)  # fmt: skip
def test_what_can_not_be_answered_says_why(alone: Caller, path: str, expected: tuple[int, str]) -> None:
    assert told(alone.get(path)) == expected


def test_a_cursor_of_another_order_is_refused(alone: Caller) -> None:
    cursor = alone.get("/events?limit=1").json()["next"]
    assert told(alone.get(f"/events?order=-doubt&cursor={cursor}")) == (422, "invalid")


def test_a_method_that_is_not_there_is_told(alone: Caller) -> None:
    assert told(alone.send("PUT", "/events")) == (405, "method_not_allowed")
    assert told(alone.client.post("/somewhere")) == (405, "method_not_allowed")


def test_a_fault_gives_a_number_and_nothing_else(small: Record, serve: Callable[..., FastAPI], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Record) -> object:
        raise RuntimeError("the secret reason")

    app = serve(small)
    monkeypatch.setattr(Record, "held", broken)
    with caplog.at_level(logging.ERROR, "cairn.api"):
        answer = TestClient(app, raise_server_exceptions=False).get("/api/v1/meta")
    assert told(answer) == (500, "fault")
    number = answer.json()["error"]["detail"]["fault"]
    assert "secret" not in answer.text
    assert number in caplog.text
    assert "the secret reason" in caplog.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_record_that_can_not_be_used_is_told(small: Record, serve: Callable[..., FastAPI]) -> None:
    app = serve(small)
    with small._database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE failures")
    assert told(Caller(TestClient(app)).get("/reports/failures")) == (503, "unavailable")

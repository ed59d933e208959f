"""What is read through the API: lists, pages, columns for the map, counts, one event, one report, one actor."""

import json
import threading
from datetime import date
from typing import IO

import pytest

from cairn.api.exporting import piped
from cairn.publishing.formats import FORMATS
from cairn.record import Record
from tests.record.factories import coded_of, report_of

from .conftest import Caller


def ids(answer: object) -> list[str]:
    return [row["id"] for row in answer.json()["items"]]  # type: ignore[attr-defined]


def test_events_come_a_page_at_a_time(local: Caller) -> None:
    whole = ids(local.get("/events"))
    assert len(whole) == 3
    seen, cursor = [], None
    while True:
        page = local.get("/events", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [row["id"] for row in page["items"]]
        assert page["total"] == 3
        if (cursor := page["next"]) is None:
            break
    assert seen == whole


@pytest.mark.parametrize("order", ["day", "-day", "-doubt"])
def test_every_order_pages_without_loss(local: Caller, order: str) -> None:
    whole = ids(local.get("/events", params={"order": order}))
    first = local.get("/events", params={"order": order, "limit": 1}).json()
    rest = local.get("/events", params={"order": order, "cursor": first["next"]}).json()
    assert [row["id"] for row in first["items"] + rest["items"]] == whole


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("since=2020-01-05", 2), ("until=2020-01-05", 1), ("since=2020-01-01&until=2020-01-01", 1), ("country=IQ", 3), ("country=iq&country=SY", 3), ("country=SY", 0),
        ("type=air_drone_strike", 3), ("type=attack", 0), ("bbox=43,33,44,34", 3), ("bbox=0,0,1,1", 0), ("bbox=170,-10,-170,10", 0), ("status=occurred", 3),
        ("status=denied", 0), ("place_precision=near", 3), ("when_precision=month", 0), ("review=unreviewed", 3), ("review=rejected", 0), ("main=true", 3),
        ("main=false", 0), ("min_killed=1", 3), ("min_killed=2", 0), ("max_confidence=0", 0), ("min_confidence=0", 3), ("q=Fallujah", 3), ("q=FALLUJAH%20army", 3),
        ("q=Mosul", 0), ("actor=iq-military", 3), ("actor=nobody", 0), ("q=%00", 3),
    ],
)  # fmt: skip
def test_filters_hold_alike_for_lists_points_and_counts(alone: Caller, query: str, found: int) -> None:
    assert alone.get(f"/events?{query}").json()["total"] == found
    points = alone.get(f"/events/points?{query}").json()
    assert len(points["ids"]) + points["without_point"] == found
    assert sum(row["n"] for row in alone.get(f"/events/counts?by=status&{query}").json()["rows"]) == found


def test_points_are_columns_of_equal_length(local: Caller) -> None:
    points = local.get("/events/points").json()
    columns = {len(points[name]) for name in ("ids", "lon", "lat", "radius_km", "type", "day", "killed", "confidence", "review", "main")}
    assert columns == {3}
    assert points["types"][points["type"][0]] == "air_drone_strike"
    assert min(points["day"]) == "2020-01-01"
    assert points["truncated"] is False


def test_counts_compare_with_the_period_before(local: Caller) -> None:
    told = local.get("/events/counts", params={"by": "type", "since": "2020-01-08", "until": "2020-01-14", "compare": True}).json()
    assert [(row["key"], row["n"]) for row in told["rows"]] == [("air_drone_strike", 1)]
    assert [(row["key"], row["n"]) for row in told["before"]] == [("air_drone_strike", 1)]


def test_an_event_shows_what_speaks_for_it(local: Caller) -> None:
    (first, *_) = ids(local.get("/events"))
    page = local.get(f"/events/{first}").json()
    assert page["event"]["id"] == first
    assert {claim["field"] for account in page["accounts"] for claim in account["claims"]} >= {"type", "when", "where", "casualties"}
    (report,) = page["reports"]
    (excerpt,) = page["excerpts"][report["id"]]
    assert local.get(f"/reports/{report['id']}").json()["text"][excerpt["start"] : excerpt["end"]] == excerpt["text"]
    assert set(page["estimates"]) == {"ucdp", "acled", "gtd", "range"}
    assert page["grade"]["grade"] in ("weak", "fair", "confirmed", "contested", "discounted")
    assert [change["kind"] for change in page["history"]] == ["added"]


def test_an_event_is_found_by_the_beginning_of_its_id(local: Caller) -> None:
    (first, *_) = ids(local.get("/events"))
    assert local.get(f"/events/{first[:12]}").json()["event"]["id"] == first


def test_a_report_shows_its_text_with_marks(local: Caller) -> None:
    (first, *_) = ids(local.get("/reports"))
    page = local.get(f"/reports/{first}").json()
    assert page["marks"]
    for mark in page["marks"]:
        assert 0 <= mark["start"] < mark["end"] <= len(page["text"])
    assert {one["id"] for one in page["events"]} == {mark["event"] for mark in page["marks"]}


def test_reports_come_by_day_and_the_other_way_round(record: Record, local: Caller) -> None:
    for day in (date(2025, 1, 1), None, date(2019, 1, 1)):
        record.add(coded_of(report_of(f"Nothing happened, the army said on {day}.", published=day), accounts=0))
    local.client.app.state.desk.changed()  # type: ignore[attr-defined]
    told = {order: [one["published"] for one in local.get(f"/reports?order={order}").json()["items"]] for order in ("day", "-day")}
    assert told["day"] == ["2019-01-01", *["2024-03-16"] * 3, "2025-01-01", None]
    assert told["-day"] == ["2025-01-01", *["2024-03-16"] * 3, "2019-01-01", None]
    assert local.get("/reports?order=size").status_code == 422


def test_actors_are_listed_and_shown(local: Caller) -> None:
    rows = local.get("/actors").json()["items"]
    military = next(row for row in rows if row["id"] == "iq-military")
    page = local.get(f"/actors/{military['key']}").json()
    assert page["actor"]["events"] == 3
    assert sum(row["n"] for row in page["by_month"]) == 3
    assert len(page["recent"]) == 3


def test_an_actor_of_the_registry_that_the_record_does_not_know_is_shown(alone: Caller) -> None:
    page = alone.get("/actors/islamic_state").json()
    assert page["leaders"]
    assert page["names"]


def test_changes_are_followed_by_their_number(local: Caller) -> None:
    first = local.get("/changes", params={"limit": 2}).json()
    rest = local.get("/changes", params={"after": first["next"]}).json()
    assert [row["number"] for row in first["items"] + rest["items"]] == [1, 2, 3]
    assert rest["next"] is None


def test_searching_finds_of_everything(local: Caller) -> None:
    found = local.get("/search", params={"q": "fallujah"}).json()
    assert len(found["events"]) == 3
    assert len(found["reports"]) == 3
    assert [a["name"] for a in local.get("/search", params={"q": "military"}).json()["actors"]] == ["Military Forces of Iraq"]


def test_totals_stand_beside_the_count(local: Caller) -> None:
    (first, *_) = local.get("/totals").json()["items"]
    assert first["claimed"]["what"] == "attacks"
    assert first["why"]


def test_meta_tells_the_codebook_and_the_record(local: Caller) -> None:
    meta = local.get("/meta").json()
    assert meta["counts"] == {"reports": 3, "events": 3, "main": 3, "actors": meta["counts"]["actors"], "failures": 0, "unreviewed": 3}
    assert (meta["first"], meta["last"]) == ("2020-01-01", "2020-01-15")
    assert next(t for t in meta["types"] if t["id"] == "air_drone_strike")["label"]
    assert meta["countries"]["IQ"] == "Iraq"
    assert meta["user"]["local"] is True


def test_an_answer_that_is_held_already_is_not_sent_again(local: Caller, record: Record) -> None:
    first = local.get("/events")
    tag = first.headers["etag"]
    assert local.get("/events", headers={"If-None-Match": tag}).status_code == 304
    assert local.get("/events?limit=1", headers={"If-None-Match": tag}).status_code == 200
    record.add_failure("elsewhere", __import__("cairn.errors", fromlist=["FetchError"]).FetchError("gone"))
    local.client.app.state.desk.changed()  # type: ignore[attr-defined]
    assert local.get("/events", headers={"If-None-Match": tag}).status_code == 200


def test_large_answers_are_packed(alone: Caller) -> None:
    answer = alone.get("/meta", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


def test_downloads_hold_every_event(alone: Caller) -> None:
    csv = alone.get("/events/export?format=csv")
    assert "attachment" in csv.headers["content-disposition"]
    assert len(csv.text.strip().splitlines()) == 4
    lines = alone.get("/events/export?format=jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids(alone.get("/events"))
    features = alone.get("/events/export?format=geojson").json()["features"]
    assert {feature["geometry"]["type"] for feature in features} == {"Point"}
    assert alone.get("/events/export?format=geojson&country=SY").json()["features"] == []


@pytest.mark.parametrize("name", [*FORMATS])
def test_every_format_of_exports_is_a_download(alone: Caller, name: str) -> None:
    answer = alone.get(f"/events/export?format={name}&country=IQ")
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == FORMATS[name].media
    assert answer.headers["content-disposition"].endswith(f'{FORMATS[name].suffix}"')
    assert answer.content


def test_a_writer_whose_reader_has_gone_ends() -> None:
    ended = threading.Event()

    def endless(out: IO[bytes]) -> None:
        try:
            while True:
                out.write(b"x" * 100_000)
        finally:
            ended.set()

    pieces = piped(endless)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert ended.wait(10)


def test_an_error_of_a_writer_comes_out() -> None:
    def broken(out: IO[bytes]) -> None:
        out.write(b"begun")
        raise RuntimeError("a fault")

    with pytest.raises(RuntimeError, match="a fault"):
        list(piped(broken))

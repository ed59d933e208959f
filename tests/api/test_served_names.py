"""No answer holds the name of a private person, unless somebody who may see it asks for it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn import codebook
from cairn.deriving.events import derive_events
from cairn.model import (
    ActorKind,
    Claim,
    ClaimField,
    Coded,
    Participant,
    Person,
    PersonStatus,
    Relation,
    RelationKind,
    Role,
    Span,
    Total,
)
from cairn.publishing.formats import FORMATS
from cairn.record import Record
from tests.record.factories import coded_of, report_of

from .conftest import Caller

NAME, PART = "Hassan Karim", "Karim"
TEXT = f"A baker, {NAME}, was killed in an air strike near Fallujah on Friday, said his brother. {PART} was 34. Abu Ali spoke."


def coded_with_a_victim() -> Coded:
    """A report of a victim who holds no office, named in its text, title and address."""
    report = report_of(TEXT, title=f"Baker {NAME} killed", url="https://example.org/2024/hassan-karim-killed", source="/home/reader/hassan-karim.html")
    made = coded_of(report)
    (account,) = made.accounts
    victim = Participant(Role.VICTIM, NAME, None, ActorKind.PERSON, NAME)
    claims = (*account.claims, Claim(ClaimField.PARTICIPANT, victim, (Span.of(TEXT, 9, 9 + len(NAME)),), 0.9, "embedded-1", NAME))
    people = (*made.coding.people, Person(NAME, (PART,), None, (), PersonStatus.KILLED, public=False))
    relations = (*made.coding.relations, Relation(RelationKind.MEMBER_OF, NAME, "Islamic State"))
    totals = (*made.coding.totals, Total("strikes", 3, None, "Islamic State", said_by=NAME))
    return replace(made, accounts=(replace(account, claims=claims),), coding=replace(made.coding, people=people, relations=relations, totals=totals))


@pytest.fixture(scope="module")
def named(template: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., FastAPI]) -> Iterator[Caller]:
    """A served record with such a report, with decisions about its event."""
    with Record.open(shutil.copyfile(template, tmp_path_factory.mktemp("names") / "names.db")) as record:
        record.add(coded_with_a_victim())
        derive_events(record, codebook.load())
        caller = Caller(TestClient(serve(record)))
        event = next(row["id"] for row in caller.get("/events?since=2024-01-01").json()["items"])
        caller.post("/reviews", {"action": "accept", "event": event, "reason": f"{NAME} was a baker"})
        page = caller.get(f"/events/{event}").json()["event"]
        where = {**page["where"], "name": "Mosul"}
        caller.post("/reviews", {"action": "correct", "event": event, "field": "where", "value": where, "reason": f"said {NAME}"})
        others = [row["id"] for row in caller.get("/events").json()["items"] if row["id"] != event]
        caller.post("/judgements", {"verdict": "unsure", "events": [event, others[0]], "reason": f"{PART} may be another"})
        yield caller


def pages(caller: Caller) -> list[str]:
    """Every page that can be read."""
    events = [row["id"] for row in caller.get("/events").json()["items"]]
    reports = [row["id"] for row in caller.get("/reports").json()["items"]]
    actors = [row["key"] for row in caller.get("/actors?limit=500").json()["items"]]
    lists = ["/events", "/events/points", "/events/cells?zoom=4", *(f"/events/counts?by={by}&then_by=actor" for by in ("type", "month")), "/events/counts?by=actor", "/reports", "/reports/failures",
             "/actors", "/totals", "/changes", "/changes?latest=true", "/search?q=killed", "/search?q=karim", "/search?q=hassan", "/queue", "/queue?review=corrected", "/decisions",
             "/meta", "/reviews/csv", *(f"/events/export?format={form}" for form in ("jsonl", *FORMATS))]  # fmt: skip
    return [*lists, *(f"/events/{id_}" for id_ in events), *(f"/reports/{id_}" for id_ in reports), *(f"/actors/{key}" for key in actors)]


def test_no_answer_names_a_private_person(named: Caller) -> None:
    for path in pages(named):
        text = named.get(path).text
        for name in ("Karim", "karim", "Hassan", "hassan"):
            assert name not in text, (path, text[max(0, text.find(name) - 80) : text.find(name) + 80])


def test_offsets_hold_where_names_are_masked(named: Caller) -> None:
    report = next(row["id"] for row in named.get("/reports").json()["items"] if "█" in (row["title"] or ""))
    page = named.get(f"/reports/{report}").json()
    assert len(page["text"]) == len(TEXT)
    assert page["text"].startswith("A baker, ██████ █████, was")
    assert "Abu Ali" in page["text"]
    assert page["head"]["url"] is None
    for event in page["events"]:
        for one in event["evidence"]:
            if one["report"] == report and one["quote"]:
                assert page["text"][one["start"] : one["end"]] == one["quote"]


def test_who_may_and_asks_gets_the_names(named: Caller) -> None:
    event = named.get("/events?since=2024-01-01&review=corrected").json()["items"][0]["id"]
    assert NAME in named.get(f"/events/{event}?private_names=true").text
    assert NAME in named.get("/actors?private_names=true").text
    assert NAME in named.get("/reviews/csv?private_names=true").text


def test_the_page_of_a_private_person_is_not_there(named: Caller) -> None:
    assert named.get(f"/actors/{NAME}").status_code == 404
    assert named.get(f"/actors/{NAME}?private_names=true").json()["actor"]["name"] == NAME


def test_whole_paths_are_for_who_works_on_the_machine(small: Record, serve: Callable[..., FastAPI], team: Callable[..., Caller]) -> None:
    small.add(coded_of(report_of("Abu Ali was killed in an air strike near Fallujah, the army said again.", source="/home/reader/folder/b.txt")))
    reader: Any = team("reader")
    sources = {row["source"] for row in reader.get("/reports").json()["items"]}
    assert sources == {"a.txt", "b.txt"}
    assert "/" not in reader.get("/meta").json()["record"]

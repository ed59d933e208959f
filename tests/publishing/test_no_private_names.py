"""Every export, feed and API answer with the default settings: no private person's name in any, and the public ones there."""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

import cairn
from cairn import codebook
from cairn.api.app import create_app
from cairn.api.settings import Settings
from cairn.cli import app
from cairn.deriving.events import derive_events
from cairn.exports import Request, export
from cairn.model import (
    Account,
    ActorKind,
    Attribution,
    AttributionKind,
    Casualty,
    CasualtyGroup,
    Claim,
    ClaimField,
    ClaimValue,
    Coded,
    Coding,
    Event,
    Evidence,
    Organisation,
    Outcome,
    Participant,
    Person,
    PersonStatus,
    Place,
    Position,
    Problem,
    Relation,
    RelationKind,
    Report,
    ReportHead,
    Role,
    Span,
    Stage,
    Status,
    Total,
    When,
    WherePrecision,
)
from cairn.publishing.formats import FORMATS
from cairn.record import Record
from cairn.watching import load
from cairn.watching.alerts import Alerts
from cairn.watching.digest import as_html, as_markdown, day_of

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
#: A victim and a relative whom the report lists; speakers of a toll, a type, an attribution and a total whom it does not; a detainee.
VICTIM, RELATIVE, WITNESS, NEIGHBOUR, ACCUSER, COUNTER, DETAINEE, DENIER = (
    "Zarina Belkadi", "Yevgen Tkach", "Tomasz Wieczorek", "Ngozi Adaeze", "Pavlina Horvat", "Kwabena Mensah", "Ileana Moraru", "Wendell Okonjo",
)  # fmt: skip
PRIVATE = (VICTIM, RELATIVE, WITNESS, NEIGHBOUR, ACCUSER, COUNTER, DETAINEE, DENIER)
#: Whoever holds an office, leads a group, or is none of the persons at all.
PUBLIC = ("Omar Farouk", "Abu Walid", "Idris Traore", "Sudan Tribune", "Islamic State")
TEXT = (
    f"Defence minister Omar Farouk said that an air strike near Fallujah killed {VICTIM}, a baker and the aunt of {RELATIVE}, on Friday. {WITNESS} saw it and counted two dead. "
    f"It was a bombing, {NEIGHBOUR} told Sudan Tribune. {ACCUSER} blamed the army. Over 300 strikes hit the town this year, {COUNTER} said. "
    f"Abu Walid, the leader of the Islamic State, was the target, said police spokesman Idris Traore. {DENIER} denied that."
)
STRIKE = Report.of(
    TEXT, title=f"Strike kills {VICTIM}, says {WITNESS}", publisher="Wire", published=date(2024, 3, 16), language="en",
    url="https://wire.example/2024/tomasz-wieczorek-saw-it", source="wire/ngozi-adaeze.html",
)  # fmt: skip
ARREST = Report.of(
    f"Police held {DETAINEE} in Baghdad on Monday, {NEIGHBOUR} and {WITNESS} said. The Islamic State was meant, said police spokesman Idris Traore.",
    title=f"{DETAINEE} held", publisher="Daily", published=date(2024, 3, 20), language="en", url="https://daily.example/ileana-moraru-held",
)  # fmt: skip


def span(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return Span.of(report.text, start, start + len(words))


def claim(report: Report, field: ClaimField, value: ClaimValue, words: str, by: str | None = None) -> Claim:
    return Claim(field, value, (span(report, words),), 0.9, "reader-1", by)


def evidence(report: Report, words: str, field: str, by: str | None = None) -> Evidence:
    found = span(report, words)
    return Evidence(field, found.start, found.end, found.quote, by, report.id, "reader-1", 0.9)


def strike() -> Coded:
    leader = Participant(Role.TARGET, "Abu Walid", None, ActorKind.PERSON, "Abu Walid", "leader")
    victim = Participant(Role.VICTIM, VICTIM, None, ActorKind.PERSON, VICTIM, f"aunt of {RELATIVE}")
    group = Participant(Role.SIDE_B, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "the Islamic State")
    army = Participant(Role.SIDE_A, "Military Forces of Iraq", "mil_iq", ActorKind.STATE_FORCE, "the army")
    toll = Casualty(Outcome.KILLED, CasualtyGroup.CIVILIANS, 2, 2, 2, WITNESS)
    where = Place("Al Fallujah", "IQ", "Al Anbar", None, 33.349, 43.786, WherePrecision.NEAR, "99532", "Fallujah")
    claims = (
        claim(STRIKE, ClaimField.TYPE, "air_drone_strike", "air strike", "Omar Farouk"), claim(STRIKE, ClaimField.TYPE, "remote_explosive_landmine_ied", "It was a bombing", NEIGHBOUR),
        claim(STRIKE, ClaimField.STATUS, Status.OCCURRED, "killed", DENIER), claim(STRIKE, ClaimField.MAIN, value=True, words="air strike"),
        claim(STRIKE, ClaimField.WHEN, When.on(date(2024, 3, 15), "Friday"), "on Friday", "Sudan Tribune"), claim(STRIKE, ClaimField.WHERE, where, "near Fallujah", "Idris Traore"),
        claim(STRIKE, ClaimField.PARTICIPANT, army, "the army"), claim(STRIKE, ClaimField.PARTICIPANT, group, "the Islamic State", "Idris Traore"),
        claim(STRIKE, ClaimField.PARTICIPANT, leader, "Abu Walid", "Idris Traore"), claim(STRIKE, ClaimField.PARTICIPANT, victim, VICTIM, RELATIVE),
        claim(STRIKE, ClaimField.CASUALTY, toll, f"{WITNESS} saw it and counted two dead", WITNESS),
        claim(STRIKE, ClaimField.CASUALTY, replace(toll, low=3, best=3, high=3, said_by="Sudan Tribune"), "killed", "Sudan Tribune"),
    )  # fmt: skip
    told = Event(
        "e-strike", "air_drone_strike", Status.OCCURRED, main=True, when=When.on(date(2024, 3, 15), "Friday"), where=where, participants=(army, group, leader, victim),
        casualties=(toll,), summary="An air strike.", confidence=0.9, reports=(STRIKE.id,), evidence=(evidence(STRIKE, "air strike", "type", NEIGHBOUR), evidence(STRIKE, VICTIM, "participants[3]")),
    )  # fmt: skip
    coding = Coding(
        ReportHead.of(STRIKE, relevant=True), (told,),
        (
            Person("Omar Farouk", (), None, (Position("Government of Iraq", "Defence minister"),), PersonStatus.SPEAKING, public=True),
            Person("Abu Walid", (), "islamic_state", (Position("Islamic State", "leader"),), PersonStatus.KILLED, public=True),
            Person("Idris Traore", (), None, (Position(None, "police spokesman"),), PersonStatus.SPEAKING, public=True),
            Person(VICTIM, (), None, (Position(None, "baker"),), PersonStatus.KILLED), Person(RELATIVE),
        ),
        (Organisation("Islamic State", (), "islamic_state", ActorKind.REBEL_GROUP), Organisation("Sudan Tribune")),
        (Relation(RelationKind.LEADS, "Abu Walid", "Islamic State"), Relation(RelationKind.MEMBER_OF, VICTIM, "Islamic State", evidence=(evidence(STRIKE, VICTIM, "subject"),))),
        (Total("strikes", 300, None, "islamic_state", where="Fallujah", said_by=COUNTER, evidence=(evidence(STRIKE, f"Over 300 strikes hit the town this year, {COUNTER} said", "what", COUNTER),)),),
        (
            Attribution(AttributionKind.BLAME, ACCUSER, "e-strike", (evidence(STRIKE, f"{ACCUSER} blamed the army", "by"),)),
            Attribution(AttributionKind.TOLL, WITNESS, "e-strike", (evidence(STRIKE, WITNESS, "by", WITNESS),)),
        ),
        (Problem(Stage.WHO, f"{VICTIM!r} is in no registry", span(STRIKE, VICTIM)),), "reader-1",
    )  # fmt: skip
    return Coded(STRIKE, (Account("a-strike", STRIKE.id, (span(STRIKE, "air strike"),), claims),), coding)


def arrest() -> Coded:
    detainee = Participant(Role.VICTIM, DETAINEE, None, ActorKind.PERSON, DETAINEE)
    group = Participant(Role.SIDE_B, "Islamic State", "islamic_state", ActorKind.REBEL_GROUP, "The Islamic State")
    where = Place("Baghdad", "IQ", "Baghdad", None, 33.34, 44.4, WherePrecision.EXACT, "98182", "Baghdad")
    claims = (
        claim(ARREST, ClaimField.TYPE, "arrests", "held", f"a neighbour, {NEIGHBOUR}"), claim(ARREST, ClaimField.STATUS, Status.OCCURRED, "held"), claim(ARREST, ClaimField.MAIN, value=True, words="held"),
        claim(ARREST, ClaimField.WHEN, When.on(date(2024, 3, 18), "Monday"), "on Monday", WITNESS), claim(ARREST, ClaimField.WHERE, where, "Baghdad"),
        claim(ARREST, ClaimField.PARTICIPANT, detainee, f"{DETAINEE} in Baghdad on Monday, {NEIGHBOUR}"), claim(ARREST, ClaimField.PARTICIPANT, group, "The Islamic State", "Idris Traore"),
    )  # fmt: skip
    people = (Person("Idris Traore", (), None, (), PersonStatus.SPEAKING, public=True),)
    return Coded(ARREST, (Account("a-arrest", ARREST.id, (span(ARREST, "held"),), claims),), Coding(ReportHead.of(ARREST, relevant=True), people=people, reader="reader-1"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of both reports, whose events have been decided about with names in the reasons."""
    found = tmp_path_factory.mktemp("names") / "names.sqlite"
    with Record.open(found, clock=lambda: NOON) as record:
        for coded in (strike(), arrest()):
            record.add(coded)
        derive_events(record, codebook.load())
        record.reconsider(why=f"{WITNESS} called", by="tester")
        derive_events(record, codebook.load())
    return found


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record.open(path, clock=lambda: NOON) as opened:
        yield opened


def leaks(text: str) -> list[str]:
    """What stands in a text of the private persons' names, whole or in part, with what stands around it."""
    plain = unquote(text).casefold()
    return [plain[max(0, m.start() - 90) : m.end() + 40] for name in PRIVATE for part in name.casefold().split() for m in re.finditer(rf"(?<![^\W_]){part}(?![^\W_])", plain)]


def test_a_leak_is_seen() -> None:
    assert leaks(TEXT.replace(" ", "_"))
    assert leaks("https://wire.example/tomasz%2Dwieczorek")


def as_text(file: Path) -> str:
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as zipped:
            return "\n".join(zipped.read(name).decode() for name in zipped.namelist())
    if "parquet" in file.suffix:
        return str(pq.read_table(file).drop_columns([n for n in pq.read_table(file).column_names if n == "geometry"]).to_pylist()) + str(pq.read_metadata(file).metadata)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_export_names_a_private_person(record: Record, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"events{FORMATS[form].suffix}"
    export(record, Request(form), out, at=NOON)
    text = as_text(out) + "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("*.json") if file != out)
    assert leaks(text) == []
    assert "Islamic State" in text or form in {"gdelt", "polecat", "plover"}
    if form == "csv-evidence":
        assert [name for name in PUBLIC if name not in text] == []
    if form in {"acled", "csv", "ftm", "xlsx", "hxl", "parquet", "geojson"}:
        assert "Abu Walid" in text


COMMANDS = [
    *(["events", "--format", form] for form in ("table", "csv", "json")), ["count", "--by", "actor,type", "--format", "csv"],
    *([name, "Islamic State", "--format", "json"] for name in ("leaders", "autonomy")), ["network", "--format", "json"], ["totals", "--format", "csv"], ["export", "csv-evidence", "--workers", "1"], ["export", "ucdp-ged", "--workers", "1"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_names_a_private_person(path: Path, arguments: list[str]) -> None:
    done = CliRunner().invoke(app, [*arguments, "--record", str(path)])
    assert done.exit_code == 0, done.output
    assert leaks(done.output) == []
    if arguments[0] == "events" and arguments[-1] != "table":
        assert "Abu Walid" in done.stdout


def test_a_table_of_a_report_and_of_an_event_names_no_private_person(path: Path, record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("cairn.cli.gather.gather", lambda *_, **__: iter((strike(), arrest())))
    monkeypatch.setattr("cairn.pipeline.Pipeline.default", lambda **_: None)
    coded = CliRunner().invoke(app, ["code", str(tmp_path), "--format", "csv"])
    shown = [CliRunner().invoke(app, ["show", event.id, "--format", "csv", "--record", str(path)]) for event in record.events()]
    for done in (coded, *shown):
        assert done.exit_code == 0, done.output
        assert leaks(done.output) == []
    assert "Abu Walid" in coded.stdout


def test_no_feed_and_no_digest_names_a_private_person(tmp_path: Path) -> None:
    config = tmp_path / "watch.yaml"
    config.write_text("sources: [{name: Drop, folder: in}]\nalerts: [{name: All, feed: all.xml}]\n")
    with Record.open(tmp_path / "watched.sqlite", clock=lambda: NOON) as record:
        alerts = Alerts(record, load(config), clock=lambda: NOON, wait=lambda _: None)
        alerts.begin()
        for coded in (strike(), arrest()):
            record.add(coded)
        derive_events(record, codebook.load())
        assert alerts.send() == ()
        day = day_of(record, NOON.date(), zone=UTC)
        notices = [json.dumps(notice.values, default=str) for way in alerts._ways for found, _ in alerts._notices(way.alert, 0) for notice in found]
    assert len(notices) == len(day.new) == 2
    for text in (*(file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.xml")), as_markdown(day), as_html(day), *notices):
        assert leaks(text) == []
    assert any("Omar Farouk" in text and "Abu Walid" in text for text in notices)


def test_no_frame_names_a_private_person(path: Path) -> None:
    held: Any = cairn.open(path)
    with held:
        tables = [held.events(), held.actors(), held.counts("actor"), held.leaders("Islamic State"), held.network(), held.autonomy("Islamic State"), held.trend()]
        texts = [text for table in tables for text in (table.to_pandas().to_csv(), table._repr_html_(), str(table.to_polars().to_dicts()))]
    assert [found for text in texts for found in leaks(text)] == []
    assert "Abu Walid" in texts[0]


class Asked:
    """Every address of the API that can be read, from its own description."""

    def __init__(self, client: TestClient, known: dict[str, list[str]]) -> None:
        self.client, self.known = client, known

    def addresses(self) -> Iterator[str]:
        described = self.client.app.openapi()["paths"]  # type: ignore[attr-defined]
        for path, methods in described.items():
            if "get" in methods:
                for place in self.known[path.split("/{")[0].rsplit("/", 1)[-1]] if "{" in path else [""]:
                    whole = re.sub(r"\{[^}]+\}", place, path)
                    yield from (whole + query for query in self.queries(methods["get"].get("parameters", ())))

    def queries(self, parameters: Any) -> Iterator[str]:
        required = [p for p in parameters if p["in"] == "query" and p.get("required")]
        optional = [p for p in parameters if p["in"] == "query" and not p.get("required") and p["name"] in {"format", "then_by"}]
        start = [""]
        for one in required:
            start = [f"{query}{'&' if query else '?'}{one['name']}={value}" for query in start for value in self.values(one)]
        yield from start
        yield from (f"{query}{'&' if query else '?'}{one['name']}={value}" for one in optional for query in start for value in self.values(one))

    def values(self, parameter: Any) -> list[str]:
        if parameter["name"] == "q":
            return ["strike", WITNESS.split()[1], DETAINEE.split()[1]]
        schemas = self.client.app.openapi()["components"]["schemas"]  # type: ignore[attr-defined]
        kinds = [parameter["schema"], *parameter["schema"].get("anyOf", ())]
        return [value for kind in kinds for value in (schemas[kind["$ref"].rsplit("/", 1)[-1]]["enum"] if "$ref" in kind else kind.get("enum", ()))]


def test_no_answer_of_the_api_names_a_private_person(record: Record) -> None:
    client = TestClient(create_app(record, Settings(hosts=frozenset({"testserver"}))))
    listed = {name: [row[key] for row in client.get(f"/api/v1/{name}?limit=100").json()["items"]] for name, key in (("events", "id"), ("reports", "id"), ("actors", "key"))}
    assert [*map(len, listed.values())] >= [2, 2]
    csrf = client.get("/api/v1/session").json()["csrf"]
    decided = client.post("/api/v1/reviews", json={"action": "accept", "event": listed["events"][0], "reason": f"{WITNESS} wrote to us"}, headers={"X-CSRF-Token": csrf})
    assert decided.status_code < 300, decided.text
    asked = Asked(client, {**listed, "jobs": []})
    answers = {address: client.get(address) for address in asked.addresses()}
    assert {answer.status_code for answer in answers.values()} <= {200, 403, 404}, {a: r.status_code for a, r in answers.items()}
    for address, answer in answers.items():
        asked_for = set(re.findall(r"[?&]q=(\w+)", address))
        assert [found for found in leaks(answer.text) if not asked_for & set(re.findall(r"\w+", found))] == [], address
    whole = "".join(answer.text for answer in answers.values())
    assert [name for name in PUBLIC if name not in whole] == []

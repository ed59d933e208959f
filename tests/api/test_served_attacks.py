"""The usual attacks: none of them gets anywhere."""

import gzip
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn import codebook
from cairn.api.guards import content_policy
from cairn.deriving.events import derive_events
from cairn.record import Record
from tests.record.factories import coded_of, report_of

from .conftest import BASE, Caller

SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8137", "testserver.evil.example", "127.0.0.1.evil.example", "", "[::1", "testserver@evil.example"])
def test_a_name_that_the_server_was_not_told_is_refused(alone: Caller, host: str) -> None:
    answer = alone.get("/session", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "misdirected"


def test_the_servers_own_names_are_answered_on_any_port(small: Record, serve: Callable[..., FastAPI]) -> None:
    client = TestClient(serve(small, hosts=frozenset({"localhost", "::1", "127.0.0.1"})))
    for host in ("localhost", "localhost:8137", "127.0.0.1:1", "[::1]:8137", "LOCALHOST"):
        assert client.get(f"{BASE}/session", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": "é".encode("latin-1")}, {"Origin": "https://evil.example"},
        {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    ],
)  # fmt: skip
def test_a_page_elsewhere_can_change_nothing(own: Caller, headers: dict[Any, Any]) -> None:
    right = {"X-CSRF-Token": own.csrf} if "Origin" in headers or "Sec-Fetch-Site" in headers else {}
    for kind, body in (("application/json", b'{"kind":"review"}'), ("text/plain", b'{"kind":"review"}'), ("application/x-www-form-urlencoded", b"kind=review")):
        answer = own.client.post(f"{BASE}/undo", content=body, headers={"Content-Type": kind} | right | headers)
        assert answer.status_code == 403


def test_no_page_elsewhere_may_read_an_answer(alone: Caller) -> None:
    answer = alone.get("/meta", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    asked = alone.client.options(f"{BASE}/undo", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"})
    assert "access-control-allow-origin" not in asked.headers


def test_every_answer_says_what_a_browser_may_do_with_it(alone: Caller) -> None:
    for path in ("/", "/events/x", "/assets/app-1a2b.js", "/api/v1/meta", "/api/v1/nothing", "/nothing.js"):
        headers = alone.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_tiles_open_the_policy_to_their_host_only() -> None:
    policy = content_policy("https://tiles.example.org:444/{z}/{x}/{y}.png?key=1")
    assert re.search(r"img-src 'self' data: blob: https://tiles\.example\.org:444;", policy)
    assert "script-src 'self';" in policy


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/assets/..%5c..%5csecret.txt", "//etc/passwd.txt", "/%00.txt",
     "/leads-out.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/" + "a" * 5000 + ".js"],
)  # fmt: skip
def test_no_path_leads_out_of_the_apps_files(alone: Caller, path: str) -> None:
    answer = alone.client.get(path)
    assert answer.status_code == 404
    assert "not to be served" not in answer.text


def test_paths_of_the_app_give_its_page_and_those_of_the_api_do_not(alone: Caller) -> None:
    for path in ("/", "/events/e1", "/actors/x", "/review"):
        assert "<title>Cairn</title>" in alone.client.get(path).text
    assert alone.client.get("/assets/app-1a2b.js").headers["cache-control"].startswith("public, max-age")
    assert alone.client.get("/api/v2/meta").json()["error"]["code"] == "not_found"


def test_an_app_that_was_not_built_says_so(small: Record, serve: Callable[..., FastAPI], tmp_path: Path) -> None:
    answer = TestClient(serve(small, static=tmp_path / "nowhere")).get("/")
    assert answer.status_code == 503
    assert "not built" in answer.text


@pytest.mark.parametrize("path", ["/events/..%2f..%2fetc%2fpasswd", "/reports/%2e%2e", "/actors/../../etc/passwd", "/events/%00", "/reports/' OR 1=1 --", "/jobs/%25", "/actors/%F0%9F%92%A5"])
def test_strange_ids_are_not_found(alone: Caller, path: str) -> None:
    assert alone.get(path).status_code == 404


def test_a_stored_script_is_only_ever_json(own: Caller, small: Record) -> None:
    text = f"{SCRIPT} Abu Ali was killed in an air strike near Fallujah on Friday, the army said."
    small.add(coded_of(report_of(text, title=SCRIPT, publisher=SCRIPT, url=f"javascript:{SCRIPT}", source=f"{SCRIPT}.txt")))
    derive_events(small, codebook.load())
    for path in ("/reports", "/events", "/actors", "/search?q=script", "/changes", "/events/export?format=jsonl", "/events/export?format=geojson"):
        answer = own.get(path)
        assert answer.headers["content-type"].split(";")[0] in ("application/json", "application/x-ndjson", "application/geo+json")
        assert answer.headers["x-content-type-options"] == "nosniff"
    (report,) = own.get("/search?q=script").json()["reports"]
    page = own.get(f"/reports/{report['id']}").json()
    assert page["text"].startswith(SCRIPT)
    assert page["head"]["title"] == SCRIPT


def test_a_formula_does_not_reach_a_spreadsheet(own: Caller, small: Record) -> None:
    from dataclasses import replace

    from cairn.model import Place, WherePrecision
    from tests.record.factories import event_of, settle

    places = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    accounts = [account.id for account, _ in small.accounts()]
    made = [replace(event_of(f"e{n}"), where=Place(name, None, None, None, None, None, WherePrecision.UNKNOWN), summary=name) for n, name in enumerate(places)]
    settle(small, [(event, (accounts[n % len(accounts)],)) for n, event in enumerate(made)])
    import csv

    cells = [cell for row in csv.reader(io.StringIO(own.get("/events/export?format=csv").text)) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(small: Record, serve: Callable[..., FastAPI]) -> None:
    caller = Caller(TestClient(serve(small, max_body=1000, max_upload=5000, max_file=2000)))
    assert caller.post("/reports", {"text": "x" * 2000}).status_code == 413

    def endless() -> Any:
        for _ in range(100):
            yield b"x" * 100

    assert caller.send("POST", "/reports", content=endless(), headers={"Content-Type": "application/json"}).status_code == 413
    assert caller.send("POST", "/reports", files={"files": ("a.txt", b"x" * 3000)}).status_code == 413
    assert caller.send("POST", "/reports", files={"files": ("a.txt", b"x" * 9000)}).status_code == 413


def test_a_packed_body_is_refused(own: Caller) -> None:
    packed = gzip.compress(b'{"text": "' + b"x" * 100_000 + b'"}')
    for coding in ("gzip", "deflate", "br", "gzip, gzip"):
        answer = own.send("POST", "/reports", content=packed, headers={"Content-Encoding": coding, "Content-Type": "application/json"})
        assert answer.status_code == 415


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{", 422), ("application/json", b'{"urls": []}', 422), ("application/json", b'{"urls": ["file:///etc/passwd"]}', 422),
        ("application/json", b'{"urls": ["ftp://x"], "text": "x"}', 422), ("application/json", b'{"text": "  "}', 422), ("application/json", b"[" * 100_000, 422),
        ("application/json", b'{"urls": ["http://[::1"]}', 422), ("text/html", b"<p>", 415), ("application/xml", b"<!DOCTYPE x>", 415),
        ("multipart/form-data", b"no boundary", 400), ("multipart/form-data; boundary=x", b"--x\r\n\r\n", 400), ("multipart/form-data; boundary=x", b"--x--\r\n", 422),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_refused(own: Caller, kind: str, body: bytes, status: int) -> None:
    answer = own.send("POST", "/reports", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status, answer.text
    assert set(answer.json()["error"]) == {"code", "message", "detail"}


def test_deep_and_endless_json_is_refused(own: Caller) -> None:
    for body in (b"[" * 200_000, b'{"a":' * 100_000, b'{"action": "correct", "event": "e", "field": "where", "value": ' + b"[" * 50_000):
        answer = own.send("POST", "/reviews", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422)

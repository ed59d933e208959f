"""Alerts: which events are told, from where on, and on which ways."""

import hashlib
import hmac
import json
import os
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest

from cairn.record import Address, Record
from cairn.watching import Config, load
from cairn.watching.alerts import Alerts
from tests.record.factories import BASE, account_of, coded_of, event_of, settle

from .made import Clock

PRIVATE = "Abu Ali"


@dataclass
class Hook:
    """What was posted, and what is answered."""

    url: str = ""
    status: int = 204
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    held = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(held.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    held.url = f"http://127.0.0.1:{server.server_port}/hook"
    yield held
    server.shutdown()
    server.server_close()


class Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (text := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(text)
                self.server.mails.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write({b"QUIT": b"221 bye\r\n", b"AUTH": b"535 no\r\n", b"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n"}.get(word, b"250 ok\r\n"))
            if word == b"QUIT":
                return


@pytest.fixture
def post() -> Iterator[socketserver.ThreadingTCPServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)
    server.daemon_threads = True
    server.mails = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def config_of(folder: Path, alert: str, more: str = "") -> Config:
    path = folder / "watch.yaml"
    path.write_text(f"sources: [{{name: Drop, folder: in}}]\nfetching: {{allow_private: ['127.0.0.1'], timeout: 2s}}\nalerts: [{alert}]\n{more}")
    return load(path)


def alerts_of(record: Record, config: Config) -> Alerts:
    return Alerts(record, config, clock=Clock(), wait=lambda _: None)


@pytest.fixture
def record(address: Address) -> Iterator[Record]:
    with Record.open(address, clock=Clock()) as held:
        held.add(coded_of(accounts=3, public=False))
        yield held


def tell(record: Record, *ids: str, **fields: Any) -> None:
    """Lets the record hold exactly these events."""
    record.reconsider(why="test", by="test")
    settle(record, [(event_of(id_, **fields), (account_of(BASE, n).id,)) for n, id_ in enumerate(ids)])


def test_an_alert_begins_where_it_was_set_up(record: Record, tmp_path: Path, hook: Hook) -> None:
    tell(record, "e1")
    alerts = alerts_of(record, config_of(tmp_path, f"{{name: All, webhook: {{url: '{hook.url}'}}}}"))
    alerts.begin()
    assert alerts.send() == ()
    tell(record, "e1", "e2")
    alerts.send()
    alerts.send()
    alerts_of(record, config_of(tmp_path, f"{{name: All, webhook: {{url: '{hook.url}'}}}}")).send()
    (got,) = hook.got
    told = json.loads(got[1])
    assert told["alert"] == "All"
    assert [(e["event"]["id"], e["change"]) for e in told["events"]] == [("e2", "added")]


@pytest.mark.parametrize(
    ("alert", "told"),
    [
        ("filter: {country: IQ}", {"e1": "changed", "e2": "added"}), ("filter: {country: ML}", {}), ("on: [added]", {"e2": "added"}), ("on: [changed]", {"e1": "changed"}),
        ("filter: {min_confidence: 0.95}", {}), ("filter: {type: air_drone_strike, actor: iq-military}", {"e1": "changed", "e2": "added"}),
    ],
)  # fmt: skip
def test_the_filter_decides(record: Record, tmp_path: Path, hook: Hook, alert: str, told: dict[str, str]) -> None:
    tell(record, "e1")
    alerts = alerts_of(record, config_of(tmp_path, f"{{name: All, {alert}, webhook: {{url: '{hook.url}'}}}}"))
    alerts.begin()
    tell(record, "e1", "e2", confidence=0.9)
    assert alerts.send() == ()
    assert {e["event"]["id"]: e["change"] for _, body in hook.got for e in json.loads(body)["events"]} == told


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_can_not_be_sent_is_kept_and_sent_later(record: Record, tmp_path: Path, hook: Hook, status: int) -> None:
    alerts = alerts_of(record, config_of(tmp_path, f"{{name: All, webhook: {{url: '{hook.url}'}}}}"))
    alerts.begin()
    tell(record, "e1")
    hook.status = status
    (fault,) = alerts.send()
    assert f"answered {status}" in fault
    assert len(hook.got) == 3
    state = record.watched.alert("All", f"webhook {hook.url}")
    assert state is not None
    assert (state.failures, state.sent) == (1, 0)
    hook.status = 200
    assert alerts.send() == ()
    keys = {headers["Idempotency-Key"] for headers, _ in hook.got}
    assert (len(hook.got), len(keys)) == (4, 1)


def test_a_webhook_on_a_private_address_is_refused(record: Record, tmp_path: Path, hook: Hook) -> None:
    config = config_of(tmp_path, f"{{name: All, webhook: {{url: '{hook.url.replace('127.0.0.1', 'localhost')}'}}}}")
    alerts = alerts_of(record, config)
    alerts.begin()
    tell(record, "e1")
    assert "a private or local address" in alerts.send()[0]
    assert hook.got == []


def test_a_webhook_is_signed(record: Record, tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    alerts = alerts_of(record, config_of(tmp_path, f"{{name: All, webhook: {{url: '{hook.url}', secret_env: HOOK_SECRET}}}}"))
    alerts.begin()
    tell(record, "e1")
    assert "HOOK_SECRET is not set" in alerts.send()[0]
    monkeypatch.setenv("HOOK_SECRET", "s3")
    assert alerts.send() == ()
    headers, body = hook.got[0]
    assert headers["X-Cairn-Signature"] == "sha256=" + hmac.new(b"s3", body, hashlib.sha256).hexdigest()


def mailing(tmp_path: Path, post: socketserver.ThreadingTCPServer, more: str = "") -> Config:
    port = post.server_address[1]
    mail = f"mail: {{host: 127.0.0.1, port: {port}, security: none, sender: cairn@example.org{more}}}"
    return config_of(tmp_path, '{name: "Iraq\\nBcc: x@example.org", email: [ana@example.org, bo@example.org]}'.replace("\\n", " "), mail)


def test_a_mail_tells_the_events(record: Record, tmp_path: Path, post: socketserver.ThreadingTCPServer) -> None:
    alerts = alerts_of(record, mailing(tmp_path, post))
    alerts.begin()
    tell(record, "e1", "e2")
    assert alerts.send() == ()
    (mail,) = (message_from_bytes(raw, policy=policy.default) for raw in post.mails)  # type: ignore[attr-defined]
    assert mail["To"] == "ana@example.org, bo@example.org"
    assert mail["Subject"] == "Iraq Bcc: x@example.org: 2 events"
    assert mail["Bcc"] is None
    text = mail.get_body().get_content()  # type: ignore[union-attr]
    assert "Al Fallujah, Al Anbar, IQ" in text
    assert PRIVATE not in text


@pytest.mark.parametrize(("password", "told"), [("", "CAIRN_MAIL_PASSWORD is not set"), ("wrong", "does not accept the user and the password")])
def test_a_mail_server_that_refuses_is_told(record: Record, tmp_path: Path, post: socketserver.ThreadingTCPServer, monkeypatch: pytest.MonkeyPatch, password: str, told: str) -> None:
    monkeypatch.setenv("CAIRN_MAIL_PASSWORD", password)
    alerts = alerts_of(record, mailing(tmp_path, post, ", user: ana"))
    alerts.begin()
    tell(record, "e1")
    assert told in alerts.send()[0]


def test_a_mail_server_that_is_not_there_is_told(record: Record, tmp_path: Path) -> None:
    mail = "mail: {host: 127.0.0.1, port: 1, security: tls, sender: cairn@example.org}"
    alerts = alerts_of(record, config_of(tmp_path, "{name: All, email: [ana@example.org]}", mail))
    alerts.begin()
    tell(record, "e1")
    assert "mail server 127.0.0.1:1" in alerts.send()[0]


def test_a_feed_file_holds_the_last_events_the_newest_first(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "out" / "all.atom"
    alerts = alerts_of(record, config_of(tmp_path, "{name: '<All> & more', feed: out/all.atom}"))
    alerts.begin()
    tell(record, "e1", summary="An attack with <b>bold</b> & \x07 signs.")
    alerts.send()
    tell(record, "e1", "e2", confidence=0.7)
    alerts.send()
    feed = feedparser.parse(path.read_bytes())
    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", "<All> & more")
    assert [entry.id.rsplit(":", 2)[-2] for entry in feed.entries][-1] == "e1"
    assert len(feed.entries) == 3
    assert len({entry.id for entry in feed.entries}) == 3
    assert not list(path.parent.glob("*.part"))


@pytest.mark.parametrize("before", ["nonsense", "<a/>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'])
def test_a_feed_file_that_is_none_is_replaced(record: Record, tmp_path: Path, before: str) -> None:
    (tmp_path / "all.atom").write_text(before)
    alerts = alerts_of(record, config_of(tmp_path, "{name: All, feed: all.atom}"))
    alerts.begin()
    tell(record, "e1")
    assert alerts.send() == ()
    assert len(feedparser.parse((tmp_path / "all.atom").read_bytes()).entries) == 1


def test_a_feed_file_keeps_no_more_than_it_may(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.watching.channels.KEPT", 2)
    alerts = alerts_of(record, config_of(tmp_path, "{name: All, feed: all.atom}"))
    alerts.begin()
    for n in range(4):
        tell(record, "e1", confidence=0.5 + n / 10)
        alerts.send()
    assert len(feedparser.parse((tmp_path / "all.atom").read_bytes()).entries) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_feed_that_can_not_be_written_is_told(record: Record, tmp_path: Path) -> None:
    alerts = alerts_of(record, config_of(tmp_path, "{name: All, feed: /proc/none/all.atom}"))
    alerts.begin()
    tell(record, "e1")
    assert "can not be written" in alerts.send()[0]


def test_private_names_are_in_none_of_it(record: Record, tmp_path: Path, hook: Hook) -> None:
    alerts = alerts_of(record, config_of(tmp_path, f"{{name: All, feed: all.atom, webhook: {{url: '{hook.url}'}}}}"))
    alerts.begin()
    tell(record, "e1", summary=f"An air strike killed {PRIVATE}.")
    assert alerts.send() == ()
    assert PRIVATE not in (tmp_path / "all.atom").read_text("utf-8")
    assert PRIVATE.encode() not in hook.got[0][1]
    assert "a private person" in hook.got[0][1].decode()


def test_many_events_come_in_several_messages(record: Record, tmp_path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.watching.alerts.MOST", 2)
    monkeypatch.setattr("cairn.watching.alerts.LOOK", 2)
    alerts = alerts_of(record, config_of(tmp_path, f"{{name: All, webhook: {{url: '{hook.url}'}}}}"))
    alerts.begin()
    tell(record, "e1", "e2", "e3")
    assert alerts.send() == ()
    assert [[e["event"]["id"] for e in json.loads(body)["events"]] for _, body in hook.got] == [["e1", "e2"], ["e3"]]

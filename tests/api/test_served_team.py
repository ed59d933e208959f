"""Logging in, roles, tokens, the audit log; what one role may not is refused, whatever it guesses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from cairn.api.throttle import ONE_NAME, WINDOW, Throttle
from cairn.record import Record
from cairn.record.team import Role

from .conftest import PASSWORD, Caller, people

Team = Callable[..., Caller]
#: Every state-changing call, and the role that it needs.
CHANGING: tuple[tuple[str, str, Any, Role], ...] = (
    ("POST", "/reports", {"text": "Nothing happened."}, Role.CODER),
    ("POST", "/reviews", {"action": "accept", "event": "e"}, Role.CODER),
    ("POST", "/reviews", {"action": "sign", "event": "e"}, Role.REVIEWER),
    ("POST", "/judgements", {"verdict": "same", "events": ["a", "b"]}, Role.CODER),
    ("POST", "/undo", {"kind": "review"}, Role.CODER),
    ("POST", "/users", {"name": "eve", "password": PASSWORD, "role": "admin"}, Role.ADMIN),
    ("PATCH", "/users/reader", {"role": "admin"}, Role.ADMIN),
    ("DELETE", "/users/reader", None, Role.ADMIN),
    ("PUT", "/settings", {"two_reviewers": True}, Role.ADMIN),
)
READING = ("/meta", "/events", "/events/points", "/events/counts?by=type", "/events/export", "/reports", "/reports/failures", "/actors", "/totals", "/changes",
           "/search?q=a", "/queue", "/decisions", "/tokens", "/settings")  # fmt: skip


def test_nobody_reads_without_logging_in(team: Team) -> None:
    nobody = team()
    for path in READING:
        assert nobody.get(path).status_code == 401, path
    assert nobody.get("/session").json()["user"] is None


def test_a_reader_reads_and_changes_nothing(team: Team) -> None:
    reader = team("reader")
    for path in READING:
        assert reader.get(path).status_code == 200, path
    for method, path, body, _ in CHANGING:
        assert reader.send(method, path, json=body).status_code == 403, (method, path)
    for path in ("/users", "/audit", "/jobs", "/jobs/1", "/events?private_names=true", "/tokens?all=true"):
        assert reader.get(path).status_code == 403, path


@pytest.mark.parametrize("role", [Role.CODER, Role.REVIEWER])
def test_a_role_may_what_it_may_and_no_more(team: Team, role: Role) -> None:
    caller = team(role.value)
    for method, path, body, needed in CHANGING:
        refused = caller.send(method, path, json=body).status_code == 403
        assert refused is not role.may(needed), (method, path)


def test_logging_in_and_out(team: Team) -> None:
    caller = team()
    answer = caller.log_in("Reader ")
    assert answer.json()["user"] == {"name": "reader", "role": "reader", "local": False}
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert caller.get("/meta").status_code == 200
    kept = caller.client.cookies["cairn_session"]
    assert caller.send("DELETE", "/session").status_code == 204
    caller.client.cookies.set("cairn_session", kept)
    assert caller.get("/meta").status_code == 401


def test_a_wrong_name_and_a_wrong_password_are_told_alike(team: Team) -> None:
    told = [team().log_in(name, word).json() for name, word in (("reader", "wrong password"), ("nobody-here", PASSWORD))]
    assert told[0] == told[1]


def test_guessing_is_held_back(team: Team) -> None:
    caller = team()
    tries = [caller.log_in("reader", "wrong password").status_code for _ in range(ONE_NAME + 1)]
    assert tries == [401] * ONE_NAME + [429]
    held = caller.log_in("reader")
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) > 0


@pytest.mark.parametrize("cookie", ["", "x", "a.b", "é", "a" * 5000, "../../etc/passwd"])
def test_a_made_up_cookie_is_nobody(team: Team, cookie: str) -> None:
    caller = team()
    headers = {b"Cookie": f"cairn_session={cookie}".encode()}
    assert caller.client.get("/api/v1/meta", headers=headers).status_code == 401


def test_a_session_ends(team: Team, small: Record) -> None:
    reader = team("reader")
    app: Any = reader.client.app
    now = app.state.desk.record.team._clock()
    small._clock = lambda: now + timedelta(hours=13)
    assert reader.get("/meta").status_code == 401


def test_changing_a_role_ends_the_sessions_of_the_user(team: Team) -> None:
    reader, admin = team("reader"), team("admin")
    assert admin.send("PATCH", "/users/reader", json={"role": "coder"}).json()["role"] == "coder"
    assert reader.get("/meta").status_code == 401


def test_a_disabled_user_is_let_in_no_more(team: Team) -> None:
    admin, caller = team("admin"), team()
    admin.send("PATCH", "/users/coder", json={"disabled": True})
    assert caller.log_in("coder").status_code == 401


def test_the_last_administrator_stays(team: Team) -> None:
    admin = team("admin")
    for answer in (admin.send("DELETE", "/users/admin"), admin.send("PATCH", "/users/admin", json={"role": "reader"}), admin.send("PATCH", "/users/admin", json={"disabled": True})):
        assert answer.status_code == 409


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"name": "new", "password": "short", "role": "reader"}, 422), ({"name": "New One", "password": PASSWORD}, 422), ({"name": "../x", "password": PASSWORD}, 422),
        ({"name": "reader", "password": PASSWORD}, 409), ({"name": "new", "password": PASSWORD, "role": "king"}, 422), ({"name": "new", "password": "aaaaaaaaaaaa"}, 422),
        ({"name": "new", "password": PASSWORD, "more": 1}, 422), ({"name": "new", "password": PASSWORD, "role": "coder"}, 201),
    ],
)  # fmt: skip
def test_users_are_made_only_as_they_can_be(team: Team, given: dict[str, Any], status: int) -> None:
    answer = team("admin").post("/users", given)
    assert answer.status_code == status
    assert given["password"] not in answer.text


def test_a_token_acts_with_its_scope_and_only_while_it_holds(team: Team) -> None:
    coder = team("coder")
    made = coder.post("/tokens", {"name": "script", "scope": "reader"}).json()
    bearer = Caller(team().client)
    headers = {"Authorization": f"Bearer {made['secret']}"}
    assert bearer.get("/meta", headers=headers).json()["user"]["role"] == "reader"
    assert bearer.client.post("/api/v1/reviews", json={"action": "accept", "event": "e"}, headers=headers).status_code == 403
    assert made["secret"] not in coder.get("/tokens").text
    assert bearer.client.post("/api/v1/tokens", json={"name": "more"}, headers=headers).status_code == 409
    assert coder.post("/tokens", {"name": "too much", "scope": "admin"}).status_code == 403
    assert coder.send("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert bearer.get("/meta", headers=headers).status_code == 401


def test_a_token_of_another_user_can_not_be_taken_back_or_seen(team: Team) -> None:
    coder, reviewer = team("coder"), team("reviewer")
    made = coder.post("/tokens", {"name": "script"}).json()
    assert reviewer.send("DELETE", f"/tokens/{made['id']}").status_code == 404
    assert reviewer.get("/tokens").json()["items"] == []
    assert team("admin").send("DELETE", f"/tokens/{made['id']}").status_code == 204


def test_the_audit_log_tells_who_did_what(team: Team) -> None:
    admin = team("admin")
    team().log_in("reader", "wrong password")
    admin.post("/users", {"name": "new", "password": PASSWORD})
    rows = admin.get("/audit").json()["items"]
    assert [(row["who"], row["action"], row["target"]) for row in rows[:2]] == [("admin", "user added as reader", "new"), (None, "log-in refused", "reader")]
    page = admin.get("/audit?limit=1").json()
    assert admin.get(f"/audit?limit=1&cursor={page['next']}").json()["items"][0]["number"] == rows[1]["number"]


def test_ones_own_password_changes_with_the_old_one(team: Team) -> None:
    caller = team()
    caller.log_in("reader")
    assert caller.send("PUT", "/session/password", json={"old": "wrong password", "new": "another long word"}).status_code == 403
    assert caller.send("PUT", "/session/password", json={"old": PASSWORD, "new": "another long word"}).status_code == 204
    assert caller.get("/meta").status_code == 401
    assert caller.log_in("reader", "another long word").status_code == 200


def test_the_first_user_of_a_record_is_an_administrator(own: Caller) -> None:
    assert own.post("/users", {"name": "ann", "password": PASSWORD, "role": "reader"}).status_code == 422
    assert own.post("/users", {"name": "ann", "password": PASSWORD, "role": "admin"}).status_code == 201


def test_users_sessions_and_tokens_are_kept_on_each_database(record: Record, serve: Callable[..., FastAPI], hashes: dict[str, str]) -> None:
    people(record, hashes)
    caller = Caller(TestClient(serve(record, login=True)))
    assert caller.log_in("admin").status_code == 200
    secret = caller.post("/tokens", {"name": "script", "scope": "admin", "days": 1}).json()["secret"]
    assert caller.get("/users", headers={"Authorization": f"Bearer {secret}"}).json()["total"] == 4
    assert caller.send("DELETE", "/users/reader").status_code == 204
    assert caller.get("/audit").json()["total"] == 3
    assert caller.send("PUT", "/settings", json={"two_reviewers": True}).json() == {"two_reviewers": True}
    assert caller.get("/settings").json() == {"two_reviewers": True}


def test_failed_tries_are_forgotten_after_a_while_and_after_success() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(ONE_NAME):
        throttle.failed("ann", "10.0.0.1")
    assert throttle.wait("ann", "10.0.0.1") > 0
    assert throttle.wait("ann", "10.0.0.2") == 0
    assert throttle.wait("bob", "10.0.0.1") == 0
    now[0] = WINDOW + 1
    assert throttle.wait("ann", "10.0.0.1") == 0
    for _ in range(ONE_NAME - 1):
        throttle.failed("ann", "10.0.0.1")
    throttle.well("ann", "10.0.0.1")
    assert throttle.wait("ann", "10.0.0.1") == 0


def test_the_session_brings_what_the_server_holds_to_who_may_know(own: Caller, team: Callable[[str | None], Caller]) -> None:
    assert own.get("/session").json()["meta"] is None
    assert own.get("/session?meta=true").json()["meta"] == own.get("/meta").json()
    assert team(None).get("/session?meta=true").json()["meta"] is None
    assert team("reader").get("/session?meta=true").json()["meta"]["user"]["name"] == "reader"


def test_a_setting_holds_at_once(team: Callable[[str | None], Caller]) -> None:
    admin = team("admin")
    assert admin.get("/session?meta=true").json()["meta"]["two_reviewers"] is False
    admin.send("PUT", "/settings", json={"two_reviewers": True})
    assert admin.get("/session?meta=true").json()["meta"]["two_reviewers"] is True

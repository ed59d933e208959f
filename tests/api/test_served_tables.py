"""Bulk edits through a table: shown first, then applied, and undone one by one."""

import csv
import io
from typing import Any

import pytest

from cairn.api.stash import WHILE, Stash

from .conftest import Caller


def table(caller: Caller) -> list[dict[str, str]]:
    answer = caller.get("/reviews/csv")
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def written(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def give(caller: Caller, data: bytes) -> Any:
    return caller.send("POST", "/reviews/csv", content=data, headers={"Content-Type": "text/csv"})


def test_a_table_that_was_not_edited_says_nothing(own: Caller) -> None:
    assert give(own, written(table(own))).json() == {"diff": [], "problems": [], "token": None}


def test_edits_are_shown_and_then_applied(local: Caller) -> None:
    rows = table(local)
    rows[0]["type"] = "attack"
    told = give(local, written(rows)).json()
    assert [(d["event"], d["field"], d["new"]) for d in told["diff"]] == [(rows[0]["id"], "type", "attack")]
    assert local.get(f"/events/{rows[0]['id']}").json()["event"]["review"] == "unreviewed"
    applied = local.post("/reviews/csv/apply", {"token": told["token"], "reason": "read again"})
    assert applied.status_code == 201
    page = local.get(f"/events/{rows[0]['id']}").json()
    assert (page["event"]["type"], page["event"]["review"], page["decisions"][0]["reason"]) == ("attack", "corrected", "read again")
    assert local.post("/reviews/csv/apply", {"token": told["token"]}).status_code == 409
    assert local.post("/undo", {"kind": "review"}).status_code == 200


def test_a_file_is_taken_as_well(own: Caller) -> None:
    rows = table(own)
    rows[0]["type"] = "no such type"
    told = own.send("POST", "/reviews/csv", files={"file": ("../x.csv", written(rows))}).json()
    assert (told["diff"], [p["row"] for p in told["problems"]]) == ([], [2])


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xff\xff", b"id\n" + b"\0" * 10, b'id,type\n"' + b"x" * 200_000])
def test_what_is_no_table_is_refused(own: Caller, data: bytes) -> None:
    assert give(own, data).status_code == 422


def test_edits_are_only_for_who_gave_them(team: Any) -> None:
    coder, reviewer = team("coder"), team("reviewer")
    rows = table(coder)
    rows[0]["type"] = "attack"
    token = give(coder, written(rows)).json()["token"]
    assert reviewer.post("/reviews/csv/apply", {"token": token}).status_code == 409
    assert coder.post("/reviews/csv/apply", {"token": token}).status_code == 201


def test_what_is_stashed_ends() -> None:
    now = [0.0]
    stash: Stash[int] = Stash(most=2, clock=lambda: now[0])
    first, second, third = (stash.put("ann", n) for n in (1, 2, 3))
    assert stash.take("ann", first) is None
    assert stash.take("bob", second) is None
    assert stash.take("ann", second) == 2
    now[0] = WHILE + 1
    assert stash.take("ann", third) is None

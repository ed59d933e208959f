"""What people decide takes effect at once, is told as theirs, and can be undone."""

from typing import Any

import pytest

from cairn.publishing.privacy import PRIVATE_PERSON

from .conftest import Caller


def first(caller: Caller) -> Any:
    id_ = caller.get("/events").json()["items"][0]["id"]
    return caller.get(f"/events/{id_}").json()


def test_a_corrected_toll_is_shown_as_the_reviewers_and_undone(local: Caller) -> None:
    page = first(local)
    event = page["event"]
    (old,) = event["casualties"]
    body = {"action": "correct", "event": event["id"], "field": "casualties", "replaces": old, "value": {**old, "low": 3, "best": 3, "high": 3}, "reason": "I was there"}
    made = local.post("/reviews", body)
    assert made.status_code == 201
    now = made.json()["event"]
    assert [(c["low"], c["best"], c["high"]) for c in now["event"]["casualties"]] == [(3, 3, 3)]
    assert now["event"]["review"] == "corrected"
    assert [(d["what"], d["by"], d["reason"]) for d in now["decisions"]] == [("correct", "local", "I was there")]
    undone = local.post("/undo", {"kind": "review"}).json()
    assert undone == {"undone": made.json()["number"], "events": [event["id"]]}
    assert first(local)["event"]["casualties"] == [old]


def test_a_correction_points_at_words(own: Caller) -> None:
    page = first(own)
    report = page["reports"][0]["id"]
    where = {**page["event"]["where"], "name": "Mosul"}
    made = own.post("/reviews", {"action": "correct", "event": page["event"]["id"], "field": "where", "value": where, "spans": [{"report": report, "start": 0, "end": 7}]})
    evidence = [e for e in made.json()["event"]["event"]["evidence"] if e["rule"] == "reviewer"]
    assert [(e["start"], e["end"], e["report"], e["said_by"]) for e in evidence if e["field"].startswith("where")] == [(0, 7, report, "local")]


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_accepting_and_rejecting(own: Caller, action: str) -> None:
    id_ = first(own)["event"]["id"]
    own.post("/reviews", {"action": action, "event": id_})
    listed = [row["id"] for row in own.get("/events").json()["items"]]
    assert (id_ in listed) is (action == "accept")
    assert own.get(f"/events?review={action}ed").json()["total"] == 1
    assert id_ not in [row["id"] for row in own.get("/queue").json()["items"]]


def test_merging_and_undoing(local: Caller) -> None:
    ids = [row["id"] for row in local.get("/events").json()["items"]][:2]
    merged = local.post("/judgements", {"verdict": "same", "events": ids, "reason": "the same strike"}).json()
    (home,) = merged["events"]
    gone = next(id_ for id_ in ids if id_ != home)
    assert local.get(f"/events/{gone}").json()["redirected_from"] == [gone]
    assert len(local.get(f"/events/{home}").json()["reports"]) == 2
    page = local.get(f"/events/{home}").json()
    split = local.post("/judgements", {"verdict": "different", "event": home, "reports": [page["reports"][0]["id"]]}).json()
    assert len(split["events"]) == 2
    assert local.post("/undo", {"kind": "judgement"}).json()["events"] == [home]
    assert sorted(local.post("/undo", {"kind": "judgement", "number": merged["number"]}).json()["events"]) == sorted(ids)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/reviews", {"action": "correct", "event": "{}"}, 422), ("/reviews", {"action": "accept", "event": "{}", "field": "type"}, 422),
        ("/reviews", {"action": "correct", "event": "{}", "field": "type", "value": "attack"}, 422), ("/reviews", {"action": "correct", "event": "{}", "field": "type", "reason": "x"}, 422),
        ("/reviews", {"action": "correct", "event": "{}", "field": "where", "value": {"latitude": 1}, "reason": "x"}, 422),
        ("/reviews", {"action": "correct", "event": "{}", "field": "casualties", "value": 3, "reason": "x"}, 422),
        ("/reviews", {"action": "correct", "event": "{}", "field": "weapons", "replaces": {"surface": "tank"}, "reason": "x"}, 409),
        ("/reviews", {"action": "correct", "event": "{}", "field": "type", "value": "attack", "spans": [{"report": "zz", "start": 0, "end": 1}]}, 404),
        ("/reviews", {"action": "accept", "event": "zzz"}, 404), ("/reviews", {"action": "sign", "event": "{}"}, 422), ("/reviews", {"action": "dance", "event": "{}"}, 422),
        ("/reviews", {"action": "accept", "event": ""}, 422), ("/reviews", {"action": "correct", "event": "{}", "field": "type", "value": "no such type", "reason": "x"}, 422),
        ("/judgements", {"verdict": "same", "events": ["{}"]}, 422), ("/judgements", {"verdict": "same", "events": ["{}", "{}"]}, 422),
        ("/judgements", {"verdict": "same", "event": "{}", "reports": ["a"]}, 422), ("/judgements", {"verdict": "different", "event": "{}", "reports": ["zz"]}, 422),
        ("/undo", {"kind": "review"}, 404), ("/undo", {"kind": "judgement", "number": 99}, 404), ("/undo", {"kind": "everything"}, 422),
    ],
)  # fmt: skip
def test_decisions_that_can_not_be_are_refused(alone: Caller, path: str, body: dict[str, Any], status: int) -> None:
    id_ = first(alone)["event"]["id"]
    filled = {k: (id_ if v == "{}" else [id_ if x == "{}" else x for x in v] if isinstance(v, list) and v and isinstance(v[0], str) else v) for k, v in body.items()}
    answer = alone.post(path, filled)
    assert answer.status_code == status, answer.text


def test_a_coder_does_not_take_back_what_another_decided(team: Any) -> None:
    reviewer, coder = team("reviewer"), team("coder")
    id_ = first(reviewer)["event"]["id"]
    number = reviewer.post("/reviews", {"action": "accept", "event": id_}).json()["number"]
    assert coder.post("/undo", {"kind": "review", "number": number}).status_code == 403
    assert coder.post("/undo", {"kind": "review"}).status_code == 404
    own = coder.post("/reviews", {"action": "reject", "event": id_}).json()["number"]
    assert reviewer.post("/undo", {"kind": "review", "number": own}).status_code == 200


def test_a_second_person_signs(team: Any) -> None:
    reviewer, coder = team("reviewer"), team("coder")
    id_ = first(coder)["event"]["id"]
    coder.post("/reviews", {"action": "accept", "event": id_})
    signed = reviewer.post("/reviews", {"action": "sign", "event": id_})
    assert signed.json()["event"]["event"]["review"] == "signed"
    told = coder.get("/decisions", params={"event": id_}).json()["items"]
    assert [(d["what"], d["by"]) for d in told] == [("sign", "reviewer"), ("accept", "coder")]
    assert [d["what"] for d in coder.get("/decisions", params={"by": "coder"}).json()["items"]] == ["accept"]


def test_the_queue_begins_with_what_weighs_most_and_says_why(alone: Caller) -> None:
    rows = alone.get("/queue").json()["items"]
    assert len(rows) == 3
    values = [row["doubt"] * row["weight"] for row in rows]
    assert values == sorted(values, reverse=True)
    assert "1 killed" in rows[0]["why"]


def test_masked_names_are_put_back_when_the_rest_of_a_value_is_corrected(own: Caller, small: Any) -> None:
    from dataclasses import replace

    from cairn import codebook
    from cairn.deriving.events import derive_events
    from cairn.model import ActorKind, ClaimField, Participant, Role
    from tests.record.work import coded

    made = coded("private", 40)
    (account,) = made.accounts
    victim = Participant(Role.VICTIM, "Hassan Karim", None, ActorKind.PERSON, "Hassan Karim")
    claims = tuple(replace(c, value=victim) if c.field is ClaimField.PARTICIPANT else c for c in account.claims)
    small.add(replace(made, accounts=(replace(account, claims=claims),)))
    derive_events(small, codebook.load())
    row = next(r for r in own.get("/events").json()["items"] if any(p["name"] == PRIVATE_PERSON for p in r["participants"]))
    event = own.get(f"/events/{row['id']}").json()["event"]
    (seen,) = event["participants"]
    body = {"action": "correct", "event": row["id"], "field": "participants", "replaces": seen, "value": {**seen, "role": "target"}, "reason": "a target"}
    assert own.post("/reviews", body).status_code == 201
    (now,) = own.get(f"/events/{row['id']}?private_names=true").json()["event"]["participants"]
    assert (now["name"], now["role"]) == ("Hassan Karim", "target")
    added = own.post("/reviews", {"action": "correct", "event": row["id"], "field": "participants", "value": seen, "reason": "another"})
    assert added.status_code == 422

"""Ties between actors."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cairn import codebook
from cairn.analysis import Edge, Network, Node, Origin, Source, between, network, told
from cairn.analysis.graphml import clean, to_graphml, to_values
from cairn.model import ActorKind, Event, Participant, Period, Relation, RelationKind, Role, Status

from .made_events import ARMY, CIVILIANS, IS, event

BOOK = codebook.load()
PAGE = Source(Origin.REGISTRY, "https://example.org", checked=True)
PERSON = Participant(Role.SIDE_B, "Abu Ali", None, ActorKind.PERSON)
REGISTERED = {"Islamic State": "islamic_state", "IS Khorasan": "isk"}


def ties(*events: Event) -> set[tuple[str, str, str]]:
    edges, _ = between(events, BOOK)
    return {(str(e.kind), e.subject, e.object) for e in edges}


def test_opposite_sides_fight_and_the_unarmed_are_attacked() -> None:
    assert ties(event(1)) == {("fought", "islamic_state", "mil_iq")}
    assert ties(event(1, kind="attack", who=(IS, CIVILIANS))) == {("attacked", "islamic_state", "Civilians (Iraq)")}
    assert ties(event(1, who=(IS, replace(CIVILIANS, role=Role.SIDE_B)))) == {("attacked", "islamic_state", "Civilians (Iraq)")}


def test_who_is_associated_with_a_side_fought_beside_it() -> None:
    ally = replace(IS, role=Role.ASSOCIATED_A, name="Ally", actor="ally")
    assert ("fought_beside", "ally", "islamic_state") in ties(event(1, who=(IS, ally, ARMY)))


def test_persons_what_did_not_occur_and_what_is_no_violence_tie_nobody() -> None:
    assert ties(event(1, who=(IS, PERSON)), event(2, status=Status.FOILED), event(3, kind="agreement")) == set()


def test_fights_of_two_are_one_edge_whoever_is_side_a() -> None:
    back = event(2, day=date(2024, 5, 1), who=(replace(ARMY, role=Role.SIDE_A), replace(IS, role=Role.SIDE_B)))
    edges, nodes = between([event(1), back], BOOK)
    (edge,) = edges
    assert (edge.number, edge.start, edge.end, edge.events, edge.origin) == (2, date(2024, 3, 15), date(2024, 5, 1), ("e0001", "e0002"), "events")
    assert {node.key for node in nodes} == {"islamic_state", "mil_iq"}


def said(kind: RelationKind, one: str, other: str, *, report: str = "r1", start: date | None = None) -> tuple[Relation, Source]:
    return Relation(kind, one, other, start), Source(Origin.REPORT, "Wire", None, report, date(2024, 3, 1), "an affiliate of")


def test_what_several_reports_say_is_one_edge_with_all_their_words() -> None:
    relations = [said(RelationKind.AFFILIATE_OF, "IS Khorasan", "Islamic State", report=r) for r in ("r1", "r2", "r2")]
    (edge,) = told([*relations, said(RelationKind.LEADS, "Abu Ali", "Islamic State")], id_of=REGISTERED.get)
    assert (edge.kind, edge.subject, edge.object, edge.origin, edge.number, len(edge.sources)) == ("affiliate_of", "isk", "islamic_state", "report", 2, 3)
    assert edge.start == edge.end == date(2024, 3, 1)


def test_alliances_mean_the_same_both_ways_and_a_tie_with_oneself_is_none() -> None:
    pairs = [said(RelationKind.ALLIED_WITH, "B", "A"), said(RelationKind.ALLIED_WITH, "A", "B"), said(RelationKind.PART_OF, "A", "A")]
    assert [(e.subject, e.object) for e in told(pairs, id_of=REGISTERED.get)] == [("A", "B")]


def tie(one: str, other: str, origin: str = "registry", start: date | None = None, end: date | None = None) -> Edge:
    return Edge("affiliate_of", one, other, origin, start, end, 1, (PAGE,))


def test_the_registry_adds_only_ties_of_actors_that_the_record_meets() -> None:
    found = network([tie("a", "b"), tie("c", "d"), tie("a", "x", "report")], [])
    assert {(e.subject, e.object) for e in found.edges} == {("a", "b"), ("a", "x")}
    assert [node.key for node in found.nodes] == ["a", "b", "x"]


@pytest.mark.parametrize(("hops", "keys"), [(1, "abc"), (2, "abcd"), (3, "abcde")])
def test_the_neighbourhood_of_one_actor(hops: int, keys: str) -> None:
    edges = [tie("a", "b"), tie("c", "a"), tie("b", "d", "events"), tie("d", "e"), tie("y", "z", "events"), tie("c", "b")]
    found = network(edges, [Node("a", "Alpha", ActorKind.REBEL_GROUP, registered=True)], around="a", hops=hops)
    assert "".join(node.key for node in found.nodes) == keys
    assert found.nodes[0].name == "Alpha"


def test_only_ties_of_the_days_that_are_asked_for() -> None:
    edges = [tie("a", "b", "events", None, date(2015, 1, 1)), tie("a", "c", "events", date(2016, 1, 1), None), tie("a", "d", "events")]
    found = network(edges, [], days=Period(date(2015, 6, 1), date(2015, 12, 31)))
    assert [edge.object for edge in found.edges] == ["d"]
    assert [edge.object for edge in network(edges, [], days=Period(date(2016, 6, 1), None)).edges] == ["c", "d"]


def made() -> Network:
    source = Source(Origin.REPORT, 'Wire & Co <b> "x"', None, "r1", date(2024, 3, 1), "a\x00 quote\x0b")
    edges = [tie("a", "b", "events", date(2016, 1, 1)), replace(tie("a", "b", "report"), sources=(source,)), replace(tie("b", "a"), kind="splinter_of")]
    return network(edges, [Node("a", "Côte d'<A>", ActorKind.REBEL_GROUP, registered=True)])


def test_json_values_are_plain_and_keep_origins_apart() -> None:
    values = json.loads(json.dumps(to_values(made())))
    assert values["nodes"][0] == {"key": "a", "name": "Côte d'<A>", "kind": "rebel_group", "registered": True}
    assert [edge["origin"] for edge in values["edges"]] == ["events", "registry", "report"]
    assert values["edges"][2]["sources"][0]["published"] == "2024-03-01"


def test_graphml_is_read_again_by_networkx() -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.parse_graphml(to_graphml(made()), force_multigraph=True)
    assert (graph.nodes["a"]["label"], graph.nodes["a"]["registered"], graph.nodes["b"]["registered"]) == ("Côte d'<A>", "yes", "no")
    assert sorted((data["kind"], data["origin"]) for _, _, data in graph.edges(data=True)) == [("affiliate_of", "events"), ("affiliate_of", "report"), ("splinter_of", "registry")]
    assert "a quote" in next(data["sources"] for _, _, data in graph.edges(data=True) if data["origin"] == "report")


def test_characters_that_xml_can_not_hold_are_left_out() -> None:
    assert clean("a\x00b\x0bc\ud800d\te\U0001f600") == "abcd\te\U0001f600"

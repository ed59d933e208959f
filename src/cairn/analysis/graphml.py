"""A network as JSON values and as GraphML."""

from typing import Any

from cairn.analysis.extras import needed
from cairn.analysis.network import Edge, Network
from cairn.analysis.sources import Source


def to_values(found: Network) -> dict[str, Any]:
    """The network as plain values: `nodes` and `edges`, each edge with its origin and what it rests on."""
    return {
        "since": _day(found.days.start), "until": _day(found.days.end),
        "nodes": [{"key": n.key, "name": n.name, "kind": str(n.kind), "registered": n.registered} for n in found.nodes],
        "edges": [_edge(edge) for edge in found.edges],
    }  # fmt: skip


def to_graphml(found: Network) -> str:
    """The network as GraphML, a directed multigraph; lists are written with " | " between, truth as yes and no. Raises SettingError without networkx."""
    networkx = needed("networkx", what="GraphML")
    graph = networkx.MultiDiGraph()
    for node in found.nodes:
        graph.add_node(node.key, label=node.name, kind=str(node.kind), registered="yes" if node.registered else "no")
    for edge in found.edges:
        rest = {"start": _day(edge.start) or "", "end": _day(edge.end) or "", "number": edge.number}
        lists = {"sources": " | ".join(source.told() for source in edge.sources), "events": " | ".join(edge.events)}
        graph.add_edge(edge.subject, edge.object, kind=str(edge.kind), origin=str(edge.origin), **rest, **{k: clean(v) for k, v in lists.items()})
    return "\n".join(networkx.generate_graphml(graph)) + "\n"


def clean(text: str) -> str:
    """A text without the characters that XML can not hold."""
    return "".join(char for char in text if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000")


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "kind": str(edge.kind), "subject": edge.subject, "object": edge.object, "origin": str(edge.origin), "start": _day(edge.start), "end": _day(edge.end),
        "number": edge.number, "sources": [source_values(source) for source in edge.sources], "events": list(edge.events),
    }  # fmt: skip


def source_values(source: Source) -> dict[str, Any]:
    """A source as plain values; what it does not have is left out."""
    values = {
        "origin": str(source.origin), "label": source.label, "checked": source.checked, "report": source.report, "published": _day(source.published),
        "quote": source.quote,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def _day(day: object) -> str | None:
    return None if day is None else str(day)

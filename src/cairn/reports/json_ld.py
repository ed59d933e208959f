"""What a page's JSON-LD (schema.org) states of its article: headline, publisher, day, language."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cairn.reports.days import page_day
from cairn.reports.language import language_tag
from cairn.reports.loaded import NO_META, ReportMeta

ARTICLE_ENDS = ("Article", "Posting", "Report")  # NewsArticle, ReportageNewsArticle, LiveBlogPosting, BlogPosting, Report
MOST_NODES = 10_000

Node = Mapping[str, Any]


def stated_in(scripts: list[str]) -> tuple[ReportMeta, tuple[str, ...]]:
    """What the first article node of all the page's JSON-LD states, and a note for each block that can not be read."""
    nodes: list[Node] = []
    notes: list[str] = []
    for script in scripts:
        try:
            nodes += _nodes(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            notes.append("a block of the page's JSON-LD is not valid JSON and was passed over")
    article = next((node for node in nodes if _is_article(node)), None)
    return (
        _meta(article, by_id={str(n["@id"]): n for n in nodes if "@id" in n and "name" in n}) if article else NO_META
    ), tuple(notes)


def _nodes(value: object) -> Iterator[Node]:
    """All objects in document order, without recursion and up to MOST_NODES of them."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_NODES:
        seen += 1
        current = waiting.pop()
        if isinstance(current, dict):
            yield current
            waiting.extend(reversed(list(current.values())))
        elif isinstance(current, list):
            waiting.extend(reversed(current))


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(ARTICLE_ENDS) for kind in named)


def _meta(node: Node, *, by_id: Mapping[str, Node]) -> ReportMeta:
    day = _text(node.get("datePublished"))
    return ReportMeta(
        title=_text(node.get("headline")),
        publisher=_publisher(node.get("publisher"), by_id=by_id),
        published=page_day(day) if day else None,
        language=language_tag(_text(node.get("inLanguage"))),
    )


def _publisher(value: object, *, by_id: Mapping[str, Node]) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        return _text(first.get("name")) or _text(by_id.get(str(first.get("@id")), {}).get("name"))
    return _text(first)


def _text(value: object) -> str | None:
    """A string, or the first of a list of them, without the white space around it."""
    first = value[0] if isinstance(value, list) and value else value
    return " ".join(first.split()) or None if isinstance(first, str) else None

"""Whom a number counts."""

import re

from cairn.model import Linked, LinkKind, MentionKind

#: Characters, and words, between a number and those whom it counts.
NEAR = 14
_BETWEEN = re.compile(r"\s*(?:[^\s.,;]+\s+){0,2}")


def counted(linked: Linked, number: int) -> int | None:
    """The mention of those whom a number counts: one that follows it at once, else of those that are linked to it one right after it or the
    surest, else one that stands a word or two after it."""
    found = dict(linked.links(number, LinkKind.COUNTS))
    span, text = linked.reading.mentions[number].span, linked.report.text
    near = [
        i for i, mention in enumerate(linked.reading.mentions)
        if 0 < mention.span.start - span.end <= NEAR and mention.kind in (MentionKind.PEOPLE, MentionKind.ACTOR)
        and _BETWEEN.fullmatch(text, span.end, mention.span.start)
    ]  # fmt: skip
    if near and linked.reading.mentions[near[0]].span.start - span.end == 1:
        return near[0]
    if found:
        beside = [i for i in near if i in found]
        return beside[0] if beside else max(found, key=lambda i: (found[i], -i))
    return near[0] if near else None

"""Whom a number counts."""

from cairn.model import Linked, LinkKind, MentionKind


def counted(linked: Linked, number: int) -> int | None:
    """The mention of those whom a number counts: the one linked to it, else one that stands right after it."""
    found = dict(linked.links(number, LinkKind.COUNTS))
    if found:
        return max(found, key=lambda i: (found[i], -i))
    span, text = linked.reading.mentions[number].span, linked.report.text
    for i, mention in enumerate(linked.reading.mentions):
        if not 0 < mention.span.start - span.end <= 14 or mention.kind not in (MentionKind.PEOPLE, MentionKind.ACTOR):
            continue
        between = text[span.end : mention.span.start]
        if between.strip(" \n").count(" ") < 2 and not set(between) & set(".,;"):
            return i
    return None

"""Who says so: the speaker of a sentence, as far as the text names one."""

import re

from cairn.accounts.group import Draft
from cairn.model import Linked, LinkKind, MentionKind, Span

#: Right after a name: a verb of saying.
SAYING = re.compile(
    r"(?:[\s,]{1,3}|,\s[a-z][^,.;]{2,70},\s+)(?:also\s+|later\s+|has\s+|had\s+)?(?P<verb>said|says|told|announced|stated|confirmed|added|reported|declared|warned|wrote|tweeted|"
    r"label(?:l)?(?:ed|ing)|described|describing|called|calling|claimed|denied|condemned)\b"
)


def speaker_of(linked: Linked, span: Span, draft: Draft) -> str | None:
    """The name of who is given as the source in the sentence of a span: the one that the reader linked most surely to one of the
    draft's event words; None where the sentence holds none."""
    sentence = linked.reading.sentence_of(span)
    if sentence is None:
        return None
    found = draft.links(linked, LinkKind.SAID_BY)
    near = {i: score for i, score in found.items() if sentence.covers(linked.reading.mentions[i].span)}
    if not near:
        return None
    return speaker_name(linked, max(near, key=lambda i: (near[i], -i)))


def speaker_name(linked: Linked, mention: int) -> str:
    """A speaker's name: the canonical name of an actor that is named, a person's fullest name, else the text's own words
    ("the defence ministry", which of several states' it may be)."""
    found = linked.reading.mentions[mention]
    if mention in linked.persons:
        return linked.persons[mention].name
    actors = linked.actors.get(mention, ())
    named = any(word[:1].isupper() for word in found.span.quote.split())
    if found.kind is MentionKind.ACTOR and len(actors) == 1 and named:
        return actors[0].name
    return " ".join(found.span.quote.split())

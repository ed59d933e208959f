"""Mentions that hold more than one name: "Israel and Hamas", "Rapid Support Forces (RSF)", "Iran-backed Houthis"."""

import re
from collections.abc import Callable
from dataclasses import replace

from cairn.linking.who.by_words import ARMED
from cairn.linking.who.demonyms import TermSort
from cairn.linking.who.entry import Branch
from cairn.linking.who.lexicon import LONGEST
from cairn.linking.who.mention import Context, Mention
from cairn.linking.who.names import key
from cairn.model import Actor, ActorKind

Link = Callable[[str, Context], tuple[Actor, ...]]
BONDED = 0.9
_PARENTHESIS = re.compile(r"^(?P<before>[^(\[]*)[(\[](?P<inside>[^)\]]+)[)\]]?(?P<after>.*)$")
_AND = re.compile(
    r"\s*(?:,|;|/|\s&\s|\+)\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as|along with|alongside|together with|with)\s+",
)
_HYPHEN = "-‐‑–"
_BOND = re.compile(rf"[{_HYPHEN}](?P<bond>[a-z]+) ")
_PRO = re.compile(rf"^(?P<bond>[Pp]ro|[Aa]nti)[{_HYPHEN}](?P<head>[A-Z][\w.'’]+) (?P<rest>.+)$")
_PREPOSITION = re.compile(r"\b(?:of|for|on|against|de|in)\b")
_PAIR = re.compile(rf"^(?P<one>[\w.]+)[{_HYPHEN}](?P<other>[A-Z][\w.]*)\b")


def by_parenthesis(mention: Mention, context: Context, *, link: Link) -> tuple[Actor, ...]:
    """The name outside the brackets, else the one inside, whichever the registry knows.

    A state in brackets is where the actor is at home ("Unidentified Armed Group (Nigeria)"), and no actor.
    """
    found = _PARENTHESIS.match(mention.name)
    if found is None:
        return ()
    outside = " ".join(f"{found['before']} {found['after']}".split())
    states = [term.state for term in context.registry.terms.get(key(found["inside"]), ()) if term.sort is TermSort.NAME]
    if outside and states:
        return link(outside, replace(context, countries=(states[0], *context.countries)))
    for part in (outside, found["inside"]):
        actors = link(part, context) if part.strip() else ()
        if any(actor.id for actor in actors):
            return actors
    return link(outside, context) if outside else ()


def by_coordination(mention: Mention, context: Context, *, link: Link) -> tuple[Actor, ...]:
    """Each actor of a list. A bare demonym takes the last one's noun: "Iraqi and U.S. forces" are two armies.

    Split only where at least one part is known and the rest is no piece of one long name ("Centre for Peace and Justice").
    """
    parts = [part for part in _AND.split(_unhyphened(mention.core, context)) if part and part.strip()]
    if len(parts) < 2:
        return ()
    if "/" in mention.core and any(_is_bare_force(part, context) for part in parts):
        return ()  # "Sudan Liberation Movement/Army" is one name
    linked = [link(part, context) for part in _with_shared_noun(parts, context)]
    actors = [actor for found in linked for actor in found]
    if not any(actor.id for actor in actors) and any(actor.kind is ActorKind.UNKNOWN for actor in actors):
        return ()
    if any(actor.kind is ActorKind.UNKNOWN for actor in actors) and _PREPOSITION.search(mention.core):
        return ()
    return tuple({(actor.id, actor.name): actor for actor in actors}.values())


def by_bond(mention: Mention, context: Context, *, link: Link) -> tuple[Actor, ...]:
    """A name tied to another by a hyphen: "Hamas-run ministry" is Hamas, "Iran-backed Houthis" the Houthis."""
    text, lexicon = mention.core, context.registry.lexicon
    for found in _BOND.finditer(text):
        head, rest = text[: found.start()], text[found.end() :]
        if key(found["bond"]) in lexicon.same_bonds:
            return _bonded(link(head, context), f"{found['bond']!r} by {head}")
        if key(found["bond"]) in lexicon.other_bonds:
            return _other(head, rest, mention, context, link=link)
    pro = _PRO.match(text)
    return _other(pro["head"], pro["rest"], mention, context, link=link) if pro else ()


def _bonded(actors: tuple[Actor, ...], reason: str) -> tuple[Actor, ...]:
    if not any(actor.id for actor in actors):
        return ()
    return tuple(replace(actor, score=min(actor.score, BONDED), reasons=(*actor.reasons, reason)) for actor in actors)


def _other(head: str, rest: str, mention: Mention, context: Context, *, link: Link) -> tuple[Actor, ...]:
    """The actor after the hyphen; a bare "group" is one named before that has a relation to the head, else unidentified."""
    heads = link(head, context)
    fresh = replace(context, known=_tied(heads, context))
    if _is_bare_force(rest, context):
        return ()
    actors = link(f"the {rest}" if mention.definite else rest, fresh)
    reason = f"the text ties it to {head}"
    if any(actor.id for actor in actors):
        return _bonded(actors, reason)
    if any(actor.kind is ActorKind.UNKNOWN for actor in actors):
        actors = _armed_body(rest, heads, fresh, link=link)
    return tuple(replace(actor, reasons=(*actor.reasons, reason)) for actor in actors)


def _is_bare_force(rest: str, context: Context) -> bool:
    """Whose "forces" are "U.S.-led forces"? Not simply those of the report's country; its "U.N.-backed government" is."""
    branch = context.registry.lexicon.force(key(rest).split())
    return branch is not None and branch is not Branch.GOVERNMENT


def _tied(heads: tuple[Actor, ...], context: Context) -> tuple[Actor, ...]:
    """The actors named before that the registry knows to have a relation to one of these."""
    ids = [head.id for head in heads if head.id]
    tied = context.registry.tied
    return tuple(actor for actor in context.known if actor.id and any(tied(actor.id, head, on=context.on) for head in ids))


def _armed_body(rest: str, heads: tuple[Actor, ...], context: Context, *, link: Link) -> tuple[Actor, ...]:
    """The "group" of "al-Qaeda-linked group" is an unidentified armed one; that of "bank-linked group" is left open."""
    found = context.registry.lexicon.category(key(rest).split())
    armed = any(head.id and head.kind in ARMED for head in heads)
    return link("militants", context) if found is not None and found[0].name is None and armed else ()


def _unhyphened(text: str, context: Context) -> str:
    """A text with a hyphened pair spelled out: "U.S.-Israeli strikes" as "U.S. and Israeli strikes"."""
    found = _PAIR.match(text)
    terms = context.registry.terms
    if found is None or not (key(found["one"]) in terms and key(found["other"]) in terms) or key(found[0]) in terms:
        return text
    return f"{found['one']} and {found['other']}{text[found.end() :]}"


def _with_shared_noun(parts: list[str], context: Context) -> list[str]:
    noun = _noun(parts[-1], context)
    terms = context.registry.terms
    return [f"{part} {noun}" if noun and key(part) in terms and len(parts) > 1 else part for part in parts[:-1]] + parts[-1:]


def _noun(part: str, context: Context) -> str:
    """The force noun that a part ends in, with the words that qualify it, where a state stands before it."""
    words = part.split()
    lexicon = context.registry.lexicon
    for size in range(len(words) - 1, 0, -1):
        tail = key(" ".join(words[-size:])).split()
        if lexicon.force(tail) is not None and len(tail) <= LONGEST:
            return " ".join(words[-size:])
    return ""

"""Mentions of an actor by whom it follows: "Haftar's forces", "the Bush administration", "troops loyal to Gaddafi"."""

import re
from collections.abc import Sequence

from cairn.linking.who.entry import Branch, Entry, Leader, holds
from cairn.linking.who.mention import Context, Mention
from cairn.linking.who.names import key
from cairn.linking.who.persons import family_sound, person_sound
from cairn.model import Actor

LED = 0.85
_OWNED = re.compile(r"^(?P<who>[\w. -]*?[A-Z][\w.-]+)(?P<own>['’]s?)? (?P<what>[a-z][\w -]+)$")
_LOYAL = re.compile(
    r"^(?P<what>[\w -]+?)(?: (?:loyal|allied|faithful) to| under(?: the command of)?| led by| commanded by) (?P<who>(?:[\w-]+ )*[A-Z].*)$"
)
_PRO = re.compile(r"^[Pp]ro[-‐‑–](?P<who>[A-Z][\w.-]+) (?P<what>[a-z][\w -]+)$")


def by_leader(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A force, government or following of a person whom the registry knows to have led one actor on the day.

    A family name is enough where all leaders of that name on that day led one actor, in the report's countries if those are
    known. Words for a government mean it, words for a force its military.
    """
    for pattern in (_OWNED, _LOYAL, _PRO):
        found = pattern.match(mention.core)
        if found is None:
            continue
        entry = _led_by(found["who"], context)
        loose = pattern is not _OWNED or found["own"] is not None
        actor = _of_entry(entry, found["what"], context, loose=loose) if entry is not None else None
        if entry is not None and actor is not None:
            reason = f"{found['who']!r} led {entry.name}"
            return (actor.as_actor(score=LED, reasons=(reason, f"{found['what']!r} follow the leader")),)
    return ()


def _of_entry(entry: Entry, what: str, context: Context, *, loose: bool) -> Entry | None:
    """Whom "forces" or "government" of an actor's leader are; None where the words tell of neither.

    Where they are `loose`, "fighters" and "group" will do, too: "Haftar's fighters" follow him, a "Martinez front" may be anybody's.
    """
    lexicon = context.registry.lexicon
    tokens = key(what).split()
    category = lexicon.category(tokens)
    following = category is not None and category[0].echoes and lexicon.describes(category[1])
    branch = lexicon.force(tokens) or (Branch.MILITARY if following and loose else None)
    if branch is None:
        return None
    if entry.branch is not Branch.GOVERNMENT:
        return entry
    return context.registry.sibling(entry, branch=branch)


def _led_by(name: str, context: Context) -> Entry | None:
    """The one actor that a person of a name led on the day; None where there is none or more than one."""
    registry = context.registry
    match = registry.person(name)
    leaders: Sequence[Leader] = match.positions if match is not None else registry.families.get(family_sound(person_sound(name)), ())
    actors = {leader.actor for leader in leaders if holds(leader.period, context.on)}
    entries = [registry.entries[actor] for actor in sorted(actors)]
    if context.countries:
        entries = [entry for entry in entries if _is_met(entry, context)] or (entries if match is not None else [])
    return entries[0] if len(entries) == 1 else None


def _is_met(entry: Entry, context: Context) -> bool:
    met = {*entry.countries, *entry.reach}
    return not met or entry.id in context.registry.worldwide or bool(met & set(context.countries))

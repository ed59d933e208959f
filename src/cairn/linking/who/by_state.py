"""Mentions of a state's forces: "Iraqi forces", "Moscow", "the army of Sudan", "Ukraine's 3rd Assault Brigade"."""

from collections.abc import Sequence

from cairn.linking.who.demonyms import Term, TermSort
from cairn.linking.who.entry import Branch
from cairn.linking.who.lexicon import LONGEST, Category
from cairn.linking.who.mention import Context, Mention
from cairn.linking.who.names import key, letters
from cairn.linking.who.registry import Registry
from cairn.model import Actor, ActorKind

FORCE, BARE_NAME, BARE_CAPITAL, BARE_ADJECTIVE, LOCAL = 0.95, 0.9, 0.85, 0.7, 0.7
GENERIC, UNIT, DOUBTED = 0.8, 0.6, 0.7
_VAGUE = frozenset({"security forces", "security force", "security personnel"})
_OF = frozenset({"of", "in", "from"})
_TERM_WORDS = 6
_PEOPLE = "civilians"


def by_state(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A word for a state, alone or with its force before or after it."""
    for form in mention.forms:
        tokens = key(form).split()
        found = _prefixed(tokens, form, context) or _suffixed(tokens, form, context)
        if found is not None:
            return (found,)
    return ()


def is_unit(words: str, *, registry: Registry) -> bool:
    """Whether words name a numbered military unit ("29 Task Force Brigade")."""
    return registry.lexicon.unit(key(words).split())


def by_unit(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A numbered unit without a state's name: of the army named last, else of the army of the report's one country.

    Where the report is about several countries and names no army, the unit stays a provisional actor of its own.
    """
    if not any(is_unit(words, registry=context.registry) for words in (mention.core, mention.surface)):
        return ()
    known = [entry for actor in context.known if (entry := context.registry.actor(actor.id or "")) is not None]
    named = [entry for entry in known if entry.branch is Branch.MILITARY]
    if named:
        return (named[-1].as_actor(score=UNIT, reasons=(f"a numbered unit, taken to be of {named[-1].name}, the army named last",)),)
    country = context.countries[0] if context.countries else None
    army = context.registry.force(country, branch=Branch.MILITARY, on=context.on) if country else None
    if army is None:
        return (Actor(mention.core, score=0.0, reasons=("a numbered unit; no country is known",)),)
    if len(context.countries) > 1:
        reason = f"a numbered unit; the report is about {', '.join(context.countries)} and names no army"
        return (Actor(f"{army.name} {mention.core}", None, ActorKind.STATE_FORCE, country, 0.0, (reason,)),)
    return (army.as_actor(score=UNIT, reasons=(f"a numbered unit, taken to be of {country}, the report's country",)),)


def by_local_police(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A police force with a proper name before it ("Manipur Police"): the police of the report's country."""
    tokens = key(mention.core).split()
    named = len(tokens) > 1 and mention.core[0].isupper()
    is_police = "police" in tokens and any(_phrase(tokens, size, context) is Branch.POLICE for size in range(1, len(tokens)))
    if not (named and is_police and context.countries):
        return ()
    force = context.registry.force(context.countries[0], branch=Branch.POLICE, on=context.on)
    reason = f"a local police force, taken to be of {context.countries[0]} because the report is about it"
    return (force.as_actor(score=LOCAL, reasons=(reason,)),) if force else ()


def pick_state(uses: Sequence[Term], context: Context) -> Term | None:
    """The state that a word means here: the usual one, unless only another of them is among the report's countries."""
    for term in uses:
        if term.state in context.countries and not (term.shared and uses[0].state in context.countries):
            return term
    usual = uses[0]
    unless = context.registry.states[usual.state].unless
    if usual.shared or (usual.sort is TermSort.NAME and set(unless) & set(context.countries)):
        return None
    return usual


def unnamed(category: Category, *, country: str | None, context: Context, score: float, reason: str) -> Actor:
    """An actor without a name, in ACLED's manner: "Unidentified Armed Group (Nigeria)"."""
    state = context.registry.states.get(country or "")
    name = f"{category.name} ({state.name})" if state else str(category.name)
    return Actor(name, None, category.kind, country, score, (reason,))


def _prefixed(tokens: Sequence[str], form: str, context: Context) -> Actor | None:
    for size in range(min(_TERM_WORDS, len(tokens)), 0, -1):
        words = " ".join(tokens[:size])
        term = _term(words, form, context)
        found = _with_state(term, tokens[size:], form, context) if term else None
        if term is not None and found is not None:
            return _doubted(found, words, term, context)
    return None


def _doubted(actor: Actor, words: str, term: Term, context: Context) -> Actor:
    """The actor, less sure where the word means several states and the report's countries decide nothing."""
    others = [use.state for use in context.registry.terms[words] if use.state != term.state]
    if not others or term.state in context.countries:
        return actor
    reason = f"{words!r} may also mean {', '.join(others)}"
    return Actor(actor.name, actor.id, actor.kind, actor.country, min(actor.score, DOUBTED), (*actor.reasons, reason))


def _suffixed(tokens: Sequence[str], form: str, context: Context) -> Actor | None:
    """A force before its state: "Armed Forces of the Philippines", "police in Nigeria"."""
    cut = next((index for index, token in enumerate(tokens) if token in _OF and index), None)
    if cut is None:
        return None
    right = tokens[cut + 2 :] if tokens[cut + 1 : cut + 2] == ["the"] else tokens[cut + 1 :]
    term = _term(" ".join(right), form, context)
    if term is None or term.sort is not TermSort.NAME:
        return None
    return _with_state(term, tokens[:cut], form, context)


def _term(words: str, form: str, context: Context) -> Term | None:
    uses = context.registry.terms.get(words)
    if not uses or (words == "us" and not letters(form).startswith("US")):
        return None
    return pick_state(uses, context)


def _with_state(term: Term, rest: Sequence[str], form: str, context: Context) -> Actor | None:
    if not rest:
        return _bare(term, form, context)
    lexicon = context.registry.lexicon
    branch = lexicon.force(rest) or (Branch.MILITARY if lexicon.unit(rest) else None) or _named_police(rest, context)
    if branch is not None:
        return _force(term, branch, rest, context)
    found = lexicon.category(rest)
    if found is None or found[0].name is None or not lexicon.describes(found[1]):
        return None
    reason = f"{' '.join(rest)!r} of {term.state}, without a name"
    return unnamed(found[0], country=term.state, context=context, score=GENERIC, reason=reason)


def _force(term: Term, branch: Branch, rest: Sequence[str], context: Context) -> Actor | None:
    entry = context.registry.force(term.state, branch=branch, on=context.on)
    if entry is None:
        return None
    reasons = [f"{' '.join(rest)!r} of {term.state}"]
    if " ".join(rest) in _VAGUE:
        reasons.append("security forces may be police or army; taken as the army")
    return entry.as_actor(score=FORCE - (0.1 if len(reasons) > 1 else 0), reasons=tuple(reasons))


def _named_police(rest: Sequence[str], context: Context) -> Branch | None:
    """The police where only a place stands before it: "Indian Manipur police"."""
    sizes = range(1, min(LONGEST, len(rest) - 1) + 1)
    police = any(_phrase(rest, size, context) is Branch.POLICE for size in sizes)
    return Branch.POLICE if police and not {"and", "or"} & set(rest) else None


def _phrase(tokens: Sequence[str], size: int, context: Context) -> Branch | None:
    return context.registry.lexicon.forces.get(" ".join(tokens[-size:]))


def _bare(term: Term, form: str, context: Context) -> Actor | None:
    if term.sort is TermSort.PEOPLE or (context.people and term.sort is TermSort.ADJECTIVE):
        category = context.registry.lexicon.categories[_PEOPLE]
        reason = f"{form!r} are people of {term.state}"
        return unnamed(category, country=term.state, context=context, score=BARE_ADJECTIVE, reason=reason)
    scores = {TermSort.NAME: BARE_NAME, TermSort.CAPITAL: BARE_CAPITAL, TermSort.ADJECTIVE: BARE_ADJECTIVE}
    if term.sort is TermSort.ADJECTIVE and context.countries and term.state not in context.countries:
        return None  # "Uzbek" in Kyrgyzstan is a people
    entry = context.registry.force(term.state, branch=Branch.GOVERNMENT, on=context.on)
    reason = f"{form!r} stands for the government of {term.state}"
    return entry.as_actor(score=scores[term.sort], reasons=(reason,)) if entry else None

"""Mentions without a name: "the group", "gunmen", "police", "Fulani herders"."""

from functools import lru_cache

from cairn.linking.who.by_state import unnamed
from cairn.linking.who.entry import Branch
from cairn.linking.who.lexicon import Category, Lexicon
from cairn.linking.who.mention import Context, Mention
from cairn.linking.who.names import key
from cairn.model import Actor, ActorKind

DEFINITE, ECHO, UNNAMED, HOME_FORCE, ONE_OF_SEVERAL = 0.8, 0.6, 0.8, 0.85, 0.6
_STATELESS = {
    Branch.MILITARY: "Military Forces",
    Branch.POLICE: "Police Forces",
    Branch.GOVERNMENT: "Government",
    Branch.INTELLIGENCE: "Intelligence Forces",
}
ARMED = frozenset(
    {
        ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.CRIMINAL_GROUP,
        ActorKind.EXTERNAL_FORCE,
    },
)  # fmt: skip


def by_known(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """Words that point back at an actor named earlier in the report: the latest that they can mean.

    "Its fighters" and "the militants" do, "militants" does with a lower score, "gunmen" and "a group" do not.
    """
    if mention.indefinite:
        return ()
    found, branch = _category(mention, context.registry.lexicon), _branch(mention, context.registry.lexicon)
    score = DEFINITE if mention.definite else ECHO
    if found is not None and (mention.definite or found.echoes):
        return _latest(mention, found.means, score=score, context=context)
    if branch is not None and mention.owned:
        return _latest(mention, ARMED | {ActorKind.STATE_FORCE}, score=score, context=context)
    if mention.owned and key(mention.core) in context.registry.lexicon.members:
        states = frozenset({ActorKind.STATE_FORCE})  # "its leader" is a group's where one is named
        return _latest(mention, ARMED, score=score, context=context) or _latest(mention, states, score=score, context=context)
    return _same_branch(mention, branch, context) if found is None and branch else ()


def by_words(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """An actor that the text only describes: unidentified, of the report's country where one is known."""
    country = context.countries[0] if context.countries else None
    branch = _branch(mention, context.registry.lexicon)
    if branch is not None:
        return (_home_force(mention, branch, country, context),)
    found = _category(mention, context.registry.lexicon)
    if found is None or found.name is None:
        return ()
    reason = f"{mention.core!r} names nobody"
    return (unnamed(found, country=country, context=context, score=UNNAMED, reason=reason),)


def by_people(mention: Mention, context: Context) -> tuple[Actor, ...]:
    """A people or a name that nobody has registered before a word for its kind: "Fulani herders", "Tuareg rebels"."""
    words = mention.core.split()
    found = context.registry.lexicon.category(key(mention.core).split())
    if found is None or found[0].name is None or not found[1]:
        return ()
    people = " ".join(words[: len(words) - (len(key(mention.core).split()) - len(found[1]))])
    if not people[:1].isupper():
        country = context.countries[0] if context.countries else None
        return (unnamed(found[0], country=country, context=context, score=UNNAMED, reason=f"{mention.core!r} names nobody"),)
    return (_of_people(mention, people, found[0], context),)


def _of_people(mention: Mention, people: str, category: Category, context: Context) -> Actor:
    state = context.registry.states.get(context.countries[0]) if context.countries else None
    tail = key(mention.core)[len(key(people)) :].strip()
    militia = context.registry.lexicon.communal.get(tail)
    where = f" ({state.name})" if state else ""
    name = f"{people} {militia}{where}" if militia else mention.core
    kind = ActorKind.IDENTITY_MILITIA if militia else category.kind
    reason = f"{people!r} is no registered name; {tail!r} says what they are"
    return Actor(name, None, kind, state.code if state else None, 0.5 if militia else 0.0, (reason,))


@lru_cache(maxsize=8192)
def _category(mention: Mention, lexicon: Lexicon) -> Category | None:
    """The category of the longest form that is one, with nothing before it but words that change nothing.

    "The group's fighters" are of the group's category.
    """
    for form in mention.forms:
        found = lexicon.category(key(form).split())
        if found is not None and lexicon.describes(found[1]):
            return found[0]
        owner = lexicon.category(found[1]) if found is not None else None
        if owner is not None and owner[0].echoes and not owner[1]:
            return owner[0]
    return None


@lru_cache(maxsize=8192)
def _branch(mention: Mention, lexicon: Lexicon) -> Branch | None:
    for form in mention.forms:
        branch = lexicon.bare_force(key(form).split())
        if branch is not None:
            return branch
    return None


def _latest(mention: Mention, kinds: frozenset[ActorKind], *, score: float, context: Context) -> tuple[Actor, ...]:
    for actor in reversed(context.known):
        if actor.kind in kinds:
            reason = f"{mention.surface!r} points back at {actor.name}"
            return (Actor(actor.name, actor.id, actor.kind, actor.country, min(score, actor.score or score), (reason,)),)
    return ()


def _same_branch(mention: Mention, branch: Branch, context: Context) -> tuple[Actor, ...]:
    """The latest state force of the same branch: "soldiers" after "the Israeli military" are Israeli."""
    for actor in reversed(context.known):
        entry = context.registry.actor(actor.id or "")
        if entry is not None and entry.branch is branch:
            reason = f"{mention.surface!r} points back at {actor.name}"
            return (entry.as_actor(score=DEFINITE if mention.definite else ECHO + 0.1, reasons=(reason,)),)
    return ()


def _home_force(mention: Mention, branch: Branch, country: str | None, context: Context) -> Actor:
    state = context.registry.states.get(country or "")
    country = state.soldiers_of if state and state.soldiers_of and branch is Branch.MILITARY else country
    entry = context.registry.force(country, branch=branch, on=context.on) if country else None
    if entry is None:
        return Actor(_STATELESS[branch], None, ActorKind.STATE_FORCE, None, 0.0, (f"{mention.core!r}: no country is known",))
    score = HOME_FORCE if len(context.countries) == 1 else ONE_OF_SEVERAL
    return entry.as_actor(score=score, reasons=(f"{mention.core!r}, taken to be of {country} because the report is about it",))

"""Names to actors: the registry of who there is, and the rules that link a mention to it."""

from cairn.linking.who.by_state import is_unit
from cairn.linking.who.demonyms import demonyms
from cairn.linking.who.entry import Bond, Branch, Ended, Entry, Fact, Leader, Name, Regime, State, Tie
from cairn.linking.who.find import find
from cairn.linking.who.persons import same_person, strip_title
from cairn.linking.who.positions import Title, Titles, read_title, titles
from cairn.linking.who.registry import PersonMatch, Registry
from cairn.linking.who.resolve import resolve

__all__ = [
    "Bond", "Branch", "Ended", "Entry", "Fact", "Leader", "Name", "PersonMatch", "Regime", "Registry",
    "State", "Tie", "Title", "Titles", "demonyms", "find", "is_unit", "read_title", "resolve", "same_person", "strip_title", "titles",
]  # fmt: skip

"""The domain as data: event types, qualifiers, roles, statuses, precisions, weapons, people and kinds of actors.

`load()` gives Cairn's own codebook, `load(folder)` a user's.
"""

from cairn.codebook.book import Codebook
from cairn.codebook.describing import describe
from cairn.codebook.event_type import Acled, Crosswalk, Cues, EventType, Family, Gtd, Plover, Ucdp
from cairn.codebook.lexicon import Qualifier
from cairn.codebook.loading import DATA, load
from cairn.codebook.values import KindRow, OutcomeRow, People, QualifierRow, RoleRow, StatusRow, WeaponKind, WhenRow, WhereRow
from cairn.codebook.words import fold

__all__ = [
    "DATA", "Acled", "Codebook", "Crosswalk", "Cues", "EventType", "Family", "Gtd", "KindRow", "OutcomeRow", "People",
    "Plover", "Qualifier", "QualifierRow", "RoleRow", "StatusRow", "Ucdp", "WeaponKind", "WhenRow", "WhereRow", "describe",
    "fold", "load",
]  # fmt: skip

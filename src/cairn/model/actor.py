"""Who acts: state forces, armed groups, persons, population groups."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is; the first eight follow ACLED's interaction codes 1 to 8."""

    STATE_FORCE = "state_force"
    REBEL_GROUP = "rebel_group"
    POLITICAL_MILITIA = "political_militia"
    IDENTITY_MILITIA = "identity_militia"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL_FORCE = "external_force"
    CRIMINAL_GROUP = "criminal_group"
    POLITICAL_PARTY = "political_party"
    ORGANISATION = "organisation"
    PERSON = "person"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor that a mention was linked to.

    `id` is the registry's, None for a provisional actor that the registry does not know; `name` is canonical, in the
    manner of ACLED and UCDP ("Military Forces of Iraq"). `country` is the actor's home, ISO 3166-1 alpha-2.
    `score` is how sure the link is, 0 to 1, `reasons` why.
    """

    name: str
    id: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    country: str | None = None
    score: float = 1.0
    reasons: tuple[str, ...] = ()

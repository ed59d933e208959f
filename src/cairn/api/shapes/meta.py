"""What the app needs to know before anything else."""

from datetime import date

from cairn.api.shapes.common import Shape


class Word(Shape):
    """A value of a closed set, with its name and what it means."""

    id: str
    label: str
    definition: str


class TypeTold(Word):
    """An event type; `group` is the family of types that it belongs to."""

    group: str


class HeldTold(Shape):
    """How much the record holds."""

    reports: int
    events: int
    main: int
    actors: int
    failures: int
    unreviewed: int


class UserTold(Shape):
    """Who asks. `local`: the one user of a server without log-in."""

    name: str
    role: str
    local: bool


class Meta(Shape):
    """The server, its codebook and its record."""

    version: str
    reader: str | None
    record: str
    types: list[TypeTold]
    fields: list[str]
    qualifiers: list[Word]
    statuses: list[Word]
    place_precisions: list[Word]
    when_precisions: list[Word]
    roles: list[Word]
    kinds: list[Word]
    outcomes: list[Word]
    weapons: list[Word]
    groups: list[str]
    countries: dict[str, str]
    counts: HeldTold
    first: date | None
    last: date | None
    user: UserTold
    tiles: str | None
    policies: list[str]
    two_reviewers: bool

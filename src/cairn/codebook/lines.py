"""What the page and the command line show alike: crosswalks and single values as text."""

from collections.abc import Iterator

from cairn.codebook.event_type import Crosswalk

HEADS = {"ucdp": "UCDP", "acled": "ACLED", "gtd": "GTD", "inter": "ACLED inter", "inter_name": "ACLED name"}


def walk_lines(walk: Crosswalk) -> Iterator[str]:
    """The type's value in each other codebook, one line each."""
    acled = f"ACLED: {walk.acled.disorder_type} / {walk.acled.event_type} / {walk.acled.sub_event_type}"
    yield _noted(acled + ("" if walk.acled.exact else " (nearest)"), walk.acled.note)
    yield _noted(f"PLOVER: {plover(walk) or 'none'}", walk.plover.note)
    yield _noted(f"UCDP type of violence: {cell(walk.ucdp.type_of_violence) or 'none'}", walk.ucdp.rule)
    yield f"CAMEO: {walk.cameo or 'none'}"
    yield _noted(f"GTD attack type: {cell(walk.gtd.attacktype) or 'none'}", walk.gtd.note)


def plover(walk: Crosswalk) -> str:
    """PLOVER's type and mode, empty where it has none."""
    return " ".join(part for part in (walk.plover.type, walk.plover.mode) if part)


def cell(value: object) -> str:
    """A value in a table: yes or no, empty for None, on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else " ".join(str(value).split()).replace("|", r"\|")


def _noted(text: str, note: str | None) -> str:
    return f"{text} - {note}" if note else text

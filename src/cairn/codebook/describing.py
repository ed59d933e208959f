"""One entry of the codebook, or the list of all, as plain text for the command line."""

import difflib
import textwrap
from collections.abc import Mapping

from cairn.codebook.book import Codebook
from cairn.codebook.event_type import EventType
from cairn.codebook.lines import HEADS, cell, walk_lines
from cairn.codebook.rows import Entry
from cairn.errors import CodebookError

_DETAILS = ("rule", "acled", "ucdp", "gtd", "inter", "inter_name", "group", "kind", "note")
_WIDTH = 100


def describe(codebook: Codebook, entry: str | None = None) -> str:
    """Every row of an id in plain text, or without one the list of all ids. CodebookError for an id that no row has."""
    sections = codebook.sections()
    if entry is None:
        return "\n\n".join(_listed(title, rows) for title, rows in sections.items())
    found = [(title, rows[entry]) for title, rows in sections.items() if entry in rows]
    if not found:
        known = sorted({key for rows in sections.values() for key in rows})
        close = difflib.get_close_matches(entry, known, n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise CodebookError(f"the codebook has no entry {entry!r}{hint} `cairn codebook` lists all entries")
    return "\n\n".join(_described(title, row) for title, row in found)


def _listed(title: str, rows: Mapping[str, Entry]) -> str:
    wide = max(len(key) for key in rows)
    return "\n".join([title.upper(), *(f"  {key:<{wide}}  {row.name}" for key, row in rows.items())])


def _described(title: str, row: Entry) -> str:
    lines = [f"{row.id} ({title}): {row.name}", "", _wrapped(row.definition)]
    if isinstance(row, EventType):
        violence = "violent" if row.violent else "not violent"
        lines += ["", _wrapped(row.rule), "", f"family {row.family}, rank {row.rank}, {violence}", ""]
        lines += [f"  {role}: {who}" for role, who in row.sides.items()]
        lines += ["", *(_wrapped(f"e.g. {example}") for example in row.examples), "", *walk_lines(row.crosswalk)]
    else:
        lines += [f"{HEADS.get(name, name)}: {cell(getattr(row, name)) or 'none'}" for name in _DETAILS if hasattr(row, name)]
    return "\n".join(lines)


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH)

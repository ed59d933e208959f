"""The codebook as a page of the documentation.

`python -m cairn.codebook.pages > docs/codebook.md` writes the page.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cairn.codebook.book import Codebook
from cairn.codebook.event_type import Crosswalk, EventType
from cairn.codebook.lines import HEADS, cell, plover, walk_lines
from cairn.codebook.loading import load
from cairn.codebook.rows import Entry

_INTRO = """\
# The codebook

Generated from the YAML in `src/cairn/codebook/data/` by `python -m cairn.codebook.pages > docs/codebook.md`; change it there.

One event is one type x sides x place x day. Where one event fits two types, the one that stands first here names it: the
order is ACLED's, and the types beyond ACLED stand where their nearest ACLED type does or behind it. The definitions are
Cairn's own; the crosswalks follow the public codebooks of ACLED, UCDP GED, PLOVER, CAMEO and the GTD, and give the usual
value where that codebook decides by something else, such as who the sides are.
"""
_OTHERS = (
    ("Roles", "roles", ("id", "name", "definition", "rule", "acled")),
    ("Statuses", "statuses", ("id", "name", "definition")),
    ("Qualifiers", "qualifiers", ("id", "name", "definition")),
    ("Precision of places", "where", ("id", "name", "definition", "ucdp", "acled", "note")),
    ("Precision of times", "when", ("id", "name", "definition", "ucdp", "acled", "note")),
    ("Kinds of actors", "kinds", ("id", "name", "definition", "inter", "inter_name", "note")),
    ("Weapons", "weapons", ("id", "name", "definition", "gtd")),
    ("People", "people", ("id", "name", "definition", "group", "kind")),
    ("Outcomes", "outcomes", ("id", "name", "definition")),
)


def render(codebook: Codebook) -> str:
    """The codebook as one Markdown page."""
    types = sorted(codebook.types.values(), key=lambda kind: kind.rank)
    parts = [_INTRO, "## Event types\n", _type_table(types), *(_type_section(kind) for kind in types)]
    for title, name, columns in _OTHERS:
        rows: Mapping[str, Entry] = getattr(codebook, name)
        parts += [f"## {title}\n", _table(columns, ([getattr(row, column) for column in columns] for row in rows.values()))]
    return "\n".join(parts)


def _type_table(types: Sequence[EventType]) -> str:
    rows = ([kind.rank, f"[{kind.id}](#{kind.id})", kind.family, kind.violent, *_crossed(kind.crosswalk)] for kind in types)
    return _table(("rank", "type", "family", "violent", "ACLED", "PLOVER", "UCDP", "CAMEO", "GTD"), rows)


def _crossed(walk: Crosswalk) -> list[object]:
    acled = walk.acled.sub_event_type + ("" if walk.acled.exact else " (nearest)")
    return [acled, plover(walk), walk.ucdp.type_of_violence, walk.cameo, walk.gtd.attacktype]


def _type_section(kind: EventType) -> str:
    sides = "\n".join(f"- `{role}`: {who}" for role, who in kind.sides.items())
    examples = "\n".join(f"- {example}" for example in kind.examples)
    walk = "\n".join(f"- {line}" for line in walk_lines(kind.crosswalk))
    cues = "\n".join(f"- {weight}: {', '.join(words)}" for weight, words in _cue_lines(kind))
    lists = (("Sides", sides), ("Examples", examples), ("Elsewhere", walk), ("Cues", cues))
    body = (kind.definition, kind.rule.strip(), *(f"{title}:\n\n{lines}" for title, lines in lists))
    return f"### {kind.id}\n\n**{kind.name}.** " + "\n\n".join(body) + "\n"


def _cue_lines(kind: EventType) -> Iterator[tuple[float, tuple[str, ...]]]:
    for cues in kind.cues:
        yield cues.weight, (*cues.nouns, *cues.verbs, *cues.phrases)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    heads = [HEADS.get(column, column) for column in columns]
    lines = [heads, ["---"] * len(heads), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render(load()))

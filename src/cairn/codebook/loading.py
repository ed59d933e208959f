"""A folder of YAML to a codebook."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from cairn.codebook.book import Codebook, Lexicon
from cairn.codebook.checks import check
from cairn.codebook.event_type import EventType
from cairn.codebook.files import Faults, Files, read_files
from cairn.codebook.lexicon import Qualifier, Vocabulary, cue_index, pattern_for, words_in_longest
from cairn.codebook.rows import Entry
from cairn.errors import UnknownType

DATA = Path(__file__).parent / "data"
_Entry = TypeVar("_Entry", bound=Entry)


def load(path: Path | None = None) -> Codebook:
    """The codebook of a folder, or Cairn's own, which is read once.

    A folder of one's own holds all nine files; begin with a copy of `DATA`. Types, qualifiers, weapons and people may be added,
    and every event type of Cairn's own must stay, as the reader gives them. Raises CodebookError with every fault at once.
    """
    return _own() if path is None else _load(path, needed=_own().types)


@lru_cache(maxsize=1)
def _own() -> Codebook:
    return _load(DATA, needed=())


def _load(folder: Path, *, needed: Iterable[str]) -> Codebook:
    faults = Faults(folder)
    files = read_files(folder, faults=faults)
    if files is not None:
        check(files, needed=needed, faults=faults)
    faults.stop()
    assert files is not None
    return _codebook(files)


def _codebook(files: Files) -> Codebook:
    return Codebook(
        types=MappingProxyType(_Types({row.id: row for row in files.types.types})),
        qualifiers=_by_id(Qualifier.of(row, inflections=files.inflections) for row in files.qualifiers.qualifiers),
        roles=MappingProxyType({row.id: row for row in files.roles.roles}),
        statuses=MappingProxyType({row.id: row for row in files.statuses.statuses}),
        where=MappingProxyType({row.id: row for row in files.precisions.where}),
        when=MappingProxyType({row.id: row for row in files.precisions.when}),
        weapons=_by_id(files.weapons.weapons),
        people=_by_id(files.people.people),
        outcomes=MappingProxyType({row.id: row for row in files.people.outcomes}),
        kinds=MappingProxyType({row.id: row for row in files.kinds.kinds}),
        inflections=files.inflections,
        lexicon=_lexicon(files),
        digest=files.digest,
    )


class _Types(dict[str, EventType]):
    """Types by their ids; one that is none of them is told as what it is, wherever a record that was coded by another codebook leads to it."""

    def __missing__(self, id_: str) -> EventType:
        raise UnknownType(f"event type {id_!r} is none of this codebook's; give the codebook that the record was coded by, or read the reports anew")


def _by_id(rows: Iterable[_Entry]) -> Mapping[str, _Entry]:
    return MappingProxyType({row.id: row for row in rows})


def _lexicon(files: Files) -> Lexicon:
    forms = files.inflections
    cues = cue_index(files.types.types, inflections=forms)
    return Lexicon(
        cues=cues,
        longest_cue=words_in_longest(cues),
        weapons=Vocabulary.of(((row.id, row.nouns) for row in files.weapons.weapons), inflections=forms),
        people=Vocabulary.of(((row.id, row.nouns) for row in files.people.people), inflections=forms),
        statuses={row.id: pattern_for(row.words, inflections=forms) for row in files.statuses.statuses},
        outcomes={row.id: pattern_for(row.words, inflections=forms) for row in files.people.outcomes},
        things=Vocabulary.of((("things", files.people.uncounted.things),), inflections=forms),
        collectives=Vocabulary.of((("collectives", files.people.uncounted.collectives),), inflections=forms),
        habits=pattern_for(files.people.uncounted.habits, inflections=forms),
        wars=pattern_for(files.people.uncounted.wars, inflections=forms),
        spared=pattern_for(files.people.uncounted.spared, inflections=forms),
    )

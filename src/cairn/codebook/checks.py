"""What one row's shape can not tell: ids that come twice, ranks, patterns, words in two places, rows that are missing."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cairn.codebook.event_type import EventType
from cairn.codebook.files import Faults, Files
from cairn.codebook.rows import Entry
from cairn.codebook.values import People, WeaponKind
from cairn.codebook.words import Inflections, Words, fold_phrase
from cairn.model import ActorKind, Outcome, Role, Status, WhenPrecision, WherePrecision


def check(files: Files, *, needed: Iterable[str], faults: Faults) -> None:
    """Adds every fault between rows. `needed` are the event types that the reader may give."""
    for path, rows, keys in _sections(files, needed):
        _unique(path, rows, faults=faults)
        for key in sorted({str(key) for key in keys} - {str(row.id) for row in rows}):
            faults.add(path, f"lacks a row {key!r}, which Cairn's values need; keep the id and change its words")
    _types(files.types.types, faults=faults)
    for path, words in _words(files):
        _check_words(path, words, faults=faults)
    for path, kinds in (("weapons.yaml: weapons", files.weapons.weapons), ("people.yaml: people", files.people.people)):
        _one_place(path, kinds, inflections=files.inflections, faults=faults)


def _sections(files: Files, needed: Iterable[str]) -> Iterator[tuple[str, Sequence[Entry], Iterable[str]]]:
    yield "event_types.yaml: types", files.types.types, needed
    yield "qualifiers.yaml: qualifiers", files.qualifiers.qualifiers, ()
    yield "roles.yaml: roles", files.roles.roles, Role
    yield "statuses.yaml: statuses", files.statuses.statuses, Status
    yield "precisions.yaml: where", files.precisions.where, WherePrecision
    yield "precisions.yaml: when", files.precisions.when, WhenPrecision
    yield "weapons.yaml: weapons", files.weapons.weapons, ()
    yield "people.yaml: people", files.people.people, ()
    yield "people.yaml: outcomes", files.people.outcomes, Outcome
    yield "actor_kinds.yaml: kinds", files.kinds.kinds, ActorKind


def _unique(path: str, rows: Sequence[Entry], *, faults: Faults) -> None:
    seen: set[str] = set()
    for i, row in enumerate(rows):
        if row.id in seen:
            faults.add(f"{path}[{i}].id", f"{str(row.id)!r} comes twice; an id names one row")
        seen.add(row.id)


def _types(types: Sequence[EventType], *, faults: Faults) -> None:
    ranks: dict[int, str] = {}
    names: dict[str, tuple[str, str]] = {}
    for i, kind in enumerate(types):
        if ranks.setdefault(kind.rank, kind.id) != kind.id:
            holder = ranks[kind.rank]
            faults.add(f"event_types.yaml: types[{i}].rank", f"{kind.rank} is the rank of {holder!r} too; ranks differ")
        acled = kind.crosswalk.acled
        pair = (acled.event_type, acled.disorder_type)
        if names.setdefault(acled.sub_event_type, pair) != pair:
            at = f"event_types.yaml: types[{i}].crosswalk.acled"
            faults.add(at, f"{acled.sub_event_type!r} belongs to {names[acled.sub_event_type]} elsewhere and to {pair} here")


def _words(files: Files) -> Iterator[tuple[str, Words]]:
    yield from ((f"event_types.yaml: types[{i}].cues", _joined(kind)) for i, kind in enumerate(files.types.types))
    qualifiers = enumerate(files.qualifiers.qualifiers)
    yield from ((f"qualifiers.yaml: qualifiers[{i}].words", row.words) for i, row in qualifiers)
    yield from ((f"statuses.yaml: statuses[{i}].words", row.words) for i, row in enumerate(files.statuses.statuses))
    yield from ((f"people.yaml: outcomes[{i}].words", row.words) for i, row in enumerate(files.people.outcomes))
    yield from ((f"weapons.yaml: weapons[{i}]", Words(row.nouns)) for i, row in enumerate(files.weapons.weapons))
    yield from ((f"people.yaml: people[{i}]", Words(row.nouns)) for i, row in enumerate(files.people.people))


def _joined(kind: EventType) -> Words:
    return Words(
        nouns=tuple(word for cues in kind.cues for word in cues.nouns),
        verbs=tuple(word for cues in kind.cues for word in cues.verbs),
        phrases=tuple(word for cues in kind.cues for word in cues.phrases),
    )


def _check_words(path: str, words: Words, *, faults: Faults) -> None:
    for part in ("nouns", "verbs", "phrases"):
        listed = [fold_phrase(word) for word in getattr(words, part)]
        for word in sorted({word for word in listed if listed.count(word) > 1}):
            faults.add(f"{path}.{part}", f"{word!r} comes twice")
        if "" in listed:
            faults.add(f"{path}.{part}", "holds an empty word")
    for i, pattern in enumerate(words.patterns):
        try:
            re.compile(pattern)
        except re.error as error:
            faults.add(f"{path}.patterns[{i}]", f"{pattern!r} is no regular expression: {error}")


def _one_place(path: str, rows: Sequence[WeaponKind | People], *, inflections: Inflections, faults: Faults) -> None:
    held: dict[str, str] = {}
    for i, row in enumerate(rows):
        for form in inflections.forms(Words(nouns=row.nouns)):
            if held.setdefault(form, row.id) != row.id:
                faults.add(f"{path}[{i}].nouns", f"{form!r} stands under {held[form]!r} too; a word belongs to one row")

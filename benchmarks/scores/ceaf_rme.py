"""CEAF-RME: templates by their mentions (Chen et al., "Iterative Document-level Information Extraction", EACL 2023).

A mention carries its template's type and its role, so templates of different types share nothing. Predicted and gold
templates of a document are aligned one to one so that the sum of their similarities is highest; micro averages over documents.

`subset` counts entities: those predicted whose mentions are all mentions of one gold entity, over all predicted; and the gold
entities that have such a part, over all gold: several predicted entities may stand for one gold entity, which is what the
measure relaxes in CEAF-REE. The paper's systems predict single mentions; of an entity with several all have to be right.

`phi3` counts mentions: within an aligned pair entities are aligned one to one by the mentions they share; precision divides
by all predicted, recall by all gold mentions. The type itself is no fill in either. Gold templates that are the same are one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.scores.matching import Entity, Tally, Template, align, total

_Key = Mapping[str, Sequence[Template]]
_Similarity = Callable[[Template, Template], tuple[int, int]]


def subset(gold: _Key, predicted: _Key) -> Tally:
    """The counts of entities."""
    return total(
        Tally(right, sum(map(_entities, found)), hit, sum(map(_entities, key)))
        for key, found in _documents(gold, predicted)
        for right, hit in [_aligned(key, found, _parts)]
    )


def phi3(gold: _Key, predicted: _Key) -> Tally:
    """The counts of mentions."""
    return total(
        Tally(right, sum(map(_mentions, found)), hit, sum(map(_mentions, key)))
        for key, found in _documents(gold, predicted)
        for right, hit in [_aligned(key, found, _shared)]
    )


def _documents(gold: _Key, predicted: _Key) -> Iterator[tuple[list[Template], Sequence[Template]]]:
    for doc in {**gold, **predicted}:
        key: list[Template] = []
        for template in gold.get(doc, ()):
            if template not in key:
                key.append(template)
        yield key, predicted.get(doc, ())


def _aligned(gold: Sequence[Template], predicted: Sequence[Template], similarity: _Similarity) -> tuple[int, int]:
    table = [[similarity(g, p) if p.fits(g) else (0, 0) for p in predicted] for g in gold]
    pairs = align([[float(right) for right, _ in row] for row in table])
    return sum(table[i][j][0] for i, j in pairs), sum(table[i][j][1] for i, j in pairs)


def _parts(gold: Template, predicted: Template) -> tuple[int, int]:
    right, found = 0, 0
    for role, entities in predicted.roles.items():
        homes = [next((i for i, g in enumerate(gold.roles[role]) if set(p) <= set(g)), None) for p in entities]
        right += sum(home is not None for home in homes)
        found += len({home for home in homes if home is not None})
    return right, found


def _shared(gold: Template, predicted: Template) -> tuple[int, int]:
    shared = sum(_common(gold.roles[role], entities) for role, entities in predicted.roles.items())
    return shared, shared


def _common(gold: tuple[Entity, ...], predicted: tuple[Entity, ...]) -> int:
    table = [[float(sum(mention in g for mention in p)) for p in predicted] for g in gold]
    return round(sum(table[i][j] for i, j in align(table)))


def _entities(template: Template) -> int:
    return sum(len(entities) for entities in template.roles.values())


def _mentions(template: Template) -> int:
    return sum(len(entity) for entities in template.roles.values() for entity in entities)

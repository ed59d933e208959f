"""Template filling as GTT scores it (Du, Rush and Cardie, "Template Filling with Generative Transformers", NAACL 2021).

In each document predicted templates are mapped to gold templates one to one, some to none, only where the key allows the
predicted type; of all mappings the one with the highest F1 of the document counts. In a mapped pair the type is right, a
predicted entity is right where all its mentions are mentions of one gold entity of the role, and a gold entity is found where
some predicted entity is such a part of it (not one to one). What stands in unmapped templates is spurious or missing, the type
included. F1 is the micro average over type, roles and documents. Gold templates that are the same are one.
"""

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.scores.matching import ROLES, Entity, Tally, Template, total

_Hits = tuple[int, int]


def score(gold: Mapping[str, Sequence[Template]], predicted: Mapping[str, Sequence[Template]]) -> Tally:
    """The micro-averaged counts over the documents of the key."""
    return total(_document(_distinct(gold[doc]), predicted.get(doc, ())) for doc in gold)


def _document(gold: Sequence[Template], predicted: Sequence[Template]) -> Tally:
    fills_predicted, fills_gold = sum(map(_fills, predicted)), sum(map(_fills, gold))
    tallies = (Tally(right, fills_predicted, found, fills_gold) for right, found in _mappings(gold, predicted))
    return max(tallies, key=lambda tally: (tally.f1, tally.right + tally.found))


def _mappings(gold: Sequence[Template], predicted: Sequence[Template]) -> set[_Hits]:
    """The hits that mappings can have: for each set of gold templates in use only the pairs that no other beats in both."""
    reached: dict[int, set[_Hits]] = {0: {(0, 0)}}
    for template in predicted:
        further = {used: set(hits) for used, hits in reached.items()}
        for place, key in enumerate(gold):
            if not template.fits(key):
                continue
            right, found = _pair(key, template)
            for used, hits in reached.items():
                if not used >> place & 1:
                    further.setdefault(used | 1 << place, set()).update((a + right, b + found) for a, b in hits)
        reached = {used: _best(hits) for used, hits in further.items()}
    return _best(hit for hits in reached.values() for hit in hits)


def _best(hits: Iterable[_Hits]) -> set[_Hits]:
    best: dict[int, int] = {}
    for right, found in hits:
        best[right] = max(found, best.get(right, 0))
    return {(right, found) for right, found in best.items() if not any(r > right and f >= found for r, f in best.items())}


def _pair(gold: Template, predicted: Template) -> _Hits:
    """The right predicted and the found gold fills of a mapped pair, one of each for the type."""
    right = found = 1
    for role in ROLES:
        right += sum(any(_part_of(p, g) for g in gold.roles[role]) for p in predicted.roles[role])
        found += sum(any(_part_of(p, g) for p in predicted.roles[role]) for g in gold.roles[role])
    return right, found


def _part_of(predicted: Entity, gold: Entity) -> bool:
    return set(predicted) <= set(gold)


def _fills(template: Template) -> int:
    return 1 + sum(len(entities) for entities in template.roles.values())


def _distinct(templates: Sequence[Template]) -> list[Template]:
    distinct: list[Template] = []
    for template in templates:
        if template not in distinct:
            distinct.append(template)
    return distinct

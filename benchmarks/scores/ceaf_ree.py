"""CEAF-REE: role-filler entities of whole documents (Du, Rush and Cardie, "GRIT", EACL 2021, section 5.2).

For each role of a document predicted and gold entities are aligned one to one so that the sum of similarities is highest; a
pair's similarity is 1 where every mention of the predicted entity is a mention of the gold entity, else 0. Precision divides
by the predicted, recall by the gold entities; both are micro averages over roles and documents. Mentions are normalised.
"""

from collections.abc import Mapping

from benchmarks.scores.matching import ROLES, Entity, Extracts, Tally, align, total


def by_role(gold: Mapping[str, Extracts], predicted: Mapping[str, Extracts]) -> dict[str, Tally]:
    """The counts of each role over all documents of the key; a document without prediction has nothing predicted."""
    return {role: total(_role(gold[doc].get(role, ()), predicted.get(doc, {}).get(role, ())) for doc in gold) for role in ROLES}


def score(gold: Mapping[str, Extracts], predicted: Mapping[str, Extracts]) -> Tally:
    """The micro-averaged counts.

    >>> key = {"d": {"Target": (("pylon", "power pylon"), ("bridge",))}}
    >>> score(key, {"d": {"Target": (("power pylon",), ("bus",))}}).f1
    50.0
    """
    return total(by_role(gold, predicted).values())


def _role(gold: tuple[Entity, ...], predicted: tuple[Entity, ...]) -> Tally:
    hits = len(align([[float(set(p) <= set(g)) for p in predicted] for g in gold]))
    return Tally(hits, len(predicted), hits, len(gold))

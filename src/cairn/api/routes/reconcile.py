"""`/reconcile`: the Reconciliation Service API 0.2, through which OpenRefine finds actors and places by their names.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
import threading
from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response
from pydantic import Field, TypeAdapter, ValidationError
from rapidfuzz import fuzz, process

from cairn.api.asking import DeskOf, Reading
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.routes.lists import clean
from cairn.api.shapes.common import Shape
from cairn.linking.who.names import key

router = APIRouter(prefix="/reconcile", tags=["reconcile"])
TYPES: Final = {"actor": "Actor", "place": "Place"}
#: Questions of one call, and answers to one question.
MOST: Final = 50
FEW: Final = 5
#: Names that are spelled less alike than this, of 100, are no candidates.
ALIKE: Final = 75
Queries = Annotated[str | None, Query(max_length=200_000, description="Questions by a name of the caller's, as JSON.")]


class Property(Shape):
    """What else is known of what is looked for: `country` as ISO 3166-1 alpha-2."""

    pid: str
    v: Any = None


class Question(Shape):
    """One name to find."""

    query: Annotated[str, Field(max_length=500)]
    type: str | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = FEW
    properties: list[Property] = Field(default=[])
    type_strict: str | None = None


_QUESTIONS: TypeAdapter[dict[str, Question]] = TypeAdapter(dict[str, Question])
_gazetteers = threading.local()


@router.get("")
def manifest_or_answers(desk: DeskOf, _: Reading, request: Request, queries: Queries = None) -> Response:
    """What the service is, or answers to `queries`."""
    if queries is None:
        base = str(request.base_url)
        told: dict[str, Any] = {
            "versions": ["0.2"], "name": "Cairn: actors and places", "identifierSpace": f"{base}actors/", "schemaSpace": f"{base}reconcile/types/",
            "defaultTypes": [{"id": id_, "name": name} for id_, name in TYPES.items()], "view": {"url": f"{base}actors/{{{{id}}}}"}, "batchSize": MOST,
        }  # fmt: skip
        return _json(told)
    return _json(_answers(desk, queries))


@router.post("")
def answers(desk: DeskOf, _: Reading, queries: Annotated[str, Form(max_length=200_000)]) -> Response:
    """Answers to `queries`; it changes nothing."""
    return _json(_answers(desk, queries))


def _json(told: object) -> Response:
    """An answer that programs in a browser may read: it holds nothing of the record."""
    return Response(json.dumps(told, ensure_ascii=False), media_type="application/json", headers={"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"})


def _answers(desk: Desk, queries: str) -> dict[str, Any]:
    try:
        asked = _QUESTIONS.validate_json(queries)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise Problem(422, f"queries.{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
    if len(asked) > MOST:
        raise Problem(422, f"queries: {len(asked)} at once; expected {MOST} at most")
    return {name: {"result": _found(desk, question)} for name, question in asked.items()}


def _found(desk: Desk, asked: Question) -> list[dict[str, Any]]:
    name = clean(asked.query)
    if name is None:
        return []
    country = next((str(p.v).upper() for p in asked.properties if p.pid == "country" and p.v), None)
    kinds = [asked.type] if asked.type in TYPES else list(TYPES)
    rows = [row for kind in kinds for row in (_actors(desk, name, country, asked.limit) if kind == "actor" else _places(name, country, asked.limit))]
    best = sorted(rows, key=lambda row: (-row["score"], row["name"], row["id"]))[: asked.limit]
    sure = [row for row in best if row["score"] == 100]
    for row in best:
        row["match"] = len(sure) == 1 and row is sure[0]
    return best


def _actors(desk: Desk, name: str, country: str | None, limit: int) -> Iterator[dict[str, Any]]:
    """Registered actors by any of their names; one of another country than the one that is given counts for less."""
    seen: set[str] = set()
    aliases = desk.registry.aliases
    for found, score, _ in process.extract(key(name), aliases.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=limit * 4):
        for alias in aliases[found]:
            entry = alias.entry
            if entry.id in seen or (alias.acronym and score == 100 and alias.name.text != name):
                continue
            seen.add(entry.id)
            away = country is not None and country not in (*entry.countries, *entry.reach)
            yield _row("actor", entry.id, entry.name, score * (0.7 if away else 1), f"{entry.kind}, {', '.join(entry.countries)}: {alias.name.text}")


def _places(name: str, country: str | None, limit: int) -> Iterator[dict[str, Any]]:
    """Places that bear the name; those of other countries than the one that is given are left out."""
    from cairn.linking.where.gazetteer import Gazetteer

    if not hasattr(_gazetteers, "held"):
        _gazetteers.held = Gazetteer.open()
    fitting = [c for c in _gazetteers.held.candidates(name) if country is None or c.country == country]
    for n, place in enumerate(fitting[:limit]):
        where = ", ".join(filter(None, (place.kind, place.admin1, place.country)))
        yield _row("place", place.id, place.name, 100 if len(fitting) == 1 else 95 - n, f"{where} ({place.latitude:.3f}, {place.longitude:.3f})")


def _row(kind: str, id_: str, name: str, score: float, description: str) -> dict[str, Any]:
    return {"id": id_, "name": name, "type": [{"id": kind, "name": TYPES[kind]}], "score": round(score, 1), "description": description}

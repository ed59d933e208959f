"""Actors as FollowTheMoney entities, one JSON object a line.

Groups are `Organization`, states' forces `PublicBody`, leaders `Person` with a `Membership` whose `role` is the title and whose
`status` says how it ended. A parent is a `Membership` of the organisation, a successor or merger a `Succession`, a splinter or ally
an `UnknownLink`; `role` is our kind of relation. What the schema has no property for (years of a name, whether a fact was checked)
stands under `cairn`, which other tools leave alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cairn.errors import RegistryError
from cairn.linking.who.entry import Bond, Leader, Tie
from cairn.linking.who.exchange import Held, Taken, days, fact, slug, unique
from cairn.linking.who.files import Faults
from cairn.linking.who.names import is_acronym
from cairn.linking.who.registry import Registry
from cairn.model import ActorKind

_ORGANISATIONS = frozenset({"Organization", "PublicBody", "LegalEntity", "Company"})
_UNDER = frozenset({Bond.PART_OF, Bond.AFFILIATE_OF})
#: Schemata of relations and the properties of their two ends, ours first.
_LINKS = {
    "Membership": ("member", "organization"),
    "Succession": ("successor", "predecessor"),
    "UnknownLink": ("subject", "object"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
}
Json = dict[str, Any]


def to_ftm(held: Iterable[Held]) -> Iterator[str]:
    """The entities of actors, their leaders and relations, one JSON object each; a person of several posts comes once."""
    persons: set[str] = set()
    for one in held:
        yield _line(_organisation(one))
        for number, tie in enumerate(one.entry.ties):
            yield _line(_relation(one, tie, number))
        for number, leader in enumerate(one.entry.leaders):
            person = _person(leader)
            if person["id"] not in persons:
                persons.add(person["id"])
                yield _line(person)
            yield _line(_post(one, leader, person["id"], number))


def _line(entity: Json) -> str:
    entity["properties"] = {name: values for name, values in entity["properties"].items() if values}
    return json.dumps(entity, ensure_ascii=False)


def _organisation(one: Held) -> Json:
    entry = one.entry
    others = [name for name in entry.names if name.text != entry.name]
    current = [name.text for name in others if not name.period.end]
    active = days(entry.active)
    return {
        "id": entry.id,
        "schema": "PublicBody" if entry.branch else "Organization",
        "properties": {
            "name": [entry.name],
            "alias": [text for text in current if not is_acronym(text)],
            "weakAlias": [text for text in current if is_acronym(text)],
            "previousName": list(dict.fromkeys(name.text for name in others if name.period.end)),
            "country": [country.lower() for country in entry.countries],
            "classification": [entry.kind.value],
            "incorporationDate": [active["start"]] if "start" in active else [],
            "dissolutionDate": [active["end"]] if "end" in active else [],
            "wikidataId": [entry.codes["wikidata"]] if "wikidata" in entry.codes else [],
            "sourceUrl": [page] if (page := one.page(entry.fact)) else [],
        },
        "cairn": {
            "names": [{"name": name.text, **days(name.period), **_countries(name.countries)} for name in others],
            "codes": dict(entry.codes),
            "checked": entry.fact.checked,
        },
    }


def _countries(countries: tuple[str, ...]) -> Json:
    return {"countries": list(countries)} if countries else {}


def _person(leader: Leader) -> Json:
    properties = {"name": [leader.name], "alias": list(leader.aliases)}
    return {"id": f"person-{slug('_'.join([leader.name, *leader.aliases]))}", "schema": "Person", "properties": properties}


def _post(one: Held, leader: Leader, person: str, number: int) -> Json:
    title = [leader.title] if leader.title else []
    ends = {"member": [person], "organization": [one.entry.id], "role": title, "status": [leader.ended.value]}
    return _edge("Membership", f"{one.entry.id}-led-{number}", ends, leader, one)


def _relation(one: Held, tie: Tie, number: int) -> Json:
    schema = "Membership" if tie.kind in _UNDER else "UnknownLink"
    ends = _LINKS[schema]
    if tie.kind in {Bond.SUCCESSOR_OF, Bond.MERGED_INTO}:
        schema, ends = "Succession", _LINKS["Succession"]
        ends = ends if tie.kind is Bond.SUCCESSOR_OF else ends[::-1]
    properties = {ends[0]: [one.entry.id], ends[1]: [tie.object], "role": [tie.kind.value]}
    return _edge(schema, f"{one.entry.id}-{tie.kind.value}-{number}", properties, tie, one)


def _edge(schema: str, edge: str, properties: Json, told: Tie | Leader, one: Held) -> Json:
    known = days(told.period)
    page = one.page(told.fact)
    dates = {"startDate": [known["start"]] if "start" in known else [], "endDate": [known["end"]] if "end" in known else []}
    whole = {**properties, **dates, "sourceUrl": [page] if page else []}
    return {"id": edge, "schema": schema, "properties": whole, "cairn": {"checked": told.fact.checked}}


def from_ftm(file: Path, registry: Registry) -> Taken:
    """The actors of a file of entities. Organisations become rows; persons come as leaders of those whom they are members of.

    An id that is no id of ours becomes one, and is kept among the codes. Raises RegistryError with every line that is no entity.
    """
    del registry
    entities = _entities(file)
    ids: dict[str, str] = {}
    for _, entity in entities:
        if entity["schema"] in _ORGANISATIONS:
            own = entity["id"] if entity["id"] == slug(entity["id"]) else unique(slug(entity["id"]), ids.values())
            ids[entity["id"]] = own
    taken = Taken()
    rows = {entity["id"]: _row(entity, ids) for _, entity in entities if entity["schema"] in _ORGANISATIONS}
    persons = {entity["id"]: entity for _, entity in entities if entity["schema"] == "Person"}
    for line, entity in entities:
        if entity["id"] in rows:
            taken.rows.append((line, rows[entity["id"]]))
        elif entity["schema"] in _LINKS:
            _link(line, entity, rows, persons, ids, taken)
        elif entity["schema"] != "Person":
            taken.passed.append(f"line {line}: {entity['schema']} {entity['id']!r} is no organisation, person or relation")
    return taken


def _entities(file: Path) -> list[tuple[int, Json]]:
    faults, found = Faults(), list[tuple[int, Json]]()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except ValueError as error:
            faults.add(f"{file}, line {number}", f"is no JSON ({error}); expected one entity a line")
            continue
        if isinstance(entity, dict) and isinstance(entity.get("id"), str) and isinstance(entity.get("properties"), dict):
            found.append((number, {"schema": "", **entity}))
        else:
            faults.add(f"{file}, line {number}", "is no entity; expected an object with id, schema and properties")
    faults.stop()
    if not found:
        raise RegistryError(f"{file}: no entities; expected one JSON object a line")
    return found


def _row(entity: Json, ids: Mapping[str, str]) -> Json:
    more = entity.get("cairn") or {}
    own = ids[entity["id"]]
    codes = {**({"wikidata": value} if (value := _first(entity, "wikidataId")) else {}), **(more.get("codes") or {})}
    if own != entity["id"]:
        codes["ftm"] = entity["id"]
    kind = _first(entity, "classification")
    texts = [*_all(entity, "name")[1:], *(text for name in ("alias", "weakAlias", "previousName", "abbreviation") for text in _all(entity, name))]
    told = [name for name in more.get("names") or () if name.get("name") in texts]
    known = {name["name"] for name in told}
    return {
        "id": own,
        "name": _first(entity, "name"),
        "kind": kind if kind in set(ActorKind) else ActorKind.UNKNOWN.value,
        "countries": [country.upper() for country in _all(entity, "country") if len(country) == 2],
        "active": _dates(_first(entity, "incorporationDate"), _first(entity, "dissolutionDate")),
        **fact(more.get("checked")),
        "names": [*told, *({"name": text} for text in dict.fromkeys(texts) if text not in known)],
        "relations": [],
        "leaders": [],
        "codes": codes,
    }


def _link(
    line: int, edge: Json, rows: Mapping[str, Json], persons: Mapping[str, Json], ids: Mapping[str, str], taken: Taken
) -> None:
    """Puts a relation into the row of the actor that it is told of."""
    ends = _LINKS[edge["schema"]]
    role = _first(edge, "role")
    if edge["schema"] == "Succession" and role == Bond.MERGED_INTO:
        ends = ends[::-1]
    one, other = (_first(edge, end) or "" for end in ends)
    told = {**_dates(_first(edge, "startDate"), _first(edge, "endDate")), **fact((edge.get("cairn") or {}).get("checked"))}
    if one in persons and other in rows:
        person = persons[one]
        post = {"name": _first(person, "name"), "aliases": [*_all(person, "name")[1:], *_all(person, "alias")], "title": role}
        rows[other]["leaders"].append({**post, **told, "ended": _first(edge, "status") or "unknown"})
    elif one in rows and (kind := role if role in set(Bond) else _usual(edge["schema"])):
        rows[one]["relations"].append({"type": kind, "object": ids.get(other, other), **told})
    else:
        taken.passed.append(f"line {line}: {edge['schema']} {edge['id']!r} ties {one!r} to {other!r}, which are no actors of the file")


def _usual(schema: str) -> str | None:
    return {"Membership": Bond.PART_OF.value, "Succession": Bond.SUCCESSOR_OF.value}.get(schema)


def _dates(start: str | None, end: str | None) -> Json:
    return {name: day[:10] for name, day in (("start", start), ("end", end)) if day}


def _all(entity: Json, name: str) -> list[str]:
    values = entity["properties"].get(name) or []
    return [str(value) for value in (values if isinstance(values, list) else [values])]


def _first(entity: Json, name: str) -> str | None:
    return next(iter(_all(entity, name)), None)

"""Whom reports tell of beyond the persons that they list: whom they quote, a person or a body, and persons who take part in events."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, select

from cairn.model import ActorKind, Attribution, ClaimField, Organisation, Speaker, Total
from cairn.record import tables

#: A speaker within an event's JSON, with the report that quotes it; not one in plain small letters. Within a JSON text a quotation mark that
#: is no end of it has a stroke before it, so that the fields' names stand nowhere else.
_SAID: Final = re.compile(r'"said_by":(?!"[a-z ]*")("[^"\\]*(?:\\.[^"\\]*)*"),"report":("[^"\\]*(?:\\.[^"\\]*)*")')


def of_claims(connection: Connection, report_ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The speakers of what reports claim, by report; those without any are left out."""
    claims, accounts = tables.claims.c, tables.accounts.c
    query = select(accounts.report_id, claims.said_by).join_from(tables.accounts, tables.claims).distinct()
    found: dict[str, set[str]] = {}
    for report, said_by in connection.execute(query.where(accounts.report_id.in_(list(report_ids)), claims.said_by.is_not(None))).all():
        found.setdefault(report, set()).add(str(said_by))
    return {report: frozenset(names) for report, names in found.items()}


def taking_part(connection: Connection, report_ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The names of the persons whom reports claim to take part, by report; those without any are left out."""
    claims, accounts = tables.claims.c, tables.accounts.c
    query = select(accounts.report_id, claims.value).join_from(tables.accounts, tables.claims)
    a_person = claims.value.like(f'%"{ActorKind.PERSON.value}"%')
    found: dict[str, set[str]] = {}
    for report, value in connection.execute(query.where(accounts.report_id.in_(list(report_ids)), claims.field == ClaimField.PARTICIPANT.value, a_person)).all():
        told = json.loads(value)
        if told.get("kind") == ActorKind.PERSON:
            found.setdefault(report, set()).add(told["name"])
    return {report: frozenset(names) for report, names in found.items()}


def in_events(values: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The speakers in the evidence of events, given as JSON, by report; not those in small letters only, which are no names."""
    found: dict[str, set[str]] = {}
    for said_by, report in {pair for value in values for pair in _SAID.findall(value)}:
        if not said_by.islower():
            found.setdefault(json.loads(report), set()).add(json.loads(said_by))
    return {report: frozenset(names) for report, names in found.items()}


def unlisted(
    claimed: Iterable[str], persons: Iterable[str], organisations: Iterable[Organisation], totals: Iterable[Total] = (), attributions: Iterable[Attribution] = ()
) -> tuple[Speaker, ...]:
    """The speakers of a report who are none of its persons; public are those that a list of it has as a body of some kind."""
    bodies = {name for one in organisations if one.actor or one.kind is not ActorKind.UNKNOWN for name in (one.name, *one.aliases)}
    told = {*claimed, *(one.said_by for one in totals), *(one.by for one in attributions)} - {*persons}
    return tuple(Speaker(name, public=name in bodies) for name in sorted(name for name in told if name))

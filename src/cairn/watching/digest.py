"""A page a day: what came into the record, in Markdown and in HTML. A day's page is written once, when the day is over."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from html import escape
from pathlib import Path

from cairn.errors import SettingError
from cairn.model import Event
from cairn.record import Change, ChangeKind, EventFilter, Outcome, Record, Visit
from cairn.watching.config import Digest
from cairn.watching.private import shown

#: Events that a page tells one by one; addresses that it names.
MOST, MOST_FAILED = 300, 50
#: Days that are made up for after a pause.
BACK = 7
NEW = frozenset({ChangeKind.ADDED, ChangeKind.SPLIT})
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")
STYLE = "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}li{margin:.4rem 0}small{color:#555}"


@dataclass(frozen=True, slots=True)
class Day:
    """What a page tells: the events that came and that changed, by country, and what was fetched."""

    day: date
    new: tuple[Event, ...]
    changed: tuple[Event, ...]
    outcomes: Counter[str]
    failed: tuple[Visit, ...]


def write_digests(record: Record, digest: Digest, *, zone: tzinfo, now: datetime) -> tuple[Path, ...]:
    """Writes the pages of the days that are over and have none; the files written. Days before the first run have none."""
    local = now.astimezone(zone)
    last = local.date() - timedelta(days=1 if local.time() >= digest.at else 2)
    runs = record.watched.runs()
    if not runs:
        return ()
    first = max(runs[-1].started_at.astimezone(zone).date(), last - timedelta(days=BACK - 1))
    written: list[Path] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if not (digest.folder / f"{day}.html").exists():
            written += _write(day_of(record, day, zone=zone), digest.folder)
    return tuple(written)


def day_of(record: Record, day: date, *, zone: tzinfo) -> Day:
    """What happened in the record on one day of a zone; an event that came on it counts as new however it changed after."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    changes = [c for c in record.changes(since=start) if c.at < end]
    visits = [v for v in record.watched.visits(since=start) if v.at < end]
    came = {c.event for c in changes if c.kind in NEW}
    altered = {_event(c) for c in changes if c.kind in (ChangeKind.CHANGED, ChangeKind.MERGED)} - came
    failed = tuple(v for v in visits if v.outcome in (Outcome.FAILED, Outcome.DAMAGED))
    return Day(day, _events(record, came), _events(record, altered), Counter(v.outcome.value for v in visits), failed)


def _event(change: Change) -> str:
    return change.other if change.kind is ChangeKind.MERGED and change.other else change.event


def _events(record: Record, ids: set[str]) -> tuple[Event, ...]:
    """Those of some events that are there, the main and surest first; those that a page tells as they may be shown."""
    found = record.watched.matching(sorted(ids), EventFilter()).values()
    ordered = sorted(found, key=lambda e: (not e.main, -e.confidence, e.id))
    return (*(shown(record, event) for event in ordered[:MOST]), *ordered[MOST:])


def _write(day: Day, folder: Path) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for ending, text in ((".md", as_markdown(day)), (".html", as_html(day))):
            path = folder / f"{day.day}{ending}"
            part = path.with_name(path.name + ".part")
            part.write_text(text, encoding="utf-8")
            part.replace(path)
            written.append(path)
    except OSError as error:
        raise SettingError(f"digest {folder}: can not be written: {error.strerror or error}") from error
    return written


def _numbers(day: Day) -> str:
    told = ", ".join(f"{day.outcomes[o.value]} {o.value}" for o in Outcome if day.outcomes[o.value])
    return f"{len(day.new)} new events, {len(day.changed)} changed. Pages: {told or 'none'}."


def _by_country(events: Sequence[Event]) -> Iterator[tuple[str, list[Event]]]:
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events[:MOST]:
        found[event.where.country or "country unknown"].append(event)
    yield from sorted(found.items())


def _about(event: Event) -> str:
    reports = len(event.reports)
    told = "" if event.main else ", told as background"
    return f"{event.type}, confidence {event.confidence:.2f}, {reports} report{'s' if reports != 1 else ''}{told}, {event.id}"


def as_markdown(day: Day) -> str:
    """A page in Markdown; whatever has a meaning there is escaped."""
    lines = [f"# Cairn, {day.day}", "", _numbers(day), ""]
    for title, events in (("New events", day.new), ("Changed events", day.changed)):
        if not events:
            continue
        lines += [f"## {title}", ""]
        for country, found in _by_country(events):
            lines += [f"### {_marked(country)}", "", *(f"- {_marked(e.summary or e.type)} ({_marked(_about(e))})" for e in found), ""]
        lines += [f"and {len(events) - MOST} more", ""] if len(events) > MOST else []
    if day.failed:
        lines += ["## What could not be read", "", *(f"- {_marked(_told(v))}" for v in day.failed[:MOST_FAILED]), ""]
        lines += [f"and {len(day.failed) - MOST_FAILED} more", ""] if len(day.failed) > MOST_FAILED else []
    return "\n".join([*lines, "Events as reported, coded by Cairn; private persons' names are left out.", ""])


def as_html(day: Day) -> str:
    """A page in HTML, whole in itself; everything in it is escaped."""
    out = [f"<h1>Cairn, {day.day}</h1>", f"<p>{escape(_numbers(day))}</p>"]
    for title, events in (("New events", day.new), ("Changed events", day.changed)):
        if not events:
            continue
        out.append(f"<h2>{title}</h2>")
        for country, found in _by_country(events):
            rows = "".join(f"<li>{escape(e.summary or e.type)}<br><small>{escape(_about(e))}</small></li>" for e in found)
            out.append(f"<h3>{escape(country)}</h3><ul>{rows}</ul>")
        out += [f"<p>and {len(events) - MOST} more</p>"] if len(events) > MOST else []
    if day.failed:
        rows = "".join(f"<li>{escape(_told(v))}</li>" for v in day.failed[:MOST_FAILED])
        more = f"<p>and {len(day.failed) - MOST_FAILED} more</p>" if len(day.failed) > MOST_FAILED else ""
        out.append(f"<h2>What could not be read</h2><ul>{rows}</ul>{more}")
    out.append("<p><small>Events as reported, coded by Cairn; private persons' names are left out.</small></p>")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Cairn, {day.day}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(out)}</body></html>\n'


def _told(visit: Visit) -> str:
    return visit.detail if visit.detail and visit.detail.startswith(visit.address) else f"{visit.address}: {visit.detail}"


def _marked(text: str) -> str:
    """A text on one line of Markdown, with nothing in it that means something there."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))

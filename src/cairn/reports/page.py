"""What an HTML page states of itself, in JSON-LD, meta tags and `<time>`. Nothing is guessed from its address or its body."""

import re
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import islice
from urllib.parse import urlsplit

from cairn.reports import json_ld
from cairn.reports.days import page_day
from cairn.reports.language import language_tag
from cairn.reports.loaded import ReportMeta
from cairn.reports.tags import Tag, attributes, stripped, tags_of
from cairn.reports.words import words

MOST_TAGS = 20_000  # what a page says of itself stands near its top
MOST_LOOKED_AT = 2_000
LOOKED_AT = {"html", "meta", "title", "script", "link", "time", "h1"}
LONGEST_HEADING = 1_000  # characters, its tags included
PUBLISHED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:published|pubdate|publication|posted|entry-date|publish)(?:$|[\s_-])", re.IGNORECASE
)
CHANGED_CLASS = re.compile(r"updated|modified", re.IGNORECASE)


@dataclass(slots=True)
class _Seen:
    """What the scan has come upon; the first value of a name stays."""

    named: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    language: str = ""
    canonical: str = ""
    time: str = ""


def stated(page: str) -> tuple[ReportMeta, tuple[str, ...]]:
    """What the page states, JSON-LD first, and notes where it contradicts itself or can not be read."""
    seen = _scan(page)
    article, notes = json_ld.stated_in(seen.scripts)
    tags = _from_tags(seen)
    meta = article.over(tags)
    return replace(meta, title=_bare_title(meta.title, meta.publisher)), (*notes, *_contradictions(article, tags))


def _scan(page: str) -> _Seen:
    seen = _Seen()
    early = (tag for tag in islice(tags_of(page), MOST_TAGS) if tag.name in LOOKED_AT and not tag.closing)
    for tag in islice(early, MOST_LOOKED_AT):
        _note_tag(seen, page=page, tag=tag)
    return seen


def _note_tag(seen: _Seen, *, page: str, tag: Tag) -> None:
    if tag.name == "title":
        seen.title = seen.title or " ".join(unescape(tag.content).split())
        return
    if tag.name == "h1":
        seen.headings.append(_heading(page, tag))
        return
    values = attributes(page, tag)
    match tag.name:
        case "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or values.get("http-equiv") or ""
            if values.get("content"):
                seen.named.setdefault(name.lower(), values["content"])
        case "script" if "ld+json" in values.get("type", "").lower():
            seen.scripts.append(tag.content.strip())
        case "link" if values.get("rel", "").lower() == "canonical":
            seen.canonical = seen.canonical or values.get("href", "")
        case "html":
            seen.language = seen.language or values.get("lang", "") or values.get("xml:lang", "")
        case "time" if _is_publication(values):
            seen.time = seen.time or values.get("datetime", "")


def _heading(page: str, tag: Tag) -> str:
    """The text of a heading; empty where it is not closed soon."""
    close = page.find("</h1", tag.end, tag.end + LONGEST_HEADING)
    return " ".join(stripped(page[tag.end : close]).split()) if close >= 0 else ""


def _is_publication(time: dict[str, str]) -> bool:
    """Whether a `<time>` says that it is the time of publication and not that of some other story or a change."""
    mark = f"{time.get('class', '')} {time.get('itemprop', '')}"
    named = time.get("itemprop", "").lower() == "datepublished" or "pubdate" in time
    return named or (bool(PUBLISHED_CLASS.search(mark)) and not CHANGED_CLASS.search(mark))


def _from_tags(seen: _Seen) -> ReportMeta:
    names = words()
    days = (page_day(seen.named[name]) for name in names.page_dates if name in seen.named)
    tag = (language_tag(value) for value in (seen.language, *(seen.named.get(name) for name in names.page_languages)) if value)
    return ReportMeta(
        title=_first(seen, names.page_titles) or seen.title or (seen.headings[0] if len(seen.headings) == 1 else None) or None,
        publisher=_first(seen, names.page_publishers),
        published=next((day for day in days if day), None) or page_day(seen.time),
        language=next((value for value in tag if value), None),
        url=next((url for url in (seen.canonical, seen.named.get("og:url", "")) if _is_web(url)), None),
    )


def _first(seen: _Seen, names: tuple[str, ...]) -> str | None:
    return next((" ".join(seen.named[name].split()) for name in names if seen.named.get(name, "").strip()), None)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _bare_title(title: str | None, publisher: str | None) -> str | None:
    """The title without the publisher's name that many pages hang on it: `Ten killed in Kano | Example Wire`."""
    if title and publisher:
        cut = re.sub(rf"\s+[|–—·:-]\s+{re.escape(publisher)}\s*$", "", title, flags=re.IGNORECASE)
        return cut or title
    return title


def _contradictions(article: ReportMeta, tags: ReportMeta) -> tuple[str, ...]:
    if article.published and tags.published and article.published != tags.published:
        return (f"the page's JSON-LD gives {article.published} as the day of publication, its meta tags {tags.published}; "
                "the first was taken",)  # fmt: skip
    return ()

"""What is watched, and what is told of it: a YAML file, checked at once as a whole, each fault with its line and key."""

from collections.abc import Collection
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from cairn.errors import SettingError
from cairn.record import EventFilter
from cairn.watching.times import Clock, Span
from cairn.watching.yaml12 import Document, Duplicate, dotted

MOST_BYTES = 1_000_000
MOST_FAULTS = 20


def _web(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{value!r}: expected an address that begins with http:// or https://")
    return value


Web = Annotated[str, AfterValidator(_web)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Mail = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(_Strict):
    """A feed, a sitemap or a folder. `publisher` and `language` stand above what its pages say; `include` and `exclude` are patterns of
    addresses with * and ?; `most` pages at a time; a page is visited again every `revisit` until `revisit_for` after it was first seen."""

    name: Name
    feed: Web | None = None
    sitemap: Web | None = None
    folder: Path | None = None
    every: Span = timedelta(hours=1)
    at: Clock | None = None
    publisher: Name | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    most: Annotated[int, Field(ge=1)] | None = None
    revisit: Span = timedelta(days=1)
    revisit_for: Span = timedelta(days=7)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(value is not None for value in (self.feed, self.sitemap, self.folder)) != 1:
            raise ValueError("expected exactly one of feed, sitemap and folder")
        if self.at is not None and "every" in self.model_fields_set:
            raise ValueError("expected every (an interval) or at (a time of day), not both")
        if self.every < timedelta(seconds=10):
            raise ValueError("every: expected at least 10s")
        return self

    @property
    def address(self) -> str:
        """Where its list is."""
        return self.feed or self.sitemap or str(self.folder)


class Host(_Strict):
    """What holds for one host: seconds between requests, pages in one run."""

    delay: Span | None = None
    most: Annotated[int, Field(ge=1)] | None = None


class Fetching(_Strict):
    """How pages are fetched. `patience` is how long a run waits for a host that asks to be left alone; `allow_private` names hosts of
    private addresses (`intranet.example`, `127.0.0.1:8000`) that may be fetched from, and posted to."""

    contact: Annotated[str, Field(min_length=3, max_length=200, pattern=r"^[\x20-\x7e]+$")] | None = None
    delay: Span = timedelta(seconds=2)
    timeout: Span = timedelta(seconds=30)
    patience: Span = timedelta(seconds=30)
    max_bytes: Annotated[int, Field(ge=1_000)] = 20_000_000
    hosts_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    allow_private: frozenset[str] = frozenset()
    hosts: dict[str, Host] = {}

    def of(self, host: str) -> Host:
        """What holds for a host by its name with or without its port."""
        found = self.hosts.get(host) or self.hosts.get(host.rpartition(":")[0]) or Host()
        return found if found.delay is not None else found.model_copy(update={"delay": self.delay})


class MailServer(_Strict):
    """Where mail is handed in. The password is read from the environment."""

    host: Name
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Name | None = None
    password_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] = "CAIRN_MAIL_PASSWORD"  # noqa: S105 - its name
    sender: Mail


class Webhook(_Strict):
    """Where an alert is posted as JSON; signed with the secret that an environment variable holds, where one is named."""

    url: Web
    secret_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None


class Filter(_Strict):
    """Which events an alert is about: as `cairn events` filters."""

    since: date | None = None
    until: date | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    type: str | None = None
    actor: str | None = None
    text: str | None = None
    main_only: bool = False
    min_confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    @field_validator("since", "until", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))

    @cached_property
    def wanted(self) -> EventFilter:
        """The record's filter."""
        return EventFilter(**self.model_dump())

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class Alert(_Strict):
    """A saved filter, and the ways on which its events are told."""

    name: Name
    filter: Filter = Filter()
    on: frozenset[Literal["added", "changed"]] = frozenset({"added", "changed"})
    webhook: Webhook | None = None
    email: tuple[Mail, ...] = ()
    feed: Path | None = None

    @model_validator(mode="after")
    def _some_way(self) -> Self:
        if not (self.webhook or self.email or self.feed):
            raise ValueError("expected at least one of webhook, email and feed")
        if not self.on:
            raise ValueError("on: expected added, changed or both")
        return self


class Digest(_Strict):
    """A page a day in Markdown and HTML, written from a time of day on."""

    folder: Path
    at: Clock = time(6)


class Config(_Strict):
    """All that a configuration says. Paths are as written; `load` makes them start from the file's folder."""

    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    fetching: Fetching = Fetching()
    timezone: str = "UTC"
    mail: MailServer | None = None
    alerts: tuple[Alert, ...] = ()
    digest: Digest | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"{value!r}: expected a time zone such as UTC or Europe/Berlin") from error
        return value

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        for what, names in (("sources", [s.name for s in self.sources]), ("alerts", [a.name for a in self.alerts])):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what}: the name {twice[0]!r} comes twice; every name is to be its own")
        if any(s.folder is None for s in self.sources) and not self.fetching.contact:
            raise ValueError("fetching.contact: expected a web or mail address at which the owners of the sites can reach you; it is told with every request")
        if any(alert.email for alert in self.alerts) and self.mail is None:
            raise ValueError("mail: alerts by e-mail need a mail server (host, sender)")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times of day."""
        return ZoneInfo(self.timezone)


def load(path: Path, *, types: Collection[str] = ()) -> Config:
    """The configuration in a file. `types` are the codebook's, where filters are to be checked against them. Raises SettingError with
    every fault, its line and its key."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SettingError(f"{path}: larger than {MOST_BYTES:,} bytes; expected a configuration of `cairn watch`")
        document = Document(path.read_text("utf-8"))
    except OSError as error:
        raise SettingError(f"{path}: can not be read: {error.strerror or error}; give the path of a YAML file") from error
    except Duplicate as error:
        raise SettingError(f"{path}, {error}") from error
    except (yaml.YAMLError, UnicodeError, RecursionError, ValueError) as error:
        raise SettingError(f"{path}: no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(document.value, dict):
        raise SettingError(f"{path}: expected a mapping with `sources`; docs/watch.md has an example")
    return _anchored(_checked(document, path, types), path.parent)


def _checked(document: Document, path: Path, types: Collection[str]) -> Config:
    try:
        config = Config.model_validate(document.value)
    except ValidationError as error:
        faults = [_fault(document, path, dict(found)) for found in error.errors()]
        more = f"\nand {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise SettingError("\n".join(faults[:MOST_FAULTS]) + more) from error
    for n, alert in enumerate(config.alerts):
        if types and alert.filter.type is not None and alert.filter.type not in types:
            at = ("alerts", n, "filter", "type")
            raise SettingError(f"{path}, line {document.line(at)}: {dotted(at)}: {alert.filter.type!r} is no event type; `cairn codebook` lists them")
    return config


def _fault(document: Document, path: Path, found: dict[str, Any]) -> str:
    where = tuple(found["loc"])
    message = str(found["msg"]).removeprefix("Value error, ")
    if found["type"] == "extra_forbidden":
        message = "there is no such key"
    elif found["type"] == "missing":
        message = "is missing"
    elif found["type"] != "value_error":
        message = f"{found['input']!r}: {message[:1].lower()}{message[1:]}"
    key = f"{dotted(where)}: " if where else ""
    return f"{path}, line {document.line(where)}: {key}{message}"


def _anchored(config: Config, folder: Path) -> Config:
    """The configuration with its paths from the folder of its file."""
    sources = tuple(s if s.folder is None else s.model_copy(update={"folder": folder / s.folder}) for s in config.sources)
    alerts = tuple(a if a.feed is None else a.model_copy(update={"feed": folder / a.feed}) for a in config.alerts)
    digest = config.digest and config.digest.model_copy(update={"folder": folder / config.digest.folder})
    return config.model_copy(update={"sources": sources, "alerts": alerts, "digest": digest})

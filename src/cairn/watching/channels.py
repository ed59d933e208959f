"""The ways on which alerts are told: a webhook, e-mail, a feed file."""

import hashlib
import hmac
import json
import os
import smtplib
import ssl
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree as ET

from lxml import etree

from cairn import __version__
from cairn.errors import FetchError, SettingError
from cairn.reports.post import post
from cairn.watching.config import Fetching, MailServer, Webhook
from cairn.watching.notice import Notice

ATOM = "http://www.w3.org/2005/Atom"
#: Entries that a feed file keeps; bytes of a feed file that is read.
KEPT, MOST_BYTES = 200, 20_000_000
#: Events that a mail tells in full.
TOLD = 50


class Channel(Protocol):
    """A way to tell events. Raises CairnError where it can not; SettingError where trying again would not help."""

    def send(self, alert: str, notices: Sequence[Notice]) -> None:
        """Tells events."""


class WebhookPost:
    """Posts JSON: `{"alert": ..., "events": [{"number", "at", "change", "why", "event"}]}`. With a secret the body's HMAC-SHA256 stands in
    `X-Cairn-Signature`. Private addresses are refused as everywhere, redirects are not followed."""

    def __init__(self, webhook: Webhook, fetching: Fetching) -> None:
        self._webhook = webhook
        self._fetching = fetching

    def send(self, alert: str, notices: Sequence[Notice]) -> None:
        """Posts one message; any answer from 200 to 299 will do."""
        body = json.dumps({"alert": alert, "events": [notice.values for notice in notices]}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "User-Agent": f"Cairn/{__version__}"}
        headers["Idempotency-Key"] = hashlib.sha256(f"{alert} {notices[0].number} {notices[-1].number}".encode()).hexdigest()
        if self._webhook.secret_env is not None:
            secret = _from_environment(self._webhook.secret_env, "the webhook's secret")
            headers["X-Cairn-Signature"] = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        post(self._webhook.url, body, headers=headers, allow_private=self._fetching.allow_private, timeout=self._fetching.timeout.total_seconds())


class Mailer:
    """Hands plain mails to a server."""

    def __init__(self, server: MailServer, to: Sequence[str]) -> None:
        self._server = server
        self._to = to

    def send(self, alert: str, notices: Sequence[Notice]) -> None:
        """Sends one mail to all."""
        server = self._server
        try:
            with self._connected() as smtp:
                if server.security == "starttls":
                    smtp.starttls(context=ssl.create_default_context())
                if server.user is not None:
                    smtp.login(server.user, _from_environment(server.password_env, "the password of the mail server"))
                smtp.send_message(self._message(alert, notices))
        except smtplib.SMTPAuthenticationError as error:
            raise SettingError(f"mail server {server.host}:{server.port}: it does not accept the user and the password") from error
        except (smtplib.SMTPException, OSError) as error:
            raise FetchError(f"mail server {server.host}:{server.port}: {' '.join(str(error).split()) or type(error).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, timeout=30, context=ssl.create_default_context())
        return smtplib.SMTP(server.host, server.port, timeout=30)

    def _message(self, alert: str, notices: Sequence[Notice]) -> EmailMessage:
        message = EmailMessage()
        many = len(notices)
        message["Subject"] = _line(f"{alert}: {notices[0].title if many == 1 else f'{many} events'}")
        message["From"] = Address("Cairn", addr_spec=self._server.sender)
        message["To"] = [Address(addr_spec=to) for to in self._to]
        message["Auto-Submitted"] = "auto-generated"
        parts = ["\n".join((notice.title, *(f"  {line}" for line in notice.lines))) for notice in notices[:TOLD]]
        if many > TOLD:
            parts.append(f"and {many - TOLD} more; `cairn changes` lists them")
        message.set_content("\n\n".join(parts) + "\n\nReported events, as coded by Cairn. Read the evidence before you rely on one.\n")
        return message


class AtomFile:
    """An Atom file with the last events, the newest first; it is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, alert: str, notices: Sequence[Notice]) -> None:
        """Puts events at the top of the file."""
        ET.register_namespace("", ATOM)
        made = [_entry(notice) for notice in reversed(notices)]
        known = {entry.findtext(f"{{{ATOM}}}id") for entry in made}
        kept = [*made, *(entry for entry in self._before() if entry.findtext(f"{{{ATOM}}}id") not in known)][:KEPT]
        root = ET.Element(f"{{{ATOM}}}feed")
        _add(root, "title", alert)
        _add(root, "id", "urn:cairn:alert:" + hashlib.sha256(alert.encode()).hexdigest()[:32])
        _add(root, "updated", _moment(notices[-1].at))
        author = ET.SubElement(root, f"{{{ATOM}}}author")
        _add(author, "name", "Cairn")
        _add(root, "generator", "Cairn").set("version", __version__)
        root.extend(kept)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_name(self._path.name + ".part")
            part.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
            part.replace(self._path)
        except OSError as error:
            raise SettingError(f"feed {self._path}: can not be written: {error.strerror or error}") from error

    def _before(self) -> list[ET.Element]:
        """The entries of the file as it is; a file that is no feed is replaced."""
        try:
            if not self._path.is_file() or self._path.stat().st_size > MOST_BYTES:
                return []
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            whole = etree.parse(str(self._path), parser)
        except (OSError, etree.LxmlError):
            return []
        return [ET.fromstring(etree.tostring(entry, with_tail=False)) for entry in whole.getroot().iter(f"{{{ATOM}}}entry")]  # noqa: S314 - parsed by lxml without entities


def _entry(notice: Notice) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry")
    _add(entry, "title", notice.title)
    _add(entry, "id", f"urn:cairn:event:{notice.event.id}:{notice.number}")
    _add(entry, "updated", _moment(notice.at))
    _add(entry, "category", None).set("term", notice.event.type)
    _add(entry, "content", "\n".join((notice.title, *notice.lines))).set("type", "text")
    return entry


def _add(parent: ET.Element, name: str, text: str | None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = text and "".join(char for char in text if char in "\n\t" or char.isprintable())
    return element


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:200]


def _from_environment(name: str, what: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise SettingError(f"{what}: the environment variable {name} is not set")
    return value

"""Alerts: events that appeared or changed and that a saved filter lets through, told on each way from where it was left.

An alert begins with what happens after it was set up. What could not be sent is kept and sent in a later run; what was sent may be
sent once more where a run was ended between sending and noting it: every change has a number that never comes again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cairn.errors import CairnError, SettingError
from cairn.model import Event
from cairn.record import AlertState, Change, ChangeKind, Record
from cairn.watching.channels import AtomFile, Channel, Mailer, WebhookPost
from cairn.watching.config import Alert, Config
from cairn.watching.notice import Notice
from cairn.watching.private import masked, shown

#: Changes that are looked at in one go; events in one message.
LOOK, MOST = 2_000, 100
#: Seconds before the second, third, ... try.
WAITS = (1.0, 4.0)
#: What the configuration calls a change.
KINDS = {ChangeKind.ADDED: "added", ChangeKind.SPLIT: "added", ChangeKind.CHANGED: "changed", ChangeKind.MERGED: "changed"}


@dataclass(frozen=True, slots=True)
class Way:
    """One alert on one way."""

    alert: Alert
    name: str
    channel: Channel


class Alerts:
    """The alerts of a configuration. `wait` waits for so many seconds."""

    def __init__(self, record: Record, config: Config, *, clock: Callable[[], datetime], wait: Callable[[float], object]) -> None:
        self._record = record
        self._clock = clock
        self._wait = wait
        self._ways = [way for alert in config.alerts for way in _ways(alert, config)]

    def begin(self) -> None:
        """Lets new alerts begin here."""
        watched = self._record.watched
        for way in self._ways:
            if watched.alert(way.alert.name, way.name) is None:
                watched.settle_alert(AlertState(way.alert.name, way.name, watched.last_change()))

    def send(self) -> tuple[str, ...]:
        """Sends what is new on every way; what stands in the way of those that failed."""
        faults = []
        for way in self._ways:
            state = self._record.watched.alert(way.alert.name, way.name)
            if state is None:
                continue
            try:
                self._send(way, state)
            except CairnError as error:
                now = self._record.watched.alert(way.alert.name, way.name) or state
                self._record.watched.settle_alert(replace(now, failures=now.failures + 1, fault=str(error)))
                faults.append(f"alert {way.alert.name!r} by {way.name}: {error}; it is sent in a later run")
        return tuple(faults)

    def _send(self, way: Way, state: AlertState) -> None:
        for notices, number in self._notices(way.alert, state.number):
            for start in range(0, len(notices), MOST):
                part = notices[start : start + MOST]
                self._try(way, part)
                last = part[-1].number if start + MOST < len(notices) else number
                state = AlertState(state.name, state.way, last, state.sent + len(part), self._clock())
                self._record.watched.settle_alert(state)
            if not notices:
                state = replace(state, number=number)
                self._record.watched.settle_alert(state)

    def _try(self, way: Way, notices: Sequence[Notice]) -> None:
        for seconds in (*WAITS, None):
            try:
                way.channel.send(way.alert.name, notices)
            except SettingError:
                raise
            except CairnError:
                if seconds is None:
                    raise
                self._wait(seconds)
            else:
                return

    def _notices(self, alert: Alert, after: int) -> Iterator[tuple[list[Notice], int]]:
        """What an alert tells, some of the history at a time, with the number up to which it was looked at. Of an event that changed
        several times meanwhile only the last change is told, as new where it is."""
        while changes := self._record.changes(after=after, limit=LOOK):
            after = changes[-1].number
            told: dict[str, Change] = {}
            for change in changes:
                event = change.other if change.kind is ChangeKind.MERGED and change.other else change.event
                if change.kind in KINDS:
                    kind = told[event].kind if event in told and KINDS[told[event].kind] == "added" else change.kind
                    told[event] = replace(change, kind=kind, event=event)
            found = self._record.watched.matching(sorted(told), alert.filter.wanted)
            notices = [self._notice(told[id_], event) for id_, event in found.items() if KINDS[told[id_].kind] in alert.on]
            yield sorted(notices, key=lambda notice: notice.number), after

    def _notice(self, change: Change, event: Event) -> Notice:
        why = masked(self._record, change.why, event.reports)
        return Notice(change.number, change.at, KINDS[change.kind], why, shown(self._record, event))


def _ways(alert: Alert, config: Config) -> Iterator[Way]:
    if alert.webhook is not None:
        yield Way(alert, f"webhook {alert.webhook.url}", WebhookPost(alert.webhook, config.fetching))
    if alert.email and config.mail is not None:
        yield Way(alert, f"e-mail {', '.join(alert.email)}", Mailer(config.mail, alert.email))
    if alert.feed is not None:
        yield Way(alert, f"feed {alert.feed}", AtomFile(alert.feed))

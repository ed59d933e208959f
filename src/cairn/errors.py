"""Every error that Cairn raises, by who must act.

    CairnError
    ├── OperatorError        the person who runs Cairn: settings, codebook, registry, gazetteer      exit 2
    │   ├── SettingError
    │   ├── CodebookError
    │   │   └── UnknownType      an event of a type that the codebook has lost
    │   ├── RegistryError
    │   ├── GazetteerError
    │   └── ReaderError
    ├── ReportError          one report: recorded as a problem, the batch goes on                    exit 1
    │   ├── UnreadableReport     bytes that hold no text: empty, binary, image-only, damaged
    │   ├── OversizeReport       larger than the limit
    │   └── FetchError           a URL that gave no report
    │       ├── RefusedAddress   a URL that points at a private or local address
    │       ├── Disallowed       a URL that the site's robots.txt does not let Cairn fetch
    │       ├── Unreachable      no connection to the server
    │       └── BadStatus        the server answered with something else than the page
    └── RecordError          the store: stop                                                         exit 3
        └── NotInRecord          an id that the record does not hold                                 exit 4

A message says what happened, which value, what was expected and what to do. The command line turns an
error into its class's `exit_code`.
"""

from typing import ClassVar


class CairnError(Exception):
    """What all errors of Cairn have in common: a message for a person and an exit code."""

    exit_code: ClassVar[int] = 70


class OperatorError(CairnError):
    """Something that the person who runs Cairn has to mend."""

    exit_code = 2


class SettingError(OperatorError):
    """A setting or an option has a value that Cairn can not work with."""


class CodebookError(OperatorError):
    """The codebook's YAML does not hold together; the message lists every fault with its path."""


class UnknownType(CodebookError, KeyError):
    """An event type, as a record holds it, that the codebook does not have."""

    __str__ = CairnError.__str__  # a KeyError's own puts quotes around the message


class RegistryError(OperatorError):
    """The actor registry's YAML does not hold together; the message lists every fault with its path."""


class GazetteerError(OperatorError):
    """The gazetteer file is missing or damaged."""


class ReaderError(OperatorError):
    """The reader's weights are missing, damaged or of another version."""


class ReportError(CairnError):
    """One report could not be used; the batch goes on and the report's problem is recorded."""

    exit_code = 1


class UnreadableReport(ReportError):
    """The bytes hold no text that Cairn can read."""


class OversizeReport(ReportError):
    """The report is larger than the limit."""


class FetchError(ReportError):
    """A URL gave no report."""


class RefusedAddress(FetchError):
    """A URL leads to a private or local address, which is refused unless it is explicitly allowed."""


class Disallowed(FetchError):
    """A site's robots.txt does not let Cairn fetch a URL."""


class Unreachable(FetchError):
    """No connection to a server came about: its name is unknown, or nothing answers there."""


class BadStatus(FetchError):
    """A server answered with a status that comes with no page. `retry_after` is in seconds, where the server says when to come back."""

    def __init__(self, message: str, *, status: int, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class RecordError(CairnError):
    """The record can not be used: locked, damaged, or of a version that this Cairn does not know."""

    exit_code = 3


class NotInRecord(RecordError):
    """The record holds nothing by that id."""

    exit_code = 4

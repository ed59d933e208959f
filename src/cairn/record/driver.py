"""The driver of PostgreSQL, pg8000, with a lost connection told as what it is.

pg8000 lets the operating system's own error through when it reads from a connection that is gone, so that SQLAlchemy can not know
that the connection is of no more use; and closing such a connection is an error to it.
"""

import ssl
from contextlib import suppress
from typing import Any

import pg8000

LOST = "network error"  # by this SQLAlchemy knows that a connection is gone


class Connected(pg8000.Connection):  # type: ignore[misc]  # pg8000 has no types
    """A connection."""

    def handle_messages(self, context: Any) -> None:
        """Reads what the server answers. Raises InterfaceError where the connection is gone."""
        try:
            super().handle_messages(context)
        except OSError as error:
            raise pg8000.InterfaceError(LOST) from error

    def close(self) -> None:
        """Closes the connection, also one that is gone."""
        with suppress(OSError, pg8000.InterfaceError):
            super().close()


def connect(**arguments: Any) -> Connected:
    """A new connection. Raises InterfaceError where the server is gone before it is made."""
    try:
        return Connected(**arguments)
    except ssl.SSLError:
        raise
    except OSError as error:
        raise pg8000.InterfaceError(LOST) from error

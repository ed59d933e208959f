"""Which network addresses a fetch may connect to, and a network backend that connects to no others.

A name is resolved once, every address it has is checked, and the connection goes to a checked address: a name that
resolves to something else a moment later (DNS rebinding) gains nothing. Redirects pass through here as well.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore2

from cairn.errors import RefusedAddress

GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all that IANA has opened to the public internet
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the IPv4 address is in the last 32 bits

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """Whether an address is on the public internet: none that is private, local, shared, reserved or multicast, and none
    that carries such an IPv4 address inside (mapped, NAT64, 6to4)."""
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = _carried(address)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


#: Whether private addresses may be connected to: all, none, or those of these hosts ("127.0.0.1:8000", "intranet.example").
Private = bool | frozenset[str]


@dataclass(slots=True)
class Deadline:
    """The moment, on the monotonic clock, at which a whole fetch has to be done."""

    at: float

    def extend(self, seconds: float) -> None:
        """Moves the deadline: time in which nothing was asked of the server does not count."""
        self.at += seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, or `at_most` where that is less; raises httpcore2.ReadTimeout when there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the time for the whole fetch is over")
        return seconds if at_most is None else min(seconds, at_most)


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends at the deadline: a server that drips bytes can not hold it open."""

    def __init__(self, stream: httpcore2.NetworkStream, *, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Reads, waiting no longer than the deadline."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Writes, waiting no longer than the deadline."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The same connection under TLS."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return TimedStream(secured, deadline=self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to public addresses only (and to private ones as far as `allow_private` says), and within the deadline."""

    def __init__(self, *, allow_private: Private, deadline: Deadline) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connects to the first address of a host that answers; raises RefusedAddress if any of them is not public."""
        addresses = resolved(host, port, deadline=self._deadline)
        private = [address for address in addresses if not is_public(address)]
        if private and not _allowed(self._allow_private, host, port):
            raise refused(host, private[0])
        for index, address in enumerate(addresses):
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if index == len(addresses) - 1:
                    raise
            else:
                return TimedStream(stream, deadline=self._deadline)
        raise httpcore2.ConnectError(f"{host!r} has no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 -- httpcore2's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Refused always."""
        raise RefusedAddress(f"unix socket {path!r}: reports are fetched over http and https only")


def _allowed(private: Private, host: str, port: int) -> bool:
    return private if isinstance(private, bool) else bool({host, f"{host}:{port}"} & private)


def refused(host: str, address: str) -> RefusedAddress:
    """The error for a host that leads to an address which is not public."""
    return RefusedAddress(f"{host} leads to {address}, a private or local address; reports come from public addresses only. "
                          "If this server is your own, allow private addresses explicitly (--allow-private)")  # fmt: skip


def resolved(host: str, port: int, *, deadline: Deadline) -> list[str]:
    """All addresses of a host, within the deadline: the resolver itself knows no limit, so it is waited for from outside."""
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    asking = threading.Thread(target=ask, daemon=True, name="cairn-resolve")
    asking.start()
    asking.join(deadline.left())
    if failed or not found:
        raise httpcore2.ConnectError(f"the name {host!r} can not be resolved: {failed[0] if failed else 'no answer in time'}")
    return list(dict.fromkeys(found))

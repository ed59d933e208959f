"""Large input files, here or elsewhere (`s3://`, `https://`): opened at any place, by fsspec where the name is an address.

An `https://` address that leads to a private or local machine is refused. The name is looked up for that before the library connects;
single reports go through the stricter `Fetcher`.
"""

import socket
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from cairn.engine.extras import fsspec
from cairn.errors import RefusedAddress
from cairn.reports.addresses import is_public

BLOCK = 8_000_000  # bytes that are read ahead over a network


def is_remote(name: str) -> bool:
    """Whether a name is an address and not a path."""
    return "://" in name


def size(name: str) -> int:
    """Bytes of a file. Raises OSError."""
    if not is_remote(name):
        return Path(name).stat().st_size
    _checked(name)
    system, path = fsspec().core.url_to_fs(name)
    found: int | None = system.size(path)
    if found is None:
        raise OSError("the server does not tell how large it is, so it can not be cut into shards; download it first")
    return found


def stamp(name: str) -> str:
    """What tells one state of a file from another: its size and time of change; of a file elsewhere, its size."""
    if is_remote(name):
        return str(size(name))
    try:
        found = Path(name).stat()
    except OSError:
        return "gone"
    return f"{found.st_size}-{found.st_mtime_ns}"


def opened(name: str) -> AbstractContextManager[IO[bytes]]:
    """A file, open for reading at any place. Raises OSError."""
    if not is_remote(name):
        return Path(name).open("rb")
    _checked(name)
    found: Any = fsspec().open(name, "rb", block_size=BLOCK)
    file: AbstractContextManager[IO[bytes]] = found
    return file


def _checked(name: str) -> None:
    parts = urlsplit(name)
    if parts.scheme not in {"http", "https"}:
        return
    host = parts.hostname or ""
    for *_, address in socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM):
        if not is_public(str(address[0])):
            raise RefusedAddress(f"{name}: {host} leads to {address[0]}, which is private or local; copy the file here and name its path")

"""`cairn serve`: the record in the browser."""

import getpass
import ipaddress
import os
import socket
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from rich.console import Console

from cairn.errors import SettingError
from cairn.record import Address, Record

#: Callers that wait to be let in, also those who come before all is loaded.
BACKLOG = 512


def serve(
    record: Address, *, host: str, port: int, browser: bool, users: bool | None, tiles: str | None, allow: Sequence[str], https: bool, console: Console
) -> None:
    """Serve until told to stop.

    On the machine's own address nobody has to log in unless the record has users or `users` says so; on any other the record must
    have users, unless `users` is False.
    """
    import uvicorn

    from cairn.api.app import create_app
    from cairn.api.settings import Settings

    new = record.file is not None and not record.file.exists()
    with Record.open(record) as held:
        login = _login(held, users=users, loopback=is_loopback(host), console=console)
        settings = Settings(login=login, hosts=_names(host, allow), tiles=checked_tiles(tiles), secure=https, local_user=_user())
        if new:
            console.print(f"{record} was not there: an empty record was made; reports can be added in the browser, or with `cairn add`", markup=False)
        server = uvicorn.Server(uvicorn.Config(create_app(held, settings), host=host, port=port, log_level="warning", server_header=False, ws="none", timeout_graceful_shutdown=10))
        sock = _listening(host, port)
        address = f"http://{_shown(host)}:{sock.getsockname()[1]}/"
        console.print(f"Cairn serves {record} at {address} (Ctrl+C ends it)", markup=False, soft_wrap=True)
        if browser:
            threading.Timer(1.0, webbrowser.open, [address]).start()
        with suppress(KeyboardInterrupt):
            server.run(sockets=[sock])


def _listening(host: str, port: int) -> socket.socket:
    """The socket, bound before the address is told."""
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise SettingError(f"--host {host} --port {port}: {error.strerror or error}; give another port, or 0 for any that is free") from error
    return sock


def _login(held: Record, *, users: bool | None, loopback: bool, console: Console) -> bool:
    """Whether callers have to log in."""
    known = held.team.any()
    if users and not known:
        raise SettingError(f"--users: the record has no users; make one with `cairn users add NAME --role admin --record {held.address}`")
    if loopback:
        return known if users is None else users
    console.print("Others on the network can reach this server, and what they send and get is not encrypted: put a proxy that speaks HTTPS before it.", style="yellow")
    if users is False:
        console.print("With --no-users whoever reaches it may read and change everything.", style="red")
        return False
    if not known:
        raise SettingError(
            f"others could reach this server, and the record has no users; make one with `cairn users add NAME --role admin --record {held.address}`,"
            " or say --no-users"
        )
    return True


def is_loopback(host: str) -> bool:
    """Whether an address leads to this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names(host: str, allow: Sequence[str]) -> frozenset[str]:
    """The names that requests may ask for: those of this machine, the one that is listened at, and those that were given."""
    from cairn.api.settings import LOCAL_NAMES

    own = set() if host in ("0.0.0.0", "::") else {host}  # noqa: S104 - compared, not bound
    return LOCAL_NAMES | own | {name.strip("[]").lower() for name in allow}


def checked_tiles(tiles: str | None) -> str | None:
    """The address of map tiles. Raises SettingError for one that is none."""
    if tiles is None:
        return None
    parts = urlsplit(tiles)
    if parts.scheme not in ("http", "https") or not parts.hostname or not all(name in tiles for name in ("{z}", "{x}", "{y}")) or set(" ;,'\"") & set(tiles):
        raise SettingError(f"--tiles {tiles!r}: expected an address such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png")
    return tiles


def _user() -> str:
    """The name under which the one local user decides."""
    return os.environ.get("CAIRN_REVIEWER") or getpass.getuser()


def _shown(host: str) -> str:
    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - shown, not bound
    return local.get(host, f"[{host}]" if ":" in host else host)

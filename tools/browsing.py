"""The web app in a browser without a screen: a server in a thread of this process, and Debian's Chromium."""

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.api.settings import STATIC, Settings
from cairn.record import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

#: WebGL without a graphics card, and no sandbox inside of containers that allow none.
ARGUMENTS = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"]
#: No WebGL at all: pages are painted at half of the processor time.
PLAIN = ["--disable-gpu", "--disable-software-rasterizer", "--no-sandbox"]
#: Seconds that the server may take to answer for the first time.
PATIENCE = 30


def chromium() -> Path | None:
    """Debian's Chromium, or another that is on the path."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(found) if found else None


def app_is_built() -> bool:
    """Whether the app lies where the server looks for it."""
    return (STATIC / "index.html").is_file()


@contextlib.contextmanager
def serving(record: Record, settings: Settings = Settings()) -> Iterator[str]:  # noqa: B008 - frozen
    """Serves a record on a free port of this machine; the address, without a slash at its end."""
    import uvicorn

    from cairn.api.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(record, settings), host="127.0.0.1", port=0, log_level="warning", server_header=False, ws="none", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        end = time.monotonic() + PATIENCE
        while not server.started:
            if not thread.is_alive() or time.monotonic() > end:
                raise RuntimeError(f"the server did not start within {PATIENCE} seconds")
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@contextlib.contextmanager
def browsing(*, drawn: bool = True) -> Iterator["Browser"]:
    """A browser, which draws maps unless told otherwise; raises RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, launched(playwright, drawn=drawn) as started:
        yield started


@contextlib.contextmanager
def launched(playwright: "Playwright", *, drawn: bool = True) -> Iterator["Browser"]:
    """The same where Playwright runs already."""
    path = chromium()
    if path is None:
        raise RuntimeError("no Chromium: install Debian's package chromium")
    started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS if drawn else PLAIN)
    try:
        yield started
    finally:
        started.close()

"""The app in Chromium, on the bundled examples; whatever goes wrong in a page unseen fails its test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="no playwright: pip install playwright")

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright

from cairn import codebook
from cairn.api.settings import Settings
from cairn.deriving.events import derive_events
from cairn.linking.who import Registry
from cairn.model import Coded
from cairn.pipeline import Pipeline
from cairn.record import Address, Record
from cairn.reports import expand, load
from tests.conftest import ROOT
from tests.postgres import Emptied
from tools.browsing import app_is_built, chromium, launched, serving

EXAMPLES = ROOT / "src" / "cairn" / "examples" / "reports"
#: Milliseconds; generous, for machines that have other work.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


Windows = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Windows]:
    """Debian's Chromium: gives windows that share what they fetched, or with `apart` one that shares nothing. Drawing maps in software takes most of a test's
    time and few look at one: without `drawn` the browser has no WebGL, which the app says, and does all the rest."""
    if chromium() is None:
        pytest.skip("no Chromium: install Debian's package chromium")
    if not app_is_built():
        pytest.skip("the web app is not built: make frontend")
    with sync_playwright() as playwright, ExitStack() as open_ones:
        browsers: dict[bool, Browser] = {}
        shared: dict[bool, BrowserContext] = {}

        def windows(*, drawn: bool = False, apart: bool = False) -> BrowserContext:
            if drawn not in browsers:
                browsers[drawn] = open_ones.enter_context(launched(playwright, drawn=drawn))
            if apart or drawn not in shared:
                made = browsers[drawn].new_context(accept_downloads=True, reduced_motion="reduce")
                made.set_default_timeout(PATIENCE)
                if apart:
                    return made
                shared[drawn] = made
            return shared[drawn]

        yield windows


@pytest.fixture(scope="session", autouse=True)
def registry() -> Iterator[None]:
    """The registry is read once for all servers."""
    loaded = Registry.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Registry, "load", lambda: loaded)
        yield


@pytest.fixture(scope="session")
def examples(pipeline: Pipeline) -> list[Coded]:
    """The bundled reports, read once for all."""
    sources = expand([str(EXAMPLES)], on_problem=lambda _: None)
    return list(pipeline.code([load(source).report for source in sources]))


def fill(record: Record, examples: list[Coded]) -> None:
    for coded in examples:
        record.add(coded)
    derive_events(record, codebook.load())


@pytest.fixture(scope="session")
def filled(examples: list[Coded], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A record of the examples, as the bytes of its file."""
    path = tmp_path_factory.mktemp("examples") / "examples.sqlite"
    with Record.open(path) as record:
        fill(record, examples)
    return path.read_bytes()


@pytest.fixture(scope="module")
def site(browser: Windows, filled: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The examples, served from a file; for tests that only look."""
    path = tmp_path_factory.mktemp("site") / "record.sqlite"
    path.write_bytes(filled)
    with Record.open(path) as record, serving(record) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, browser: Windows, tmp_path: Path) -> Iterator[str]:
    """The examples, served once from each database to a test of its own; for tests that change the record."""
    if request.param == "sqlite":
        path = tmp_path / "record.sqlite"
        path.write_bytes(request.getfixturevalue("filled"))
        with Record.open(path) as record, serving(record) as url:
            yield url
        return
    database: Emptied = request.getfixturevalue("migrated")
    database.empty()
    with Record.open(Address.of(database.url)) as record:
        fill(record, request.getfixturevalue("examples"))
        with serving(record) as url:
            yield url


@pytest.fixture
def own(browser: Windows, filled: bytes, tmp_path: Path) -> Iterator[str]:
    """The examples, served from a file to a test that changes them in ways that no database plays a part in."""
    path = tmp_path / "own.sqlite"
    path.write_bytes(filled)
    with Record.open(path) as record, serving(record) as url:
        yield url


@pytest.fixture
def empty(browser: Windows, pipeline: Pipeline, address: Address) -> Iterator[str]:
    """A record with nothing in it, served once from each database."""
    with Record.open(address) as record, serving(record) as url:
        yield url


@pytest.fixture
def empty_file(browser: Windows, pipeline: Pipeline, tmp_path: Path) -> Iterator[str]:
    """The same from a file."""
    with Record.open(tmp_path / "empty.sqlite") as record, serving(record) as url:
        yield url


@pytest.fixture
def team(browser: Windows, filled: bytes, tmp_path: Path) -> Iterator[tuple[str, Record]]:
    """The examples, served to those who log in."""
    path = tmp_path / "team.sqlite"
    path.write_bytes(filled)
    with Record.open(path) as record, serving(record, Settings(login=True)) as url:
        yield url, record


@dataclass
class Watched:
    """What a page said and asked for unseen."""

    faults: list[str] = field(default_factory=list)
    #: Faults that a test provokes: their words.
    expected: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in (*self.expected, "GPU stall", "WebGL", "GroupMarkerNotSet")):
            self.faults.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def error(self, error: Exception) -> None:
        self.faults.append(f"page error: {error}")

    def dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:http://127.0.0.1:")):
            self.faults.append(f"request off the machine: {request.url}")


Open = Callable[..., Page]


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def open_page(browser: Windows, watched: Watched) -> Iterator[Open]:
    """Opens an address in a window, with a drawn map only where it is asked for, and with `apart` as if in another's browser; at the end no page may have
    complained or asked elsewhere, and nothing is left for the next test."""
    pages: list[Page] = []

    def opened(url: str, *, width: int = 1280, height: int = 860, dark: bool = False, drawn: bool = False, apart: bool = False) -> Page:
        page = browser(drawn=drawn, apart=apart).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.on("console", watched.console)
        page.on("pageerror", watched.error)
        page.on("request", watched.request)
        page.on("dialog", watched.dialog)
        page.goto(url)
        return page

    yield opened
    for page in pages:
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.context.clear_cookies()
        page.close()
    assert not watched.faults, "\n".join(watched.faults)


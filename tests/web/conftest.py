"""The app in Chromium, on the bundled examples; whatever goes wrong in a page unseen fails its test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="no playwright: pip install playwright")

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect

from cairn import codebook
from cairn.api.settings import Settings
from cairn.deriving.events import derive_events
from cairn.model import Coded
from cairn.pipeline import Pipeline
from cairn.record import Address, Record
from cairn.reports import expand, load
from tests.conftest import ROOT
from tests.postgres import Emptied
from tools.browsing import app_is_built, browsing, chromium, serving

EXAMPLES = ROOT / "src" / "cairn" / "examples" / "reports"
#: Lets a page find no WebGL: drawing maps in software takes most of a test's time, and few look at one. The app then says so and does all the rest.
NO_MAP = """const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : real.call(this, kind, ...more); };"""
#: Milliseconds; generous, for machines that have other work.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if chromium() is None:
        pytest.skip("no Chromium: install Debian's package chromium")
    if not app_is_built():
        pytest.skip("the web app is not built: make frontend")
    with browsing() as started:
        yield started


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
def site(browser: Browser, filled: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The examples, served from a file; for tests that only look."""
    path = tmp_path_factory.mktemp("site") / "record.sqlite"
    path.write_bytes(filled)
    with Record.open(path) as record, serving(record) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[str]:
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
def own(browser: Browser, filled: bytes, tmp_path: Path) -> Iterator[str]:
    """The examples, served from a file to a test that changes them in ways that no database plays a part in."""
    path = tmp_path / "own.sqlite"
    path.write_bytes(filled)
    with Record.open(path) as record, serving(record) as url:
        yield url


@pytest.fixture
def empty(browser: Browser, pipeline: Pipeline, address: Address) -> Iterator[str]:
    """A record with nothing in it, served once from each database."""
    with Record.open(address) as record, serving(record) as url:
        yield url


@pytest.fixture
def empty_file(browser: Browser, pipeline: Pipeline, tmp_path: Path) -> Iterator[str]:
    """The same from a file."""
    with Record.open(tmp_path / "empty.sqlite") as record, serving(record) as url:
        yield url


@pytest.fixture
def team(browser: Browser, filled: bytes, tmp_path: Path) -> Iterator[tuple[str, Record]]:
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
def open_page(browser: Browser, watched: Watched) -> Iterator[Open]:
    """Opens an address in a window of its own, with a drawn map only where it is asked for; at the end no page may have complained or asked
    elsewhere."""
    contexts = []

    def opened(url: str, *, width: int = 1280, height: int = 860, dark: bool = False, drawn: bool = False) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", accept_downloads=True, reduced_motion="reduce")
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if not drawn:
            context.add_init_script(NO_MAP)
        page = context.new_page()
        page.on("console", watched.console)
        page.on("pageerror", watched.error)
        page.on("request", watched.request)
        page.on("dialog", watched.dialog)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not watched.faults, "\n".join(watched.faults)


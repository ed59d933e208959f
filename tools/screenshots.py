"""Takes the pictures of docs/screenshots: every page of the app on the bundled examples, light and dark, wide and narrow.

`python -m tools.screenshots [FOLDER]`; the examples are read anew, so that the pictures show what Cairn makes of them today.
"""

import base64
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cairn import codebook
from cairn.api.settings import Settings
from cairn.deriving.events import derive_events
from cairn.pipeline import Pipeline
from cairn.record import Record
from cairn.reports import expand, load
from tools.browsing import browsing, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "src" / "cairn" / "examples" / "reports"
#: What each page is called, where it is, and what is there once it is drawn.
PAGES = {
    "explore": ("/", 'section.map[data-idle="true"]'),
    "event": ("/events/{event}", "dl.values"),
    "report": ("/reports/{report}", ".text .m"),
    "review": ("/review", "dl.values"),
    "actor": ("/actors/islamic_state", ".graph canvas"),
    "dashboard": ("/dashboard?since=2024-01-01&until=2024-12-31", "figure canvas"),
    "reports": ("/reports", "ol.card li"),
    "actors": ("/actors", "table tbody tr"),
    "changes": ("/changes", "ol.card li"),
    "add": ("/add", "[role=tab]"),
    "settings": ("/settings", "dl.facts"),
}
#: Only a server with accounts has it.
LOGIN = {"login": ("/login", "form input")}
WIDTHS = {"wide": (1440, 900), "narrow": (390, 844)}
#: Of these every combination is kept; of the others the wide light and the narrow dark one.
IN_FULL = {"explore", "event", "review"}
QUALITY = 0.82
#: Milliseconds after a page is there, for what is drawn on canvases.
PAUSE = 900


def main(folder: Path) -> None:
    """Takes all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work, Record.open(Path(work) / "examples.sqlite") as record:
        sources = expand([str(EXAMPLES)], on_problem=lambda _: None)
        for coded in Pipeline.default().code([load(source).report for source in sources]):
            record.add(coded)
        derive_events(record, codebook.load())
        with browsing() as browser:
            for settings, pages in ((Settings(), PAGES), (Settings(login=True), LOGIN)):
                with serving(record, settings) as url:
                    for name, picture in pictures(browser, url, pages):
                        (folder / f"{name}.webp").write_bytes(picture)
                        print(f"{name}: {len(picture) // 1024} kB", flush=True)  # noqa: T201


def pictures(browser: "Browser", url: str, pages: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Each picture with its name."""
    for look in ("light", "dark"):
        for width, (x, y) in WIDTHS.items():
            context = browser.new_context(viewport={"width": x, "height": y}, color_scheme=look, reduced_motion="reduce")
            page = context.new_page()
            known = examples(page, url) if pages is PAGES else {}
            for name, (path, there) in pages.items():
                if name not in IN_FULL and (look, width) not in (("light", "wide"), ("dark", "narrow")):
                    continue
                page.goto(url + path.format(**known))
                page.locator(there).first.wait_for(state="attached", timeout=60_000)
                page.wait_for_load_state("networkidle")
                if page.locator("section.map").count():
                    page.locator('section.map[data-idle="true"]').wait_for(timeout=60_000)
                page.wait_for_timeout(PAUSE)
                yield f"{name}-{look}-{width}", webp(browser, page)
            context.close()


def examples(page: "Page", url: str) -> dict[str, str]:
    """The event and the report that are shown."""
    event = page.request.get(f"{url}/api/v1/events?q=Crocus&limit=1").json()["items"][0]["id"]
    return {"event": event, "report": page.request.get(f"{url}/api/v1/events/{event}").json()["reports"][0]["id"]}


def webp(browser: "Browser", page: "Page") -> bytes:
    """The window's picture as WebP, which the browser can write and Playwright can not."""
    png = base64.b64encode(page.screenshot()).decode()
    converter = browser.new_page()
    try:
        told: str = converter.evaluate(
            """async ([png, quality]) => {
                const image = new Image();
                image.src = `data:image/png;base64,${png}`;
                await image.decode();
                const canvas = document.createElement('canvas');
                canvas.width = image.width;
                canvas.height = image.height;
                canvas.getContext('2d').drawImage(image, 0, 0);
                return canvas.toDataURL('image/webp', quality).split(',')[1];
            }""",
            [png, QUALITY],
        )
    finally:
        converter.close()
    return base64.b64decode(told)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")

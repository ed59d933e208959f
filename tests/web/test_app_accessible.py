"""axe finds nothing serious on any page, light or dark, wide or narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cairn.record import Record
from tests.conftest import ROOT

from .conftest import Open, Watched

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "explore": ("/", "a.line"),
    "event": ("/events/{event}", "dl.values"),
    "reports": ("/reports", "ol.card li"),
    "failures": ("/reports?failed=true", "p.muted"),
    "report": ("/reports/{report}", ".text .m"),
    "actors": ("/actors", "table tbody tr"),
    "actor": ("/actors/islamic_state", ".graph canvas"),
    "review": ("/review", "dl.values"),
    "add": ("/add", "[role=tab]"),
    "dashboard": ("/dashboard?since=2024-01-01&until=2024-12-31", "figure canvas"),
    "changes": ("/changes", "ol.card li"),
    "settings": ("/settings", "dl.facts"),
}
#: Pixels that a window is high, at least.
WINDOW = 860
#: Those that are looked at with their map drawn.
WITH_MAPS = ("explore", "event")


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: make frontend installs it")
    return AXE.read_text(encoding="utf-8")


def whole(page: Page) -> None:
    """The window as long as the page: what a scroll brings out from under a bar that stays is not covered, and what lies there depends on the fonts."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": WINDOW})
    long = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(WINDOW, long)})


def faults(page: Page, axe: str) -> list[str]:
    """What axe calls serious or critical, with where it is."""
    page.evaluate(axe)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    return [
        f"{one['impact']} {one['id']}: {one['help']}: " + "; ".join(f"{node['html'][:160]} {node['failureSummary'][:200]}" for node in one["nodes"][:3])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def ids(page: Page, site: str) -> dict[str, str]:
    event = page.request.get(f"{site}/api/v1/events?q=Crocus&limit=1").json()["items"][0]["id"]
    report = page.request.get(f"{site}/api/v1/events/{event}").json()["reports"][0]["id"]
    return {"event": event, "report": report}


@pytest.mark.parametrize("look", ["light wide", "dark narrow"])
def test_no_page_has_a_serious_fault(site: str, open_page: Open, axe: str, look: str) -> None:
    width, dark = 360 if "narrow" in look else 1280, "dark" in look
    plain, drawing = (open_page(f"{site}/add", width=width, dark=dark, drawn=drawn) for drawn in (False, True))
    known = ids(plain, site)
    found = []
    for name, (path, there) in PAGES.items():
        page = drawing if name in WITH_MAPS else plain
        page.goto(site + path.format(**known))
        page.locator(there).first.wait_for(state="attached")
        if name not in WITH_MAPS:  # a map of another size asks anew
            whole(page)
        found += [f"{name}: {fault}" for fault in faults(page, axe)]
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            found.append(f"{name}: {wide} pixels wider than the window")
    assert not found, "\n".join(found)


def test_dialogs_have_no_serious_fault(site: str, open_page: Open, axe: str) -> None:
    page = open_page(f"{site}/add")
    page.goto(f"{site}/events/{ids(page, site)['event']}")
    for button in ("Correct", "Merge", "Split", "Reject"):
        page.get_by_role("toolbar").get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert not faults(page, axe), button
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("look", ["light wide", "dark narrow"])
def test_the_page_to_log_in_has_no_serious_fault(team: tuple[str, Record], open_page: Open, watched: Watched, axe: str, look: str) -> None:
    url, _ = team
    watched.expected.append("401")
    page = open_page(f"{url}/login", width=360 if "narrow" in look else 1280, dark="dark" in look)
    page.get_by_label("Name").wait_for()
    assert not faults(page, axe)
    page.get_by_label("Name").fill("nobody")
    page.get_by_label("Password").fill("nothing at all")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert not faults(page, axe)


def test_axe_is_there(axe: str) -> None:
    assert isinstance(AXE, Path)
    assert "axe" in axe[:400]

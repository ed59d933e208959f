"""A record of more events than can be drawn one by one: the map sums them by cell. The examples stand for it, with larger numbers in what the server tells."""

import re
from typing import Any

from playwright.sync_api import Page, Request, Route, expect

from .conftest import Open

VAST = 200_001


def swollen(page: Page) -> None:
    """From now on the server's answers say that the record, and the list, hold many more."""

    def told(route: Route, change: str) -> None:
        response = route.fetch()
        body: dict[str, Any] = response.json()
        if change == "meta":
            body["meta"]["counts"]["events"] = VAST
        elif body.get("total") is not None:
            body["total"] = VAST
        route.fulfill(response=response, json=body)

    page.route(re.compile(r"/api/v1/session\?meta"), lambda route: told(route, "meta"))
    page.route(re.compile(r"/api/v1/events\?"), lambda route: told(route, "list"))


def test_of_very_many_events_the_map_asks_for_sums_of_what_is_in_view(site: str, open_page: Open) -> None:
    page = open_page(site, drawn=True)
    page.locator('section.map[data-idle="true"]').wait_for()
    swollen(page)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.reload()
    expect(page.get_by_text("the map sums them by cell")).to_be_visible()
    page.locator('section.map[data-idle="true"]').wait_for()
    cells = [url for url in asked if "/events/cells?" in url]
    assert cells
    assert not [url for url in asked if "/events/points" in url]
    with page.expect_request(re.compile(r"/events/cells\?.*zoom=")) as nearer:
        page.get_by_role("button", name="Zoom in").click()
    assert nearer.value.url != cells[-1]

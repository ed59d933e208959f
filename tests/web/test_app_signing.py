"""Sign-off by two reviewers: switched on, accepted by one, signed by another, and never by who decided."""

from playwright.sync_api import Page, expect

from cairn.record import Record
from cairn.record.team import Role

from .conftest import Open, Watched
from .test_app_login import PASSWORD


def logged_in(open_page: Open, url: str, name: str, to: str) -> Page:
    page = open_page(f"{url}/login?to={to}", apart=True)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def test_one_accepts_and_another_signs(team: tuple[str, Record], open_page: Open, watched: Watched) -> None:
    url, record = team
    for name, role in (("adam", Role.ADMIN), ("ana", Role.REVIEWER), ("ben", Role.REVIEWER)):
        record.team.add(name, PASSWORD, role)
    event = f"/events/{record.events()[0].id}"

    first = logged_in(open_page, url, "ana", event)
    bar = first.get_by_role("toolbar")
    expect(bar.get_by_role("button", name="Accept")).to_be_visible()
    assert bar.get_by_role("button", name="Sign off").count() == 0  # not switched on

    admin = logged_in(open_page, url, "adam", "/settings")
    admin.get_by_label("An event counts as signed off only when two people have accepted it").check()
    expect(admin.get_by_text("Saved.")).to_be_visible()

    first.reload()
    bar.get_by_role("button", name="Accept").click()
    expect(first.locator(".head .badge", has_text="Accepted")).to_be_visible()
    watched.expected.append("422")
    bar.get_by_role("button", name="Sign off").click()
    expect(first.get_by_role("status").locator(".bad")).to_be_visible()
    assert record.event(event.rpartition("/")[2]).review == "accepted"

    second = logged_in(open_page, url, "ben", event)
    second.get_by_role("toolbar").get_by_role("button", name="Sign off").click()
    expect(second.locator(".head .badge", has_text="Signed off")).to_be_visible()
    assert record.event(event.rpartition("/")[2]).review == "signed"

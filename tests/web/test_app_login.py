"""Who may do what."""

import re

from playwright.sync_api import expect

from cairn.record import Record
from cairn.record.team import Role

from .conftest import Open, Watched

PASSWORD = "correct horse battery"


def test_who_does_not_know_the_password_is_refused(team: tuple[str, Record], open_page: Open, watched: Watched) -> None:
    url, record = team
    record.team.add("ana", PASSWORD, Role.REVIEWER)
    watched.expected.append("401")
    page = open_page(f"{url}/dashboard")
    expect(page).to_have_url(re.compile(r"/login\?to=%2Fdashboard"))
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not fit together")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile("/dashboard"))
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.get_by_role("button", name="ana").click()
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/login"))


def test_a_reader_looks_and_does_not_decide(team: tuple[str, Record], open_page: Open) -> None:
    url, record = team
    record.team.add("rea", PASSWORD, Role.READER)
    page = open_page(f"{url}/login?to=/review")
    page.get_by_label("Name").fill("rea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Your account may look and not decide.")).to_be_visible()
    assert page.get_by_role("button", name="Accept").count() == 0
    page.goto(f"{url}/add")
    expect(page.get_by_text("Your account may look and not add.")).to_be_visible()


def test_an_admin_makes_an_account(team: tuple[str, Record], open_page: Open) -> None:
    url, record = team
    record.team.add("adam", PASSWORD, Role.ADMIN)
    page = open_page(f"{url}/login?to=/settings")
    page.get_by_label("Name").fill("adam")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    form = page.locator("form", has=page.get_by_role("button", name="Add the account"))
    form.get_by_label("Name").fill("eve")
    form.get_by_label("Password").fill(PASSWORD)
    form.get_by_label("Role").select_option("coder")
    form.get_by_role("button", name="Add the account").click()
    expect(page.locator("table").get_by_text("eve", exact=True).first).to_be_visible()

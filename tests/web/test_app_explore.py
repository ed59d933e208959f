"""Finding events: map, time line and list, and the values of one with the words behind them."""

import re

from playwright.sync_api import Page, expect

from .conftest import Open


def settled(page: Page) -> None:
    """The map has drawn all that it was given, and the list is there."""
    page.locator('section.map[data-idle="true"]').wait_for()
    page.locator("a.line").first.wait_for()


def total(page: Page) -> int:
    told = page.locator("section.list header strong").inner_text()
    return int(told.split()[0].replace(",", ""))


def test_the_map_the_time_line_and_the_list_show_the_record(site: str, open_page: Open) -> None:
    page = open_page(site, drawn=True)
    settled(page)
    assert total(page) > 50
    assert page.locator(".timeline svg rect.exact").count() > 5
    assert page.locator("canvas.maplibregl-canvas").count() == 1
    assert page.get_by_text("can not draw the map").count() == 0


def test_without_webgl_the_map_says_so_and_the_list_holds_the_same(site: str, open_page: Open) -> None:
    page = open_page(site)
    settled(page)
    expect(page.get_by_text("This browser can not draw the map")).to_be_visible()
    assert total(page) > 50


def test_the_brush_filters_and_the_back_button_takes_it_back(site: str, open_page: Open) -> None:
    page = open_page(site)
    settled(page)
    before = total(page)
    bars = page.locator(".timeline svg")
    box = bars.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 30, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d&until="))
    expect(page.locator("section.list header strong")).not_to_have_text(f"{before} events")
    assert 0 < total(page) < before
    page.go_back()
    expect(page.locator("section.list header strong")).to_have_text(f"{before} events")


def test_the_ends_of_the_brush_move_by_keyboard(site: str, open_page: Open) -> None:
    page = open_page(site)
    settled(page)
    handle = page.get_by_role("slider", name="First day shown")
    handle.press("PageUp")
    expect(page).to_have_url(re.compile("since="))
    handle.press("Escape")
    expect(page).not_to_have_url(re.compile("since="))


def test_a_box_drawn_on_the_map_is_a_filter_that_an_address_holds(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?at=20,20,1.2", drawn=True)
    settled(page)
    before = total(page)
    page.get_by_role("button", name="Draw an area").click()
    box = page.locator("section.map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.05)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.45, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("bbox="))
    expect(page.locator("section.list header strong")).not_to_have_text(f"{before} events")
    assert 0 < (inside := total(page)) < before
    again = open_page(page.url)
    settled(again)
    assert total(again) == inside


def test_a_type_is_chosen_and_taken_away_again(site: str, open_page: Open) -> None:
    page = open_page(site)
    settled(page)
    before = total(page)
    page.get_by_role("button", name="Type").click()
    page.get_by_role("checkbox", name="Suicide bomb", exact=True).check()
    expect(page).to_have_url(re.compile("type=suicide_bomb"))
    expect(page.locator("section.list header strong")).not_to_have_text(f"{before} events")
    page.get_by_role("button", name="Remove the filter Suicide bomb").click()
    expect(page.locator("section.list header strong")).to_have_text(f"{before} events")


def test_a_value_leads_to_its_quote_and_on_to_its_report(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?q=Crocus")
    settled(page)
    page.locator("a.line").first.click()
    page.locator('[data-claims="where"]').click()
    quote = page.locator("figure blockquote mark:visible").first
    expect(quote).to_be_visible()
    words = quote.inner_text()
    page.locator("figcaption a:visible", has_text="Open in its report").first.click()
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f]+\?at=\d+-\d+"))
    expect(page.locator(".text .focus").first).to_be_visible()
    assert "".join(page.locator(".text .focus").all_inner_texts()) == words


def test_a_report_lights_value_and_words_both_ways(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?q=Crocus")
    page.locator("a.line").first.click()
    page.locator("aside a[href^='/reports/']").first.click()
    mark = page.locator(".text .m.k-casualties").first
    mark.hover()
    expect(page.locator("aside .value.lit").first).to_be_visible()
    page.locator("aside .value.k-casualties").first.focus()
    expect(page.locator(".text .m.lit").first).to_be_visible()


def test_an_event_shows_its_casualties_by_other_rules(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/?q=Crocus")
    page.locator("a.line").first.click()
    page.get_by_text("ACLED", exact=True).click()
    expect(page.get_by_text("One number, the most conservative")).to_be_visible()


def test_the_slash_searches_and_enter_opens(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.locator("a.line").first.wait_for()
    page.keyboard.press("/")
    page.keyboard.type("Taliban")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/(events|actors|reports)/"))


def test_charts_are_downloaded_as_picture_and_data(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/dashboard?since=2024-01-01&until=2024-12-31")
    page.locator("figure canvas").first.wait_for()
    for kind, begins in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"Period,")):
        with page.expect_download() as found:
            page.get_by_role("button", name=f"Download Over time: {kind}").click()
        assert found.value.path().read_bytes().startswith(begins)


def test_an_actor_has_leaders_and_kin(site: str, open_page: Open) -> None:
    page = open_page(f"{site}/actors/islamic_state")
    expect(page.get_by_text("Abu Bakr al-Baghdadi")).to_be_visible()
    page.locator(".graph canvas").first.wait_for()
    page.get_by_role("link", name="al-Qaeda").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("al-Qaeda")


def test_what_is_not_there_is_told_plainly(site: str, open_page: Open, watched: object) -> None:
    watched.expected.append("404")  # type: ignore[attr-defined]
    page = open_page(f"{site}/events/e0000000000000000")
    expect(page.get_by_role("alert")).to_contain_text("Not in the record")
    page.goto(f"{site}/nowhere")
    expect(page.get_by_role("alert")).to_contain_text("There is no such page")

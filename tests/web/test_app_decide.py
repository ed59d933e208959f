"""Putting the record right, on both databases."""

import re

from playwright.sync_api import Page, expect

from .conftest import Open


def first_event(page: Page, site: str, q: str) -> None:
    page.goto(f"{site}/?q={q}")
    page.locator("a.line").first.click()
    page.get_by_role("toolbar").wait_for()


def test_a_toll_is_corrected_by_its_words_and_taken_back(desk: str, open_page: Open) -> None:
    page = open_page(desk)
    first_event(page, desk, "Quetta")
    page.get_by_role("button", name="Correct: Casualties").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Least", exact=True).fill("24")
    dialog.get_by_label("Best", exact=True).fill("24")
    dialog.get_by_label("Most", exact=True).fill("27")
    dialog.get_by_placeholder("Find in the text").fill("Quetta")
    dialog.get_by_role("button", name="Next place").click()
    expect(dialog.locator("mark")).to_be_visible()
    dialog.get_by_role("button", name="Put it in").click()
    expect(dialog).to_be_hidden()
    values = page.locator("dl.values")
    expect(values.get_by_text("24–27")).to_be_visible()
    expect(page.locator(".head .badge", has_text="Corrected")).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(values.get_by_text("24–27")).to_be_hidden()


def test_a_correction_from_knowledge_wants_a_reason(desk: str, open_page: Open) -> None:
    page = open_page(desk)
    first_event(page, desk, "Quetta")
    page.get_by_role("button", name="Correct", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Which value").select_option(index=0)
    dialog.get_by_label("My own knowledge").check()
    dialog.get_by_role("button", name="Put it in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Say where you know it from")


def test_two_events_are_merged_and_parted_again(desk: str, open_page: Open) -> None:
    page = open_page(desk)
    first_event(page, desk, "Crocus")
    one = page.url
    claims = page.locator('[data-claims="type"]')
    before = claims.inner_text()
    page.get_by_role("button", name="Merge").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Same event").first.click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Merged into one event.")).to_be_visible()
    expect(claims).not_to_have_text(before)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    page.goto(one)
    expect(claims).to_have_text(before)


def test_ten_items_are_reviewed_by_keyboard_alone(desk: str, open_page: Open) -> None:
    page = open_page(f"{desk}/review")
    waiting = page.get_by_text(re.compile(r"\d+ waiting"))
    waiting.wait_for()
    start = int(waiting.inner_text().split()[0])
    commands = ["a", "x", "a", "a", "x", "a", "a", "x", "a", "a"]
    for n, key in enumerate(commands, start=1):
        shown(page)
        page.keyboard.press(key)
        expect(waiting).to_contain_text(f"{n} done now")
    expect(waiting).to_contain_text(f"{start - 10} waiting")
    shown(page)
    page.keyboard.press("Backspace")
    expect(waiting).to_contain_text("9 done now")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("k")
    # What somebody types is text and no command.
    page.get_by_role("searchbox", name="Words").focus()
    page.keyboard.type("axa")
    expect(waiting).to_contain_text("9 done now")


def shown(page: Page) -> None:
    """The desk shows what the queue is at: only then do keys decide."""
    page.wait_for_function(
        """() => {
            const at = document.querySelector('.queue [aria-current="true"] .summary');
            const head = document.querySelector('.desk .head h2');
            return at && head && at.textContent.trim() === head.textContent.trim() && document.querySelector('.desk[aria-busy="false"]');
        }"""
    )

"""Giving reports, and what an empty record says."""

import re
from pathlib import Path

from playwright.sync_api import expect

from .conftest import EXAMPLES, Open

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> Ten people were killed in a suicide bombing in Quetta on Friday, police said."


def test_a_file_is_given_and_read(empty: str, tmp_path: Path, open_page: Open) -> None:
    page = open_page(empty)
    expect(page.get_by_text("Nothing in this record yet")).to_be_visible()
    page.get_by_role("link", name="Add reports").click()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 but no more")
    page.locator("input[type=file]").set_input_files([EXAMPLES / "12-quetta-station-bombing.txt", broken])
    job = page.locator(".job").first
    expect(job.get_by_text("Done")).to_be_visible(timeout=60_000)
    expect(job).to_contain_text("1 report new")
    expect(job).to_contain_text("broken.pdf")
    job.get_by_role("link", name="See the events").click()
    expect(page.locator("a.line").first).to_be_visible()


def test_script_in_a_text_stays_text(empty: str, open_page: Open) -> None:
    page = open_page(f"{empty}/add")
    page.get_by_role("tab", name="Text").click()
    page.locator("textarea").fill(HOSTILE)
    page.get_by_label("Title, if you like").fill("<b onmouseover=alert(3)>Title</b>")
    page.get_by_label("Published on").fill("2024-11-09")
    page.get_by_label("Address, if you like").fill("https://example.org/<script>")
    page.get_by_role("button", name="Read the text").click()
    expect(page.locator(".job").get_by_text("Done")).to_be_visible(timeout=60_000)
    page.goto(f"{empty}/reports")
    page.get_by_role("link", name="<b onmouseover=alert(3)>Title</b>").click()
    expect(page.locator(".text")).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".text script, .text img, h1 b").count() == 0


def test_files_are_dropped_on_the_page(empty_file: str, open_page: Open) -> None:
    page = open_page(f"{empty_file}/add")
    area = page.get_by_role("group", name="Drop files here")
    names = ["12-quetta-station-bombing.txt", "..\\..\\odd <name>.txt"]
    given = page.evaluate_handle(
        """([text, names]) => {
            const held = new DataTransfer();
            for (const name of names) held.items.add(new File([name + text], name, { type: 'text/plain' }));
            return held;
        }""",
        [(EXAMPLES / names[0]).read_text(encoding="utf-8"), names],
    )
    area.dispatch_event("dragover", {"dataTransfer": given})
    expect(area).to_have_class(re.compile(r"\bover\b"))
    area.dispatch_event("drop", {"dataTransfer": given})
    expect(area).not_to_have_class(re.compile(r"\bover\b"))
    job = page.locator(".job").first
    expect(job.get_by_text("Done")).to_be_visible(timeout=60_000)
    expect(job).to_contain_text("2 reports new")
    sources = [row["source"] for row in page.request.get(f"{empty_file}/api/v1/reports").json()["items"]]
    assert sorted(sources) == [names[0], "odd <name>.txt"]

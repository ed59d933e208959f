"""Many events corrected at once: out as a table, changed in a spreadsheet, back, looked at and applied."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import Open


def taken(page: Page) -> list[dict[str, str]]:
    """The table as a spreadsheet would open it."""
    with page.expect_download() as found:
        page.get_by_role("link", name="Download the table").click()
    return list(csv.DictReader(io.StringIO(found.value.path().read_text(encoding="utf-8-sig"), newline="")))


def brought(page: Page, rows: list[dict[str, str]], path: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    page.get_by_label("Bring a table back").set_input_files(path)


def test_a_table_goes_out_and_comes_back_changed(own: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{own}/review")
    page.get_by_text("Many at once, as a table").click()
    rows = taken(page)
    assert len(rows) > 20
    brought(page, rows, tmp_path / "same.csv")
    expect(page.get_by_text("The table is as the record is: nothing would change.")).to_be_visible()

    one, other = rows[0], next(row for row in rows if row["type"] != "attack" and row is not rows[0])
    one["status"], other["type"] = "attempted" if one["status"] != "attempted" else "occurred", "no_such_type"
    rows[5]["main"] = "no" if rows[5]["main"] == "yes" else "yes"
    brought(page, rows, tmp_path / "changed.csv")
    bulk = page.locator("details.bulk")
    expect(bulk.get_by_role("heading", name="2 changes")).to_be_visible()
    expect(bulk.get_by_role("heading", name="Rows that can not be used")).to_be_visible()
    expect(bulk).to_contain_text("no_such_type")
    changes = bulk.locator("tbody tr")
    expect(changes).to_have_count(2)
    expect(changes.filter(has_text=one["id"][:8])).to_contain_text("Status")
    # Nothing counts before it is applied.
    assert page.request.get(f"{own}/api/v1/events/{one['id']}").json()["event"]["review"] == "unreviewed"

    bulk.get_by_role("button", name="Apply these changes").click()
    expect(page.get_by_text("2 changes applied.")).to_be_visible()
    held = page.request.get(f"{own}/api/v1/events/{one['id']}").json()["event"]
    assert (held["status"], held["review"]) == (one["status"], "corrected")

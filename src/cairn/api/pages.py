"""The web app's files: what its build made, and its first page for every address of the app."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response

from cairn.api.errors import Problem
from cairn.api.settings import Settings

#: Kept by browsers for a year: their names change with what they hold.
HASHED = "public, max-age=31536000, immutable"
UNBUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Cairn</title>
<h1>The web app is not built</h1><p>This install of Cairn has no built web app. Install it again with <code>make demo</code>, or build it:
<code>cd frontend &amp;&amp; npm ci &amp;&amp; npm run build</code>. The API answers at <a href="/api/v1/meta">/api/v1/meta</a>.</p></html>"""


def install(app: FastAPI, settings: Settings) -> None:
    """Serves the app's files; a path without a dot is a page of the app."""
    root = settings.static.resolve()
    index = root / "index.html"

    def page(path: str = "") -> Response:
        if path.startswith("api/") or path == "api":
            raise Problem(404, f"there is nothing at /{path[:200]}")
        if "." not in path.rsplit("/", 1)[-1]:
            return FileResponse(index, headers={"cache-control": "no-cache"}) if index.is_file() else HTMLResponse(UNBUILT, 503)
        found = inside(root, path)
        if found is None:
            raise Problem(404, f"there is no file at /{path[:200]}")
        return FileResponse(found, headers={"cache-control": HASHED if path.startswith("assets/") else "no-cache"})

    app.add_api_route("/{path:path}", page, methods=["GET", "HEAD"], include_in_schema=False)


def inside(root: Path, path: str) -> Path | None:
    """The file of a path within a folder; None for one that is not there or lies elsewhere, whatever the path says."""
    if "\0" in path or "\\" in path:
        return None
    try:
        found = (root / path.lstrip("/")).resolve()
        return found if found.is_relative_to(root) and found.is_file() else None
    except (OSError, ValueError):  # longer than a file's name can be
        return None

"""Answers that a browser holds already are not made again."""

import hashlib

from fastapi import Depends, Request, Response

from cairn.api.asking import Asker, DeskOf


class Unchanged(Exception):
    """The caller's answer still holds."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def fresh(request: Request, response: Response, desk: DeskOf, asker: Asker) -> None:
    """Marks an answer with what it was made of: the record's version, the question and who asks. Raises Unchanged where the caller
    says that it holds this one."""
    tag = tag_of(desk.version(), request.url.path, request.url.query, f"{asker.name} {asker.role} {asker.local}")
    if tag in (one.strip() for one in request.headers.get("if-none-match", "").split(",")):
        raise Unchanged(tag)
    response.headers.update(headers(tag))


def tag_of(*parts: str) -> str:
    """A weak tag: an answer may be packed in several ways."""
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:24]}"'


def headers(tag: str) -> dict[str, str]:
    """What a browser is told to do with an answer: keep it to itself, and ask again."""
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}


def unchanged(_: Request, error: Exception) -> Response:
    """The answer to who holds it already."""
    return Response(status_code=304, headers=headers(str(error)))


FRESH = Depends(fresh)

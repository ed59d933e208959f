"""Which documents are kept for validation and never trained on: chosen by the hash of their ids, so that added ones change nothing."""

import hashlib

from training.documents import Document

#: One document in this many of each set is held out. A set that is not named here is trained on whole.
SHARES = {
    "passages": 8, "snippets": 10, "re3d": 6, "awsd": 10, "indiapolice": 10, "satp": 10, "muc4": 13, "nothing": 8, "geoparsing": 10,
}  # fmt: skip


def held_out(document: Document) -> bool:
    """Whether a document is kept for validation."""
    share = SHARES.get(document.set)
    return share is not None and int(hashlib.sha256(document.id.encode()).hexdigest(), 16) % share == 0

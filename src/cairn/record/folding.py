"""A text as it is searched for."""

import unicodedata


def folded(text: str) -> str:
    """A text without case and accents, for searching: "Brasília" and "BRASILIA" are the same.

    >>> folded("Brasília")
    'brasilia'
    """
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(char for char in apart if not unicodedata.combining(char))

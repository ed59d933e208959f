"""Report to raw claims: labelled spans and links between them."""

from cairn.reading.embedded import EmbeddedReader
from cairn.reading.port import Given, Reader
from cairn.reading.sentences import sentences

__all__ = ["EmbeddedReader", "Given", "Reader", "sentences"]

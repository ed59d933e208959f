"""Report to raw claims: labelled spans and links between them."""

from cairn.reading.device import Device, device_of
from cairn.reading.embedded import EmbeddedReader
from cairn.reading.port import Given, Reader
from cairn.reading.sentences import sentences

__all__ = ["Device", "EmbeddedReader", "Given", "Reader", "device_of", "sentences"]

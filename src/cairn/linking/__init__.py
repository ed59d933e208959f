"""Phrases to the world: dates, places, actors, numbers."""

from cairn.linking.link import Linker

__all__ = ["Linker"]

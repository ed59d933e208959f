"""Toponyms to places: a gazetteer that comes with the install, and the resolution of a report's place phrases."""

from cairn.linking.where.countries import capitals, demonyms
from cairn.linking.where.find import find, toponyms
from cairn.linking.where.gazetteer import Candidate, Gazetteer
from cairn.linking.where.locate import explain, locate
from cairn.linking.where.phrase import is_direction
from cairn.linking.where.score import Scored

__all__ = ["Candidate", "Gazetteer", "Scored", "capitals", "demonyms", "explain", "find", "is_direction", "locate", "toponyms"]

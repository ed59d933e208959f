"""A linked reading to accounts and to the coding of its report."""

from cairn.accounts.code import Knowledge, code
from cairn.accounts.relations import Affiliations

__all__ = ["Affiliations", "Knowledge", "code"]

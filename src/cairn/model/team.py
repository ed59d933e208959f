"""What a user of a shared record may do."""

from enum import StrEnum


class Role(StrEnum):
    """What a user may do; each role may all that those before it may.

    `reader` reads. `coder` sees names of private persons, adds reports and decides about events. `reviewer` signs off and takes
    back what others decided. `admin` keeps users and settings.
    """

    READER = "reader"
    CODER = "coder"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """0 for the least."""
        return list(Role).index(self)

    def may(self, needed: "Role") -> bool:
        """Whether it may what another role may."""
        return self.rank >= needed.rank

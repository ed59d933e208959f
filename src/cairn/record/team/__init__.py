"""Who works with a record: users, their sessions and tokens, the audit log, and the jobs that they started.

They live in the record's database, so that a team on one server needs nothing else; nothing of them is part of any export. A copy
of the record holds them too (passwords and tokens as hashes).
"""

from cairn.model.team import Role
from cairn.record.team.team import Team
from cairn.record.team.values import Audited, Job, JobFailure, JobState, Member, Token, UserInUse

__all__ = ["Audited", "Job", "JobFailure", "JobState", "Member", "Role", "Team", "Token", "UserInUse"]

"""Who asks, and what a request finds of the server."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from fastapi import Depends, Request

from cairn.api.desk import Desk


class Role(IntEnum):
    """What a user may do; each role may all that those before it may."""

    READER = 1
    CODER = 2
    REVIEWER = 3
    ADMIN = 4


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a name, what it may do."""

    name: str
    role: Role
    local: bool


def desk_of(request: Request) -> Desk:
    """The shared things of the server."""
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(desk_of)]


def who(desk: DeskOf) -> Who:
    """Who asks."""
    return Who(desk.settings.local_user, Role.ADMIN, local=True)


Asker = Annotated[Who, Depends(who)]


def private_names(asker: Asker, private_names: bool = False) -> bool:
    """Whether names of private persons are asked for, by somebody who may see them."""
    return private_names and asker.role >= Role.CODER


Private = Annotated[bool, Depends(private_names)]

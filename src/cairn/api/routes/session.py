"""`/session`: who asks."""

from fastapi import APIRouter

from cairn.api.asking import Asker
from cairn.api.shapes.common import Shape
from cairn.api.shapes.meta import UserTold

router = APIRouter(tags=["session"])


class SessionTold(Shape):
    """Who asks, whether one can log in here, and what state-changing calls have to say in `X-CSRF-Token`."""

    user: UserTold | None
    login: bool
    csrf: str


@router.get("/session")
def session(asker: Asker) -> SessionTold:
    """Who asks."""
    return SessionTold(user=UserTold(name=asker.name, role=asker.role.name.lower(), local=asker.local), login=False, csrf="interim")

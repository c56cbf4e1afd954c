"""Reading users and who they are on a day."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry_app.access.models import User, UserRole
from registry_app.access.permissions import Role, permissions_of
from registry_app.core.actor import Actor
from registry_app.core.errors import NotFound, NotPermitted
from registry_app.core.texts import _, say


@dataclass(frozen=True)
class UserRow:
    """One line of the list of users."""

    id: uuid.UUID
    login: str
    full_name: str
    active: bool
    roles: tuple[str, ...]


def roles_on(session: Session, user_id: uuid.UUID, on: date) -> frozenset[Role]:
    """The roles a user holds on a day."""
    found = select(UserRole.role).where(
        UserRole.user_id == user_id,
        UserRole.valid_from <= on,
        or_(UserRole.valid_to.is_(None), UserRole.valid_to >= on),
    )
    return frozenset(session.scalars(found))


def get_actor(session: Session, user_id: uuid.UUID, on: date) -> Actor:
    """The user as one who acts on a day; `NotPermitted` when the account was closed."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(_("There is no such user in this register."), hint=_("Ask the administrator."))
    if not user.active:
        raise NotPermitted(
            say(_("The account {login} was closed."), login=user.login), hint=_("Ask the administrator.")
        )
    roles = roles_on(session, user_id, on)
    return Actor(
        id=user.id,
        name=user.full_name,
        office_id=user.office_id,
        today=on,
        role="+".join(sorted(role.value for role in roles)),
        permissions=permissions_of(roles),
    )


def find_user(session: Session, login: str) -> UserRow | None:
    """A user by login name."""
    return next((row for row in list_users(session) if row.login == login), None)


def list_users(session: Session) -> list[UserRow]:
    """Every account, by login name, with the roles it ever got."""
    roles: dict[uuid.UUID, set[str]] = {}
    for user_id, role in session.execute(select(UserRole.user_id, UserRole.role)):
        roles.setdefault(user_id, set()).add(role.value)
    return [
        UserRow(user.id, user.login, user.full_name, user.active, tuple(sorted(roles.get(user.id, ()))))
        for user in session.scalars(select(User).order_by(User.login))
    ]


def box_public(session: Session, user_id: uuid.UUID) -> bytes:
    """A user's public box key, 32 bytes."""
    return bytes(session.get_one(User, user_id).box_public)

"""Changing accounts and roles. The password's slot in the key file is made by `build`, which holds the data key."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access.models import User, UserRole
from registry_app.access.permissions import Role
from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.texts import _, say, shortened
from registry_app.store import unit


def add_user(
    session: Session,
    actor: Actor,
    *,
    login: str,
    full_name: str,
    roles: Sequence[Role],
    box_public: bytes,
    user_id: uuid.UUID | None = None,
    slot: str = "",
) -> uuid.UUID:
    """Open an account with its roles from today on; `slot` is the mark of its slot in the key file."""
    actor.must("user:manage")
    login = required_text(login, what=_("user name"), limit=60).lower()
    if not login.replace("-", "").replace(".", "").replace("_", "").isalnum() or not login.isascii():
        raise BadInput(
            say(_("{login} is not a user name: letters a to z, digits, dot, hyphen."), login=shortened(login)),
            hint=_("Choose a short name such as amina.h."),
        )
    if session.scalar(select(User.id).where(User.login == login)):
        raise RuleBroken(
            say(_("There is a user {login} already."), login=shortened(login)), hint=_("Choose another name.")
        )
    user = User(
        id=user_id,
        login=login,
        full_name=required_text(full_name, what=_("name")),
        active=True,
        language="en",
        box_public=box_public,
    )
    session.add(user)
    session.flush()
    unit.verb(session, "user:added", user, label=login, roles=sorted(role.value for role in roles), slot=slot)
    for role in roles:
        session.add(UserRole(user_id=user.id, role=role, valid_from=actor.today, valid_to=None))
    return user.id


def give_role(session: Session, actor: Actor, login: str, role: Role, period: Period) -> None:
    """Give a role for a time; nobody gives himself one."""
    actor.must("user:manage")
    user = _get_user(session, login)
    if user.id == actor.id:
        raise RuleBroken(
            _("Nobody gives himself a role: an administrator could approve what he entered."),
            hint=_("Another administrator must do it."),
        )
    session.add(UserRole(user_id=user.id, role=role, valid_from=period.first, valid_to=period.last))
    unit.verb(session, "role:given", user, label=login, given=role.value, first=period.first.isoformat())


def close_account(session: Session, actor: Actor, login: str, reason: str) -> None:
    """Let an account sign in no more; what it did stays."""
    actor.must("user:manage")
    user = _get_user(session, login)
    if user.id == actor.id:
        raise RuleBroken(_("Nobody closes his own account."), hint=_("Another administrator must do it."))
    user.active = False
    unit.verb(session, "user:closed", user, label=login, reason=required_text(reason, what=_("reason"), limit=2_000))


def note_password_set(session: Session, actor: Actor, login: str, box_public: bytes, slot: str) -> None:
    """Record that a user's password, and with it his box key, was set anew; `slot` is the mark of the new slot."""
    user = _get_user(session, login)
    if user.id != actor.id:
        actor.must("user:manage")
    user.box_public = box_public
    unit.verb(session, "user:password_set", user, label=login, slot=slot)


def note_recovered(session: Session, actor: Actor, login: str, box_public: bytes, slot: str) -> None:
    """Record that a password was set with the recovery code from paper; `slot` is the mark of the new slot."""
    user = _get_user(session, login)
    user.box_public = box_public
    unit.verb(session, "user:recovered", user, label=login, slot=slot)


def note_signed_in(session: Session, actor: Actor, failures_before: int) -> None:
    """Record a sign-in, and how many wrong passwords came before it."""
    unit.verb(session, "session:signed_in", label=actor.role, failures_before=failures_before)


def _get_user(session: Session, login: str) -> User:
    user = session.scalars(select(User).where(User.login == login)).first()
    if user is None:
        raise NotFound(say(_("There is no user {login}."), login=shortened(login)), hint=_("Check the user name."))
    return user


def require_user(session: Session, login: str) -> uuid.UUID:
    """The id of a user by login name; `NotFound` when there is none."""
    return _get_user(session, login).id

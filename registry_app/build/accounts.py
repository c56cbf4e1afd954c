"""Accounts as record and key slot together: opening one, setting passwords, recovering with the code on paper."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager

from registry_app.access import custodians
from registry_app.access import queries as users
from registry_app.access import service as access
from registry_app.access.permissions import Role
from registry_app.build.opened import Opened, assemble
from registry_app.core.errors import NotFound, StorageFailed, WrongPassword
from registry_app.core.texts import _, say, shortened
from registry_app.core.world import World
from registry_app.store import keys as key_file
from registry_app.store.engine import Location, check_opens


def add_officer(opened: Opened, login: str, full_name: str, password: str, roles: Sequence[Role]) -> None:
    """Open an account: the record, and the slot in the key file that its password opens."""
    world = opened.world
    user_id = world.new_id()
    private, public = custodians.key_pair(world)
    login = login.strip().lower()
    slot = _slot(opened, login, user_id, password, private, public)
    with _kept_with(opened, slot), opened.transaction("user:added") as (session, actor):
        access.add_user(
            session,
            actor,
            login=login,
            full_name=full_name,
            roles=roles,
            box_public=public,
            user_id=user_id,
            slot=slot.mark,
        )


def change_password(opened: Opened, password: str) -> None:
    """Set one's own password; the box key stays, so what was sealed for this person stays readable."""
    mine = opened.unlocked
    with opened.reading() as session:
        public = users.box_public(session, opened.user_id)
    slot = _slot(opened, mine.login, opened.user_id, password, mine.box_key, public)
    with _kept_with(opened, slot), opened.transaction("user:password_set") as (session, actor):
        access.note_password_set(session, actor, mine.login, public, slot.mark)


def reset_password(opened: Opened, login: str, password: str) -> None:
    """Set another person's password, by the administrator.

    His box key is lost with the old password, so he gets a new one: identities sealed before stay readable by the other
    custodians only.
    """
    login = login.strip().lower()
    opened.must("user:manage")
    private, public = custodians.key_pair(opened.world)
    with opened.reading() as session:
        user_id = access.require_user(session, login)
    slot = _slot(opened, login, user_id, password, private, public)
    with _kept_with(opened, slot), opened.transaction("user:password_set") as (session, actor):
        access.note_password_set(session, actor, login, public, slot.mark)


def _slot(
    opened: Opened, login: str, user_id: uuid.UUID, password: str, private: bytes, public: bytes
) -> key_file.Slot:
    return key_file.make_slot(
        opened.world, key_file.SlotKind.USER, login, user_id, password, opened.unlocked.data_key, private, public
    )


def _kept_with(opened: Opened, slot: key_file.Slot) -> AbstractContextManager[None]:
    """The slot counts when the transaction inside the block is kept, and never without it."""
    return key_file.slot_waits(opened.world, opened.location.keys, slot)


def recover(location: Location, world: World, code: str, login: str, password: str) -> None:
    """Set a person's password with the recovery code from paper, when nobody can sign in any more.

    Raises `WrongPassword` for a code that does not fit, `NotFound` for a person without an account.
    """
    login = login.strip().lower()
    keys = key_file.read_keys(world, location.keys)
    slot = keys.find("recovery", key_file.SlotKind.RECOVERY)
    if slot is None:
        raise NotFound(_("This register has no recovery code."), hint=_("Restore a backup whose password is known."))
    try:
        opened_slot = key_file.open_slot(slot, key_file.plain_code(code))
    except WrongPassword as error:
        raise WrongPassword(
            _("The recovery code does not fit this register."), hint=_("Compare it with the paper group by group.")
        ) from error
    opened = assemble(location, world, opened_slot)
    try:
        check_opens(opened.store.engines, location.path.name)
        with opened.reading() as session:
            row = users.find_user(session, login)
        if row is None:
            raise NotFound(say(_("There is no user {login}."), login=shortened(login)), hint=_("Check the user name."))
        private, public = custodians.key_pair(world)
        with opened.reading() as session:
            actor = users.get_actor(session, row.id, world.today())
        slot = _slot(opened, login, row.id, password, private, public)
        with _kept_with(opened, slot), opened.store.transaction(actor, "user:recovered") as session:
            access.note_recovered(session, actor, login, public, slot.mark)
    finally:
        opened.close()


def close_officer(opened: Opened, login: str, reason: str) -> None:
    """Close an account: the record says so, and its password opens the register's file no more."""
    login = login.strip().lower()
    with opened.transaction("user:closed") as (session, actor):
        access.close_account(session, actor, login, reason)
    try:
        key_file.change_keys(opened.world, opened.location.keys, remove=login)
    except StorageFailed as error:
        raise StorageFailed(
            say(_("The account {login} is closed, but its password still opens the key file."), login=shortened(login)),
            hint=_("Close it once more when the key file can be written."),
        ) from error

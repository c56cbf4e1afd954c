"""Making a new register: its tables, office, first administrator, keys, and the ministry's root on paper."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from registry_app.access import custodians
from registry_app.access import service as access
from registry_app.access.permissions import PERMISSIONS, Role
from registry_app.build import office_keys
from registry_app.build.accounts import add_officer
from registry_app.build.opened import Opened, assemble
from registry_app.core.actor import Actor
from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput, NoRegister, RegistryError
from registry_app.core.names import required_text
from registry_app.core.texts import _, say, shortened
from registry_app.core.world import World
from registry_app.finding import keeping
from registry_app.offices.models import Office, OfficeKind, RegisterInfo
from registry_app.store import keys as key_file
from registry_app.store import unit
from registry_app.store.engine import Location, refuse_network_share
from registry_app.store.migrate import create_tables, drop_tables

__all__ = ["Answers", "Begun", "add_officer", "init_register", "take_back"]


@dataclass(frozen=True)
class Answers:
    """What the first start asks: office, country, first administrator."""

    ministry: str
    country: str
    office_code: str
    office_name: str
    zone: str
    login: str
    full_name: str
    password: str
    weekend: Sequence[int] = (5, 6)
    languages: Sequence[str] = ("en",)


@dataclass(frozen=True)
class Begun:
    """A register just made, open for its administrator, and what must go on paper now and never again."""

    opened: Opened
    recovery_code: str
    root_shares: tuple[str, str]


def init_register(location: Location, answers: Answers, world: World) -> Begun:
    """Make a register where there is none.

    Raises `NoRegister` when something is there already, `BadInput` for answers that cannot be (a short password, no such
    time zone), `StorageFailed` when the folder cannot be written; then nothing is left behind.
    """
    _refuse_existing(location, world)
    world = world.at_zone(answers.zone)
    WorkCalendar(frozenset(answers.weekend))
    data_key = world.random_bytes(key_file.KEY_SIZE)
    user_id, office_id = world.new_id(), world.new_id()
    box_private, box_public = custodians.key_pair(world)
    login = required_text(answers.login, what=_("user name"), limit=60).lower()
    slot = key_file.make_slot(
        world, key_file.SlotKind.USER, login, user_id, answers.password, data_key, box_private, box_public
    )
    code = key_file.recovery_code(world)
    recovery = key_file.make_slot(
        world, key_file.SlotKind.RECOVERY, "recovery", None, key_file.plain_code(code), data_key
    )
    keys = key_file.KeyFile(world.new_id().hex).with_slot(slot).with_slot(recovery)
    actor = Actor(
        user_id, answers.full_name, office_id, world.today(), Role.ADMINISTRATOR.value, frozenset(PERMISSIONS)
    )
    root = office_keys.Root(world.random_bytes(office_keys.SEED_SIZE))
    opened = _with_tables(location, world, keys, key_file.open_slot(slot, answers.password))
    try:
        with opened.store.transaction(actor, "register:made") as session:
            _fill(session, actor, answers, world, root, login, box_public)
            office_keys.make_office_keys(
                session,
                actor,
                world,
                root,
                data_key,
                ministry=answers.ministry,
                office=answers.office_code.strip().upper(),
            )
        opened.checkpoint()
    except BaseException:
        take_back(opened)
        raise
    return Begun(opened, code, office_keys.split(root, world))


def take_back(opened: Opened) -> None:
    """Remove a register that was just made and could not be finished, as if it had never been there."""
    if opened.location.is_server:
        drop_tables(opened.store.engines)
    _remove(opened)


def _refuse_existing(location: Location, world: World) -> None:
    refuse_network_share(location)
    if world.files.exists(location.keys) or (not location.is_server and world.files.exists(location.path)):
        raise _there_already(location)


def _there_already(location: Location) -> NoRegister:
    return NoRegister(
        say(_("There is a register {file} already."), file=location.path),
        hint=_("Choose another name; a register is never overwritten."),
    )


def _with_tables(location: Location, world: World, keys: key_file.KeyFile, unlocked: key_file.Unlocked) -> Opened:
    """The key file and an empty register that it opens."""
    if not world.files.claim(location.keys):
        raise _there_already(location)  # somebody else has begun since we looked: what lies there is his
    opened = assemble(location, world, unlocked)
    try:
        key_file.write_keys(world, location.keys, keys)
        create_tables(opened.store.engines, location.path.name, keeping.make_if_needed)
    except BaseException:
        _remove(opened)  # on a server the tables were undone, or they are somebody else's
        raise
    return opened


def _remove(opened: Opened) -> None:
    opened.close()
    for path in opened.location.own_files:
        with contextlib.suppress(RegistryError):  # a disk that refuses this as well must not hide why
            opened.world.files.remove(path)


def _fill(
    session: unit.RegistrySession,
    actor: Actor,
    answers: Answers,
    world: World,
    root: office_keys.Root,
    login: str,
    box_public: bytes,
) -> None:
    office = Office(
        id=actor.office_id,
        code=required_text(answers.office_code, what=_("office code"), limit=8).upper(),
        name=required_text(answers.office_name, what=_("name of the office")),
        kind=OfficeKind.HEADQUARTERS,
        parent_id=None,
        zone=answers.zone,
        weekend=list(answers.weekend),
        languages=list(answers.languages),
        holidays_known_through=None,
    )
    session.add(office)
    session.flush()
    info = RegisterInfo(
        name=required_text(answers.ministry, what=_("name of the ministry")),
        country=_country(answers.country),
        training=world.training,
        made_on=actor.today,
        root_public=root.public,
    )
    session.add(info)
    unit.verb(session, "register:made", office, label=office.code, training=world.training)
    access.add_user(
        session,
        actor,
        login=login,
        full_name=answers.full_name,
        roles=[Role.ADMINISTRATOR],
        box_public=box_public,
        user_id=actor.id,
    )


def _country(code: str) -> str:
    plain = required_text(code, what=_("country")).upper()
    if len(plain) != 2 or not plain.isascii() or not plain.isalpha():
        raise BadInput(
            say(_("{code} is not the code of a country."), code=shortened(code)),
            hint=_("Write its two letters, such as ET (ISO 3166)."),
        )
    return plain

"""A register that is open for one person: transactions, readings, keys for the verbs that need them."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from registry_app import schema
from registry_app.access import queries as access_queries
from registry_app.access import service as access
from registry_app.attachments.vault import Vault
from registry_app.build.office_keys import ROOT_TERM_MONTHS, OfficeSigner, unwrap
from registry_app.build.waiting_slots import settle_waiting
from registry_app.core.actor import Actor
from registry_app.core.dates import last_day_of_term
from registry_app.core.errors import BadInput, NoRegister, NotFound, NotPermitted, RegistryError
from registry_app.core.progress import Progress
from registry_app.core.texts import _, say
from registry_app.core.world import World, world_from, world_on
from registry_app.finding import keeping
from registry_app.finding.tables import is_ready
from registry_app.finding.words import Vocabulary
from registry_app.journal.checkpoint import CheckpointKey
from registry_app.journal.entries import Journal, LogKey
from registry_app.journal.queries import newest_moment
from registry_app.journal.reading import log_roots
from registry_app.offices import queries as offices
from registry_app.offices.models import Purpose
from registry_app.store import keys as key_file
from registry_app.store.engine import (
    DRIVER_ERRORS,
    Location,
    check_opens,
    open_engines,
    refuse_network_share,
    translated,
)
from registry_app.store.migrate import bring_up_to_date
from registry_app.store.unit import RegistrySession, Store, Unit

_SMALLEST = 512  # bytes of SQLite's smallest page
_PAGE = 4_096  # bytes of an encrypted page; the file is whole pages
_LEAST_VALUES = (
    200  # different bytes: an encrypted page holds all 256 but for a chance below 1 in a million, no text does
)


def log_name(country: str, office_code: str) -> str:
    """How the log of an office is called in checkpoints."""
    return f"registry/{country}/{office_code}"


@dataclass
class Opened:
    """An open register and the person it is open for."""

    location: Location
    world: World
    store: Store
    journal: Journal
    unlocked: key_file.Unlocked

    @property
    def user_id(self) -> uuid.UUID:
        """The person signed in."""
        assert self.unlocked.user_id is not None
        return self.unlocked.user_id

    def actor(self) -> Actor:
        """The person signed in, with the roles of today; read anew each time, so that a role taken away counts."""
        with self.store.reading() as session:
            return access_queries.get_actor(session, self.user_id, self.world.today())

    def must(self, permission: str) -> Actor:
        """The person signed in, for reading that needs a permission; a refusal is journalled like any other."""
        actor = self.actor()
        if not actor.may(permission):
            with self.store.transaction(actor, permission):
                actor.must(permission)
        return actor

    @contextlib.contextmanager
    def transaction(self, doing: str = "") -> Iterator[tuple[RegistrySession, Actor]]:
        """One piece of work; `doing` names it where it is refused."""
        actor = self.actor()
        with self.store.transaction(actor, doing) as session:
            yield session, actor

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self.store.reading() as session:
            yield session

    @cached_property
    def info(self) -> offices.InfoRow:
        """What the register says of itself."""
        with self.reading() as session:
            return offices.get_info(session)

    @cached_property
    def office(self) -> offices.OfficeRow:
        """The register's own office."""
        with self.reading() as session:
            return offices.get_office(session, self.info.office_id)

    def signer(self, purpose: Purpose) -> OfficeSigner:
        """The office's key for a purpose on this day; `NotFound` when none is in force."""
        today = self.world.today()
        for key in self._keys:
            if key.purpose is purpose and key.valid_from <= today <= key.valid_to and key.revoked_on is None:
                private = unwrap(self.unlocked.data_key, key.key_id, key.wrapped)
                return OfficeSigner(purpose, key.key_id, key.public, private)
        raise NotFound(
            say(_("The office has no key for {purpose} that is in force on {day}."), purpose=purpose.value, day=today),
            hint=_("Two directors bring the shares of the root, and the administrator makes new keys."),
        )

    @cached_property
    def vault(self) -> Vault:
        """The folder of attachments."""
        return Vault(self.world, self.location.files, self.unlocked.derive("attachments"))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all names, by which a question with slips of the keys is understood."""
        return Vocabulary()

    def pdf_chain(self) -> bytes:
        """The certificate chain of the newest PDF key, as `office_keys.read_chain` reads it."""
        return next(key.certificate for key in self._keys if key.purpose is Purpose.PDF)

    @property
    def _keys(self) -> list[offices.KeyRow]:
        with self.reading() as session:
            return offices.list_keys(session, self.info.office_id)

    def forget_keys(self) -> None:
        """Read the office's keys anew, after some were made or revoked."""
        self.__dict__.pop("_keys", None)

    def checkpoint_keys(self) -> dict[str, list[CheckpointKey]]:
        """Every checkpoint key of every office known here, by office (hexadecimal id), for `verify`."""
        found = {}
        with self.reading() as session:
            country = self.info.country
            for office in offices.list_offices(session):
                rows = offices.list_keys(session, office.id, Purpose.CHECKPOINT)
                found[office.id.hex] = [CheckpointKey(log_name(country, office.code), row.public) for row in rows]
        return found

    def log_key(self) -> LogKey | None:
        """The key that signs this office's checkpoints; None before there is one."""
        try:
            signer = self.signer(Purpose.CHECKPOINT)
        except RegistryError:
            return None  # the log goes on; `verify` says that nothing signs it
        return LogKey(CheckpointKey(log_name(self.info.country, self.office.code), signer.public), signer.sign)

    def checkpoint(self) -> str:
        """Sign the log as it stands now; the note in the C2SP form. Raises `NotFound` when no key is in force."""
        self.signer(Purpose.CHECKPOINT)
        with self.store.transaction(self.actor()) as session:
            return self.journal.seal(session.connection(), self.info.office_id, session.unit.moment)

    def close(self) -> None:
        """Close every connection."""
        self.store.close()


@dataclass(frozen=True)
class Followed:
    """A recorder whose changes the index follows first: the head of the log is the last lock that is taken."""

    journal: Journal
    index: keeping.Index

    def write(self, connection: Connection, unit: Unit) -> None:
        """Bring the index in step, then write the journal."""
        self.index.follow(connection, unit.changes)
        self.journal.write(connection, unit)


def assemble(location: Location, world: World, unlocked: key_file.Unlocked) -> Opened:
    """Connect and put the parts together; nothing is read yet."""
    schema.metadata()
    engines = open_engines(location, unlocked.derive("sqlcipher"))
    holder: list[Opened] = []
    journal = Journal(world, lambda: holder[0].log_key())
    store = Store(engines, world, Followed(journal, keeping.Index()), location.path.name)
    opened = Opened(location, world, store, journal, unlocked)
    holder.append(opened)
    return opened


def open_register(
    location: Location,
    login: str,
    password: str,
    world: World,
    *,
    today: date | None = None,
    sign_in: bool = True,
    waiting: Callable[[int], object] | None = None,
) -> Opened:
    """Open a register as a person.

    `waiting` is told, while this waits for another program that holds the register, how many milliseconds so far.
    `today` sets the day on a training register only, which otherwise goes on where it stopped. Upgrades an older register after copying it. Raises
    `WrongPassword`, `NoRegister`, `NewerRegister`, `NotPermitted`, `StorageFailed`.
    """
    refuse_network_share(location)
    if not location.is_server:
        _refuse_other_files(location, world)
    unlocked = key_file.unlock(world, location.keys, login.strip().lower(), password)
    opened = assemble(location, world, unlocked)
    listeners = opened.store.engines.waiting.listeners
    if waiting is not None:
        listeners.append(waiting)
    try:
        check_opens(opened.store.engines, location.path.name)
        bring_up_to_date(opened.store.engines, location, world, log_roots, keeping.make_if_needed)
        make_index(opened)
        opened.world = opened.store.world = opened.journal.world = _world_of(opened, world, today)
        if unlocked.waiting:
            with opened.reading() as session:
                settle_waiting(session, world, location.keys, unlocked)
        actor = opened.actor()
        if sign_in:
            with opened.store.transaction(actor, "session:signed_in") as session:
                access.note_signed_in(session, actor, unlocked.failures_before)
    except BaseException:
        opened.close()
        raise
    listeners.clear()
    return opened


def make_index(opened: Opened, progress: Progress | None = None, *, anew: bool = False) -> bool:
    """Make the index that things are found by where it is missing or of another form, or `anew`; whether it was made."""
    engines, name = opened.store.engines, opened.location.path.name
    make = keeping.make_anew if anew else keeping.make_if_needed
    try:
        with engines.read.connect() as connection:
            if not anew and is_ready(connection):
                return False
        with engines.write.begin() as connection:
            make(connection, progress)
    except DRIVER_ERRORS as error:
        raise translated(error, name) from error
    return True


def _refuse_other_files(location: Location, world: World) -> None:
    path = location.path
    if not world.files.exists(path):
        raise NoRegister(
            say(_("There is no register {file}."), file=path),
            hint=_("Check the name, or make a register: registry init."),
        )
    with world.files.reading(path) as stream:  # refuses a folder, whose size says nothing
        page = stream.read(_PAGE)
    if world.files.size(path) < _SMALLEST:
        # SQLite takes it for an empty database and begins to fill it
        raise NoRegister(
            say(_("{file} is empty or cut off: it is no register."), file=path),
            hint=_("Choose another file, or restore the register from its backup."),
        )
    if world.files.size(path) % _PAGE or len(set(page)) < _LEAST_VALUES:
        raise NoRegister(
            say(_("{file} is no register of this program."), file=path),
            hint=_("Choose the register's file; its key file lies beside it."),
        )


def _world_of(opened: Opened, world: World, today: date | None) -> World:
    """The world as the office sees it: its zone, the day chosen on a training register."""
    world = world.at_zone(opened.office.zone)
    if not opened.info.training:
        if today is not None:
            raise NotPermitted(
                _("The day cannot be chosen on a real register: it takes the computer's."),
                hint=_("Leave --today out, or use a demo register."),
            )
        return world
    return replace(_training_world(opened, world, today), training=True)


def _refuse_beyond_root(opened: Opened, today: date) -> None:
    # a training register remembers its day: one beyond its root's term would be of no use any more
    first = opened.info.made_on
    last = last_day_of_term(first, ROOT_TERM_MONTHS)
    if not first <= today <= last:
        raise BadInput(
            say(_("{day} lies outside the days of this training register."), day=today),
            hint=say(_("Choose a day from {first} through {last}."), first=first, last=last),
        )


def _training_world(opened: Opened, world: World, today: date | None) -> World:
    """A training register goes on where it stopped: it remembers its last moment, and --today goes to another day."""
    if world.training and today is None:
        return world  # a seeded world has a clock of its own
    if today is not None:
        _refuse_beyond_root(opened, today)
    chosen = world if today is None else world_on(world, today)
    with opened.reading() as session:
        stopped = newest_moment(session, opened.info.office_id)
    if stopped is None or (today is not None and today != stopped.astimezone(world.zone).date()):
        return chosen
    return world_from(world, max(stopped, chosen.now()) if today is not None else stopped)

"""What every page stands on: reading, doing one verb, going elsewhere, asking, telling."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from babel.numbers import get_territory_currencies
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from registry_app.core.actor import Actor
from registry_app.core.calendars import Calendar, calendar_of
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.ui.actions import ActionSpec, make_action
from registry_app.ui.door import WAITED
from registry_app.ui.forms.drafts import Drafts
from registry_app.ui.jobs import Job, JobProgress, Runner
from registry_app.ui.places import Place
from registry_app.ui.preferences import Preferences
from registry_app.ui.prompts import Prompts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from registry_app.build import Opened
    from registry_app.store.unit import Changes

T = TypeVar("T")


class Running(QObject):
    """A job under way, as the desk shows it."""

    def __init__(self, words: str, progress: JobProgress, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self.progress = progress


class Context(QObject):
    """The register as it is open for one person, and the desk around it.

    Signals:
        changed: names of the tables a commit changed, from this window or any verb of it.
        did: codes of the verbs that were committed.
        went: the place to show.
        told: a sentence for a toast, and what undoes it or None.
        refused: a refusal no page took for itself.
        failed: a fault of ours.
        started, ended: a `Running` job.
        headed: the page shown has read what it is called.
        returned: the page shown has nothing to show; the place before comes back.
    """

    changed = Signal(frozenset)
    did = Signal(tuple)
    went = Signal(object)
    told = Signal(str, object)
    refused = Signal(object)
    failed = Signal(object)
    started = Signal(object)
    ended = Signal(object)
    headed = Signal()
    returned = Signal()
    _committed = Signal(object)

    def __init__(
        self, opened: Opened, runner: Runner, prompts: Prompts, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.opened = opened
        self.prompts = prompts
        self.preferences = preferences
        self.drafts = Drafts.of(opened)
        self.actor: Actor = opened.actor()
        self.runner = runner
        self._jobs: set[Job] = set()
        self._held_row: Running | None = None
        self._held = JobProgress(self)
        self._held.stepped.connect(self._show_held)
        opened.store.engines.waiting.listeners.append(self._hold)
        self._committed.connect(self._announce)  # queued to the screen's thread when a job committed
        opened.store.on_changed.append(self._note)

    # -- who and where ----------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The office's day; a training register has its own."""
        return self.opened.world.today()

    @property
    def person(self) -> str:
        """Who is signed in."""
        return self.actor.name

    @property
    def office(self) -> str:
        """The register's office."""
        return self.opened.office.name

    @property
    def training(self) -> bool:
        """Whether it is a training register."""
        return self.opened.info.training

    @property
    def country(self) -> str:
        """The country of the office (ISO 3166), whose telephone numbers need no code."""
        return self.opened.info.country

    @property
    def calendar(self) -> Calendar:
        """The calendar in which the office writes beside the Gregorian one."""
        return calendar_of(self.country)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The country's currencies and the dollar, in which forms offer amounts."""
        return tuple(dict.fromkeys((*get_territory_currencies(self.country), "USD")))

    def may(self, permission: str) -> bool:
        """Whether the person holds a permission; the service asks again."""
        return not permission or self.actor.may(permission)

    # -- reading and doing ------------------------------------------------------------------------------------------

    def read(self, work: Callable[[Session], T], then: Callable[[T], object], *, owner: QWidget | None = None) -> None:
        """Read rows beside the screen's thread, then show them; forgotten when `owner` is gone by then."""

        def reading() -> T:
            with self.opened.reading() as session:
                return work(session)

        self._start(reading, then, None, owner)

    def do(
        self,
        doing: str,
        verb: Callable[[Session, Actor], T],
        then: Callable[[T], object] | None = None,
        refused: Callable[[RegistryError], object] | None = None,
        *,
        owner: QWidget | None = None,
    ) -> None:
        """One verb in one transaction, named `doing` in the journal where it is refused."""

        def working() -> T:
            with self.opened.transaction(doing) as (session, actor):
                return verb(session, actor)

        self._start(working, then, refused, owner)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        refused: Callable[[RegistryError], object] | None = None,
        *,
        owner: QWidget | None = None,
    ) -> None:
        """Short work beside the screen's thread that opens its own transactions."""
        self._start(work, then, refused, owner)

    def job(
        self,
        words: str,
        work: Callable[[JobProgress], T],
        then: Callable[[T], object] | None = None,
        refused: Callable[[RegistryError], object] | None = None,
        *,
        owner: QWidget | None = None,
    ) -> JobProgress:
        """Long work with its progress on the desk; it opens its own transactions. Gives what can cancel it."""
        progress = JobProgress(self)
        running = Running(words, progress, self)
        self.started.emit(running)
        self._start(lambda: work(progress), then, refused, owner, partial(self.ended.emit, running))
        return progress

    def _start(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] | None,
        refused: Callable[[RegistryError], object] | None,
        owner: QWidget | None,
        ended: Callable[[], object] | None = None,
    ) -> None:
        # not a child of the context: what the job refers to may be the context's last word, and a context that ends while
        # its job is being destroyed would destroy it once more
        job = Job(work)
        self._jobs.add(job)

        def still_wanted() -> bool:
            self._jobs.discard(job)
            job.deleteLater()
            if not shiboken6.isValid(self):
                return False
            self._end_held()
            if ended is not None:
                ended()
            return owner is None or shiboken6.isValid(owner)

        def succeed(result: T) -> None:
            if still_wanted() and then is not None:
                then(result)

        def fail(error: Exception) -> None:
            wanted = still_wanted()
            if not shiboken6.isValid(self):
                return  # the register was closed meanwhile
            if not isinstance(error, RegistryError):
                self.failed.emit(error)
            elif wanted and refused is not None:
                refused(error)
            else:
                self.refused.emit(error)

        job.succeeded.connect(succeed)
        job.failed.connect(fail)
        self.runner.start(job)

    def _hold(self, waited: int) -> None:
        """Another program holds the register; told from the thread that waits. Raises `Cancelled` once that was stopped."""
        self._held.step(waited, 0)

    def _show_held(self, waited: int) -> None:
        if waited >= WAITED and self._held_row is None and self._jobs:
            self._held_row = Running(_("Another program holds the register; waiting for it"), self._held, self)
            self.started.emit(self._held_row)

    def _end_held(self) -> None:
        """The wait is over, or was stopped: the next one begins anew."""
        if self._held_row is None:
            return
        row, self._held_row = self._held_row, None
        self._held = JobProgress(self)
        self._held.stepped.connect(self._show_held)
        self.ended.emit(row)

    def _note(self, changes: Changes) -> None:
        self._committed.emit(changes)

    def _announce(self, changes: Changes) -> None:
        self.changed.emit(changes.tables)
        self.did.emit(changes.verbs)

    def close(self) -> None:
        """Stop listening; the register is closed by the window."""
        self.drafts.close()
        listeners = self.opened.store.engines.waiting.listeners
        if self._hold in listeners:
            listeners.remove(self._hold)
        if self._note in self.opened.store.on_changed:
            self.opened.store.on_changed.remove(self._note)

    @property
    def busy(self) -> bool:
        """Whether anything that was asked or begun has not been answered yet."""
        return bool(self._jobs)

    # -- the desk ---------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show a place; the way back is kept."""
        self.went.emit(place)

    def go_to(self, page: str, subject: uuid.UUID | None = None, part: str = "") -> None:
        """Show a page, a record on it, a part of that."""
        self.go(Place(page, subject, part))

    def go_back(self) -> None:
        """Show the place one came from."""
        self.returned.emit()

    def toast(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Tell that something is done, with the way to undo it where there is one."""
        self.told.emit(sentence, undo)

    def tell_trouble(self, error: Exception) -> None:
        """Say a refusal above the page; show a fault of ours as one."""
        if isinstance(error, RegistryError):
            self.refused.emit(error)
        else:
            self.failed.emit(error)

    def action(self, spec: ActionSpec, owner: QWidget, handler: Callable[[], object]) -> QAction:
        """A verb of the table of actions, bound to its page."""
        return make_action(spec, owner, handler, permitted=self.may(spec.permission))

"""The assistant of the first start: office, administrator, what goes on paper; then the sign-in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from registry_app.build import Answers, Begun, init_register
from registry_app.build.beginning import take_back
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.core.world import World
from registry_app.rulebook import load, service
from registry_app.store.engine import Location
from registry_app.ui.failures import sentence_for
from registry_app.ui.first_start.answers import administrator_form, answers_of, office_form
from registry_app.ui.first_start.secrets_page import Secret, SecretsPage
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.jobs import Job, Runner
from registry_app.ui.labels import PlainLabel
from registry_app.ui.prompts import Prompts
from registry_app.ui.widgets.buttons import plain, primary
from registry_app.ui.widgets.cards import clear
from registry_app.ui.widgets.strips import MessageStrip

_WIDTH = 860


class Assistant(QWidget):
    """Three steps; `leave` is called with the register made, or with nothing when the officer turned away.

    Closed before everything is on paper, the register is taken back: without its root it would be a trap.
    """

    def __init__(
        self, world: World, runner: Runner, prompts: Prompts, usual: Path, leave: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._world, self._runner, self._prompts, self._leave = world, runner, prompts, leave
        self.begun: Begun | None = None
        self.office = office_form()
        self.place = self.office.add(
            "place", TextField(_("Where it &lies"), limit=1_000, latin=True), required=True, wide=True
        )
        self.office.set_values({**self.office.values(), "place": str(usual)})
        self.administrator = administrator_form()
        self.strip = MessageStrip()
        self.strip.hide()
        self.steps = QStackedWidget()
        self.title = PlainLabel(look="title")
        self.back = plain(_("&Back"), "arrow-left")
        self.next = primary(_("&Go on"))
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self._arrange()
        self._show(0)

    def go_on(self) -> None:
        """The next step, when this one is filled in; the second one makes the register."""
        self.strip.clear()
        step = self.steps.currentIndex()
        if step == 2:
            self._finish()
        elif not self._form(step).validate():
            if step == 0:
                self._show(1)
            else:
                self._make()

    def go_back(self) -> None:
        """The step before; from the first one back to the sign-in, from the last one the register is taken back."""
        step = self.steps.currentIndex()
        if step == 0:
            self._leave("")
        elif step == 1:
            self._show(0)
        elif self._prompts.confirm(
            _("Take the register back?"),
            _("It was made a moment ago and holds nothing yet. It is removed, and the three texts become worthless."),
            _("&Take it back"), danger=True,
        ):  # fmt: skip
            self.give_up()
            self._show(1)

    def give_up(self) -> None:
        """Remove a register whose secrets are not on paper."""
        begun, self.begun = self.begun, None
        if begun is not None:
            take_back(begun.opened)

    def _form(self, step: int) -> Form:
        return (self.office, self.administrator)[step]

    def _make(self) -> None:
        answers = answers_of(self.office.values(), self.administrator.values())
        book, place = str(self.office.values()["rule_book"] or ""), str(self.place.value())
        self.next.setEnabled(False)
        self.next.setText(_("Making the register…"))
        job = Job(lambda: made(Location(place), answers, book, self._world), self)
        job.succeeded.connect(self._made)
        job.failed.connect(self._refused)
        self._runner.start(job)

    def _made(self, begun: Begun) -> None:
        if not shiboken6.isValid(self.steps):
            take_back(begun.opened)
            return
        self.begun = begun
        page = SecretsPage(secrets_of(begun), self._world, self._prompts)
        page.all_kept.connect(self.next.setEnabled)
        clear(self._papers)
        self._papers.addWidget(page)
        self._show(2)

    def _refused(self, error: Exception) -> None:
        self._show(1)
        if isinstance(error, RegistryError):
            self.strip.refuse(error)
        else:
            self.strip.show_message(sentence_for(error))

    def _finish(self) -> None:
        begun, self.begun = self.begun, None
        if begun is not None:
            begun.opened.close()
            self._leave(begun.opened.location.text)

    def _show(self, step: int) -> None:
        titles = (_("A new register: the office"), _("A new register: the first administrator"), _("On paper, now"))
        self.title.setText(say(_("{step} of 3 · {title}"), step=step + 1, title=titles[step]))
        self.steps.setCurrentIndex(step)
        self._area.verticalScrollBar().setValue(0)
        self.next.setText((_("&Go on"), _("&Make the register"), _("&Finish"))[step])
        self.next.setEnabled(step < 2)
        if step < 2:
            self._form(step).focus_on(next(iter(self._form(step).fields())))

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        middle = QHBoxLayout(inside)
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(_WIDTH)
        middle.addWidget(card, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.strip)
        third = QWidget()
        self._papers = QVBoxLayout(third)
        self._papers.setContentsMargins(0, 0, 0, 0)
        for each in (self.office, self.administrator, third):
            self.steps.addWidget(each)
        column.addWidget(self.steps, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.next)
        column.addLayout(buttons)
        area = self._area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)


def made(location: Location, answers: Answers, book: str, world: World) -> Begun:
    """A register with its rule book adopted, or none at all."""
    loaded = load.bundled(book) if book else None
    begun = init_register(location, answers, world)
    try:
        if loaded is not None:
            with begun.opened.transaction("rulebook:adopted") as (session, actor):
                service.adopt(session, actor, loaded)
    except BaseException:
        take_back(begun.opened)
        raise
    return begun


def secrets_of(begun: Begun) -> tuple[Secret, ...]:
    """The two shares and the recovery code, with their holders."""
    first, second = begun.root_shares
    return (
        Secret("root-share-1.txt", _("Share 1 of the root"), _("For the first director's safe. It makes new keys together with share 2."), first),
        Secret("root-share-2.txt", _("Share 2 of the root"), _("For the second director's safe, in another place than share 1."), second),
        Secret("recovery-code.txt", _("Recovery code"), _("For the minister's office, sealed. It opens the register when no password does."), begun.recovery_code),
    )  # fmt: skip

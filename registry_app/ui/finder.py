"""Ctrl+K on the desk: what can be found, where a hit is opened, what a chosen verb does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from registry_app.agencies.queries import AgencyRow, agencies_of_person
from registry_app.core.texts import _, bare
from registry_app.finding.queries import Hit, find
from registry_app.finding.rules import Kind
from registry_app.ui.actions import ActionSpec
from registry_app.ui.context import Context
from registry_app.ui.finding.lines import Command, Recent
from registry_app.ui.finding.palette import Palette
from registry_app.ui.jobs import Runner
from registry_app.ui.pages import Page, PageSpec, Place

PAGES: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.AGENCY: ("agency", ""),
    Kind.LICENCE: ("licence", ""),
    Kind.APPLICATION: ("application", ""),
    Kind.GUARANTEE: ("guarantee", ""),
    Kind.COMPLAINT: ("complaint", ""),
    Kind.CERTIFICATE: ("certificates", ""),
    Kind.LETTER: ("counter", "letters"),
    Kind.FILE: ("counter", "files"),
}


class Finder(QObject):
    """The palette with its questions answered; `show_page` gives the page it went to, so that a verb can be triggered."""

    def __init__(
        self, context: Context, host: QWidget, runner: Runner, specs: Mapping[str, PageSpec], actions: Sequence[ActionSpec],
        recent: Callable[[], Sequence[Recent]], show_page: Callable[[Place], Page | None],
    ) -> None:  # fmt: skip
        super().__init__(host)
        self._context, self._specs, self._actions, self._show_page = context, specs, actions, show_page
        self._host = host
        self.palette = Palette(host, self.ask, self.commands, recent, runner)
        self.palette.hit_chosen.connect(self.open_hit)
        self.palette.command_chosen.connect(self.do_command)
        self.palette.recent_chosen.connect(context.go)
        self.palette.failed.connect(context.tell_trouble)
        context.read(
            lambda session: context.opened.vocabulary.read(session.connection()), lambda _read: None, owner=host
        )

    def ask(self, text: str) -> list[Hit]:
        """What a text may mean; asked beside the screen."""
        opened = self._context.opened
        with opened.reading() as session:
            return find(session, text, actor=self._context.actor, vocabulary=opened.vocabulary)

    def commands(self) -> list[Command]:
        """Every page and every verb this person may use."""
        pages = [
            Command(spec.code, _(spec.words), spec.keys, spec.icon) for spec in self._specs.values() if spec.in_rail
        ]
        verbs = [
            Command(spec.code, bare(_(spec.words)).replace("&", ""), spec.keys, spec.icon or "command")
            for spec in self._actions
            if self._context.may(spec.permission) and self._reachable(spec)
        ]
        return [*pages, *verbs]

    def open_hit(self, hit: Hit) -> None:
        """Open what was found; a person is opened by the agencies he stands in."""
        if hit.kind is Kind.PERSON:
            person = hit.subject_id
            self._context.read(lambda session: agencies_of_person(session, person), self._open_agency, owner=self._host)
            return
        page, part = PAGES[hit.kind]
        self._context.go(Place(page, hit.subject_id, part))

    def do_command(self, code: str) -> None:
        """Go to a page, or trigger a verb on its page."""
        if code in self._specs:
            self._context.go(Place(code))
            return
        spec = next((each for each in self._actions if each.code == code), None)
        if spec is None:
            return
        where: QWidget | None = self._show_page(Place(spec.page)) if spec.page else self._host
        action = where.findChild(QAction, code) if where is not None else None
        if isinstance(action, QAction):
            if action.isEnabled():
                action.trigger()
            else:
                self._context.toast(action.statusTip())

    def _reachable(self, spec: ActionSpec) -> bool:
        """A verb of a record's own page needs its record; it is offered there."""
        return not spec.page or (spec.page in self._specs and self._specs[spec.page].in_rail)

    def _open_agency(self, found: Sequence[AgencyRow]) -> None:
        if found:
            self._context.go(Place("agency", found[0].id))
        else:
            self._context.toast(_("This person stands in no agency's card."))

"""The list of papers, and the way to issue, check, print again and withdraw one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from sqlalchemy.orm import Session

from registry_app.build.issuing import issue_status_list
from registry_app.certificates.listing import PaperLine, id_of
from registry_app.core.texts import _, ngettext
from registry_app.licensing.standing import LicenceRow, list_licences
from registry_app.ui import wording
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.certificates import actions
from registry_app.ui.certificates.columns import paper_source, paper_words
from registry_app.ui.certificates.issue_dialog import IssueDialog
from registry_app.ui.certificates.verbs import PaperVerbs, why_not
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.pages import Page, Place

READS = frozenset({"certificate", "certificate_issue", "certificate_print", "certificate_end", "agency", "agency_name"})


class CertificatesPage(ListPage):
    """Papers of every state, the newest first; Enter opens one. A file that is dropped here is checked.

    The part `issue` of a place begins a paper for the agency that is its subject, `licence` one for a licence.
    """

    code: ClassVar[str] = "certificates"
    reads: ClassVar[frozenset[str]] = READS
    opens: ClassVar[str] = "certificate"

    def __init__(self, context: Context) -> None:
        self.paper_verbs = PaperVerbs(context, self)
        super().__init__(context)
        self.dialog: IssueDialog | None = None
        self.list.add_tools([action_button(self._status)])
        self.setAcceptDrops(True)
        self.list.current_changed.connect(lambda _key: self._follow())
        self.list.model.refreshed.connect(lambda _places: self._follow())
        self.list.model.dataChanged.connect(lambda *_where: self._follow())
        self._follow()

    def make_source(self) -> Source[Any]:
        """Every paper."""
        return paper_source(self.context.opened.reading)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return paper_words()

    def make_actions(self) -> Sequence[QAction]:
        """A new paper comes first."""
        context = self.context
        issue = context.action(actions.ISSUE, self, self.issue)
        check = context.action(actions.CHECK, self, lambda: context.go_to("check_paper"))
        self._reprint = context.action(actions.REPRINT, self, lambda: self._with_line(self.paper_verbs.reprint))
        self._withdraw = context.action(actions.WITHDRAW, self, lambda: self._with_line(self.paper_verbs.withdraw))
        self._status = context.action(actions.STATUS_LIST, self, self.hand_out_status_list)
        return (issue, check, self._reprint, self._withdraw)

    def show_place(self, place: Place) -> None:
        """Show the list, or begin a paper; who came to begin one and cancels is where he was before."""
        if place.part == "issue":
            Page.show_place(self, Place(self.code))
            self.issue(place.subject, came_for_it=True)
        elif place.part == "licence" and place.subject is not None:
            Page.show_place(self, Place(self.code))
            self._issue_licence(place.subject)
        else:
            super().show_place(place)

    def issue(
        self, agency: uuid.UUID | None = None, *, kind: str = "compliance", licence: str = "", came_for_it: bool = False
    ) -> None:
        """Begin a paper."""
        self.dialog = IssueDialog(self.context, self, self.paper_verbs)
        self.dialog.issued.connect(self._show_new)
        if came_for_it:
            self.dialog.cancelled.connect(self.context.go_back)
        self.dialog.begin(agency, kind=kind, licence=licence)

    def hand_out_status_list(self) -> None:
        """Write the signed list of papers that do not count, for checks without a network."""
        path = self.context.prompts.save_file(_("List of withdrawn papers"), "papers.status", "*.status")
        if path is None:
            return
        opened = self.context.opened
        self.context.job(
            _("Writing the list of withdrawn papers"),
            lambda _progress: issue_status_list(opened, path),
            lambda count: self.context.toast(f"{_listed(count)} {saved_words(path)}"),
            owner=self,
        )

    def _issue_licence(self, licence_id: uuid.UUID) -> None:
        today = self.context.today

        def look_up(session: Session) -> LicenceRow | None:
            return next((row for row in list_licences(session, today) if row.id == licence_id), None)

        def begin(row: LicenceRow | None) -> None:
            if row is not None:
                self.issue(row.agency_id, kind="licence", licence=row.number, came_for_it=True)

        self.context.read(look_up, begin, owner=self)

    def _show_new(self, serial: str) -> None:
        self.context.read(lambda session: id_of(session, serial), self._choose, owner=self)

    def _choose(self, paper: uuid.UUID | None) -> None:
        if paper is not None:
            self.list.refresh()
            self.list.choose(paper)

    def _line(self) -> PaperLine | None:
        row = self.list.current_row()
        return row if isinstance(row, PaperLine) else None

    def _with_line(self, verb: Any) -> None:
        line = self._line()
        if line is not None and not why_not(line):
            verb(line)

    def _follow(self) -> None:
        why = why_not(self._line())
        set_blocked(self._reprint, why)
        set_blocked(self._withdraw, why)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        self.context.go(Place("check_paper", part=str(path)))


def _listed(count: int) -> str:
    return ngettext("The list tells of {count} paper.", "The list tells of {count} papers.", count).format(
        count=wording.count(count)
    )

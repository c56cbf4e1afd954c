"""The journal's page: entries, the values of one, and the verdict of `verify`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from registry_app.access import queries as access
from registry_app.build.verifying import anchor_given, intact_words, verify_opened
from registry_app.core.paging import Filters
from registry_app.core.texts import _, isolate, say
from registry_app.journal.listing import VERBS_ONLY, JournalListing
from registry_app.journal.prove import prove
from registry_app.journal.queries import EntryRow
from registry_app.journal.report import Anchor, Report
from registry_app.store.types import canonical
from registry_app.ui import wording
from registry_app.ui.actions import set_blocked
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.jobs import JobProgress
from registry_app.ui.journal import actions
from registry_app.ui.journal.source import JournalSource, journal_words, what_of
from registry_app.ui.labels import PlainLabel
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.pages import Place
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.strips import MessageStrip

_SHOWN = 20
_HASHED = 64  # letters of a hash: a value that is kept apart and may be erased


class JournalPage(ListPage):
    """Entries newest first; beside them the one that is chosen, above them what `verify` found."""

    code: ClassVar[str] = "journal"

    def __init__(self, context: Context) -> None:
        with context.opened.reading() as session:
            self._people = {user.id: user.full_name for user in access.list_users(session)}
        super().__init__(context)
        self.list.set_filters(Filters().adding("only", VERBS_ONLY))
        self.list.current_changed.connect(lambda _key: self._show_entry())
        self._show_entry()
        context.did.connect(lambda _verbs: self.refresh() if self.isVisible() else None)

    def make_source(self) -> Source[Any]:
        """The log of this office."""
        opened = self.context.opened
        listing = JournalListing(opened.info.office_id, opened.world.zone)
        return JournalSource(listing, opened.reading, self._people, opened.world.zone)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return journal_words()

    def make_actions(self) -> Sequence[QAction]:
        """Verifying comes first."""
        self.prove_action = self.context.action(actions.PROVE, self, self.prove)
        return (
            self.context.action(actions.VERIFY, self, self.verify),
            self.context.action(actions.ANCHOR, self, self.verify_with_anchor),
            self.prove_action,
        )

    def arrange(self, card: QWidget) -> QWidget:
        """The list, and the entry chosen beside it."""
        self.strip = MessageStrip()
        self.findings = Card(_("What was found"))
        self.findings.hide()
        self.entry = Card(_("Entry"))
        self.what = PlainLabel(wrap=True)
        self.facts = Facts()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(_("Values of the entry"))
        values = QWidget()
        around = QVBoxLayout(values)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.facts)
        around.addStretch(1)  # the values stand together at the top
        area.setWidget(values)
        self.entry.add(self.what)
        self.entry.add(area, 1)
        pair = QSplitter()
        pair.setHandleWidth(14)
        pair.addWidget(card)
        pair.addWidget(self.entry)
        pair.setSizes([760, 380])
        pair.setChildrenCollapsible(False)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.strip)
        column.addWidget(self.findings)
        column.addWidget(pair, 1)
        return whole

    def show_place(self, place: Place) -> None:
        """The keys belong to the list, not to the verb beside it that can be pressed first."""
        super().show_place(place)
        if not any(each.hasFocus() for each in self.list.findChildren(QWidget)):
            self.list.table.setFocus()

    def _show_entry(self) -> None:
        row: EntryRow | None = self.list.current_row()
        set_blocked(self.prove_action, "" if row is not None else _("Choose an entry first."))
        if row is None:
            self.entry.set_title(_("Entry"))
            self.what.setText(_("Choose an entry to see its values."))
            self.facts.set_facts([])
            return
        self.entry.set_title(say(_("Entry {number}"), number=row.seq))
        self.what.setText(what_of(row))
        self.facts.set_facts(
            [(isolate(_named(name)), _shown(value)) for name, value in row.body.items() if value not in ("", None)]
        )

    # -- verify -----------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Walk the journal and compare it with the tables."""
        self._verify([])

    def verify_with_anchor(self) -> None:
        """The same against a checkpoint or a certificate's code kept outside."""
        chosen = self.context.prompts.open_file(_("A checkpoint, or a file with a certificate's code"))
        if chosen is not None:
            self._verify([str(chosen)])

    def _verify(self, given: Sequence[str]) -> None:
        opened = self.context.opened
        self.strip.show_message(_("Verifying…"), State.INFO)

        def work(progress: JobProgress) -> Report:
            anchors: list[Anchor] = [anchor_given(opened, each) for each in given]
            return verify_opened(opened, anchors, progress)

        self.context.job(_("Verifying the journal"), work, self.show_report, self.strip.refuse, owner=self)

    def show_report(self, report: Report) -> None:
        """Say in one sentence whether the register is intact, and list what was found."""
        if report.intact:
            sentence = intact_words(report, wording.count)
        else:
            sentence = _(
                "The register was changed behind its back. Do not go on working in it: keep a copy, and compare it with the last "
                "backup and with the codes on papers that were handed out."
            )
        self.strip.show_message(sentence, State.OK if report.intact else State.BAD)
        self.findings.clear()
        told = [*report.findings, *report.notes]
        for each in told[:_SHOWN]:
            self.findings.add(PlainLabel(each, wrap=True))
        left = len(told) - _SHOWN + report.more
        if left > 0:
            self.findings.add(PlainLabel(_("and {count} more").format(count=wording.count(left)), look="small"))
        self.findings.setVisible(bool(told))

    def prove(self) -> None:
        """Write the proof that the entry chosen stands in the journal."""
        row: EntryRow | None = self.list.current_row()
        if row is None:
            return
        path = self.context.prompts.save_file(_("Proof of the entry"), f"entry-{row.seq}.json", "*.json")
        if path is None:
            return
        opened, number = self.context.opened, row.seq

        def work(_progress: JobProgress) -> Path:
            opened.must("journal:verify")
            note = opened.checkpoint()
            with opened.reading() as session:
                proof = prove(session.connection(), opened.info.office_id, number, note)
            opened.world.files.write(path, canonical(proof))
            return path

        self.context.job(
            _("Proving the entry"),
            work,
            lambda done: self.context.toast(saved_words(done)),
            owner=self,
        )


def _named(name: str) -> str:
    """A field of an entry as words; what a field is called is the program's matter and not translated."""
    words = name.removesuffix("_id").replace("_", " ").replace(":", ", ")
    return words[:1].upper() + words[1:]


def _shown(value: object) -> str:
    if isinstance(value, str) and len(value) == _HASHED and value.isalnum():
        return _("kept apart (only its hash stands here)")
    return isolate(value)

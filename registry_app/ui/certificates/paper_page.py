"""One paper: the very pages, what became of it, what it said when it was issued."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from registry_app.build.desk_papers import DeskCheck, check_at_desk, kept_file
from registry_app.certificates.facts import PaperFacts, from_dict
from registry_app.certificates.listing import PaperLine, get_line
from registry_app.certificates.queries import facts_of
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, isolate, say
from registry_app.ui import wording
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.certificates import actions
from registry_app.ui.certificates.columns import LANGUAGES, kind_words, state_mark
from registry_app.ui.certificates.list_page import READS
from registry_app.ui.certificates.outcome import large_words
from registry_app.ui.certificates.pdf_view import PdfView
from registry_app.ui.certificates.verbs import PaperVerbs, why_not
from registry_app.ui.context import Context
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.answer import Answer
from registry_app.ui.widgets.buttons import icon_button, link
from registry_app.ui.widgets.cards import Card, Facts, Section
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.page import PageHead

_LEFT = 420
_LABELS = 132


class CertificatePage(Page):
    """A paper with its pages at the end edge and its facts at the start."""

    code: ClassVar[str] = "certificate"
    reads: ClassVar[frozenset[str]] = READS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.line: PaperLine | None = None
        self._shown: uuid.UUID | None = None
        self.paper_verbs = PaperVerbs(context, self)
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(lambda: context.go_to("certificates", self.place.subject))
        self.head = PageHead(_("Paper"), back=back)
        self._check = context.action(actions.ONE_CHECK, self, self.check)
        self._save = context.action(actions.ONE_SAVE, self, lambda: self.paper_verbs.save(self._sure()))
        self._reprint = context.action(actions.ONE_REPRINT, self, lambda: self.paper_verbs.reprint(self._sure()))
        self._withdraw = context.action(actions.ONE_WITHDRAW, self, lambda: self.paper_verbs.withdraw(self._sure()))
        for action in (self._withdraw, self._check, self._save):
            self.head.add_button(action_button(action))
        self.head.add_button(action_button(self._reprint, primary=True))
        self.answer = Answer()
        self.answer.hide()
        self.agency_link = link(_("Open the agency"), "building")
        self.agency_link.clicked.connect(lambda: context.go_to("agency", self._sure().paper.agency_id))
        self.facts = Facts(label_width=_LABELS)
        self.said = Section(_("What it said when it was issued"))
        self.view = PdfView(context)
        self._arrange()

    def heading(self) -> str:
        """The paper's number."""
        return self.line.paper.serial if self.line is not None else _("Paper")

    def show_place(self, place: Place) -> None:
        """Show another paper."""
        if place.subject != self.place.subject:
            self.answer.hide()
        super().show_place(place)

    def refresh(self) -> None:
        """Read its facts again; its file never changes."""
        paper = self.place.subject
        if paper is not None:
            self.context.read(lambda session: _read(session, paper), self._show, owner=self)

    def check(self) -> None:
        """Check the kept file as anybody would."""
        line, opened = self._sure(), self.context.opened
        self.context.job(
            _("Checking the paper"),
            lambda _progress: check_at_desk(opened, kept_file(opened, line.id), f"{line.paper.serial}.pdf"),
            self._show_check,
            owner=self,
        )

    def _show_check(self, check: DeskCheck) -> None:
        words, state = large_words(check.report)
        self.answer.show_answer(words, state, check.report.headline)
        self.answer.show()

    def _show(self, read: tuple[PaperLine, Mapping[str, Any] | None]) -> None:
        line, stored = read
        self.line = line
        paper = line.paper
        self.head.set_title(isolate(paper.serial))
        self.head.set_subtitle(
            f"{kind_words(paper.kind)} · {isolate(line.agency_name)} · {isolate(line.agency_number)}"
        )
        mark = state_mark(paper.state)
        self.head.set_chips([Chip(mark.words, mark.state)])
        why = why_not(line)
        for action in (self._reprint, self._save, self._withdraw):
            set_blocked(action, why)
        set_blocked(self._check, "" if paper.sha256 else why)
        pairs: list[tuple[str, str]] = [
            (_("Issued on"), wording.day(paper.issued_on)),
            (_("Valid through"), wording.day(paper.valid_to)),
            (_("Language"), _(LANGUAGES.get(paper.language, paper.language))),
            (_("Reprints"), wording.count(paper.reprints)),
        ]
        if paper.ended_on is not None:
            words = _("Voided on") if paper.state == "voided" else _("Withdrawn on")
            pairs += [(words, wording.day(paper.ended_on)), (_("Reason"), paper.reason)]
        self.facts.set_facts(pairs)
        self.said.clear()
        self.said.setVisible(stored is not None)
        if stored is not None:
            self.said.add(
                Facts([*_said(stored), (_("SHA-256 of the file"), _in_groups(paper.sha256))], label_width=_LABELS)
            )
        self._show_file(line)
        self.context.headed.emit()

    def _show_file(self, line: PaperLine) -> None:
        if not line.paper.sha256:
            self._shown = None
            self.view.show_nothing(_("There is no paper"), why_not(line))
            return
        if self._shown == line.id:
            return
        self._shown = line.id
        opened = self.context.opened

        def read() -> bytes | RegistryError:
            try:
                return kept_file(opened, line.id)
            except RegistryError as error:
                return error

        def show(found: bytes | RegistryError) -> None:
            if self._shown != line.id:
                return
            if isinstance(found, bytes):
                self.view.show_pdf(found, line.paper.serial)
            else:
                self.view.show_nothing(found.sentence, found.hint)

        self.context.read(lambda _session: read(), show, owner=self)

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        card = Card(_("The paper"))
        card.add_at_end(self.agency_link)
        card.add(self.facts)
        card.add(self.said)
        column.addWidget(self.answer)
        column.addWidget(card)
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Facts of the paper"))
        area.setWidget(inside)
        area.setFixedWidth(scaled(_LEFT))
        right = Card()
        right.add(self.view, 1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 2, 0, 2)  # the ring of the area that scrolls
        beside.addWidget(right)
        row = QHBoxLayout()
        row.setContentsMargins(-2, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(area)
        row.addLayout(beside, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addWidget(self.head)
        page.addLayout(row, 1)

    def _sure(self) -> PaperLine:
        assert self.line is not None  # verbs are bound to what is shown
        return self.line


def _read(session: Session, paper: uuid.UUID) -> tuple[PaperLine, Mapping[str, Any] | None]:
    line = get_line(session, paper)
    return line, facts_of(session, line.paper.serial)


def _said(stored: Mapping[str, Any]) -> list[tuple[str, str]]:
    try:
        facts: PaperFacts = from_dict(stored)
    except RegistryError as error:
        return [(_("Facts"), str(error))]
    pairs = [(_("Agency"), facts.agency.name), (_("Licence"), facts.licence_number)]
    if facts.validity is not None and facts.validity.last is not None:
        period = say(
            _("{first} through {last}"), first=wording.day(facts.validity.first), last=wording.day(facts.validity.last)
        )
        pairs.append((_("Valid"), period))
    pairs += [
        (_("Signed by"), ", ".join(filter(None, (facts.signatory.name, facts.signatory.office)))),
        (_("Authority"), facts.signatory.authority),
        (_("Legal basis"), facts.legal_basis),
        (_("Known here as of"), wording.day(facts.known_as_of)),
        (_("Key of the seal"), facts.key_id),
        (_("Journal"), _checkpoint(facts.checkpoint)),
    ]
    return [(label, value) for label, value in pairs if value]


def _checkpoint(stated: str) -> str:
    """The checkpoint with its root in groups."""
    origin, _space, root = stated.rpartition(" ")
    return f"{origin} {_in_groups(root)}" if origin else stated


def _in_groups(digest: str) -> str:
    """A hash that can be broken into lines and compared by eye."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))

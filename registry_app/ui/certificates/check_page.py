"""Checking a paper that somebody brings: a PDF, a photograph, or the letters of its code."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from registry_app.build.desk_papers import DeskCheck, check_at_desk
from registry_app.certificates.pages import FILE_LIMIT
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.ui.actions import action_button
from registry_app.ui.certificates import actions
from registry_app.ui.certificates.outcome import Outcome
from registry_app.ui.certificates.pdf_view import PdfView
from registry_app.ui.context import Context
from registry_app.ui.forms.fields import LongTextField
from registry_app.ui.forms.files import FileField
from registry_app.ui.forms.form import Form
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.buttons import icon_button, quiet
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.strips import MessageStrip

_PAPERS = "*.pdf *.png *.jpg *.jpeg *.txt"
_PDF = b"%PDF-"
_LEFT = 490


class CheckPaperPage(Page):
    """A file is checked as soon as it is chosen or dropped; the part of a place is the file's path."""

    code: ClassVar[str] = "check_paper"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.checked: DeskCheck | None = None
        self._wish = 0
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(lambda: context.go_to("certificates"))
        self.head = PageHead(_("Check a paper"), back=back)
        self.head.add_button(action_button(context.action(actions.OPEN_PAPER, self, self.choose), primary=True))
        self.form = self._make_form()
        self.strip = MessageStrip()
        self.outcome = Outcome()
        self.outcome.hide()
        self.nothing = EmptyState(
            "scan", _("Drop a paper here"),
            _("The PDF as it was sent, or a photograph of the sheet on which its code can be seen. A scanner may also type "
              "the letters of the code."),
        )  # fmt: skip
        self.view = PdfView(context)
        self.view.hide()
        self._arrange()
        self.setAcceptDrops(True)

    def heading(self) -> str:
        """What is done here."""
        return _("Check a paper")

    def show_place(self, place: Place) -> None:
        """Check the file that is named."""
        self.place = place
        if place.part:
            self._file.set_path(Path(place.part))
        elif not any(each.hasFocus() for each in self.findChildren(QWidget)):
            self._file.focus_here()

    def choose(self) -> None:
        """Ask for a file."""
        path = self.context.prompts.open_file(_("Paper to check"), _PAPERS)
        if path is not None:
            self._file.set_path(path)

    def check(self) -> None:
        """Check what is chosen or typed, by the keys that are relied on."""
        path = self._file.value()
        # as it was pasted: two spaces of a code are two
        code = "".join(self._code.typed().splitlines())
        self._wish += 1
        if path is None and not code.strip():
            self._show_nothing()
            return
        opened, wish = self.context.opened, self._wish
        files = opened.world.files
        keys, status = self._keys.value(), self._status.value()

        def work() -> tuple[DeskCheck, bytes]:
            content = files.read(path.path) if path is not None else code.encode()
            given = files.read(keys.path) if keys is not None else None
            lists = [files.read(status.path)] if status is not None else []
            name = path.name if path is not None else _("the code")
            return check_at_desk(opened, content, name, keys=given, status=lists), content

        def show(found: tuple[DeskCheck, bytes]) -> None:
            if wish == self._wish:
                self._show(*found)

        def refuse(error: RegistryError) -> None:
            if wish == self._wish:
                self._show_nothing()
                self.strip.refuse(error)

        self.context.job(_("Checking the paper"), lambda _progress: work(), show, refuse, owner=self)

    def _show(self, check: DeskCheck, content: bytes) -> None:
        self.checked = check
        self.strip.clear()
        self.nothing.hide()
        self.outcome.show_check(check)
        self.outcome.show()
        self.area.verticalScrollBar().setValue(0)
        pdf = content.startswith(_PDF)
        self.view.setVisible(pdf)
        if pdf:
            self.view.show_pdf(content, check.name)

    def _show_nothing(self) -> None:
        self.checked = None
        self.strip.clear()
        self.outcome.hide()
        self.view.hide()
        self.nothing.show()

    def _make_form(self) -> Form:
        form = Form(columns=1)
        files, prompts = self.context.opened.world.files, self.context.prompts
        self._file = form.add("file", FileField(_("Paper"), files, prompts, kinds=_PAPERS, most=FILE_LIMIT))
        self._code = form.add("code", LongTextField(_("Or the letters of its code"), lines=1, limit=4_096))
        self._keys = form.add("keys", FileField(
            _("Keys of another ministry"), files, prompts, hint=_("Without them the keys of this register are relied on."),
        ))  # fmt: skip
        self._status = form.add("status", FileField(
            _("List of withdrawn papers of another office"), files, prompts,
            hint=_("Papers withdrawn here are known without it."),
        ))  # fmt: skip
        for field in (self._keys, self._status):
            field.hide()
        for field in (self._file, self._keys, self._status):
            field.changed.connect(self.check)
        self._code.left.connect(self._check_code)
        return form

    def _check_code(self) -> None:
        if self._code.value().strip():
            self.check()

    def _more(self, shown: bool) -> None:
        for field in (self._keys, self._status):
            field.setVisible(shown)

    def _arrange(self) -> None:
        left = Card()
        left.setFixedWidth(scaled(_LEFT))
        left.add(self.form)
        self.more_button: QPushButton = quiet(_("Papers of other offices"), "chevron-down")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self._more)
        left.add(self.more_button)
        left.body.addStretch(1)
        left.add(self.view, 100)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.strip)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.outcome)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("What the check found"))
        self.area.setWidget(inside)
        right = Card()
        right.add(self.area, 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(left)
        row.addWidget(right, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(12)
        page.addWidget(self.head)
        page.addLayout(row, 1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped anywhere on the page."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        self._file.set_path(Path(event.mimeData().urls()[0].toLocalFile()))
        event.accept()

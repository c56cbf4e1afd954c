"""What every part of the settings is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.ui.actions import ActionSpec, action_button
from registry_app.ui.context import Context
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.form import Form
from registry_app.ui.labels import PlainLabel
from registry_app.ui.settings.words import who_may
from registry_app.ui.widgets.strips import MessageStrip


class Part(QWidget):
    """A tab of the settings: a row of verbs, a strip for refusals, a body."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.strip = MessageStrip()
        self.dialog: FormDialog | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 14, 0, 0)
        self.column.setSpacing(12)

    def refresh(self) -> None:
        """Read again."""

    def add_verbs(self, table: Mapping[ActionSpec, Callable[[], object]], primary: ActionSpec | None = None) -> None:
        """The verbs of this part in a row; each is blocked with its reason where a role is missing."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.verbs = {spec.code: self.context.action(spec, self, do) for spec, do in table.items()}
        for spec in table:
            row.addWidget(action_button(self.verbs[spec.code], primary=spec == primary))
        row.addStretch()
        self.column.addLayout(row)
        missing = dict.fromkeys(spec.permission for spec in table if not self.context.may(spec.permission))
        for permission in missing:
            verbs = ", ".join(
                _(spec.words).replace("&", "").rstrip("…") for spec in table if spec.permission == permission
            )
            said = say(
                _("{verbs}: your roles do not include this. Who may: {roles}."), verbs=verbs, roles=who_may(permission)
            )
            self.column.addWidget(PlainLabel(said, look="small", wrap=True))
        self.column.addWidget(self.strip)

    def scrolled(self, inside: QWidget) -> QScrollArea:
        """A body taller than the window."""
        inside.setObjectName("page")
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Settings"))
        area.setWidget(inside)
        return area

    def ask(
        self, headline: str, form: Form, do: str, doing: str, verb: Any, done: str, *, danger: bool = False
    ) -> None:
        """A small form with one verb; `done` is what is said when it was done."""
        self.strip.clear()
        self.dialog = FormDialog(
            self.context,
            self,
            headline,
            "",
            form,
            do,
            doing,
            verb,
            lambda _result: self.context.toast(done),
            danger=danger,
        ).begin()

    def job(self, words: str, work: Callable[..., Any], done: Callable[[Any], object]) -> None:
        """Work that takes a while, refused here."""
        self.strip.clear()
        self.context.job(words, work, done, self.refuse, owner=self)

    def refuse(self, error: RegistryError) -> None:
        """Say why not."""
        self.strip.refuse(error)

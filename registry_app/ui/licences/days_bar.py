"""Two days to ask for: in force on one, as it was known on the other."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.texts import _, say
from registry_app.ui import wording
from registry_app.ui.actions import action_button
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.form import Form
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.strips import MessageStrip


class DaysBar(Card):
    """Asks for the days; says above what is shown whenever that is not today as known now.

    Signals:
        asked: the day that is shown and the day whose knowledge counts (`date.max` for all that is known).
    """

    asked = Signal(object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self.form = Form()
        self.on = self.form.add("on", DayField(_("In force on"), hint=_("Empty: today.")))
        self.known = self.form.add(
            "known", DayField(_("As it was known on"), hint=_("Empty: all that is known."), not_after=today)
        )
        self.strip = MessageStrip()
        self.strip.close_button.hide()
        self._buttons = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.form, 1)
        row.addLayout(self._buttons)
        self.add_layout(row)
        self.add(self.strip)
        self.form.walked_out.connect(self.ask)

    def add_buttons(self, show: QAction, today: QAction) -> None:
        """The two verbs, whose handlers are `ask` and `ask_today`."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(action_button(show))
        row.addWidget(action_button(today))
        self._buttons.addSpacing(22)
        self._buttons.addLayout(row)
        self._buttons.addStretch()

    def days(self) -> tuple[date, date]:
        """The days in force in the fields."""
        return self.on.value() or self._today, self.known.value() or date.max

    def ask(self) -> None:
        """Show the days that are filled in, unless they cannot be taken."""
        if self.form.validate():
            return
        on, known = self.days()
        self._tell(on, known)
        self.asked.emit(on, known)

    def ask_today(self) -> None:
        """Back to today, as known now."""
        self.form.set_values({})
        self._tell(self._today, date.max)
        self.asked.emit(self._today, date.max)

    def begin(self) -> None:
        """Put the keys on the first day."""
        self.on.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self, on: date, known: date) -> None:
        if (on, known) == (self._today, date.max):
            self.strip.show_message("", State.INFO)
        elif known == date.max:
            self.strip.show_message(say(_("Shown: in force on {day}."), day=wording.day(on)), State.INFO)
        else:
            sentence = _("Shown: in force on {day}, as it was known at the end of {known}.")
            self.strip.show_message(say(sentence, day=wording.day(on), known=wording.day(known)), State.INFO)

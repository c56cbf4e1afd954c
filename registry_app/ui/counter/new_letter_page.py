"""Receiving a letter: its line in the inward register, its scans, and the slip for who brings it."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.ui.actions import action_button
from registry_app.ui.context import Context
from registry_app.ui.counter import actions, forms
from registry_app.ui.counter.finding import Finding
from registry_app.ui.counter.forms import Desk
from registry_app.ui.counter.slip_window import SlipWindow
from registry_app.ui.counter.taking_in import TakenIn, take_in_letter
from registry_app.ui.forms.picking import PickField
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.page import PageHead

DRAFT: Final = "letter:inward"


class NewLetterPage(Page):
    """The form of a letter that comes in; what is typed is kept as a draft."""

    code: ClassVar[str] = "new_letter"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.desk = Desk(context, Finding(context))
        self.slip_window: SlipWindow | None = None
        self.form = forms.inward_form(self.desk)
        self._begin_anew()
        self.save = context.action(actions.SAVE, self, self.take_in)
        turn_away = context.action(actions.BACK, self, lambda: context.go_to("counter"))
        back = icon_button("arrow-left", _("Back to the counter"))
        back.clicked.connect(turn_away.trigger)
        head = PageHead(_("Receive a letter"), _("It gets the next number of the inward register."), back=back)
        head.add_button(action_button(self.save, primary=True))
        card = Card()
        card.add(self.form)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(area, 1)
        self.form.keep_in(context.drafts, DRAFT, _("Receive a letter"))
        self.form.field("concerns").changed.connect(self._name_sender)

    def heading(self) -> str:
        """What it is."""
        return _("Receive a letter")

    def show_place(self, place: Place) -> None:
        """Begin with what it concerns."""
        super().show_place(place)
        self.form.focus_on("concerns")

    def leave(self) -> bool:
        """What was typed is kept."""
        self.form.keep_now()
        return True

    def take_in(self) -> None:
        """Enter it, give it its number, make the slip."""
        if self.form.validate():
            return
        values = self.form.values()
        self.save.setEnabled(False)
        self.context.job(
            _("Entering the letter"), lambda _progress: take_in_letter(self.desk, values), self._taken_in, self._refused,
            owner=self,
        )  # fmt: skip

    def _taken_in(self, made: TakenIn) -> None:
        self.save.setEnabled(True)
        self._begin_anew()
        self.form.saved()
        self.context.toast(say(_("{number} entered in the inward register."), number=made.number))
        self.context.go_to("counter", made.letter, "letters")
        if made.slip is not None:
            self.slip_window = SlipWindow(self.context, self.window(), made.slip, made.number).begin()

    def _refused(self, error: RegistryError) -> None:
        self.save.setEnabled(True)
        self.form.show_refusal(error)

    def _begin_anew(self) -> None:
        self.form.set_values(
            {"mode": "hand", "received_on": self.context.today, "papers": [{"state": forms.RECEIVED, "copies": "1"}]}
        )

    def _name_sender(self) -> None:
        """An agency that is picked is most often the sender."""
        picked = self.form.field("concerns")
        sender = self.form.field("correspondent")
        assert isinstance(picked, PickField)
        choice = picked.picked()
        if choice is not None and choice.code.startswith("agency:") and sender.is_empty():
            sender.set_value(choice.words)

"""A form that opens inside a page for one verb: title, fields, the button that does it and the one that leaves it.

It stands beside `ui.form_dialog` on purpose. A decision is written with the papers and the checks in view, is left and
taken up again, and is kept as a draft meanwhile, so it lies in the page and scrolls with it; a small change of a record
(a contact, a person) is done at once and its dialog keeps everything else away. Both share form, refusals, the order of
their buttons and where the keys go afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.ui.focus import give, holder_in
from registry_app.ui.forms.form import Form
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.button_row import button_row
from registry_app.ui.widgets.buttons import danger, plain, primary
from registry_app.ui.widgets.cards import Card


class FormPanel(Card):
    """One verb with its form; Ctrl+S does it, Escape leaves it, Enter behind the last field comes to the button.

    Signals:
        given: the values, once nothing in the form is wrong.
        left: the officer turned away; what was typed stays as a draft where the form keeps one.
    """

    given = Signal(dict)
    left = Signal()

    def __init__(
        self, title: str, sentence: str, do: str, form: Form, *, grave: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.form = form
        if sentence:
            self.add(PlainLabel(sentence, look="muted", wrap=True))
        self.add(form)
        self.do_button = danger(do) if grave else primary(do)
        self.leave_button = plain(_("Leave it"))
        self.add_layout(button_row(self.leave_button, self.do_button))
        self.do_button.clicked.connect(self.submit)
        self.leave_button.clicked.connect(self.leave)
        form.walked_out.connect(lambda: self.do_button.setFocus(Qt.FocusReason.TabFocusReason))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    def event(self, event: QEvent) -> bool:
        """The key that saves belongs to the form while the keys are in it, not to a verb of the page behind."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.matches(QKeySequence.StandardKey.Save))
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the verb by the key that saves."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Hand the values over, unless something is wrong with them."""
        if not self.form.validate():
            self.given.emit(self.form.values())

    def leave(self) -> None:
        """Turn away."""
        self.form.keep_now()
        self.left.emit()

    def refuse(self, error: RegistryError) -> None:
        """Say beside the fields why the verb was refused."""
        self.form.show_refusal(error)

    def begin(self) -> None:
        """Put the keys on the first field."""
        fields = self.form.fields()
        if fields:
            self.form.focus_on(next(iter(fields)))


class PanelPlace(QWidget):
    """Where one panel at a time stands on a page; empty it takes no room.

    Signals:
        left_alone: what had the keys before cannot take them back; the page gives them to the next step.
    """

    left_alone = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel: FormPanel | None = None
        self._came_from: QWidget | None = None  # where the keys were before
        self._column = QHBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def put(self, panel: FormPanel, take: Callable[[dict[str, object]], object]) -> FormPanel:
        """Show a panel instead of the one that is open; `take` gets its values."""
        self.close_panel()
        self._came_from = QApplication.focusWidget()
        self.panel = panel
        self._column.addWidget(panel)
        panel.given.connect(take)
        panel.left.connect(self.close_panel)
        self.show()
        panel.begin()
        return panel

    def done(self) -> None:
        """The verb is done: its draft goes, and so does the panel."""
        if self.panel is not None:
            self.panel.form.saved()
        self.close_panel()

    def refuse(self, error: RegistryError) -> None:
        """Say in the open panel why it was refused."""
        if self.panel is not None:
            self.panel.refuse(error)

    def close_panel(self) -> None:
        """Take the panel away; keys that were in it go back to where they came from, or to the next step."""
        panel, self.panel = self.panel, None
        before, self._came_from = self._came_from, None
        if panel is None:
            self.hide()
            return
        lost = holder_in(panel) is not None and not give([before])
        self.hide()
        self._column.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        if lost:
            self.left_alone.emit(before if before is not None and shiboken6.isValid(before) else None)

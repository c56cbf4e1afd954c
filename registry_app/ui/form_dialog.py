"""A small form with one verb: filled in, done in one transaction, and closed only when it was done.

What takes minutes to write, such as a decision, opens in the page instead: see `ui.applications.panel`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from registry_app.core.errors import RegistryError, StaleRecord
from registry_app.ui.context import Context
from registry_app.ui.focus import give
from registry_app.ui.forms.form import Form
from registry_app.ui.prompts import Question

Verb = Callable[..., object]
_WIDTH, _TALLEST = 560, 520


class FormDialog(Question):
    """A question whose answer is a form; `verb` gets session, actor and the form's values, named `doing` in the journal.

    Without `doing` it gets the values alone and opens its own transactions, as what writes the key file does.

    A refusal is shown beside the fields and nothing typed is lost. `draft_key` keeps what is typed as a draft. `then` is
    called with what the verb gave.
    """

    def __init__(
        self, context: Context, parent: QWidget, headline: str, sentence: str, form: Form, do: str, doing: str, verb: Verb,
        then: Callable[[Any], object] | None = None, *, draft_key: str = "", danger: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent, headline, sentence, do, danger=danger)
        self.setObjectName("formDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.sentence.setVisible(bool(sentence))
        self._context, self._doing, self._verb, self._then = context, doing, verb, then
        self._draft_key = draft_key
        self.on_stale: Callable[[], object] | None = None
        self.form = form
        self.setMinimumWidth(_WIDTH)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        area.setMinimumHeight(min(_TALLEST, form.sizeHint().height() + 8))
        self.body.addWidget(area, 1)
        form.walked_out.connect(self.yes.setFocus)
        if draft_key:
            form.keep_in(context.drafts, draft_key, headline)

    def begin(self) -> FormDialog:
        """Show it; the window behind waits, the program does not."""
        self.setWindowModality(Qt.WindowModality.WindowModal)
        before = QApplication.focusWidget()
        self.finished.connect(lambda _result: give([before]))
        self.show()
        names = list(self.form.fields())
        if names:
            self.form.focus_on(names[0])
        return self

    def accept(self) -> None:
        """Do the verb when every field can be taken."""
        if self.form.validate():
            return
        values = self.form.values()
        self.yes.setEnabled(False)
        if self._doing:
            self._context.do(
                self._doing,
                lambda session, actor: self._verb(session, actor, values),
                self._done,
                self._refused,
                owner=self,
            )
        else:
            self._context.run(lambda: self._verb(values), self._done, self._refused, owner=self)

    def _done(self, result: object) -> None:
        if self._draft_key:
            self.form.saved()
        super().accept()
        if self._then is not None:
            self._then(result)

    def _refused(self, error: RegistryError) -> None:
        self.yes.setEnabled(True)
        if isinstance(error, StaleRecord) and self.on_stale is not None:
            self.on_stale()  # somebody else saved first: both versions, field by field
        else:
            self.form.show_refusal(error)

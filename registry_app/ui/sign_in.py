"""The first page: which register, who, and the person's own password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from registry_app.core.texts import _
from registry_app.ui.labels import PlainLabel

_WIDTH = 520


class SignInPage(QWidget):
    """Asks for register, user and password.

    Signals:
        submitted: register, user, password; the field of the password is empty by then.
    """

    submitted = Signal(str, str, str)

    def __init__(self, register: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register_field = QLineEdit(register)
        self.register_field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a path reads so in any language
        self.browse_button = QPushButton(_("&Choose…"))
        self.user_field = QLineEdit()
        self.password_field = QLineEdit()
        self.password_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.sign_in_button = QPushButton(_("&Sign in"))
        self.sign_in_button.setDefault(True)
        self.message = PlainLabel()
        self.message.setWordWrap(True)
        self.message.setAccessibleName(_("Message"))
        self._arrange()
        self.browse_button.clicked.connect(self._choose_file)
        self.sign_in_button.clicked.connect(self._submit)
        for field in (self.register_field, self.user_field, self.password_field):
            field.returnPressed.connect(self._submit)

    def show_message(self, text: str) -> None:
        """Say why it did not work, or what is going on."""
        self.message.setText(text)

    def set_busy(self, busy: bool) -> None:
        """Take no second attempt while the first is under way."""
        self.setDisabled(busy)
        if not busy:
            self.password_field.setFocus()

    def _arrange(self) -> None:
        title = PlainLabel(_("Recruitment Agency Register"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        file_row = QHBoxLayout()
        file_row.addWidget(self.register_field)
        file_row.addWidget(self.browse_button)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        for text, field, row in (
            (_("&Register"), self.register_field, file_row),
            (_("&User"), self.user_field, self.user_field),
            (_("&Password"), self.password_field, self.password_field),
        ):
            field.setAccessibleName(text.replace("&", ""))
            label = PlainLabel(text)
            label.setBuddy(field)
            form.addRow(label, row)
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(column)
        inside.addWidget(title)
        inside.addSpacing(16)
        inside.addLayout(form)
        inside.addWidget(self.sign_in_button, alignment=Qt.AlignmentFlag.AlignTrailing)
        inside.addWidget(self.message)
        outside = QVBoxLayout(self)
        outside.addWidget(column, alignment=Qt.AlignmentFlag.AlignCenter)

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a register"), self.register_field.text())
        if chosen:
            self.register_field.setText(chosen)

    def _submit(self) -> None:
        register, user = self.register_field.text().strip(), self.user_field.text().strip()
        password = self.password_field.text()
        for value, field, sentence in (
            (register, self.register_field, _("Say which register to open.")),
            (user, self.user_field, _("Say who you are.")),
            (password, self.password_field, _("Type your own password.")),
        ):
            if not value:
                self.show_message(sentence)
                field.setFocus()
                return
        self.password_field.clear()
        self.submitted.emit(register, user, password)

"""The first page: which register, who, and the person's own password; or how to get a first register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from registry_app.core.texts import _, say
from registry_app.ui.door import Account
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.icons import icon, pixmap
from registry_app.ui.widgets.announcing import announce

_WIDTH = 440
_IN_A_ROW = 2


class SignInPage(QWidget):
    """Asks for register, user and password.

    Signals:
        submitted: register, user, password; the field of the password is empty by then.
        register_chosen: another register was chosen.
        demo_wanted, new_wanted: make a demo register; begin a new one.
    """

    submitted = Signal(str, str, str)
    register_chosen = Signal(str)
    demo_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, register: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.register_field = QLineEdit(register)
        self.register_field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a path reads so in any language
        self.browse_button = QPushButton(_("&Choose…"))
        self.user_field = QLineEdit()
        self.password_field = QLineEdit()
        self.password_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.sign_in_button = QPushButton(_("&Sign in"))
        self.sign_in_button.setObjectName("primary")
        self.sign_in_button.setDefault(True)
        self.demo_button = QPushButton(_("Try it with a &demo register"))
        self.new_button = QPushButton(_("Begin a &new register"))
        self.message = PlainLabel()
        self.message.setObjectName("signInMessage")
        self.message.setWordWrap(True)
        self.accounts = QFrame()
        self.accounts.setObjectName("accounts")
        self.accounts.hide()
        self._arrange()
        self._connect()

    def show_message(self, text: str) -> None:
        """Say why it did not work, or what is going on."""
        self.message.setText(text)
        announce(self.message, text)

    def set_busy(self, busy: bool) -> None:
        """Take no second attempt while the first is under way."""
        self._card.setDisabled(busy)
        if not busy:
            (self.password_field if self.user_field.text() else self.user_field).setFocus()

    @property
    def busy(self) -> bool:
        """Whether an attempt is under way."""
        return not self._card.isEnabled()

    def show_accounts(self, accounts: Sequence[Account]) -> None:
        """Offer the accounts of a demo register: one click fills them in."""
        old = self.accounts
        self.accounts = self._make_accounts(accounts)
        self._column.replaceWidget(old, self.accounts)
        old.deleteLater()
        self.accounts.setVisible(bool(accounts))

    def offer_first_steps(self, offered: bool) -> None:
        """Whether there is no register yet at the usual place, so that the ways to get one come first."""
        if offered:
            self.demo_button.setIcon(icon("book"))
            self.new_button.setIcon(icon("plus"))
        self._first.setVisible(offered)

    def _make_accounts(self, accounts: Sequence[Account]) -> QFrame:
        frame = QFrame()
        frame.setObjectName("accounts")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        note = PlainLabel(_("A demo register: everyone in it is made up. Sign in as"), wrap=True)
        note.setObjectName("small")
        column.addWidget(note)
        grid = QGridLayout()
        grid.setSpacing(6)
        roles = [account.role for account in accounts]
        for number, account in enumerate(accounts):
            button = self._account_button(account, named=roles.count(account.role) > 1)
            grid.addWidget(button, *divmod(number, _IN_A_ROW))
        for place in range(_IN_A_ROW):
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        return frame

    def _account_button(self, account: Account, *, named: bool) -> QToolButton:
        button = QToolButton()
        button.setObjectName("account")
        button.setText(account.name if named else account.role)  # two directors are told apart by name
        button.setSizePolicy(button.sizePolicy().horizontalPolicy().Expanding, button.sizePolicy().verticalPolicy())
        button.setAccessibleName(say(_("Sign in as {name}, {role}"), name=account.name, role=account.role))

        def fill() -> None:
            self.user_field.setText(account.login)
            self.password_field.setText(account.password)
            self._submit()

        button.clicked.connect(fill)
        return button

    def _connect(self) -> None:
        self.browse_button.clicked.connect(self._choose_file)
        self.sign_in_button.clicked.connect(self._submit)
        self.demo_button.clicked.connect(self.demo_wanted)
        self.new_button.clicked.connect(self.new_wanted)
        self.register_field.editingFinished.connect(lambda: self.register_chosen.emit(self.register_field.text()))
        for field in (self.register_field, self.user_field, self.password_field):
            field.returnPressed.connect(self._submit)

    def _arrange(self) -> None:
        self._card = QFrame()
        self._card.setObjectName("card")
        self._card.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(32, 28, 32, 28)
        self._column.setSpacing(6)
        self._column.addLayout(self._title())
        self._column.addSpacing(12)
        self._first = self._first_steps()
        self._first.hide()
        self._column.addWidget(self._first)
        file_row = QHBoxLayout()
        file_row.setSpacing(8)
        file_row.addWidget(self.register_field, 1)
        file_row.addWidget(self.browse_button)
        for text, field, row in (
            (_("&Register"), self.register_field, file_row),
            (_("&User"), self.user_field, None),
            (_("&Password"), self.password_field, None),
        ):
            field.setAccessibleName(text.replace("&", ""))
            label = PlainLabel(text)
            label.setObjectName("fieldLabel")
            label.setBuddy(field)
            self._column.addWidget(label)
            if row is None:
                self._column.addWidget(field)
            else:
                self._column.addLayout(row)
            self._column.addSpacing(4)
        self._column.addSpacing(6)
        self._column.addWidget(self.sign_in_button)
        self._column.addWidget(self.message)
        self._column.addWidget(self.accounts)
        self._place_card()

    def _place_card(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        middle = QVBoxLayout(inside)
        middle.setContentsMargins(16, 16, 16, 16)
        middle.addStretch(1)
        row = QHBoxLayout()  # an alignment would measure wrapped lines by the window's width
        row.addStretch()
        row.addWidget(self._card)
        row.addStretch()
        middle.addLayout(row)
        middle.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def _title(self) -> QHBoxLayout:
        mark: QLabel = PlainLabel()
        mark.setPixmap(pixmap("building-bank", "accent", 28))
        title = PlainLabel(_("Recruitment Agency Register"), wrap=True)
        title.setObjectName("h1")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(mark)
        row.addWidget(title, 1)
        return row

    def _first_steps(self) -> QFrame:
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        note = PlainLabel(_("There is no register on this computer yet."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addWidget(self.demo_button)
        column.addWidget(self.new_button)
        return frame

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a register"), self.register_field.text())
        if chosen:
            self.register_field.setText(chosen)
            self.register_chosen.emit(chosen)

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

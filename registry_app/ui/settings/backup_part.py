"""Backup and export."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.build.backing_up import BackedUp, back_up
from registry_app.build.exporting import export_register
from registry_app.core.texts import _, say
from registry_app.journal import queries as journal
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.labels import PlainLabel
from registry_app.ui.settings import actions
from registry_app.ui.settings.part import Part
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card


class BackupPart(Part):
    """A backup counts once the copy was opened and verified."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add_verbs({actions.BACKUP: self.back_up, actions.EXPORT: self.export}, actions.BACKUP)
        self.last = PlainLabel(wrap=True)
        card = Card(_("Last backup"))
        card.add(self.last)
        card.add(PlainLabel(_(
            "A backup is the register as encrypted as it is, with its key file and attachments. Put it on another disk, and keep one "
            "in another building. It is opened and verified before you are told that it was made."), look="muted", wrap=True))  # fmt: skip
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.column.addWidget(self.scrolled(inside), 1)

    def refresh(self) -> None:
        """Read when the last one was made."""
        zone = self.context.opened.world.zone
        self.context.read(
            lambda session: journal.last_of(session, "backup:made"),
            lambda last: self.last.setText(
                _("No backup was made yet. Make one today.") if last is None
                else say(_("It was made on {moment}."), moment=wording.moment(last, zone))
            ),
            owner=self,
        )  # fmt: skip

    def back_up(self) -> None:
        """Copy, open the copy, verify it."""
        name = f"{self.context.opened.location.path.stem}-{self.context.today.isoformat()}.register"
        path = self.context.prompts.save_file(_("Back up to"), name)
        if path is None:
            return
        opened = self.context.opened

        def done(made: BackedUp) -> None:
            self.strip.show_message(
                say(_("Copied to {file}; the copy was opened and is intact: {rows} rows."), file=path.name,
                    rows=wording.count(made.rows)), State.OK)  # fmt: skip
            self.refresh()

        self.job(_("Making a backup"), lambda _progress: back_up(opened, path), done)

    def export(self) -> None:
        """Everything as canonical JSON for auditors; what is sealed stays sealed."""
        path = self.context.prompts.save_file(_("Export everything to"), "register.json", "*.json")
        if path is None:
            return
        opened = self.context.opened
        self.job(_("Exporting the register"), lambda _progress: export_register(opened, path), lambda digest: self.strip.show_message(
            say(_("Written to {file}; SHA-256 {digest}."), file=path.name, digest=digest), State.OK))  # fmt: skip

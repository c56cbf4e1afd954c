"""Backup and export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.build.backing_up import BackedUp, Rehearsed, back_up, rehearse
from registry_app.build.exporting import export_register
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, ngettext, say
from registry_app.journal import queries as journal
from registry_app.ui import wording
from registry_app.ui.actions import set_blocked
from registry_app.ui.context import Context
from registry_app.ui.first_start.answers import PasswordField
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.form import Form
from registry_app.ui.jobs import JobProgress
from registry_app.ui.labels import PlainLabel
from registry_app.ui.settings import actions
from registry_app.ui.settings.part import Part
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card

T = TypeVar("T")


class BackupPart(Part):
    """A backup counts once the copy was opened and verified."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        verbs = {actions.BACKUP: self.back_up, actions.REHEARSE: self.rehearse, actions.EXPORT: self.export}
        self.add_verbs(verbs, actions.BACKUP)
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
        rehearsal = Card(_("Rehearsal of a restore"))
        rehearsal.add(PlainLabel(_(
            "A backup that nobody ever opened is a hope. The rehearsal restores one beside the register as after a loss, opens it with "
            "your password, compares every row with the journal and takes it away again; the register itself is not touched."),
            look="muted", wrap=True))  # fmt: skip
        column.setSpacing(14)
        column.addWidget(rehearsal)
        column.addStretch(1)
        self.column.addWidget(self.scrolled(inside), 1)

    def refresh(self) -> None:
        """Read when the last one was made."""
        zone = self.context.opened.world.zone
        self.context.read(
            lambda session: (journal.last_of(session, "backup:made"), journal.last_of(session, "backup:rehearsed")),
            lambda found: self._show_last(found[0], found[1], zone),
            owner=self,
        )  # fmt: skip

    def _show_last(self, made: datetime | None, rehearsed: datetime | None, zone: ZoneInfo) -> None:
        if made is None:
            self.last.setText(_("No backup was made yet. Make one today."))
            return
        said = [say(_("It was made on {moment}."), moment=wording.moment(made, zone))]
        said.append(
            _("A restore was never rehearsed.") if rehearsed is None
            else say(_("A restore was last rehearsed on {moment}."), moment=wording.moment(rehearsed, zone))
        )  # fmt: skip
        self.last.setText(" ".join(said))

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

        self._begin(_("Making a backup"), lambda progress: back_up(opened, path, progress), done)

    def rehearse(self) -> None:
        """Restore a backup beside the register, open it with one's own password, verify it, take it away again."""
        path = self.context.prompts.open_file(_("The backup to rehearse with"), "*.register")
        if path is None:
            return
        form = Form(columns=1)
        form.add("password", PasswordField(
            _("Your password"), hint=_("It opens the backup, as it would after the register was lost.")), required=True)  # fmt: skip
        opened, context = self.context.opened, self.context

        def done(found: Rehearsed) -> None:
            said = say(
                _("{file} was restored, opened with your password and is intact: {rows} rows."), file=path.name,
                rows=wording.count(found.rows),
            )  # fmt: skip
            if found.missing:
                lost = ngettext(
                    "{count} attached file is not in the backup.", "{count} attached files are not in the backup.",
                    found.missing,
                )  # fmt: skip
                said = f"{said} {lost.format(count=wording.count(found.missing))}"
            self.strip.show_message(said, State.WARN if found.missing else State.OK)
            self.refresh()

        def begin(password: str) -> None:
            self._begin(_("Rehearsing a restore"), lambda progress: rehearse(opened, path, password, progress), done)

        self.strip.clear()
        self.dialog = FormDialog(
            context, self, _("Rehearse a restore"),
            say(_("{file} is restored beside the register, opened, verified and taken away again."), file=path.name),
            form, _("&Rehearse"), "", lambda values: values["password"], begin,
        ).begin()  # fmt: skip

    def _begin(self, words: str, work: Callable[[JobProgress], T], done: Callable[[T], object]) -> None:
        """One copy at a time; the keys come back to the verb when it is over."""
        over: list[bool] = []

        def end() -> None:
            over.append(True)
            for action in self.verbs.values():
                set_blocked(action, "")

        def show(result: T) -> None:
            end()
            done(result)

        def refused(error: RegistryError) -> None:
            end()
            self.refuse(error)

        self.strip.clear()
        self.context.job(words, work, show, refused, owner=self)
        if not over:
            for action in self.verbs.values():
                set_blocked(action, _("Wait until the work at hand is done, or stop it."))

    def export(self) -> None:
        """Everything as canonical JSON for auditors; what is sealed stays sealed."""
        path = self.context.prompts.save_file(_("Export everything to"), "register.json", "*.json")
        if path is None:
            return
        opened = self.context.opened
        self._begin(_("Exporting the register"), lambda _progress: export_register(opened, path), lambda digest: self.strip.show_message(
            say(_("Written to {file}; SHA-256 {digest}."), file=path.name, digest=digest), State.OK))  # fmt: skip

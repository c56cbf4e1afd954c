"""The line at the foot: office, working offline, last backup, and the work under way."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout

from registry_app.core.texts import _, isolate, say
from registry_app.journal import queries as journal
from registry_app.ui import wording
from registry_app.ui.context import Context, Running
from registry_app.ui.labels import ShortLabel
from registry_app.ui.time_left import seconds_left
from registry_app.ui.widgets.progress import ProgressRow

HEIGHT = 28


class StatusLine(QFrame):
    """Where the clerk looks when he wonders whether all is well."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setMinimumHeight(HEIGHT)
        self._context = context
        self._rows: dict[Running, ProgressRow] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 2, 12, 2)
        self._row.setSpacing(16)
        self.words = ShortLabel()  # gives way to work under way; else a second job would widen the window
        self.words.setObjectName("small")
        self._row.addWidget(self.words, 1)
        context.did.connect(lambda verbs: self.refresh() if "backup:made" in verbs else None)
        self.refresh()

    def refresh(self) -> None:
        """Read again when the last backup was made."""
        self._context.read(lambda session: journal.last_of(session, "backup:made"), self._show, owner=self)

    def add_job(self, running: Running) -> None:
        """Show work under way, with its cancel."""
        row = ProgressRow(running.words)
        running.progress.stepped.connect(
            lambda done, total, what, left: row.show_step(done, total, what, seconds_left(left))
        )
        row.cancelled.connect(running.progress.cancel)
        self._rows[running] = row
        self._row.addWidget(row)

    def drop_job(self, running: Running) -> None:
        """The work has ended."""
        row = self._rows.pop(running, None)
        if row is not None:
            self._row.removeWidget(row)
            row.deleteLater()
        running.deleteLater()

    def _show(self, last: datetime | None) -> None:
        context = self._context
        zone = context.opened.world.zone
        backup = (
            _("no backup yet") if last is None else say(_("last backup {moment}"), moment=wording.moment(last, zone))
        )
        where = _("database server") if context.opened.location.is_server else _("working offline")
        parts = (isolate(context.office), where, backup, isolate(wording.day(context.today)))
        self.words.setText(" · ".join(parts))

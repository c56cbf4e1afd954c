"""Taking an import back from any of the pages: the reason is asked for, and it can be stopped."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, ngettext, say
from registry_app.exchange.taking_back import take_back
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.jobs import JobProgress


def ask_and_take_back(
    context: Context,
    owner: QWidget,
    batch: uuid.UUID,
    file_name: str,
    then: Callable[[], object] = lambda: None,
    refused: Callable[[RegistryError], object] | None = None,
) -> None:
    """Ask for the reason, then take the whole import back in one step, or nothing of it."""
    reason = context.prompts.ask_reason(
        say(_("Take back {file}"), file=file_name),
        _("Every agency that this list brought is set aside, and every change it made is undone. The rows stay, word for "
          "word. It is refused where anything about one of the agencies was changed since."),
        _("&Take back"),
    )  # fmt: skip
    if reason is None:
        return
    opened = context.opened

    def work(progress: JobProgress) -> int:
        with opened.transaction("list:taken_back") as (session, actor):
            return take_back(session, actor, batch, reason, progress)

    def done(count: int) -> None:
        words = ngettext(
            "{file} is taken back; {count} agency is as before.",
            "{file} is taken back; {count} agencies are as before.",
            count,
        )
        context.toast(say(words, file=file_name, count=wording.count(count)))
        then()

    context.job(say(_("Taking back {file}"), file=file_name), work, done, refused, owner=owner)

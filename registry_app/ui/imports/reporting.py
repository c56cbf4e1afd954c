"""The report of a trial as a file, for whoever made the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.exchange.dry_run import DryRun
from registry_app.exchange.report import write_report
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.jobs import JobProgress


def ask_and_write(context: Context, owner: QWidget, run: DryRun, refused: Callable[[RegistryError], object]) -> None:
    """Ask for a place, then write everything the trial found."""
    path = context.prompts.save_file(_("Save the report"), f"{Path(run.name).stem}.json", "*.json")
    if path is None:
        return

    def write(_progress: JobProgress) -> None:
        with context.opened.world.files.writing(path) as stream:
            write_report(run, stream)

    context.job(_("Writing the report"), write, lambda _done: context.toast(saved_words(path)), refused, owner=owner)

"""The list of imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent

from registry_app.core.texts import _
from registry_app.exchange.listing import BatchLine
from registry_app.ui.actions import set_blocked
from registry_app.ui.context import Context
from registry_app.ui.imports import actions
from registry_app.ui.imports.columns import batch_source, batch_words
from registry_app.ui.imports.taking_back import ask_and_take_back
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.pages import Place

READS = frozenset({"import_batch", "import_row"})


class ImportsPage(ListPage):
    """Every import, the newest first; Enter opens one. A file that is dropped here begins an import."""

    code: ClassVar[str] = "imports"
    reads: ClassVar[frozenset[str]] = READS
    opens: ClassVar[str] = "import_batch"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)
        self.list.current_changed.connect(lambda _key: self._follow())
        self.list.model.refreshed.connect(lambda _places: self._follow())
        self.list.model.dataChanged.connect(lambda *_where: self._follow())
        self._follow()

    def make_source(self) -> Source[Any]:
        """Every import."""
        return batch_source(self.context.opened.reading)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return batch_words()

    def make_actions(self) -> Sequence[QAction]:
        """A new import comes first."""
        begin = self.context.action(actions.IMPORT, self, lambda: self.context.go_to("import"))
        self._take_back = self.context.action(actions.TAKE_BACK, self, self.take_back)
        return (begin, self._take_back)

    def take_back(self) -> None:
        """Take the current import back."""
        line = self._line()
        if line is not None and not why_not(line):
            ask_and_take_back(self.context, self, line.id, line.file_name)

    def _line(self) -> BatchLine | None:
        row = self.list.current_row()
        return row if isinstance(row, BatchLine) else None

    def _follow(self) -> None:
        line = self._line()
        set_blocked(self._take_back, _("Choose an import in the list first.") if line is None else why_not(line))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self.context.may(actions.IMPORT.permission):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with the file that was dropped."""
        path = Path(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()
        self.context.go(Place("import", part=str(path)))


def why_not(line: BatchLine) -> str:
    """Why an import cannot be taken back; empty where it can."""
    return _("It was taken back already.") if line.taken_back_on is not None else ""

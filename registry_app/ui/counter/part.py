"""A part of the counter: a list, and beside it what is known of the chosen line with its verbs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.core.actor import Actor
from registry_app.core.paging import Filters
from registry_app.core.texts import _, bare, say
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.context import Context
from registry_app.ui.counter.finding import Finding
from registry_app.ui.counter.forms import Desk
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.files import ChosenFile
from registry_app.ui.forms.form import Form
from registry_app.ui.jobs import JobProgress
from registry_app.ui.lists.export import Shown, as_csv, as_xlsx
from registry_app.ui.lists.list_view import ListView, ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.buttons import primary
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.empty import EmptyState

Handler = Callable[[], object]
_SIDE: Final = 296  # pixels at 100 % text
_WRITERS: Final = {"csv": as_csv, "xlsx": as_xlsx}


class CounterPart(QWidget):
    """A part gives its list (`source`, `words`), its verbs (`verbs`), and reads and shows the chosen line.

    `first` is the action that begins something new in this part; its button stands in the page's head.
    """

    code: ClassVar[str] = ""

    def __init__(self, context: Context, first: Sequence[QAction]) -> None:
        super().__init__()
        self.context = context
        self.desk = Desk(context, Finding(context))
        self.first = list(first)
        self.row: Any = None
        self.dialog: FormDialog | None = None
        self.actions_by_code = {
            spec.code: context.action(spec, self, self._with_row(handler)) for spec, handler in self.verbs()
        }
        self.list = ListView(
            self.source(), self.words(), name=f"counter-{self.code}", today=context.today,
            settings=context.preferences, runner=context.runner, export=self._export,
            first_step=_first_step(self.first[0]) if self.first else None,
        )  # fmt: skip
        self.list.current_changed.connect(self._chosen)
        self.list.opened.connect(lambda _key: self.open_row())
        self.list.failed.connect(context.tell_trouble)
        self._arrange()
        self._show_nothing()

    # -- what a part says --------------------------------------------------------------------------------------------

    def source(self) -> Source[Any]:
        """Where the rows come from."""
        raise NotImplementedError

    def words(self) -> ListWords:
        """What the list says of itself."""
        raise NotImplementedError

    def verbs(self) -> Sequence[tuple[ActionSpec, Handler]]:
        """The verbs on the chosen line, the most used first."""
        raise NotImplementedError

    def read_row(self, session: Session, key: uuid.UUID) -> Any:
        """What the side shows of a line; asked beside the screen."""
        raise NotImplementedError

    def show_row(self, row: Any) -> None:
        """Fill the side, and say which verbs are blocked and why (`block`)."""
        raise NotImplementedError

    def open_row(self) -> None:
        """Enter on a line: its first verb."""
        action = next(iter(self.actions_by_code.values()), None)
        if action is not None and action.isEnabled():
            action.trigger()

    # -- what the page asks ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read list and side again."""
        self.list.refresh()
        self._chosen(self.list.current_key())

    def choose(self, key: uuid.UUID) -> None:
        """Make a line the current one, also where filters hid it."""
        self.list.set_filters(Filters())
        self.list.choose(key)
        self._chosen(key)

    # -- for the parts -----------------------------------------------------------------------------------------------

    def block(self, reasons: Mapping[str, str]) -> None:
        """Block verbs by their codes with a reason; an empty one frees them, and those not named."""
        for code, action in self.actions_by_code.items():
            set_blocked(action, reasons.get(code, ""))

    def ask(
        self, headline: str, sentence: str, form: Form, do: str, doing: str, verb: Callable[..., object],
        then: Callable[[Any], object] | None = None, *, danger: bool = False, draft_key: str = "",
    ) -> FormDialog:  # fmt: skip
        """A small form with one verb; the part reads again afterwards."""
        self.dialog = FormDialog(
            self.context, self, headline, sentence, form, do, doing, verb, then, danger=danger, draft_key=draft_key
        )
        return self.dialog.begin()

    def with_file(
        self, chosen: ChosenFile | None, doing: str, subject_table: str, subject_id: uuid.UUID | None, kind: str,
        verb: Callable[[Session, Actor, uuid.UUID | None], Any],
    ) -> Any:  # fmt: skip
        """One transaction in which a file that was chosen is kept first; gives what the verb gave."""
        opened = self.context.opened
        if chosen is None:
            with opened.transaction(doing) as (session, actor):
                return verb(session, actor, None)
        with opened.vault.incoming(chosen.path) as arrived, opened.transaction(doing) as (session, actor):
            kept = attachments.attach(
                session, actor, opened.vault, arrived, subject_table=subject_table, subject_id=subject_id, kind=kind
            )
            return verb(session, actor, kept)

    def head_side(self, title: str, chips: Sequence[Chip] = ()) -> None:
        """Begin the side anew with its title and chips."""
        self.side.clear()
        self.side.set_title(title)
        if chips:
            line = QHBoxLayout()
            line.setSpacing(6)
            for chip in chips:
                line.addWidget(chip)
            line.addStretch()
            self.side.add_layout(line)

    def _with_row(self, handler: Handler) -> Handler:
        def handle() -> None:
            if self.row is not None:
                handler()

        return handle

    def _chosen(self, key: object) -> None:
        if not isinstance(key, uuid.UUID):
            self._show_nothing()
            return
        self.context.read(lambda session: self.read_row(session, key), lambda row: self._show(key, row), owner=self)

    def _show(self, key: uuid.UUID, row: Any) -> None:
        current = self.list.current_key()
        if current is not None and key != current:
            return  # another line was chosen meanwhile
        self.row = row
        self.buttons.show()
        self.show_row(row)
        self.side.body.addStretch()

    def _show_nothing(self) -> None:
        self.row = None
        self.side.set_title("")
        self.side.clear()
        self.side.add(EmptyState(self.words().icon, _("No line is chosen"), _("Choose one in the list.")))
        self.buttons.hide()
        self.block(dict.fromkeys(self.actions_by_code, _("Choose a line in the list first.")))

    def _arrange(self) -> None:
        card = Card()
        card.add(self.list, 1)
        self.side = Card()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.side)
        self.buttons = QWidget()
        stack = QVBoxLayout(self.buttons)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        for action in self.actions_by_code.values():
            stack.addWidget(action_button(action))
        beside = QWidget()
        beside.setFixedWidth(scaled(_SIDE))
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(area, 1)
        column.addWidget(self.buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(beside)

    def _export(self, shown: Shown[Any], kind: str) -> None:
        path = self.context.prompts.save_file(_("Export the list"), f"{shown.title}.{kind}", f"*.{kind}")
        if path is None:
            return

        def write(progress: JobProgress) -> None:
            self.context.opened.world.files.write(path, _WRITERS[kind](shown, progress))

        self.context.job(
            say(_("Exporting {list}"), list=shown.title),
            write,
            lambda _done: self.context.toast(saved_words(path)),
            owner=self,
        )


def _first_step(action: QAction) -> QPushButton:
    """The button of an empty list; the one in the page's head has the key already."""
    button = primary(bare(action.text()).replace("&", ""), str(action.data() or ""))
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
    button.clicked.connect(lambda _checked=False: action.trigger())
    return button

"""The first step: which file, and how the list lies in it; the first rows show whether that was understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import N_, _, ngettext
from registry_app.exchange.delimited import TWICE, Dialect
from registry_app.exchange.encodings import LEGACY
from registry_app.exchange.headings import say_column
from registry_app.exchange.reading import Wishes
from registry_app.exchange.source import UNPACKED_LIMIT, Form, from_path
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.files import FileField
from registry_app.ui.forms.form import Form as Fields
from registry_app.ui.imports.tables import CellsModel, FileTable
from registry_app.ui.imports.work import Look, look_into
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.strips import MessageStrip

_LEFT: Final = 360
LISTS: Final = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods *.json *.htm *.html *.xml *.gz"
_DELIMITERS: Final = {
    ",": N_("Comma ,"), ";": N_("Semicolon ;"), "\t": N_("Tabulator"), "|": N_("Bar |"), "^": N_("Caret ^"), "~": N_("Tilde ~"),
    "¦": N_("Broken bar ¦"), "\x1f": N_("Unit separator"), "\x01": N_("Control sign 1"),
}  # fmt: skip
_QUOTES: Final = {'"': N_('Double marks "'), "'": N_("Single marks '"), "none": N_("None")}
_ENCODINGS: Final = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", TWICE: N_("UTF-8, encoded twice"), "utf-16": "UTF-16", "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE", "cp1252": N_("Windows-1252, Western"), "cp1256": N_("Windows-1256, Arabic"),
    "cp1251": N_("Windows-1251, Cyrillic"), "cp1254": N_("Windows-1254, Turkish"), "cp1250": N_("Windows-1250, Central European"),
    "gb18030": N_("GB 18030, Chinese"), "cp932": N_("Shift JIS, Japanese"), "cp950": N_("Big5, Chinese"),
    "cp949": N_("Korean"), "cp874": N_("Windows-874, Thai"),
}  # fmt: skip


class FileStep(QWidget):
    """A file chosen or dropped, and how it is read; whatever is changed is read again at once.

    Signals:
        looked: the `Look`, or None while there is none.
    """

    looked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wish = 0
        self._filling = False
        self.look: Look | None = None
        files, prompts = context.opened.world.files, context.prompts
        self.form = Fields(columns=1)
        self.file = self.form.add("file", FileField(
            _("File"), files, prompts, kinds=LISTS, most=UNPACKED_LIMIT,
            hint=_("Excel, OpenDocument, text with any delimiter, JSON, a table of a web page; packed with gzip or not."),
        ), required=True)  # fmt: skip
        encodings = [Choice(code, _(_ENCODINGS.get(code, code))) for code in dict.fromkeys((*_ENCODINGS, *LEGACY))]
        self.encoding = self.form.add("encoding", ChoiceField(_("Encoding"), encodings))
        self.delimiter = self.form.add("delimiter", ChoiceField(_("Between the cells stands"), _choices(_DELIMITERS)))
        self.quote = self.form.add("quote", ChoiceField(_("Marks around cells"), _choices(_QUOTES)))
        self.sheet = self.form.add("sheet", ChoiceField(_("Sheet"), ()))
        self.heading = self.form.add(
            "heading", TextField(_("Heading in row"), hint=_("0: the list has no heading."), limit=3, latin=True)
        )
        self.strip = MessageStrip()
        self.notes = PlainLabel(look="small", wrap=True)
        self.nothing = EmptyState(
            "file-import", _("Drop the list here"),
            _("The list that the office keeps now, as it is. It is only tried at first; nothing is entered before the last step."),
        )  # fmt: skip
        self.model = CellsModel(self)
        self.table = FileTable(self.model, _("First rows of the file"))
        self._arrange()
        self._show_fields(None)
        self.file.changed.connect(self._file_changed)
        for field in (self.encoding, self.delimiter, self.quote, self.sheet):
            field.changed.connect(self._wishes_changed)
        self.heading.left.connect(self._wishes_changed)

    def take(self, path: Path) -> None:
        """Take a file that was dropped elsewhere."""
        self.file.set_path(path)

    def _file_changed(self) -> None:
        if not self._filling:
            self._read(Wishes())

    def _wishes_changed(self) -> None:
        if self._filling or self.look is None:
            return
        layout = self.look.opened.layout
        dialect = None
        if layout.form is Form.DELIMITED:
            quote = self.quote.value() or '"'
            dialect = Dialect(self.delimiter.value() or ",", "" if quote == "none" else quote)
            same = (dialect.delimiter, dialect.quote) == (layout.dialect.delimiter, layout.dialect.quote)
            dialect = layout.dialect if same else dialect
        heading = self.heading.value().strip()
        row = int(heading) if heading.isdecimal() else None
        guessed = _first_heading(self.look)
        chosen = row if row is not None and (row != guessed or self._chosen_heading) else None
        self._chosen_heading = chosen is not None
        self._read(Wishes(self.encoding.value() or "", self.sheet.value() or "", dialect, chosen))

    def _read(self, wishes: Wishes) -> None:
        self._wish += 1
        wish = self._wish
        self.look = None
        self.looked.emit(None)
        chosen = self.file.value()
        self.strip.clear()
        if wishes == Wishes():
            self._chosen_heading = False
        if chosen is None:
            self._show(None)
            if self.file.fault() and not self.file.is_empty():
                self.file.show_error(self.file.fault())
            return
        source = from_path(self._context.opened.world.files, chosen.path)

        def show(look: Look) -> None:
            if wish == self._wish:
                self._show(look)

        def refuse(error: RegistryError) -> None:
            if wish == self._wish:
                self._show(None)
                self.strip.refuse(error)

        words = _("Reading the list")
        self._context.job(words, lambda progress: look_into(source, wishes, progress), show, refuse, owner=self)

    def _show(self, look: Look | None) -> None:
        self.look = look
        self._show_fields(look)
        if look is None:
            self.model.show_rows((), ())
            self.notes.setText("")
        else:
            layout = look.opened.layout
            width = max((len(record.cells) for record in look.first), default=0)
            letters = [say_column(place).strip("()") for place in range(max(width, len(layout.columns)))]
            rows = [(record.number, record.cells) for record in look.first]
            self.model.show_rows(letters, rows, frozenset(layout.heading_rows))
            first = next((place for place, row in enumerate(rows) if row[0] in layout.heading_rows), 0)
            self.table.fit_widths(first=64, start=first)
            self._show_notes(look)
        self.looked.emit(look)

    def _show_notes(self, look: Look) -> None:
        opened = look.opened
        said = [finding.why for finding in (*opened.problems, *opened.notes)]
        if opened.problems:
            first = opened.problems[0]
            self.strip.show_message(f"{first.why} {first.mend}", State.WARN)
            said = said[1:]
        columns = len(opened.layout.columns)
        counted = ngettext("{count} column", "{count} columns", columns).format(count=columns)
        self.notes.setText(" ".join((counted + ".", *said)))

    def _show_fields(self, look: Look | None) -> None:
        """The fields say how the file was understood; those that its kind does not have are hidden."""
        self._filling = True
        text = look is not None and look.opened.layout.form is Form.DELIMITED
        sheets = [] if look is None else [sheet.name for sheet in look.opened.sheets]
        self.encoding.setVisible(text)
        self.delimiter.setVisible(text)
        self.quote.setVisible(text)
        self.sheet.setVisible(len(sheets) > 1)
        self.heading.setVisible(look is not None)
        self.table.setVisible(look is not None)
        self.nothing.setVisible(look is None)
        self.notes.setVisible(look is not None)
        if look is not None:
            layout = look.opened.layout
            self.sheet.set_choices([Choice(name, name) for name in sheets])
            self.sheet.set_value(layout.sheet)
            self.encoding.set_value(layout.encoding)
            self.delimiter.set_value(layout.dialect.delimiter)
            self.quote.set_value(layout.dialect.quote or "none")
            self.heading.set_value(str(_first_heading(look)))
        self._filling = False

    _chosen_heading = False

    def _arrange(self) -> None:
        left = Card(_("How the list lies in its file"))
        left.setFixedWidth(scaled(_LEFT))
        about = QScrollArea()
        about.setFrameShape(QFrame.Shape.NoFrame)
        about.setWidgetResizable(True)
        about.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        about.setWidget(self.form)
        left.add(about, 1)
        right = Card(_("First rows of the file"))
        for widget in (self.strip, self.notes):
            right.add(widget)
        right.add(self.nothing, 1)
        right.add(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(right, 1)


def _first_heading(look: Look) -> int:
    rows = look.opened.layout.heading_rows
    return rows[-1] if rows else 0


def _choices(words: dict[str, str]) -> Sequence[Choice]:
    return [Choice(code, _(each)) for code, each in words.items()]

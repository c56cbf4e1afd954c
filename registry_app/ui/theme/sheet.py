"""The style sheet, driven by the tokens: `$name` is a colour, `12sp` a measure that grows with the text.

What a widget looks like beyond its class is said by the property `look`: `card`, `panel`, `rail`, `top`, `status` for frames;
`title`, `headline`, `strong`, `muted`, `small`, `figure`, `error`, `overline` for labels; `primary`, `danger`, `quiet`, `link`
for buttons; `search` for the field in the top bar; `error=true` marks a field that is wrong. An object name of the same word
does as well, for what is there once (`rail`, `top`) and where the name is short.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template
from typing import Final

from registry_app.ui.theme.tokens import Tokens

_GROWING: Final = re.compile(r"(\d+)sp\b")

_TEXTS: Final = """
QLabel { background: transparent; }
QLabel[look="title"] { font-size: 22sp; font-weight: 600; }
QLabel[look="headline"] { font-size: 15sp; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="figure"] { font-size: 26sp; font-weight: 600; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; font-size: 12sp; }
QLabel[look="overline"] { color: $muted; font-size: 12sp; font-weight: 600; }
QLabel[look="error"] { color: $bad; font-size: 12sp; }
QLabel:disabled { color: $faint; }
QToolTip { background: $text; color: $surface; border: none; padding: 4px 8px; font-size: 12sp; }
"""

_FRAMES: Final = """
QMainWindow, QDialog, QMessageBox { background: $page; }
QFrame[look="card"], QFrame[look="panel"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[look="well"] { background: $page; border: none; border-radius: 8px; }
QFrame[look="rail"] { background: $rail; border: none; }
QFrame[look="top"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[look="row"] { border: none; border-top: 1px solid $line; }
QFrame[look="toast"] { background: $surface; border: 1px solid $field_line; border-radius: 10px; }
QFrame[look="strip-ok"] { background: $ok_soft; border: 1px solid $ok; border-radius: 8px; }
QFrame[look="strip-warn"] { background: $warn_soft; border: 1px solid $warn; border-radius: 8px; }
QFrame[look="strip-bad"] { background: $bad_soft; border: 1px solid $bad; border-radius: 8px; }
QFrame[look="strip-info"] { background: $info_soft; border: 1px solid $info; border-radius: 8px; }
QFrame[look="strip-neutral"] { background: $neutral_soft; border: 1px solid $neutral; border-radius: 8px; }
QFrame[look="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QStatusBar, QFrame[look="status"] { background: $surface; border: none; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QScrollArea { background: transparent; border: 2px solid transparent; border-radius: 6px; }
QScrollArea:focus { border-color: $accent; }
QScrollArea[focusPolicy="NoFocus"] { border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 10sp; padding: 12px 8px 8px 8px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; }
QTabWidget::pane { border: none; }
QTabBar { border: none; }
QTabBar::tab { background: transparent; border: 2px solid transparent; padding: 6px 10px; color: $muted; font-weight: 500; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { border-color: $accent; border-radius: 6px; }
QTabBar::tab:disabled { color: $faint; }
"""

# said for each class: a font that is only inherited is sometimes left behind when the size of text changes
_SIZES: Final = """
QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QTextEdit, QPlainTextEdit, QTabBar, QAbstractItemView, QMenu, QMenuBar,
QGroupBox, QProgressBar, QCalendarWidget { font-size: 14sp; }
"""

_BUTTONS: Final = """
QPushButton { background: $surface; border: 1px solid $field_line; border-radius: 6px; padding: 5px 13px; font-weight: 500;
  min-height: 22sp; max-height: 22sp; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton:disabled { color: $faint; background: $page; border-color: $line; }
QPushButton::menu-indicator { image: url(indicators:$mode/down.svg); width: 14sp; height: 14sp;
  subcontrol-position: center right; subcontrol-origin: padding; right: 6px; }
QPushButton[look="primary"] { background: $accent; border: 1px solid $accent; color: $accent_text; font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[look="danger"] { background: $bad; border: 1px solid $bad; color: $surface; font-weight: 600; }
QPushButton[look="primary"]:focus, QPushButton[look="danger"]:focus { border: 2px solid $text; padding: 4px 12px; }
QPushButton[look="primary"]:disabled, QPushButton[look="danger"]:disabled { background: $neutral_soft; color: $faint;
  border-color: $neutral_soft; }
QPushButton[look="quiet"], QPushButton[look="link"] { background: transparent; border: 2px solid transparent; padding: 4px 7px;
  color: $accent; }
QPushButton[look="link"] { padding: 0 1px; min-height: 20sp; max-height: 20sp; text-align: left; }
QPushButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="quiet"]:focus, QPushButton[look="link"]:focus { border: 2px solid $accent; }
QPushButton[look="quiet"]:focus { padding: 4px 7px; }
QPushButton[look="link"]:focus { padding: 0 1px; }
QPushButton[look="quiet"]:disabled, QPushButton[look="link"]:disabled { color: $faint; background: transparent;
  border-color: transparent; }
QPushButton { icon-size: 16sp; }
QToolButton { icon-size: 20sp; background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 5px; color: $muted; }
QToolButton[look="little"] { icon-size: 16sp; padding: 2px; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:pressed { background: $selected; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton[popupMode="1"] { padding-right: 18px; }
QToolButton::menu-indicator { image: none; }
QFrame[look="rail"] QToolButton { border-radius: 8px; padding: 6px 8px; font-weight: 500; text-align: left; }
QFrame[look="rail"] QToolButton:checked { font-weight: 600; }
"""

_FIELDS: Final = """
QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit { background: $surface; color: $text; border: 1px solid $field_line;
  border-radius: 6px; padding: 5px 9px; selection-background-color: $accent; selection-color: $accent_text;
  placeholder-text-color: $faint; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 22sp; max-height: 22sp; }
QTextEdit, QPlainTextEdit { padding: 3px 6px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0; max-height: 9999px; background: transparent; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QTextEdit:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 4px 8px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 2px 5px; }
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus { border: none; padding: 0; }
QLineEdit[error="true"], QComboBox[error="true"], QAbstractSpinBox[error="true"] { border: 2px solid $bad; padding: 4px 8px; }
QTextEdit[error="true"], QPlainTextEdit[error="true"] { border: 2px solid $bad; padding: 2px 5px; }
QLineEdit:disabled, QLineEdit:read-only, QComboBox:disabled, QAbstractSpinBox:disabled, QTextEdit:disabled, QTextEdit:read-only,
QPlainTextEdit:disabled, QPlainTextEdit:read-only { background: $page; color: $muted; border-color: $line; }
QLineEdit:read-only:focus, QTextEdit:read-only:focus, QPlainTextEdit:read-only:focus { border-color: $accent; }
QAbstractSpinBox QLineEdit:read-only, QComboBox QLineEdit:read-only, QAbstractSpinBox QLineEdit:disabled { background: transparent; }
QLineEdit[look="search"] { background: $page; border: 1px solid $line; border-radius: 8px; }
QLineEdit[look="search"]:focus { background: $surface; border: 2px solid $accent; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; border: none; width: 26sp; }
QComboBox::down-arrow { image: url(indicators:$mode/down.svg); width: 16sp; height: 16sp; }
QComboBox::down-arrow:disabled { image: url(indicators:$mode/down-off.svg); }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $field_line; border-radius: 0; padding: 4px; outline: none;
  selection-background-color: $selected; selection-color: $selected_text; }
QComboBox QAbstractItemView::item { min-height: 26sp; padding: 0 6px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; background: transparent; border: none;
  width: 22sp; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-arrow { image: url(indicators:$mode/up.svg); width: 12sp; height: 12sp; }
QAbstractSpinBox::down-arrow { image: url(indicators:$mode/down.svg); width: 12sp; height: 12sp; }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off { image: url(indicators:$mode/up-off.svg); }
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off { image: url(indicators:$mode/down-off.svg); }
QDateTimeEdit::drop-down { subcontrol-origin: padding; subcontrol-position: center right; border: none; width: 26sp; }
QDateTimeEdit[calendarPopup="true"]::down-arrow { image: url(indicators:$mode/calendar.svg); width: 16sp; height: 16sp; }
QCalendarWidget QAbstractItemView { background: $surface; border: none; selection-background-color: $accent;
  selection-color: $accent_text; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; border-bottom: 1px solid $line; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; padding: 4px 6px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton { spacing: 8px; border: 2px solid transparent; border-radius: 6px; padding: 2px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator { width: 16sp; height: 16sp;
  border: 1px solid $field_line; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator, QGroupBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${half}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked { background: $accent;
  border-color: $accent; image: url(indicators:$mode/tick.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { background: $accent; border-color: $accent;
  image: url(indicators:$mode/dash.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(indicators:$mode/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $page; border-color: $line; }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled, QRadioButton::indicator:checked:disabled {
  background: $faint; border-color: $faint; }
"""

_LISTS: Final = """
QAbstractItemView { background: $surface; color: $text; border: 2px solid transparent; border-radius: 6px; gridline-color: $line;
  selection-background-color: $selected; selection-color: $selected_text; outline: none; }
QAbstractItemView:focus { border-color: $accent; }
QListView::item, QTreeView::item { padding: 4px 6px; min-height: 22sp; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $selected; color: $selected_text; }
QTableView::item { padding: 0 8px; }
QTableView QTableCornerButton::section { background: $surface; border: none; }
QHeaderView { background: $surface; border: none; qproperty-defaultAlignment: "AlignLeft | AlignVCenter"; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line; padding: 7px 11px;
  font-weight: 600; font-size: 12sp; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url(indicators:$mode/sorted-up.svg); width: 12sp; height: 12sp; subcontrol-position: center right;
  right: 6px; }
QHeaderView::down-arrow { image: url(indicators:$mode/sorted-down.svg); width: 12sp; height: 12sp; right: 6px;
  subcontrol-position: center right; }
QMenu { background: $surface; color: $text; border: 1px solid $field_line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $selected_text; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14sp; height: 14sp; padding-left: 6px; }
QMenu::indicator:checked { image: url(indicators:$mode/menu-tick.svg); }
QMenu::right-arrow { image: url(indicators:$mode/right.svg); width: 14sp; height: 14sp; }
QMenu::left-arrow { image: url(indicators:$mode/left.svg); width: 14sp; height: 14sp; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 6px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
"""

_MOVING: Final = """
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; border: none; }
QScrollBar::handle { background: $handle; border-radius: 4px; border: none; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSlider { border: 2px solid transparent; border-radius: 6px; min-height: 22px; }
QSlider:focus { border-color: $accent; }
QSlider::groove:horizontal { background: $neutral_soft; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; }
"""

_SHELL: Final = """
QWidget#page { background: $page; }
QLabel#h1 { font-size: 22sp; font-weight: 600; }
QLabel#h2 { font-size: 15sp; font-weight: 600; }
QLabel#brand { font-size: 15sp; font-weight: 600; }
QLabel#fieldLabel { font-weight: 500; }
QLabel#trainingMark { background: $warn_soft; color: $warn; border-radius: 6px; padding: 3px 10px; font-size: 12sp; font-weight: 600; }
QFrame#vline { background: $line; border: none; }
QLineEdit#searchbox { background: $page; border: 1px solid $line; border-radius: 8px; }
QLineEdit#searchbox:focus { background: $surface; border: 2px solid $accent; }
QToolButton#account { background: $surface; border: 1px solid $field_line; border-radius: 6px; padding: 6px 8px; color: $text; }
QToolButton#account:hover { background: $hover; }
QToolButton#account:focus { border: 2px solid $accent; padding: 5px 7px; }
QToolButton#person { color: $text; }
"""

_NAMED: Final = re.compile(r'(\w+)\[look="([\w-]+)"\]([^,{]*)')
_SHEET: Final = Template(
    _NAMED.sub(r'\1[look="\2"]\3, \1#\2\3', _TEXTS + _SIZES + _FRAMES + _BUTTONS + _FIELDS + _LISTS + _MOVING) + _SHELL
)


def style_sheet(tokens: Tokens, factor: float = 1.0) -> str:
    """The sheet in these colours; `factor` is the size of text, 1.0 being usual."""
    colours = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    half = (round(16 * factor) + 2) // 2  # the indicator with its border; a larger radius is not drawn at all
    filled = _SHEET.substitute(
        colours,
        mode="dark" if tokens.dark else "light",
        half=half,
        handle=tokens.field_line if tokens.dark else "#B9C0CB",
    )
    return _GROWING.sub(lambda found: f"{round(int(found[1]) * factor)}px", filled)

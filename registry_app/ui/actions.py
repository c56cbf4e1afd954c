"""Actions: every verb of the desk with its words, key and permission; the printed key map is made from the same table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from registry_app.core.texts import _, bare
from registry_app.ui.labels import plain_tooltip
from registry_app.ui.mnemonics import VERB
from registry_app.ui.theme.icons import icon
from registry_app.ui.widgets.buttons import WordsButton


@dataclass(frozen=True)
class ActionSpec:
    """A verb: `code` as the service's verb, `words` marked with N_, `keys` in Qt's English form such as Ctrl+N.

    `page` is the code of the page it works on (empty: everywhere), `permission` what the button asks for before the
    service asks again.
    """

    code: str
    words: str
    keys: str = ""
    icon: str = ""
    permission: str = ""
    page: str = ""


def make_action(spec: ActionSpec, owner: QWidget, handler: Callable[[], object], *, permitted: bool) -> QAction:
    """The verb as an action of a page: its key works while the page or something on it has the focus."""
    action = QAction(_(spec.words), owner)
    action.setObjectName(spec.code)
    if spec.icon:
        action.setIcon(icon(spec.icon))
        action.setData(spec.icon)
    if spec.keys:
        action.setShortcut(QKeySequence(spec.keys))
        # what works on every page works wherever the focus is, and where there is none
        everywhere, here = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(here if spec.page else everywhere)
    action.triggered.connect(lambda _checked=False: handler())
    owner.addAction(action)
    action.setProperty("permitted", permitted)
    set_blocked(action, "" if permitted else _not_permitted())
    return action


def set_blocked(action: QAction, why: str) -> None:
    """Disable the action and say why where the pointer rests and to a screen reader; an empty reason enables it."""
    if not why and action.property("permitted") is False:
        why = _not_permitted()
    action.setEnabled(not why)
    words = bare(action.text()).replace("&", "")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(plain_tooltip(why or (f"{words} ({keys})" if keys else words)))
    action.setStatusTip(why)


def action_button(action: QAction, *, primary: bool = False) -> QPushButton:
    """A push button for an action; it follows the action's words, icon, state and reason."""
    button = WordsButton()
    button.setObjectName("primary" if primary else "")
    button.setProperty(VERB, True)
    if action.data():
        button.setIcon(icon(str(action.data()), "accent_text" if primary else "muted"))

    named = ""

    def follow() -> None:
        nonlocal named
        button.setText(action.text())
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())
        if button.accessibleName() == named:  # a page may have said more, such as which paper is verified
            named = bare(action.text()).replace("&", "")
            button.setAccessibleName(named)
        button.setAccessibleDescription(action.statusTip())

    action.changed.connect(follow)
    button.clicked.connect(lambda _checked=False: action.trigger())
    follow()
    return button


def clashes(specs: Iterable[ActionSpec]) -> list[str]:
    """Codes given twice, and keys that mean two things on one page; empty when the table is sound."""
    seen: dict[tuple[str, str], str] = {}
    found: list[str] = []
    table = list(specs)
    codes = [spec.code for spec in table]
    found += sorted({f"{code} stands twice" for code in codes if codes.count(code) > 1})
    everywhere = {_normal(spec.keys): spec.code for spec in table if spec.keys and not spec.page}
    for spec in table:
        if not spec.keys:
            continue
        key = (spec.page, _normal(spec.keys))
        other = seen.setdefault(key, spec.code)
        if other != spec.code:
            found.append(f"{spec.keys} on {spec.page or 'every page'}: {other} and {spec.code}")
        if spec.page and _normal(spec.keys) in everywhere:
            found.append(f"{spec.keys}: {spec.code} hides {everywhere[_normal(spec.keys)]}")
    return found


def _normal(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def _not_permitted() -> str:
    return _("Your roles do not include this; ask an officer who may, or the administrator.")

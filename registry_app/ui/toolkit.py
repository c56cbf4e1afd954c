"""What the toolkit does at every import and this program has no use for; done away with before the screens are imported."""

from __future__ import annotations

import sys
from typing import Final

from PySide6 import QtCore

_SEARCHER: Final = ("shibokensupport.feature", "_mod_uses_pyside")


def leave_sources_unread() -> None:
    """Keep PySide from reading the source of every module that is imported.

    It looks for the word PySide6 there, in case a module wants its methods in snake case (`__feature__`), and the standard
    library keeps all those lines: 43 MB of 214, and a quarter of the time in which the first window comes. Every module
    is taken for one that uses PySide without such wishes, which is true of ours and means nothing to others.
    """
    name, searches = _SEARCHER
    feature = sys.modules.get(name)
    if QtCore.__name__ in sys.modules and hasattr(feature, searches):
        setattr(feature, searches, lambda _module: True)


leave_sources_unread()

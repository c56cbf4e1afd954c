"""The toolkit must not eat `None`: some of its versions drop a reference at each call and abort within the hour."""

from __future__ import annotations

import sys

import pytest
from PySide6 import QtCore, QtWidgets

CALLS = 200
NOISE = 20  # other threads and caches of the interpreter


def void_calls() -> dict[str, object]:
    window = QtWidgets.QWidget()
    field, label, timer = QtWidgets.QLineEdit(window), QtWidgets.QLabel(window), QtCore.QTimer(window)
    return {
        "set a name": lambda: window.setObjectName("a"),
        "set a text": lambda: field.setText("x"),
        "set a label": lambda: label.setText("x"),
        "resize": lambda: window.resize(100, 100),
        "update": window.update,
        "ask for no parent": window.parent,
        "start and stop a timer": lambda: (timer.start(1000), timer.stop()),
        "let events run": QtCore.QCoreApplication.processEvents,
        "ask for no focus": QtWidgets.QApplication.focusWidget,
    }


def drift(call) -> int:
    """How many references to `None` came (or went, when negative) in so many calls."""
    spare = [None] * 100_000  # so that a version that eats them survives being measured
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    after = sys.getrefcount(None)
    assert len(spare) == 100_000
    return after - before


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_no_call_of_the_toolkit_drops_references_to_none(qapp):
    assert qapp is not None
    found = {name: drift(call) for name, call in void_calls().items()}
    assert {name: lost for name, lost in found.items() if lost < -NOISE} == {}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_a_drop_would_be_seen():
    kept = [None] * CALLS
    assert drift(kept.pop) <= -CALLS + NOISE

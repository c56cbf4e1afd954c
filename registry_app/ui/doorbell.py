"""How a second start asks the first one to come to the front; loaded after the window, with the toolkit's network."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2_000


class Doorbell(QObject):
    """Listens until it is closed.

    Signals:
        rung: a second start asked for this window.
    """

    rung = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(_name(folder))  # left behind by one that was killed
        self._server.listen(_name(folder))

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnectFromServer()
            connection.deleteLater()
        self.rung.emit()


def ring(folder: Path) -> None:
    """Ask the one that listens there, if any, to come to the front."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    socket.waitForConnected(_PATIENCE_MS)


def _name(folder: Path) -> str:
    """A name of the folder, so that two persons on one computer have a window each."""
    return f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"

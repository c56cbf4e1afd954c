"""One window per person and computer: a second start brings the first one to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from registry_app.core.world import World

_PATIENCE_MS = 2_000


class OnlyOne(QObject):
    """A lock that dies with its process; as a context it gives itself to the first and None to any later one.

    Signals:
        asked_for: a second start asked for this window.
    """

    asked_for = Signal()

    def __init__(self, program: str, world: World, folder: Path) -> None:
        super().__init__()
        world.files.make_folder(folder)
        self._lock = QLockFile(str(folder / ".running"))
        self._lock.setStaleLockTime(0)  # the operating system knows whether its owner lives
        # a name of the folder, so that two persons on one computer have a window each
        self._name = f"{program}-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def __enter__(self) -> OnlyOne | None:
        """Take the lock, or ask its holder to come to the front."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)  # left behind by one that was killed
            self._server.listen(self._name)
            return self
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_PATIENCE_MS)
        return None

    def __exit__(self, *_error: object) -> None:
        """Let the next one in."""
        self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnectFromServer()
            connection.deleteLater()
        self.asked_for.emit()

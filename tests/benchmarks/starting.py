"""How long until the window: sign-in window against a bare PySide6 window, and from the password to the home page.

Each start is a process of its own; it prints the milliseconds from its beginning (as the kernel knows it) until the first
painting is done, and those its first thread was at work. Goals: sign-in window at most 300 ms warm and at most 2.5 times a bare window; home usable within 1 s of the
password, stretching it included.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from registry_app.build import training
from tests.benchmarks.measure import show

RUNS = 7
AGENCIES = 40

_CLOCK = """
import os, time
def since_start():
    ticks = int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19])
    started = ticks / os.sysconf("SC_CLK_TCK")
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000, time.thread_time() * 1000
"""
_BARE = (
    _CLOCK
    + """
from PySide6 import QtWidgets, QtCore
app = QtWidgets.QApplication(["bare"])
class Window(QtWidgets.QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event); QtCore.QTimer.singleShot(0, lambda: (print(*since_start()), app.quit()))
window = Window(); window.setCentralWidget(QtWidgets.QLabel("bare")); window.resize(1366, 740); window.show()
app.exec()
"""
)
_OURS = (
    _CLOCK
    + """
import sys
from PySide6 import QtCore
from registry_app import app
def painted(*_what):
    print(*since_start()); QtCore.QCoreApplication.quit()
app._load_the_rest = painted  # what comes behind the first painting
app.main(["--register", sys.argv[1], "--language", "en"])
os._exit(0)
"""
)
_HOME = """
import os, sys, time
from PySide6 import QtCore, QtWidgets
from registry_app.app import RegisterDoor
from registry_app.core.world import system_world
from registry_app.ui.main_window import MainWindow
from registry_app.ui.preferences import Preferences
from registry_app.ui.theme.style import Look, apply
from pathlib import Path
app = QtWidgets.QApplication(["home"]); apply(app, Look())
register = sys.argv[1]
door = RegisterDoor(Preferences(system_world(), Path(register).with_name("desk.json")))
window = MainWindow(door, register, Path(register).parent); window.show()
door.load().result()  # loaded while the officer types
for _ in range(20): app.processEvents()
start = time.perf_counter()
window.open_register(register, "licensing", sys.argv[2])
while time.perf_counter() - start < 30 and (window.desk is None or window.desk.context.busy):
    app.processEvents(QtCore.QEventLoop.ProcessEventsFlag.AllEvents, 5)
print((time.perf_counter() - start) * 1000, 0)
sys.stdout.flush(); os._exit(0)
"""


def main() -> None:
    """Three interleaved kinds of start, medians."""
    with tempfile.TemporaryDirectory(prefix="starting-") as scratch:
        folder = Path(scratch)
        training.make_demo(folder / "demo", 1, agencies=AGENCIES)
        register = str(folder / "demo" / training.REGISTER)
        found: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": [], "home": []}
        for _run in range(RUNS + 1):
            found["bare"].append(_start(_BARE, folder))
            found["ours"].append(_start(_OURS, folder, register))
            found["home"].append(_start(_HOME, folder, register, training.PASSPHRASE))
        # the first of each warms the disk
        counted = {name: values[1:] for name, values in found.items()}
        wall, work = (
            {name: statistics.median(value[part] for value in values) for name, values in counted.items()}
            for part in (0, 1)
        )
        pairs = list(zip(counted["bare"], counted["ours"], strict=True))
        show("bare window painted", wall["bare"], unit=" ms")
        show("sign-in window painted", wall["ours"], 300, " ms")
        for part, words in ((0, "run by run"), (1, "processor time of the first thread")):
            times = statistics.median(ours[part] / bare[part] for bare, ours in pairs)
            show(f"  against the bare window, {words}", times, 2.5)
        show("  processor time: bare window", work["bare"], unit=" ms")
        show("  processor time: sign-in window", work["ours"], unit=" ms")
        show("password to usable home page", wall["home"], 1_000, " ms")
        shutil.rmtree(folder / "home", ignore_errors=True)


def _start(code: str, folder: Path, *words: str) -> tuple[float, float]:
    home = folder / "home"
    environment = {
        **os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True, check=True
    )
    wall, work = done.stdout.split()[:2]
    return float(wall), float(work)


if __name__ == "__main__":
    main()

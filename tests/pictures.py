"""`dev.py pictures DIR`: every page and the dialogs that matter × {English, Arabic} × {light, dark} × {1×, 2×}, and every document, as PNG."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from registry_app.build import training

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = (1366, 740)
LANGUAGES, MODES, SCALES = ("en", "ar"), ("light", "dark"), (1, 2)


def every_variant(folder: Path) -> int:
    """Make a demo register and take all pictures; each size has a process of its own, as Qt scales once per process."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as scratch:
        demo = Path(scratch) / "demo"
        print("making a demo register…", flush=True)
        training.make_demo(demo, 1)
        documents(demo / "papers", folder)
        sizes = [_begin(folder, demo, scale) for scale in SCALES]
        status = max(abs(each.wait()) for each in sizes)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return status


def _begin(folder: Path, demo: Path, scale: int) -> subprocess.Popen[bytes]:
    """A process that takes the pictures of one size, in both languages, light and dark."""
    words = [sys.executable, "-m", "tests.pictures", str(folder), "--demo", str(demo), "--scale", str(scale)]
    return subprocess.Popen(words, env={**os.environ, "QT_SCALE_FACTOR": str(scale)})


def documents(papers: Path, folder: Path) -> None:
    """Each page of each paper at 100 dots an inch."""
    for paper in sorted(papers.glob("*.pdf")):
        with pypdfium2.PdfDocument(paper) as document:
            for number in range(len(document)):
                picture = document[number].render(scale=100 / 72).to_pil()
                picture.save(folder / f"paper-{paper.stem}-{number + 1}.png")


def one_size(folder: Path, demo: Path, scale: int) -> int:
    """The four variants of a size; 1 when a picture is missing."""
    from tests.desk_pictures import names, take  # Qt must not be loaded before its scale is known

    missing = 0
    for language in LANGUAGES:
        for mode in MODES:
            variant = f"{language}-{mode}-{scale}x"
            left = names()
            with tempfile.TemporaryDirectory(prefix="pictures-") as scratch:
                copy = Path(scratch) / "demo"
                shutil.copytree(demo, copy)
                for name, picture in take(copy, language, mode == "dark", SIZE):
                    left.discard(name)
                    if not picture.save(str(folder / f"{name}-{variant}.png")):
                        left.add(name)
            for name in sorted(left):
                print(f"MISSING: {name}-{variant}.png", flush=True)
            missing += len(left)
            print(f"{variant}: taken", flush=True)
    return 1 if missing else 0


def main() -> int:
    """Read the words."""
    parser = argparse.ArgumentParser(prog="dev.py pictures")
    parser.add_argument("folder", type=Path)
    for name in ("demo", "scale"):
        parser.add_argument(f"--{name}")
    asked = parser.parse_args()
    if asked.demo is None:
        return every_variant(asked.folder)
    return one_size(asked.folder, Path(asked.demo), int(asked.scale))


if __name__ == "__main__":
    sys.exit(main())

"""`dev.py pictures DIR`: every page × {English, Arabic} × {light, dark} × {1×, 2×}, and every document, as PNG."""

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
    """Make a demo register and take all pictures; a variant has a process of its own, as Qt scales once per process."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as scratch:
        demo = Path(scratch) / "demo"
        training.make_demo(demo, 1)
        documents(demo / "papers", folder)
        status = 0
        for language in LANGUAGES:
            for mode in MODES:
                for scale in SCALES:
                    words = [sys.executable, "-m", "tests.pictures", str(folder), "--demo", str(demo),
                             "--language", language, "--mode", mode, "--scale", str(scale)]  # fmt: skip
                    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
                    status |= subprocess.run(words, env=environment, check=False).returncode
        print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
        return status


def documents(papers: Path, folder: Path) -> None:
    """Each page of each paper at 100 dots an inch."""
    for paper in sorted(papers.glob("*.pdf")):
        with pypdfium2.PdfDocument(paper) as document:
            for number in range(len(document)):
                picture = document[number].render(scale=100 / 72).to_pil()
                picture.save(folder / f"paper-{paper.stem}-{number + 1}.png")


def one_variant(folder: Path, demo: Path, language: str, mode: str, scale: int) -> int:
    """The pages of one variant."""
    from tests.desk_pictures import take  # Qt must not be loaded before its scale is known

    with tempfile.TemporaryDirectory(prefix="pictures-") as scratch:
        copy = Path(scratch) / "demo"
        shutil.copytree(demo, copy)
        taken = take(copy, language, mode == "dark", SIZE)
        for name, picture in taken:
            picture.save(str(folder / f"{name}-{language}-{mode}-{scale}x.png"))
    return 0


def main() -> int:
    """Read the words."""
    parser = argparse.ArgumentParser(prog="dev.py pictures")
    parser.add_argument("folder", type=Path)
    for name in ("demo", "language", "mode", "scale"):
        parser.add_argument(f"--{name}")
    asked = parser.parse_args()
    if asked.demo is None:
        return every_variant(asked.folder)
    return one_variant(asked.folder, Path(asked.demo), asked.language, asked.mode, int(asked.scale))


if __name__ == "__main__":
    sys.exit(main())

"""Tries every list of a folder by guessing alone and prints rows, ready, problems: `python -m … FOLDER`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, TextIO

from registry_app.core.texts import bare
from registry_app.core.world import Files, system_world
from registry_app.exchange.dry_run import DryRun, try_file
from registry_app.exchange.fields import VERBATIM
from registry_app.exchange.source import from_path

_ENDINGS: Final = (
    "csv", "tsv", "tab", "txt", "psv", "dat", "xlsx", "xlsm", "xlsb", "xls", "ods", "html", "htm", "xml", "json", "jsonl",
    "ndjson", "geojson", "gz", "pdf", "docx", "zip",
)  # fmt: skip


def check_folder(files: Files, folder: Path, today: date, out: TextIO) -> int:
    """One line for each file of the folder and those below it; returns how many files were tried.

    Without the folder it says so loudly and tries nothing: the lists it needs may not be handed on with the program.
    """
    if not files.exists(folder):
        out.write(f"SKIPPED: there is no folder {folder}; nothing was checked.\n")
        return 0
    found = [path for path in files.list(folder, "**/*") if _is_list(path)]
    out.write(f"{'rows':>8} {'ready':>8} {'problems':>8}  file\n")
    for path in found:
        run = try_file(from_path(files, path), today)
        if run.rows != run.ready + run.with_problems:
            raise AssertionError(path)
        out.write(f"{run.rows:8} {run.ready:8} {run.with_problems:8}  {path.relative_to(folder)}\n")
        out.writelines(f"{'':28}{line}\n" for line in _about(run))
    out.write(f"{len(found)} files were tried; nothing was written.\n")
    return len(found)


def _is_list(path: Path) -> bool:
    ending = path.name.lower().rpartition(".")[2]
    return path.is_file() and ending in _ENDINGS


def _about(run: DryRun) -> list[str]:
    mapped = [f"{column} → {field}" for column, field in run.columns.items() if field != VERBATIM]
    kinds = Counter(finding.code for finding in run.problems)
    lines = [bare(finding.why) for finding in run.file_problems]
    if mapped:
        lines.append("; ".join(mapped))
    if kinds:
        lines.append(", ".join(f"{code} {count}" for code, count in kinds.most_common()))
    return lines


def main(arguments: Sequence[str]) -> int:
    """Check the folder named; exit status 2 when it is not there, so that a skipped check is seen."""
    world = system_world()
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m registry_app.exchange.import_check FOLDER\n")
        return 2
    return 0 if check_folder(world.files, Path(arguments[0]), world.today(), sys.stdout) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

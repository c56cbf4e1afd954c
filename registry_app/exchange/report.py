"""R.json: what a dry run found, for scripts and for the officer's screen; its keys are a contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import orjson

from registry_app.exchange.delimited import Record
from registry_app.exchange.dry_run import DryRun
from registry_app.exchange.problems import Finding, printable
from registry_app.exchange.words import status_meaning

FORMAT: Final = 1
PROPOSALS: Final = 500
_AROUND: Final = 60


def report_parts(run: DryRun) -> dict[str, Any]:
    """Everything of the report but the two long lists.

    Keys of the contract: `rows`, `ready`, `with_problems` (they add up), `file_problems` (each `why`, `how_to_mend`,
    `code`), `columns` (file column → field, `verbatim` for what fills none), `problems` (each `row` as a spreadsheet
    shows it, `column`, `value`, `why`, `how_to_mend`, `code`). Besides: `notes` (the same shape; the row is ready, or
    there is no row), `note_counts`, `file`, `layout`, `mapping`, `groups`, `status_words`, `around`, `format`.
    """
    parts: dict[str, Any] = {
        "format": FORMAT,
        "file": {"name": run.name, "sha256": run.sha256},
        "rows": run.rows,
        "ready": run.ready,
        "with_problems": run.with_problems,
        "file_problems": [finding.as_json() for finding in run.file_problems],
        "columns": run.columns,
        "note_counts": dict(run.note_counts),
        "status_words": [
            {"words": words, "rows": count, "seems": status_meaning(words) or "unknown"}
            for words, count in run.statuses
        ],
    }
    if run.prepared is not None:
        opened = run.prepared.opened
        parts["layout"] = orjson.loads(run.prepared.layout.to_json())
        parts["mapping"] = orjson.loads(run.prepared.mapping.to_json())
        parts["encoding_confidence"] = opened.encoding.confidence
        parts["around"] = {"above": _lines(opened.above), "below": _lines(opened.below)}
        parts["groups"] = {
            "by": run.prepared.mapping.grouping.value,
            "key": run.prepared.mapping.key,
            "groups": run.groups,
            "proposed": len(run.proposals),
            "proposals": [
                {"rows": proposal.rows, "names": {spelling.name: spelling.rows for spelling in proposal.spellings}}
                for proposal in run.proposals[:PROPOSALS]
            ],
        }
    return parts


def _lines(records: tuple[Record, ...]) -> list[dict[str, Any]]:
    return [{"row": record.number, "cells": [printable(cell) for cell in record.cells]} for record in records[:_AROUND]]


def write_report(run: DryRun, stream: BinaryIO) -> None:
    """The report as JSON, the long lists piece by piece: a list may have a problem in every row."""
    head = orjson.dumps(report_parts(run), option=orjson.OPT_INDENT_2)
    stream.write(head.removesuffix(b"\n}"))
    for name, findings in (("problems", run.problems), ("notes", run.notes)):
        stream.write(b',\n  "%s": [' % name.encode())
        stream.writelines(_pieces(findings))
        stream.write(b"]")
    stream.write(b"\n}\n")


def _pieces(findings: tuple[Finding, ...]) -> Iterator[bytes]:
    for place, finding in enumerate(findings):
        yield (b",\n    " if place else b"\n    ") + orjson.dumps(finding.as_json())
    if findings:
        yield b"\n  "

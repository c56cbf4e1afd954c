"""What a check has to say: one shape for forms, imports, examinations, certificates and screening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Three values: what is unknown or not examined is never passed."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"


class Level(StrEnum):
    """How much a result weighs in a decision."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class CheckResult:
    """One result with its reason.

    `code` is stable (`guarantee:short`), `sentence` is for people and already has its data isolated, `source` is the
    provision of law or "not set by the regulator", `field` names the form's field or the file's column. `judged` says that
    a person has to judge it (is this like name the same person?): only then may a written reason pass what cannot be told.
    """

    code: str
    verdict: Verdict
    sentence: str
    level: Level = Level.BLOCKER
    source: str = ""
    field: str = ""
    hint: str = ""
    judged: bool = False


def overall(results: Iterable[CheckResult]) -> Verdict:
    """NOT_MET if any blocker is not met, else CANNOT_TELL if any blocker cannot be told, else MET."""
    verdicts = {result.verdict for result in results if result.level is Level.BLOCKER}
    for verdict in (Verdict.NOT_MET, Verdict.CANNOT_TELL):
        if verdict in verdicts:
            return verdict
    return Verdict.MET

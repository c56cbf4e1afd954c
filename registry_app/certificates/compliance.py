"""The verdict of a certificate of compliance: computed from what the office requires, each ground with its reasons.

Three values, never two: what is unknown is "cannot tell" and blocks; what nobody has examined is said so, never passed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.certificates.facts import PrintedCheck, PrintedVerdict
from registry_app.core.check_results import CheckResult, Level, Verdict, overall
from registry_app.core.dates import WorkCalendar
from registry_app.core.texts import N_, _, bare
from registry_app.rulebook.codes import COMPLIANCE_REQUIREMENTS
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import UNKNOWN, Item

REQUIREMENTS = "certificate.requirements"
VALIDITY = "certificate.validity"
# asked of an agency: from a day through the last day the certificate would have
Ground = Callable[[Session, uuid.UUID, date, date], list[CheckResult]]


TITLES: Final[Mapping[str, str]] = {
    "licence_in_force": N_("A licence in force"),
    "guarantee_sufficient": N_("A sufficient guarantee"),
    "no_order_overdue": N_("No order unpaid past its day"),
    "no_failed_inspection": N_("No failed inspection uncorrected"),
    "no_sanction_running": N_("No sanction running"),
    "no_measure_running": N_("No interim measure running"),
    "returns_up_to_date": N_("Returns up to date"),
    "fees_paid": N_("Fees paid"),
}


@dataclass(frozen=True)
class Examined:
    """One ground: its code in the rule book, whether the office requires it, and what was found."""

    code: str
    required: bool
    examined: bool
    results: tuple[CheckResult, ...]

    @property
    def verdict(self) -> PrintedVerdict:
        """What is printed of it."""
        if not self.examined:
            return PrintedVerdict.NOT_EXAMINED
        if not self.results:
            return PrintedVerdict.CANNOT_TELL  # a check that said nothing has not said "met"
        return PrintedVerdict(overall(self.results).value)

    def printed(self) -> PrintedCheck:
        """The line on the paper."""
        weighty = [each for each in self.results if each.level is Level.BLOCKER] or list(self.results)
        return PrintedCheck(
            code=self.code,
            title=_(TITLES[self.code]),
            verdict=self.verdict,
            reason=bare(" ".join(each.sentence for each in weighty)),
            source=bare("; ".join(dict.fromkeys(each.source for each in weighty if each.source))),
        )


@dataclass(frozen=True)
class Compliance:
    """The whole verdict on a day; `valid_to` is the certificate's last day where it can be told."""

    on: date
    valid_to: date | None
    grounds: tuple[Examined, ...]
    obstacles: tuple[CheckResult, ...]

    @property
    def verdict(self) -> Verdict:
        """MET only when every required ground is examined and met, and nothing stands in the way."""
        found = {ground.verdict for ground in self.grounds if ground.required}
        found.add(PrintedVerdict(overall(self.obstacles).value))
        if PrintedVerdict.NOT_MET in found:
            return Verdict.NOT_MET
        return Verdict.MET if found == {PrintedVerdict.MET} else Verdict.CANNOT_TELL

    def printed(self) -> tuple[PrintedCheck, ...]:
        """Every ground, and every obstacle, as the paper shows them."""
        obstacles = [
            PrintedCheck(
                each.code, each.code, PrintedVerdict(each.verdict.value), bare(each.sentence), bare(each.source)
            )
            for each in self.obstacles
        ]
        return (*(ground.printed() for ground in self.grounds), *obstacles)


def examine(
    session: Session,
    agency_id: uuid.UUID,
    on: date,
    law: RuleSet,
    calendar: WorkCalendar,
    grounds: Mapping[str, Ground],
    licence_ends: date | None,
) -> Compliance:
    """Examine an agency on a day; `grounds` maps the rule book's codes to the functions that can examine them.

    The certificate ends with its own term or with the licence, whichever is sooner.
    """
    obstacles: list[CheckResult] = []
    required = _required(law, on, obstacles)
    valid_to = _valid_to(law, on, calendar, licence_ends, obstacles)
    examined = []
    for code in COMPLIANCE_REQUIREMENTS:
        function = grounds.get(code)
        results = tuple(function(session, agency_id, on, valid_to or on)) if function else ()
        if code not in required:
            results = tuple(replace(each, level=Level.NOTE) for each in results)
        examined.append(Examined(code, code in required, function is not None, results))
    return Compliance(on, valid_to, tuple(examined), tuple(obstacles))


def _required(law: RuleSet, on: date, obstacles: list[CheckResult]) -> frozenset[str]:
    answer = law.answer(REQUIREMENTS, on)
    entries = answer.listed(Item)
    if entries is UNKNOWN:
        obstacles.append(
            CheckResult(
                "certificate:requirements",
                Verdict.CANNOT_TELL,
                _("What a certificate of compliance certifies is not set by the regulator."),
                source=answer.source,
                hint=_("Two persons set certificate.requirements in the rule book."),
            )
        )
        return frozenset()
    return frozenset(entry.code for entry in entries)


def _valid_to(
    law: RuleSet, on: date, calendar: WorkCalendar, licence_ends: date | None, obstacles: list[CheckResult]
) -> date | None:
    term = law.term(VALIDITY, on)
    outcome = None if term is UNKNOWN else last_day(term, on, calendar)
    if not isinstance(outcome, LastDay):
        obstacles.append(
            CheckResult(
                "certificate:validity",
                Verdict.CANNOT_TELL,
                _("How long a certificate of compliance is valid is not set by the regulator."),
                source=law.answer(VALIDITY, on).source,
                hint=_("Two persons set certificate.validity in the rule book."),
            )
        )
        return licence_ends
    return min(outcome.day, licence_ends) if licence_ends is not None else outcome.day

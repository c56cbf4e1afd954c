"""Whether the words of the page say the same as the code."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from registry_app.certificates.check_report import against, met
from registry_app.core.check_results import CheckResult
from registry_app.core.texts import _, say
from registry_app.documents.cose import NotGenuine
from registry_app.documents.seal import SealFacts


@dataclass(frozen=True)
class PrintedFacts:
    """What a page says in its own words; empty or `None` where the page has no such line."""

    serial: str
    licence_number: str
    agency_name: str
    issued: date | None
    valid_from: date | None
    valid_to: date | None


class FactsReader(Protocol):
    """Reads the facts that a paper prints; raises `BadFile` where the page cannot be read."""

    def __call__(self, pdf: bytes) -> PrintedFacts:
        """The facts printed on the paper."""


def compare(printed: PrintedFacts, sealed: SealFacts) -> list[CheckResult]:
    """A finding for name, numbers and days: the page must print each exactly as the code says it."""
    return [
        _same("paper:name", _("agency"), printed.agency_name, sealed.agency_name, sealed.names(printed.agency_name)),
        _equal("paper:serial", _("number"), printed.serial, sealed.serial),
        _equal("paper:licence", _("licence"), printed.licence_number, sealed.licence_number),
        _equal("paper:issued", _("day of issue"), printed.issued, sealed.issued),
        _equal("paper:valid-from", _("first day"), printed.valid_from, sealed.valid_from),
        _equal("paper:valid-to", _("last day"), printed.valid_to, sealed.valid_to),
    ]


def _equal(code: str, what: str, printed: str | date | None, sealed: str | date | None) -> CheckResult:
    one, other = (unicodedata.normalize("NFC", str(value or "")) for value in (printed, sealed))
    return _same(code, what, one, other, one == other)


def _same(code: str, what: str, printed: str, sealed: str, equal: bool) -> CheckResult:
    if equal:
        return met(code, say(_("The page and the code name the same {what}."), what=what))
    hint = _("Somebody changed the page, or the code was taken from another paper: do not rely on it.")
    if not printed:
        sentence = say(_("The {what} {sealed} of the code cannot be found on the page."), what=what, sealed=sealed)
    elif not sealed:
        sentence = say(_("The page prints the {what} {printed}; the code has none."), what=what, printed=printed)
    else:
        sentence = say(
            _("The page says {printed} where the code says {sealed} ({what})."),
            what=what,
            printed=printed,
            sealed=sealed,
        )
    return against(code, NotGenuine(sentence, hint=hint))

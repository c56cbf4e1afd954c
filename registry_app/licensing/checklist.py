"""The papers an application needs: made from the rule book's list, and what each of them says on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.texts import _, say
from registry_app.rulebook.terms import has_lapsed, last_day
from registry_app.rulebook.values import UNKNOWN, Document, Item, Term, Unknown


class Needed(StrEnum):
    """Whether the law asks for a paper; `unknown` where it leaves that to a directive nobody has read."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class FindingKind(StrEnum):
    """What an officer found of a paper; a waiver needs none."""

    VERIFIED = "verified"
    REJECTED = "rejected"
    WAIVED = "waived"


@dataclass(frozen=True)
class ItemDraft:
    """One line of the list as it is entered when the application is lodged."""

    code: str
    label: str
    provision: str
    quote: str
    needed: Needed
    valid_for: Term | None
    part_of: str = ""
    has_parts: bool = False


@dataclass(frozen=True)
class ItemFact:
    """One line of the list as it stands: what was handed in, what the officer found."""

    code: str
    label: str
    provision: str
    needed: Needed
    has_parts: bool = False
    has_file: bool = False
    verified_on: date | None = None
    dated_on: date | None = None
    valid_until: date | None = None
    valid_for: Term | None = None
    rejected_because: str = ""
    waived_on: date | None = None


def instantiate(documents: Sequence[Document], legal_form: str) -> list[ItemDraft]:
    """The lines for an agency of this legal form, in the law's order; every line while the form is not known."""
    drafts = []
    for document in documents:
        if not _concerns(document.legal_forms, legal_form):
            continue
        parts = [part for part in document.parts if _concerns(part.legal_forms, legal_form)]
        valid_for = None if document.valid_for is UNKNOWN else document.valid_for
        drafts.append(
            ItemDraft(
                document.code,
                document.label,
                document.provision,
                document.quote,
                _needed(document.needed),
                valid_for,
                has_parts=bool(parts),
            )
        )
        drafts += [_part(part, document.code, valid_for) for part in parts]
    return drafts


def _part(part: Item, of: str, valid_for: Term | None) -> ItemDraft:
    return ItemDraft(part.code, part.label, part.provision, part.quote, _needed(part.needed), valid_for, part_of=of)


def _concerns(forms: tuple[str, ...], legal_form: str) -> bool:
    return not forms or not legal_form or legal_form in forms


def _needed(needed: bool | Unknown) -> Needed:
    if needed is UNKNOWN:
        return Needed.UNKNOWN
    return Needed.YES if needed else Needed.NO


def examine_item(item: ItemFact, on: date, calendar: WorkCalendar) -> list[CheckResult]:
    """What a line says on a day: nothing that was not verified by a person is passed."""
    if item.has_parts:
        return []
    if item.waived_on is not None:
        sentence = say(_("{paper}: waived on {day}."), paper=item.label, day=item.waived_on)
        return [_result(item, Verdict.MET, sentence, level=Level.NOTE)]
    if item.rejected_because:
        sentence = say(_("{paper} was not accepted: {reason}."), paper=item.label, reason=item.rejected_because)
        return [_result(item, Verdict.NOT_MET, sentence)]
    if item.verified_on is not None:
        return _examine_verified(item, on, calendar)
    if item.needed is Needed.NO:
        return [_result(item, Verdict.MET, say(_("{paper} is not asked for."), paper=item.label), level=Level.NOTE)]
    if item.needed is Needed.UNKNOWN and not item.has_file:
        sentence = say(_("Whether {paper} is needed is not set by the regulator."), paper=item.label)
        return [_result(item, Verdict.CANNOT_TELL, sentence, hint=_("Waive it with a reason, or ask for the paper."))]
    if not item.has_file:
        sentence = say(_("{paper} is missing."), paper=item.label)
        return [_result(item, Verdict.NOT_MET, sentence, hint=_("Ask the agency for it."))]
    sentence = say(_("{paper} was handed in, but nobody has verified it."), paper=item.label)
    return [_result(item, Verdict.CANNOT_TELL, sentence, hint=_("Read it and record what you find."))]


def _examine_verified(item: ItemFact, on: date, calendar: WorkCalendar) -> list[CheckResult]:
    if item.valid_until is not None and item.valid_until < on:
        sentence = say(_("{paper} was valid through {last} only."), paper=item.label, last=item.valid_until)
        return [_result(item, Verdict.NOT_MET, sentence, hint=_("Ask the agency for a newer one."))]
    met = _result(item, Verdict.MET, say(_("{paper} was verified on {day}."), paper=item.label, day=item.verified_on))
    if item.valid_for is None:
        return [met]
    if item.dated_on is None:
        sentence = say(_("{paper}: its date was not recorded, so its age cannot be told."), paper=item.label)
        return [_result(item, Verdict.CANNOT_TELL, sentence, hint=_("Enter the date that the paper bears."))]
    lapsed = has_lapsed(last_day(item.valid_for, item.dated_on, calendar), on)
    if lapsed.verdict is Verdict.NOT_MET:
        return [met]
    verdict = Verdict.NOT_MET if lapsed.verdict is Verdict.MET else Verdict.CANNOT_TELL
    sentence = say(
        _("{paper} is of {day} and too old: {reason}"), paper=item.label, day=item.dated_on, reason=lapsed.reason
    )
    return [_result(item, verdict, sentence, hint=_("Ask the agency for a newer one."))]


def _result(
    item: ItemFact, verdict: Verdict, sentence: str, *, level: Level = Level.BLOCKER, hint: str = ""
) -> CheckResult:
    return CheckResult(f"paper:{item.code}", verdict, sentence, level, item.provision, item.code, hint)


def examine_all(items: Iterable[ItemFact], on: date, calendar: WorkCalendar) -> list[CheckResult]:
    """What every line says on a day, in the law's order."""
    return [result for item in items for result in examine_item(item, on, calendar)]


def is_complete(items: Iterable[ItemFact]) -> bool:
    """Whether a person has settled every line: verified and accepted, or waived, or not asked for."""
    return all(
        item.has_parts
        or item.waived_on is not None
        or (item.verified_on is not None and not item.rejected_because)
        or (item.needed is Needed.NO and not item.has_file and not item.rejected_because)
        for item in items
    )


def check_waiver(needed: Needed, reason: str, provision: str) -> None:
    """Refuse a waiver without a reason, and of a paper the law asks for without the provision that allows it."""
    if not reason:
        raise BadInput(_("A paper is not waived without a reason."), hint=_("Say why it is not needed."))
    if needed is Needed.YES and not provision:
        raise RuleBroken(
            _("The law asks for this paper; it is waived only where a provision allows it."),
            hint=_("Name the provision, or ask the agency for the paper."),
        )

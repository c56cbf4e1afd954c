"""Whether a complaint can be taken in: who may bring it, against whom, and whether a text names whom the register seals."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, Agent
from registry_app.complaints.allegations import get_category
from registry_app.complaints.drafts import AllegationDraft, ComplaintDraft, RespondentDraft
from registry_app.complaints.rules import ComplainantKind, RespondentKind, SumKind
from registry_app.complaints.secrecy import refuse_leaks
from registry_app.complaints.steps import must_have_file
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.texts import _, say
from registry_app.employers.models import Employer
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.values import UNKNOWN, Item

# what the rule book calls those who may start proceedings
_WHO: Final = {
    ComplainantKind.WORKER: ("worker",),
    ComplainantKind.FAMILY: ("representative",),
    ComplainantKind.NGO: ("representative", "report"),
    ComplainantKind.MISSION: ("report", "representative"),
    ComplainantKind.OWN_INITIATIVE: ("own_initiative",),
}


def check_intake(session: Session, today: date, draft: ComplaintDraft) -> None:
    """Raise for a complaint that cannot be taken in as it is; nothing of a sealed identity is repeated."""
    if not draft.workers or not draft.respondents or not draft.allegations:
        raise BadInput(
            _("A complaint is about at least one worker, against somebody, for something."),
            hint=_("Fill in a worker, a respondent and an allegation; a name that is not known may stay empty."),
        )
    _check_days(today, draft)
    _check_complainant(session, today, draft)
    for allegation in draft.allegations:
        _check_allegation(session, draft, allegation)
    for respondent in draft.respondents:
        _check_respondent(session, respondent)
    known = [worker.identity for worker in draft.workers] + [draft.complainant]
    identities = [each for each in known if each is not None]
    refuse_leaks(_free_texts(draft), identities, parts_accepted=draft.parts_accepted)


def _check_days(today: date, draft: ComplaintDraft) -> None:
    days = [draft.done_on, draft.received_first_on, draft.received_on]
    known = [day for day in days if day is not None]
    if known != sorted(known) or draft.received_on > today:
        raise BadInput(
            _("A complaint is written, then received somewhere, then here, and not after today."),
            hint=_("Compare the days with the paper and the inward register."),
        )


def _check_complainant(session: Session, on: date, draft: ComplaintDraft) -> None:
    kind = draft.complainant_kind
    if kind is ComplainantKind.FAMILY and not (draft.relation.strip() and draft.authority.strip()):
        raise BadInput(
            _("A member of the family speaks for a worker with an authority."),
            hint=_("Enter the relation and the authority, or take the complaint in on your own initiative."),
        )
    if kind is not ComplainantKind.WORKER and kind is not ComplainantKind.OWN_INITIATIVE and draft.complainant is None:
        raise BadInput(
            _("Who brings the complaint is missing."), hint=_("Fill in the sealed fields of the complainant.")
        )
    if kind is ComplainantKind.WORKER and (draft.workers[0].identity is None or draft.complainant is not None):
        raise BadInput(
            _("The complaining worker is the first of the workers, with the name in the sealed fields."),
            hint=_("Put him first, and leave the complainant empty."),
        )
    rules = get_rules(session, on)
    who = rules.answer("complaint.who", on)
    listed = who.listed(Item)
    if listed is not UNKNOWN and not any(item.code in _WHO[kind] for item in listed):
        raise RuleBroken(
            say(_("{source} does not let such a person bring a complaint."), source=who.source),
            hint=_("Take it in on the office's own initiative, where the law allows that."),
        )
    oral = rules.answer("complaint.oral", on)
    if draft.oral and oral.value is not True:
        raise RuleBroken(
            say(_("An oral complaint is not provided for: {source}."), source=oral.source),
            hint=_("Write it down with the worker and have it signed as a written complaint."),
        )


def _check_allegation(session: Session, draft: ComplaintDraft, allegation: AllegationDraft) -> None:
    get_category(allegation.category)
    if not 1 <= allegation.worker <= len(draft.workers):
        raise BadInput(_("An allegation names a worker who is not there."), hint=_("Workers are numbered from 1."))
    days = [allegation.from_on, allegation.through_on]
    known = [day for day in days if day is not None]
    if known != sorted(known) or any(day > draft.received_on for day in (*known, *_known(allegation.known_on))):
        raise BadInput(
            _("What is complained of would have begun after it ended, or after the complaint was received."),
            hint=_("Check the days of the allegation."),
        )
    for each in allegation.sums:
        if each.kind not in (SumKind.CLAIMED, SumKind.EVIDENCED) or each.amount.minor <= 0:
            raise BadInput(
                _("A complaint brings sums that are claimed, or shown by a receipt, above nothing."),
                hint=_("What is ordered, settled and paid is entered with its own step."),
            )
        if each.kind is SumKind.EVIDENCED:
            must_have_file(session, each.attachment_id, _("receipt"))


def _known(day: date | None) -> tuple[date, ...]:
    return () if day is None else (day,)


def _check_respondent(session: Session, respondent: RespondentDraft) -> None:
    records: tuple[tuple[type[Any], uuid.UUID | None, RespondentKind], ...] = (
        (Agency, respondent.agency_id, RespondentKind.AGENCY),
        (Employer, respondent.employer_id, RespondentKind.EMPLOYER),
        (Agent, respondent.agent_id, RespondentKind.AGENT),
    )
    for kind, identifier, _code in records:
        if identifier is not None and session.get(kind, identifier) is None:
            raise NotFound(
                _("The respondent is not in the register."),
                hint=_("Choose it from the list, or type the name of one that is not registered."),
            )
    named = {code: identifier for _kind, identifier, code in records}
    if respondent.kind in (RespondentKind.AGENCY, RespondentKind.EMPLOYER) and named[respondent.kind] is None:
        raise BadInput(
            _("The respondent's record is missing."),
            hint=_("Choose it from the list, or enter it as an unlicensed person by name."),
        )
    if not any(named.values()) and not respondent.typed_name.strip():
        raise BadInput(_("The respondent has no name."), hint=_("Type the name as the worker says it."))


def _free_texts(draft: ComplaintDraft) -> Iterator[str]:
    yield from (draft.relation, draft.authority, draft.received_first_at, draft.language)
    for worker in draft.workers:
        yield from (worker.destination, worker.occupation, worker.whereabouts)
    for respondent in draft.respondents:
        yield respondent.typed_name
    for allegation in draft.allegations:
        yield from (allegation.facts, allegation.relief, allegation.place)
        for each in allegation.sums:
            yield each.item

"""What screening has to say when a decision about an agency is prepared."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.texts import _, say, shortened
from registry_app.screening import queries
from registry_app.screening.queries import BanRow, MarkRow
from registry_app.screening.rules import MARK_LABELS, MarkKind


def no_banned_principal(session: Session, subject_id: uuid.UUID, on: date) -> list[CheckResult]:
    """Whether a principal of the subject is banned on a day.

    The same person or the same identity document: not met. Only a like name: cannot tell, an officer compares the
    persons. No principal known at all: cannot tell.
    """
    marks = queries.list_marks(session, subject_id, on=on)
    persons = {mark.source_id for mark in marks if mark.kind is MarkKind.PERSON}
    if not persons:
        return [
            CheckResult(
                "screening:no_principal",
                Verdict.CANNOT_TELL,
                _("No principal is entered, so nobody could be compared with the bans."),
                source=_("not set by the regulator"),
                hint=_("Enter the owners, partners and directors with their identity documents."),
            )
        ]
    certain = list(_certain(session, marks, on))
    results = [result for _person, result in certain]
    results += _possible(session, persons - {person for person, _result in certain}, on)
    return results or [
        CheckResult(
            "screening:banned_principal",
            Verdict.MET,
            say(_("None of the {count} principals is banned on {day}."), count=len(persons), day=on),
            source=_("not set by the regulator"),
        )
    ]


def _certain(session: Session, marks: list[MarkRow], on: date) -> Iterator[tuple[uuid.UUID, CheckResult]]:
    by_person = {row.person_id: row for row in queries.list_bans(session, on) if row.person_id is not None}
    by_document = queries.banned_documents(session, on)
    said = set()
    for mark in marks:
        ban = by_person.get(mark.source_id) if mark.kind is MarkKind.PERSON else None
        if ban is None and mark.kind is MarkKind.DOCUMENT:
            ban = by_document.get(mark.key)
        if ban is not None and (mark.source_id, ban.id) not in said:
            said.add((mark.source_id, ban.id))
            sentence = _("{name} is banned {until} ({decision}).")
            result = CheckResult(
                "screening:banned_principal",
                Verdict.NOT_MET,
                say(sentence, name=shortened(ban.name), until=_until(ban), decision=ban.decision),
                source=ban.provision,
                hint=_("The person must leave the agency, or the ban be lifted by who may lift it."),
            )
            yield mark.source_id, result


def _possible(session: Session, persons: set[uuid.UUID], on: date) -> Iterator[CheckResult]:
    for person in sorted(persons):
        for ban, how in _likest(session, person, on).values():
            yield CheckResult(
                "screening:perhaps_banned",
                Verdict.CANNOT_TELL,
                say(
                    _(
                        "A principal's name is like that of {name} ({likeness} of 100), who is banned {until} ({decision})."
                    ),
                    name=shortened(ban.name),
                    likeness=how,
                    until=_until(ban),
                    decision=ban.decision,
                ),
                source=ban.provision,
                hint=_("Compare both identity documents and record what you saw."),
                judged=True,
            )


def _likest(session: Session, person: uuid.UUID, on: date) -> dict[uuid.UUID, tuple[BanRow, int]]:
    best: dict[uuid.UUID, tuple[BanRow, int]] = {}
    for name in queries.person_names(session, person):
        for ban, how in queries.bans_like(session, name, on):
            if ban.id not in best or best[ban.id][1] < how:
                best[ban.id] = (ban, how)
    return best


def _until(ban: BanRow) -> str:
    if ban.permanent:
        return _("for good")
    return say(_("through {day}"), day=ban.valid_to) if ban.valid_to else _("until it is lifted")


def shares_marks_with_sanctioned(session: Session, subject_id: uuid.UUID, on: date) -> list[CheckResult]:
    """Whether the subject shares a name, telephone, address, document or principal with one that was sanctioned.

    The phoenix check: who comes back under another name. What is shared is a warning and no blocker by itself: the law
    forbids a person or an act, not an address.
    """
    if not queries.list_marks(session, subject_id):
        return [
            CheckResult(
                "screening:no_marks",
                Verdict.CANNOT_TELL,
                _("Nothing is known of it by which it could be recognised."),
                Level.WARNING,
                _("not set by the regulator"),
                hint=_("Enter its telephone, address and principals."),
            )
        ]
    shared = queries.shared_with_adverse(session, subject_id, on)
    if not shared:
        return [
            CheckResult(
                "screening:phoenix",
                Verdict.MET,
                _("It shares no name, telephone, address, document or principal with one under an adverse decision."),
                Level.WARNING,
                _("not set by the regulator"),
            )
        ]
    return [
        CheckResult(
            "screening:phoenix",
            Verdict.NOT_MET if each.likeness == 100 else Verdict.CANNOT_TELL,
            say(
                _("It shares its {mark} ({likeness} of 100) with one under {ground} since {day}."),
                mark=_(MARK_LABELS[each.kind]),
                likeness=each.likeness,
                ground=each.ground,
                day=each.since,
            ),
            Level.WARNING,
            each.provision or _("not set by the regulator"),
            hint=_("Look at both files; the same people under a new name are named in the examination."),
        )
        for each in shared
    ]

"""Papers of an application: handed in, verified, rejected, waived."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.attachments.models import Attachment
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say, shortened
from registry_app.licensing import queries
from registry_app.licensing.checklist import FindingKind, Needed, check_waiver, is_complete
from registry_app.licensing.models import Application, ChecklistItem, Paper, PaperFinding
from registry_app.licensing.rules import OPEN, STATE_LABELS, ApplicationState
from registry_app.licensing.service import get_application
from registry_app.offices import service as offices
from registry_app.proceedings import service as proceedings
from registry_app.store import unit

_LONG: Final = 4_000
_EXAMINED_IN: Final = frozenset({ApplicationState.UNDER_EXAMINATION})


def hand_in(
    session: Session,
    actor: Actor,
    application_id: uuid.UUID,
    code: str,
    attachment_id: uuid.UUID,
    *,
    dated_on: date | None = None,
    original_seen: bool = False,
) -> None:
    """Put a file to an item of the check list; a former one stays, and another verification is needed."""
    actor.must("application:lodge")
    application = get_application(session, application_id)
    _must_be_in(session, application, OPEN - {ApplicationState.PROPOSED})
    item = _get_item(session, application, code)
    if session.get(Attachment, attachment_id) is None:
        raise NotFound(_("There is no such file."), hint=_("Attach the file first."))
    if dated_on is not None and dated_on > actor.today:
        raise BadInput(_("The paper bears a date after today."), hint=_("Check the date."))
    was_complete = _complete(session, application)
    session.add(
        Paper(
            item_id=item.id,
            attachment_id=attachment_id,
            received_on=actor.today,
            dated_on=dated_on,
            original_seen=original_seen,
            entered_by=actor.id,
        )
    )
    session.flush()
    unit.verb(session, "application:paper_added", application, label=application.number, paper=code)
    _note_completeness(session, actor, application, was_complete)


def verify(
    session: Session, actor: Actor, application_id: uuid.UUID, code: str, *, valid_until: date | None = None
) -> None:
    """Say that the paper was read and is what the law asks for; `valid_until` is what the paper itself says."""
    application, item = _examined(session, actor, application_id, code)
    paper = _newest(session, item)
    if paper is None:
        raise RuleBroken(
            say(_("{paper} has not been handed in."), paper=item.label), hint=_("Attach the file before verifying it.")
        )
    _find(session, actor, application, item, paper, FindingKind.VERIFIED, valid_until=valid_until)


def reject(session: Session, actor: Actor, application_id: uuid.UUID, code: str, reason: str) -> None:
    """Say that the paper handed in is not what the law asks for, and why."""
    application, item = _examined(session, actor, application_id, code)
    paper = _newest(session, item)
    if paper is None:
        raise RuleBroken(say(_("{paper} has not been handed in."), paper=item.label), hint=_("Ask the agency for it."))
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    _find(session, actor, application, item, paper, FindingKind.REJECTED, reason=reason)


def waive(
    session: Session, actor: Actor, application_id: uuid.UUID, code: str, *, reason: str, provision: str = ""
) -> None:
    """Do without a paper, with the reason; where the law asks for it, with the provision that allows it.

    Whoever approves the decision approves the waivers as well: they are part of what is proposed.
    """
    application, item = _examined(session, actor, application_id, code)
    reason = clean_text(reason, what=_("reason"), limit=_LONG)
    provision = clean_text(provision, what=_("provision"))
    check_waiver(item.needed, reason, provision)
    _find(session, actor, application, item, None, FindingKind.WAIVED, reason=reason, provision=provision)


def _examined(
    session: Session, actor: Actor, application_id: uuid.UUID, code: str
) -> tuple[Application, ChecklistItem]:
    actor.must("application:examine")
    application = get_application(session, application_id)
    offices.must_not_be_recused(session, actor, application.id, application.agency_id)
    _must_be_in(session, application, _EXAMINED_IN)
    item = _get_item(session, application, code)
    if item.has_parts:
        raise BadInput(
            say(_("{paper} consists of several papers."), paper=item.label), hint=_("Settle each of its parts.")
        )
    return application, item


def _find(
    session: Session,
    actor: Actor,
    application: Application,
    item: ChecklistItem,
    paper: Paper | None,
    kind: FindingKind,
    *,
    reason: str = "",
    provision: str = "",
    valid_until: date | None = None,
) -> None:
    was_complete = _complete(session, application)
    session.add(
        PaperFinding(
            item_id=item.id,
            paper_id=paper.id if paper else None,
            kind=kind,
            found_on=actor.today,
            found_by=actor.id,
            valid_until=valid_until,
            reason=reason,
            provision=provision,
        )
    )
    session.flush()
    unit.verb(session, f"application:paper_{kind.value}", application, label=application.number, paper=item.code)
    _note_completeness(session, actor, application, was_complete)


def _note_completeness(session: Session, actor: Actor, application: Application, was_complete: bool) -> None:
    """Start the clock that runs from the day on which every requirement of paper is met, or take the start back."""
    complete = _complete(session, application)
    if complete and not was_complete:
        proceedings.start_clocks(session, application, "requirements_met", actor.today)
    elif was_complete and not complete:
        proceedings.reset_clocks(session, application, "requirements_met", actor.today)


def _complete(session: Session, application: Application) -> bool:
    if _has_unread(session, application):
        return False  # as while a whole file is entered: nothing more need be looked at
    items = queries.list_items(session, application.id)
    return bool(items) and is_complete(item.fact for item in items)


def _has_unread(session: Session, application: Application) -> bool:
    """Whether an item that may be asked for has neither been verified, rejected nor waived by anybody."""
    settled = select(PaperFinding.id).where(PaperFinding.item_id == ChecklistItem.id).exists()
    found = select(ChecklistItem.id).where(
        ChecklistItem.application_id == application.id,
        ~ChecklistItem.has_parts,
        ChecklistItem.needed != Needed.NO,
        ~settled,
    )
    return session.scalars(found.limit(1)).first() is not None


def _get_item(session: Session, application: Application, code: str) -> ChecklistItem:
    found = select(ChecklistItem).where(ChecklistItem.application_id == application.id, ChecklistItem.code == code)
    item = session.scalars(found).one_or_none()
    if item is None:
        raise NotFound(
            say(_("The check list of {number} has no item {code}."), number=application.number, code=shortened(code)),
            hint=_("Look at the list: its items are named by their provisions."),
        )
    return item


def _newest(session: Session, item: ChecklistItem) -> Paper | None:
    return session.scalars(select(Paper).where(Paper.item_id == item.id).order_by(Paper.id.desc())).first()


def _must_be_in(session: Session, application: Application, states: frozenset[ApplicationState]) -> None:
    state = queries.state_of(session, application.id)
    if state not in states:
        raise RuleBroken(
            say(
                _("Application {number} is {state}; its papers stay as they are."),
                number=application.number,
                state=_(STATE_LABELS[state]),
            ),
            hint=_("Begin the examination, or take the file back, before going on."),
        )

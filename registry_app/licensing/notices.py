"""Notices before a refusal or a sanction: about which licence or application, and which term to reply they start."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound
from registry_app.core.texts import _, say
from registry_app.licensing.decisions import KIND_LABELS, REPLY_KEYS, DecisionKind
from registry_app.licensing.models import Application, Licence
from registry_app.proceedings import service as proceedings
from registry_app.proceedings.service import NoticeDraft

ANNOUNCED = tuple(REPLY_KEYS)


def announce_on_licence(
    session: Session,
    actor: Actor,
    licence_id: uuid.UUID,
    intended: DecisionKind,
    provisions: list[str],
    grounds: str,
    letter_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Tell an agency that its licence is to be suspended or revoked, so that it can answer first."""
    licence = session.get(Licence, licence_id)
    if licence is None:
        raise NotFound(_("There is no such licence."), hint=_("Look at the list of licences."))
    _must_be(intended, DecisionKind.SUSPEND, DecisionKind.REVOKE)
    draft = NoticeDraft(licence.agency_id, intended.value, provisions, grounds, letter_id)
    return proceedings.issue_notice(session, actor, licence, draft)


def announce_on_application(
    session: Session,
    actor: Actor,
    application_id: uuid.UUID,
    provisions: list[str],
    grounds: str,
    letter_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Tell an applicant that the application is to be refused."""
    application = session.get(Application, application_id)
    if application is None:
        raise NotFound(_("There is no such application."), hint=_("Look at the list of applications."))
    draft = NoticeDraft(application.agency_id, DecisionKind.REFUSE.value, provisions, grounds, letter_id)
    return proceedings.issue_notice(session, actor, application, draft)


def _must_be(intended: DecisionKind, *possible: DecisionKind) -> None:
    if intended not in possible:
        raise BadInput(
            say(_("A notice does not announce this: {kind}."), kind=_(KIND_LABELS[intended])),
            hint=say(_("Write one of {kinds}."), kinds=", ".join(_(KIND_LABELS[kind]) for kind in possible)),
        )


def prove(session: Session, actor: Actor, notice_id: uuid.UUID, service_id: uuid.UUID) -> None:
    """Bind a notice to its proven service; the term to reply of the decision it announces starts on that day."""
    notice = proceedings.get_notice(session, notice_id)
    key = REPLY_KEYS[DecisionKind(notice.intended)]
    proceedings.prove_notice(session, actor, notice_id, key, service_id)

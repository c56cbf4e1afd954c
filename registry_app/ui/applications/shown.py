"""What the page of one application shows, read at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from registry_app.access.queries import list_users
from registry_app.attachments.queries import get_attachment
from registry_app.core.actor import Actor
from registry_app.core.check_results import CheckResult
from registry_app.licensing.application_listing import ApplicationLine, ApplicationListing
from registry_app.licensing.checks import papers_are_complete
from registry_app.licensing.next_steps import Step, blocked_steps
from registry_app.licensing.open_points import list_categories
from registry_app.licensing.queries import ApplicationCard, get_card
from registry_app.licensing.standing import list_licences


@dataclass(frozen=True)
class ShownApplication:
    """A card with all that its page says of it.

    `blocked` gives for each step that cannot be done the reason, `names` the officers by id, `titles` the names of files by
    the attachment's id, `papers` what each line of the check list says today. `licence` is the number of the licence that
    was granted or is to be renewed, empty without one; `category` is the law's own
    word for it.
    """

    card: ApplicationCard
    line: ApplicationLine
    blocked: Mapping[Step, str]
    names: Mapping[uuid.UUID, str]
    titles: Mapping[uuid.UUID, str]
    papers: Mapping[str, CheckResult]
    licence_id: uuid.UUID | None
    licence: str
    category: str

    @property
    def labels(self) -> Mapping[str, str]:
        """What the papers of the check list are called, by their codes."""
        return {item.code: item.label for item in self.card.items}


def read_application(session: Session, actor: Actor, application_id: uuid.UUID, on: date) -> ShownApplication:
    """Everything of one application; `NotFound` without one."""
    card = get_card(session, application_id, on)
    licence_id = card.licence_id or next(
        (each.licence_id for each in reversed(card.decisions) if each.licence_id is not None), None
    )
    licences = list_licences(session, on, agency_id=card.row.agency_id) if licence_id else []
    categories = {each.code: each.label for each in list_categories(session, on) or ()}
    attachments = {item.attachment_id for item in card.items if item.attachment_id is not None}
    results = papers_are_complete(session, application_id, on) if card.items else []
    return ShownApplication(
        card,
        ApplicationListing(on).rows(session, [application_id])[0],
        blocked_steps(session, actor, card),
        {user.id: user.full_name for user in list_users(session)},
        {each: get_attachment(session, each).title for each in attachments},
        {result.field: result for result in results},
        licence_id,
        next((row.number for row in licences if row.id == licence_id), ""),
        categories.get(card.row.category, card.row.category),
    )

"""Kinds and states of an application, the moves between them, and who may not act twice on one file."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from registry_app.core.errors import BadInput, NotPermitted, RuleBroken
from registry_app.core.texts import N_, _, say, shortened


class ApplicationKind(StrEnum):
    """What an agency can apply for."""

    NEW = "new"
    RENEWAL = "renewal"
    BRANCH = "branch"
    AMENDMENT = "amendment"
    REINSTATEMENT = "reinstatement"
    SURRENDER = "surrender"
    REPLACEMENT = "replacement"


class ApplicationState(StrEnum):
    """Where an application stands; granted, refused and withdrawn are the three ways in which it is decided."""

    DRAFT = "draft"
    LODGED = "lodged"
    UNDER_EXAMINATION = "under_examination"
    RETURNED = "returned"
    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_S = ApplicationState
MOVES: Final[Mapping[ApplicationState, frozenset[ApplicationState]]] = {
    _S.DRAFT: frozenset({_S.LODGED, _S.WITHDRAWN}),
    _S.LODGED: frozenset({_S.UNDER_EXAMINATION, _S.WITHDRAWN}),
    _S.UNDER_EXAMINATION: frozenset({_S.RETURNED, _S.PROPOSED, _S.WITHDRAWN}),
    _S.RETURNED: frozenset({_S.UNDER_EXAMINATION, _S.WITHDRAWN}),
    # back to examination when the second person declines or the proposer takes it back, as for a withdrawal
    _S.PROPOSED: frozenset({_S.UNDER_EXAMINATION, _S.GRANTED, _S.REFUSED}),
    _S.GRANTED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
DECIDED: Final = frozenset({_S.GRANTED, _S.REFUSED, _S.WITHDRAWN})
OPEN: Final = frozenset(ApplicationState) - DECIDED

STATE_LABELS: Final = {
    _S.DRAFT: N_("draft"),
    _S.LODGED: N_("lodged"),
    _S.UNDER_EXAMINATION: N_("under examination"),
    _S.RETURNED: N_("returned for completion"),
    _S.PROPOSED: N_("decision proposed"),
    _S.GRANTED: N_("granted"),
    _S.REFUSED: N_("refused"),
    _S.WITHDRAWN: N_("withdrawn"),
}
KIND_LABELS: Final = {
    ApplicationKind.NEW: N_("new licence"),
    ApplicationKind.RENEWAL: N_("renewal"),
    ApplicationKind.BRANCH: N_("branch"),
    ApplicationKind.AMENDMENT: N_("amendment"),
    ApplicationKind.REINSTATEMENT: N_("reinstatement"),
    ApplicationKind.SURRENDER: N_("surrender"),
    ApplicationKind.REPLACEMENT: N_("replacement of a lost licence"),
}

# the rule book's key of each kind's papers, of its term for granting, and of a licence's length
DOCUMENT_KEYS: Final = {ApplicationKind.NEW: "documents.new", ApplicationKind.RENEWAL: "documents.renewal"}
CLOCK_KEYS: Final = {ApplicationKind.NEW: "decision.grant_new", ApplicationKind.RENEWAL: "decision.grant_renewal"}
LENGTH_KEYS: Final = {ApplicationKind.NEW: "licence.term_initial", ApplicationKind.RENEWAL: "licence.term_renewed"}
LATER_VERSION: Final = "0.2"


def move(current: ApplicationState, wanted: ApplicationState) -> ApplicationState:
    """The wanted state, or `RuleBroken` where no such step exists."""
    if wanted not in MOVES[current]:
        raise RuleBroken(
            say(
                _("An application that is {current} cannot become {wanted}."),
                current=_(STATE_LABELS[current]),
                wanted=_(STATE_LABELS[wanted]),
            ),
            hint=_next_step(current),
        )
    return wanted


def _next_step(current: ApplicationState) -> str:
    steps = MOVES[current]
    if not steps:
        return _("It is decided; a new application or a decision that sets this one aside is needed.")
    names = ", ".join(_(STATE_LABELS[state]) for state in ApplicationState if state in steps)
    return say(_("From here it can become: {states}."), states=names)


def must_be_taken_in(kind: ApplicationKind) -> None:
    """Refuse the kinds of application that this version does not carry through."""
    if kind not in DOCUMENT_KEYS:
        raise RuleBroken(
            say(
                _("Applications of the kind {kind} are taken in from version {version} of this program on."),
                kind=_(KIND_LABELS[kind]),
                version=LATER_VERSION,
            ),
            hint=_("Register the letter in the inward register, so that its day of arrival is kept."),
        )


def check_submission(
    done_on: date | None,
    posted_on: date | None,
    received_first_on: date | None,
    *,
    received_on: date,
    today: date,
) -> None:
    """Refuse days of a submission that contradict each other or lie in the future (done, posted, received first, here)."""
    days = [(_("written"), done_on), (_("posted"), posted_on), (_("received first"), received_first_on)]
    days.append((_("received here"), received_on))
    known = [(name, day) for name, day in days if day is not None]
    for (name, day), (later_name, later) in itertools.pairwise(known):
        if later < day:
            raise BadInput(
                say(
                    _("The application was {later_name} on {later}, before it was {name} on {day}."),
                    later_name=later_name,
                    later=later,
                    name=name,
                    day=day,
                ),
                hint=_("Check the dates on the papers and on the envelope."),
            )
    for name, day in known:
        if day > today:
            raise BadInput(
                say(_("The application cannot have been {name} on {day}, after today."), name=name, day=day),
                hint=_("Check the date."),
            )


def check_approver(approver: uuid.UUID, name: str, proposer: uuid.UUID, examiners: Iterable[uuid.UUID]) -> None:
    """Refuse an approver who examined the file or proposed the decision (domain.md, "Authority")."""
    if approver == proposer:
        raise NotPermitted(
            say(_("{person} proposed this decision and cannot approve it as well: four eyes, always."), person=name),
            hint=_("Another officer with the authority must decide."),
        )
    if approver in set(examiners):
        raise NotPermitted(
            say(_("{person} examined this file and cannot approve the decision as well."), person=name),
            hint=_("Another officer with the authority must decide."),
        )


def check_destination(destination: str, per_destination: bool | None, source: str) -> None:
    """Refuse an application without a destination where each country needs its own licence; None: not set."""
    if per_destination and not destination:
        raise RuleBroken(
            say(_("Each country of destination needs a licence of its own ({source})."), source=source),
            hint=_("Name the one country this application is for."),
        )
    if destination and not (len(destination) == 2 and destination.isascii() and destination.isalpha()):
        raise BadInput(
            say(_("{country} is no code of a country."), country=shortened(destination)),
            hint=_("Write the two letters of ISO 3166, such as SA or JO."),
        )

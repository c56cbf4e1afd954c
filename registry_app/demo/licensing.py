"""Applications of the demo, from the counter to the decision, each step by the officer whose work it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from registry_app.core.dates import DAY
from registry_app.demo import letters
from registry_app.demo.papers import page, picture
from registry_app.demo.stage import Licensed, Stage
from registry_app.licensing import acting, deciding, papers, service
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.checklist import Needed
from registry_app.licensing.deciding import DecisionDraft
from registry_app.licensing.decisions import ActsFrom, DecisionKind
from registry_app.licensing.queries import ItemRow, list_items
from registry_app.licensing.rules import ApplicationKind
from registry_app.licensing.service import ApplicationDraft
from registry_app.licensing.standing import get_licence_id

_GRANT: Final = DecisionDraft(
    grant=True,
    reasons="All that articles 22 to 24 ask for is proven.",
    provisions=("art. 25",),
)
_REFUSAL: Final = DecisionDraft(
    grant=False,
    reasons="The general manager lacks the first degree that article 24(7) asks for.",
    provisions=("art. 24(7)", "art. 25"),
    acts_from=ActsFrom.DECISION,
    without_notice_because="The Proclamation provides for no notice; the agency was heard at the counter.",
)


class End(StrEnum):
    """How far an application comes by the demo's last day."""

    GRANTED = "granted"
    LODGED = "lodged"
    EXAMINED = "examined"
    RETURNED = "returned"
    PROPOSED = "proposed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass
class Way:
    """The way of one application."""

    stage: Stage
    agency_id: uuid.UUID
    destination: str
    end: End
    id: uuid.UUID

    def after(self, day: date, days: int, step: Callable[[date], None]) -> None:
        """Plan the next step."""
        self.stage.agenda.at(day + timedelta(days=days), step)

    def begin(self, day: date) -> None:
        """The licensing officer takes the file up."""
        self.stage.does("licensing", service.begin_examination, self.id)
        if self.end is End.WITHDRAWN:
            self.after(day, 3, self.withdraw)
        else:
            self.after(day, 2, self.verify)

    def verify(self, day: date) -> None:
        """Every paper is read; one application is sent back for a better one."""
        with self.stage.acting("licensing", "demo:verify") as (session, actor):
            for item in list_items(session, self.id):
                if item.has_parts or (self.end is End.RETURNED and item.code == "24.11"):
                    continue
                if item.needed is Needed.UNKNOWN:
                    papers.waive(session, actor, self.id, item.code, reason="No directive asks for more.")
                else:
                    papers.verify(session, actor, self.id, item.code)
        if self.end is End.RETURNED:
            with self.stage.acting("licensing", "demo:return") as (session, actor):
                papers.reject(session, actor, self.id, "24.11", "It is of another year.")
                service.return_for_completion(
                    session, actor, self.id, reason="The tax clearance is of another year.", provision="art. 24(11)"
                )
        elif self.end is not End.EXAMINED:
            self.after(day, 2, self.propose)

    def propose(self, day: date) -> None:
        """The licensing officer proposes."""
        wanted = _REFUSAL if self.end is End.REFUSED else _GRANT
        self.stage.does("licensing", deciding.propose, self.id, wanted, self.stage.checks)
        if self.end is not End.PROPOSED:
            self.after(day, 2, self.approve)

    def approve(self, day: date) -> None:
        """A director decides."""
        director = "director" if self.stage.chance.one_in(2) else "deputy"
        number = self.stage.does(director, deciding.approve, self.id, self.stage.checks)
        letters.tell_decision(self.stage, self.agency_id, self.id, day, granted=bool(number))
        if number:
            self.stage.licensed.append(Licensed(self.agency_id, number, self.destination))

    def withdraw(self, _day: date) -> None:
        """The agency thinks better of it."""
        self.stage.does("clerk", service.withdraw, self.id, "The agency found no partner in the country.")


def apply(stage: Stage, agency_id: uuid.UUID, day: date, destination: str, end: End = End.GRANTED) -> None:
    """An application is lodged at the counter with its papers; the rest follows on later days."""
    letter, slip = letters.take_in_application(stage, agency_id, day, destination)
    wanted = ApplicationDraft(
        agency_id, ApplicationKind.NEW, destination=destination, done_on=day - DAY, letter_id=letter, slip_id=slip
    )
    application: uuid.UUID = stage.does("clerk", service.take_in, wanted)
    with stage.acting("clerk", "demo:papers") as (session, actor):
        for item in list_items(session, application):
            if item.has_parts or item.needed is Needed.UNKNOWN:
                continue
            name, content = _paper(stage, item, agency_id)
            kept = stage.file(session, actor, content, name, kind="application", about=("application", application))
            papers.hand_in(session, actor, application, item.code, kept, dated_on=day - DAY, original_seen=True)
    way = Way(stage, agency_id, destination, end, application)
    if end is not End.LODGED:
        way.after(day, 3, way.begin)


def _paper(stage: Stage, item: ItemRow, agency_id: uuid.UUID) -> tuple[str, bytes]:
    """A scan of the paper: a picture of the office where there is one to be seen, else a page."""
    if item.code == "24.9.a":
        return "office.png", picture(bytes(stage.chance.whole(0, 255) for _each in range(48)))
    lines = (item.provision, f"Number {stage.chance.digits(8)}", f"File of agency {agency_id.hex[:8]}")
    return f"{item.code}.pdf", page(item.label, lines)


# -- decisions on licences -------------------------------------------------------------------------------------------


def suspend(stage: Stage, licence: Licensed, last: date) -> uuid.UUID:
    """A licence is suspended through a day, proposed by one and approved by another."""
    wanted = ActDraft(
        DecisionKind.SUSPEND,
        _licence_id(stage, licence),
        reasons="Workers' wages were withheld, and the agency did not see to it.",
        provisions=("art. 42(2)(l)", "art. 47(1)(a)"),
        acts_from=ActsFrom.DECISION,
        ends_on=last,
        without_notice_because="The agency admitted it at the hearing, and no term to reply is set.",
    )
    return _act(stage, wanted)


def revoke_and_set_aside(stage: Stage, licence: Licensed, day: date) -> None:
    """A licence is revoked; a court sets the revocation aside three weeks later."""
    licence_id = _licence_id(stage, licence)
    wanted = ActDraft(
        DecisionKind.REVOKE,
        licence_id,
        reasons="The licence was used to send workers to another country than the licensed one.",
        provisions=("art. 42(3)(i)", "art. 47(2)"),
        acts_from=ActsFrom.DECISION,
        without_notice_because="The agency admitted it at the hearing, and no term to reply is set.",
    )
    revoked = _act(stage, wanted)
    aside = replace(
        wanted,
        kind=DecisionKind.SET_ASIDE,
        reasons="The court found that the contracts were for the licensed country (judgment made up for training).",
        provisions=("art. 59",),
        acts_from=ActsFrom.BEGINNING,
        acts_on=day,
        about_id=revoked,
        without_notice_because="",
    )
    stage.agenda.at(day + timedelta(days=21), lambda _on: _act_quietly(stage, aside))


def _act(stage: Stage, wanted: ActDraft) -> uuid.UUID:
    decision: uuid.UUID = stage.does("licensing", acting.propose, wanted)
    stage.does("director", acting.approve, wanted.licence_id)
    return decision


def _act_quietly(stage: Stage, wanted: ActDraft) -> None:
    _act(stage, wanted)


def _licence_id(stage: Stage, licence: Licensed) -> uuid.UUID:
    with stage.acting("licensing", "demo:licence") as (session, _actor):
        return get_licence_id(session, licence.number)

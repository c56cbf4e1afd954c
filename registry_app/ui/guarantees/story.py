"""What happened to a guarantee and when, newest first, for its timeline."""

from __future__ import annotations

from datetime import date

from registry_app.core.texts import _, say
from registry_app.guarantees.record import GuaranteeRecord, ReplyRow, ValuedRow
from registry_app.guarantees.rules import EventKind
from registry_app.ui import wording
from registry_app.ui.guarantees.words import ANSWER_STATES, ANSWERS, EVENTS
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.timeline import Event

_Dated = tuple[date, int, Event]
_ICONS = {EventKind.LODGED: "inbox"}


def events(record: GuaranteeRecord) -> list[Event]:
    """Lodging, the issuer's answers, adopted rates, claims and what ended it."""
    found: list[_Dated] = []
    for event in record.events:
        if event.kind in (EventKind.VERIFIED, EventKind.DENIED):
            continue  # the answer says it, with who said it and how
        who = record.names.get(event.officer_id, "?")
        detail = " · ".join(filter(None, (who, event.provision, event.reason, _aside(event.stands))))
        state = State.INFO if event.kind is EventKind.LODGED else State.NEUTRAL
        icon = _ICONS.get(event.kind, "")
        found.append((event.on, 0, Event(wording.day(event.on), _(EVENTS[event.kind]), detail, state, icon)))
    found += [_reply(record, reply) for reply in record.replies]
    found += [_valued(record, valued) for valued in record.valued]
    for claim in record.card.claims:
        words = say(_("Claim {number} proposed: {amount}"), number=claim.number, amount=wording.money(claim.amount))
        who = record.names.get(claim.proposed_by, "?")
        proposed = Event(wording.day(claim.proposed_on), words, f"{who} · {claim.reason}", State.INFO, "coins")
        found.append((claim.proposed_on, 3, proposed))
        if claim.decided_on is not None and claim.decided_by is not None:
            said = _("Claim {number} approved") if claim.approved else _("Claim {number} declined")
            decider = record.names.get(claim.decided_by, "?")
            detail = " · ".join(filter(None, (decider, claim.decision_reason)))
            state = State.OK if claim.approved else State.BAD
            decided = Event(wording.day(claim.decided_on), say(said, number=claim.number), detail, state, "gavel")
            found.append((claim.decided_on, 4, decided))
    found.sort(key=lambda each: each[:2], reverse=True)
    return [event for _day, _order, event in found]


def _reply(record: GuaranteeRecord, reply: ReplyRow) -> _Dated:
    asked = say(_("asked by {person}"), person=record.names.get(reply.verified_by, "?"))
    parts = (reply.answered_by, reply.channel, asked, reply.note, _aside(reply.stands))
    state = ANSWER_STATES[reply.answer] if reply.stands else State.NEUTRAL
    words = _(ANSWERS[reply.answer])
    event = Event(wording.day(reply.answered_on), words, " · ".join(filter(None, parts)), state, "mail-opened")
    return reply.answered_on, 1, event


def _valued(record: GuaranteeRecord, valued: ValuedRow) -> _Dated:
    rate = valued.rate
    words = say(_("Valued at {rate} {quote} for 1 {base}"), rate=rate.rate, quote=rate.quote, base=rate.base)
    source = say(_("{source} of {day}"), source=rate.source, day=wording.day(rate.on))
    who = record.names.get(valued.valued_by, "?")
    detail = " · ".join(filter(None, (valued.instrument, source, who, _aside(valued.stands))))
    event = Event(wording.day(valued.effective_from), words, detail, State.INFO, "scale")
    return valued.effective_from, 2, event


def _aside(stands: bool) -> str:
    return "" if stands else _("set aside")

"""The hand-in slip of the counter as a PDF, from what the register holds."""

from __future__ import annotations

import uuid

from babel import Locale

from registry_app.build.opened import Opened
from registry_app.certificates.slip_paper import SlipFacts, SlipPaper, write_slip
from registry_app.correspondence.queries import PaperRow
from registry_app.correspondence.rules import PaperState
from registry_app.correspondence.slips import slip_card
from registry_app.desk.counter_cases import case_names


def slip_pdf(opened: Opened, slip_id: uuid.UUID, language: str) -> bytes:
    """The slip in a language (`en`, `ar`): the same for every print of it, but for the moment the file is made."""
    with opened.reading() as session:
        card = slip_card(session, slip_id)
        concerns = case_names(session, [card.case]).get(card.case, "") if card.case is not None else ""
    info, zone = opened.info, opened.world.zone
    country = str(Locale(language).territories.get(info.country, info.country))
    letterhead = dict.fromkeys((country, info.name, opened.office.name))
    facts = SlipFacts(
        letterhead=tuple({language: line} for line in letterhead if line),
        number=card.number,
        received=card.received_at.astimezone(zone),
        entered=card.registered_at.astimezone(zone),
        brought_by=card.brought_by,
        identity_seen=card.identity_seen,
        correspondent=card.correspondent,
        about=card.about,
        concerns=concerns,
        papers=tuple(SlipPaper(each.paper, _state(each), each.copies) for each in card.papers),
        answer_due=card.answer_due,
        voided_on=card.voided_on,
        training=info.training,
    )
    return write_slip(facts, language, opened.world.now())


def _state(paper: PaperRow) -> str:
    """The key of the words for what became of a paper."""
    if paper.state == PaperState.MISSING:
        return "missing"
    if paper.original_seen:
        return "returned" if paper.original_returned else "kept"
    return "received"

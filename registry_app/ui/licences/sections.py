"""The sections of a licence's card: status, grounds with their dates, decisions, what others are told or say."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.texts import _, bare, isolate, say
from registry_app.licensing.licence_card import GroundLine, LicenceCard
from registry_app.licensing.rules import KIND_LABELS, STATE_LABELS
from registry_app.licensing.status import GROUND_LABELS, GroundKind, LicenceState
from registry_app.ui import wording
from registry_app.ui.applications.decisions import DecisionBlock, kind_words
from registry_app.ui.code_words import countries
from registry_app.ui.labels import PlainLabel
from registry_app.ui.licences.forms import period_words
from registry_app.ui.lists.agencies import STATES
from registry_app.ui.lists.source import Mark
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.pictures import IconLabel
from registry_app.ui.widgets.strips import MessageStrip

_GROUND_STATES = {
    GroundKind.GRANTED: State.OK,
    GroundKind.SUSPENSION: State.BAD,
    GroundKind.INTERIM_SUSPENSION: State.WARN,
    GroundKind.LAPSE: State.WARN,
    GroundKind.STAY: State.INFO,
    GroundKind.REVOCATION: State.BAD,
    GroundKind.SURRENDER: State.NEUTRAL,
    GroundKind.EXPIRY: State.NEUTRAL,
}


def status_mark(card: LicenceCard) -> Mark:
    """What the licence is on the day shown; what cannot be told for certain is a warning whatever it is."""
    status = card.status
    word = _(card.word) if card.word else _("no licence")
    doubtful = bool(status.doubts) and status.in_force
    return Mark(word[:1].upper() + word[1:], State.WARN if doubtful else STATES[status.state])


class GroundRow(QFrame):
    """One ground: kind, days, provision, decision, when it was recorded, whether it was set aside or is stayed."""

    def __init__(self, ground: GroundLine, decision: str) -> None:
        super().__init__()
        self.ground = ground
        state = _GROUND_STATES[ground.kind] if ground.in_force and not ground.stayed else State.NEUTRAL
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        icon = IconLabel(STATE_ICONS[state], state.value)
        row.addWidget(icon, alignment=top)
        words = QVBoxLayout()
        words.setSpacing(1)
        kind = _(GROUND_LABELS[ground.kind])
        head = PlainLabel(f"{kind[:1].upper()}{kind[1:]} · {period_words(ground)}", wrap=True)
        words.addWidget(head)
        icon.stand_beside(head)
        small = " · ".join(filter(None, [isolate(ground.provision), decision, *_recorded(ground)]))
        words.addWidget(PlainLabel(small, look="small", wrap=True))
        row.addLayout(words, 1)
        mark = _standing(ground)
        row.addWidget(Chip(mark.words, mark.state), alignment=top)
        self.setAccessibleName(bare(f"{head.text()}: {mark.words}"))
        self.setAccessibleDescription(bare(small))


class LicenceSections:
    """The cards of the page in two columns, and the proposal above them."""

    def __init__(self, open_agency: Callable[[], object], open_application: Callable[[uuid.UUID], object]) -> None:
        self._open_agency, self._open_application = open_agency, open_application
        self.papers: Mapping[str, str] = {}  # what papers are called, by their codes
        self.proposal = Card(_("Waits for a second person"))
        self.proposal.hide()
        self.grounds = Card(_("Grounds"))
        self.decisions = Card(_("Decisions"))
        self.facts = Card(_("The licence"))
        self.applications = Card(_("Renewals and other applications"))
        self.notices = Card(_("Notices"))
        self.told = Card(_("What others are told"))
        self.left = (self.grounds, self.decisions)
        self.right = (self.facts, self.told, self.notices, self.applications)

    def show_licence(self, card: LicenceCard, names: Mapping[uuid.UUID, str], category: str, not_approved: str) -> None:
        """Show the card."""
        self._show_proposal(card, names, not_approved)
        self._show_grounds(card)
        self._show_facts(card, category)
        self._show_told(card)
        self.decisions.clear()
        past = [each for each in reversed(card.decisions) if each is not card.waiting]
        for each in past:
            self.decisions.add(DecisionBlock(each, names, self.papers))
        self.decisions.setVisible(bool(past))
        self.notices.clear()
        for notice in reversed(card.notices):
            served = _("not served yet") if notice.served_on is None else wording.day(notice.served_on)
            replied = _("none yet") if notice.replied_on is None else wording.day(notice.replied_on)
            pairs = [(_("Issued on"), wording.day(notice.issued_on)), (_("Served"), served), (_("Reply"), replied)]
            self.notices.add(Facts([*pairs, (_("Facts"), notice.grounds)]))
        self.notices.setVisible(bool(card.notices))
        self._show_applications(card)

    def _show_proposal(self, card: LicenceCard, names: Mapping[uuid.UUID, str], why: str) -> None:
        self.proposal.clear()
        self.proposal.setVisible(card.waiting is not None)
        if card.waiting is None:
            return
        self.proposal.add(DecisionBlock(card.waiting, names, self.papers))
        if why:
            note = MessageStrip()
            note.close_button.hide()
            self.proposal.add(note)
            note.show_message(why, State.INFO)

    def _show_grounds(self, card: LicenceCard) -> None:
        self.grounds.clear()
        decisions = {
            each.id: say(_("{kind} of {day}"), kind=kind_words(each), day=wording.day(each.decided_on))
            for each in card.decisions
        }
        for doubt in card.status.doubts:
            note = MessageStrip()
            note.close_button.hide()
            self.grounds.add(note)
            note.show_message(doubt, State.WARN)
        if not card.grounds:
            self.grounds.add(PlainLabel(_("Nothing was known of this licence then."), look="muted", wrap=True))
        for place, each in enumerate(card.grounds):
            row = GroundRow(each, decisions.get(each.decision_id, "") if each.decision_id else "")
            row.setProperty("look", "row" if place else "")
            self.grounds.add(row)

    def _show_facts(self, card: LicenceCard, category: str) -> None:
        agency = link(card.agency_name.replace("&", "&&"))
        agency.setAccessibleName(bare(say(_("Open agency {name}"), name=card.agency_name)))
        agency.clicked.connect(lambda: self._open_agency())
        status = card.status
        pairs: list[tuple[str, str | QWidget]] = [
            (_("Agency"), agency),
            (_("Agency number"), card.agency_number),
            (_("Status on"), wording.day(status.on)),
        ]
        if status.known != date.max:
            pairs.append((_("As known on"), wording.day(status.known)))
        pairs += [
            (_("Valid from"), wording.day(status.valid_from)),
            (_("Valid through"), wording.day(status.valid_through)),
            (_("Category"), category),
            (_("Destination"), countries(card.destinations)),
        ]
        self.facts.clear()
        self.facts.add(Facts(pairs))

    def _show_told(self, card: LicenceCard) -> None:
        self.told.clear()
        public = card.public
        if public is None:
            told = _("nothing: there is no such licence on that day")
        else:
            told = say(
                _("{word}, {first} through {last}"), word=public.word, first=wording.day(public.valid_from),
                last=wording.day(public.valid_through),
            )  # fmt: skip
            if card.status.state is LicenceState.IN_FORCE and not public.in_force:
                told = f"{told} {_('(not confirmed as in force)')}"
        pairs = [(_("Anyone"), told)]
        for row in card.listed:
            stated = wording.day(row.stated_on)
            words = say(
                _("{number}: {words}, through {last}"), number=row.number, words=row.status_words or "—",
                last=wording.day(row.valid_through),
            )  # fmt: skip
            pairs.append((say(_("List of {day}"), day=stated), words))
        self.told.add(Facts(pairs))

    def _show_applications(self, card: LicenceCard) -> None:
        self.applications.clear()
        self.applications.setVisible(bool(card.applications))
        for each in reversed(card.applications):
            words = " · ".join([isolate(each.number), _(KIND_LABELS[each.kind]), _(STATE_LABELS[each.state])])
            button = link(words)
            button.clicked.connect(self._opener(each.id))
            self.applications.add(button)

    def _opener(self, application: uuid.UUID) -> Callable[[], object]:
        return lambda: self._open_application(application)


def _standing(ground: GroundLine) -> Mark:
    if ground.set_aside_on is not None:
        return Mark(_("Set aside"), State.NEUTRAL)
    if ground.stayed:
        return Mark(_("Stayed"), State.INFO)
    if ground.in_force:
        return Mark(_("In force"), _GROUND_STATES[ground.kind])
    return Mark(_("Not on this day"), State.NEUTRAL)


def _recorded(ground: GroundLine) -> list[str]:
    if ground.recorded_on is None:
        return [_("follows from the calendar")]
    told = [say(_("recorded on {day}"), day=wording.day(ground.recorded_on))]
    if ground.provisional:
        told.append(_("provisional"))
    if ground.set_aside_on is not None:
        told.append(say(_("set aside on {day}"), day=wording.day(ground.set_aside_on)))
    return told

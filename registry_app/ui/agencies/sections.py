"""The quiet sections of an agency's card."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registry_app.agencies.rules import AddressKind, ContactKind, NameKind
from registry_app.complaints.rules import STATE_WORDS as COMPLAINT_STATES
from registry_app.core.texts import _, isolate, say
from registry_app.licensing.rules import KIND_LABELS
from registry_app.ui import wording
from registry_app.ui.agencies import words
from registry_app.ui.agencies.view import AgencyView
from registry_app.ui.applications.columns import state_mark
from registry_app.ui.code_words import capital
from registry_app.ui.context import Context
from registry_app.ui.labels import PlainLabel, ShortLabel
from registry_app.ui.lists.agencies import licence_mark
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.timeline import Event, Timeline

_SHOWN = 6


class Sections:
    """Makes the sections once and fills them anew for each view."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.facts = Facts()
        self.reach = Facts()
        self.history = Timeline()
        titles = {
            "particulars": _("Particulars"), "licences": _("Licences"), "applications": _("Applications"),
            "guarantees": _("Guarantees"), "complaints": _("Complaints"), "people": _("People"),
            "reach": _("Where it is reached"), "papers": _("Certificates"), "history": _("History"),
        }  # fmt: skip
        self.cards = {code: Card(title) for code, title in titles.items()}
        self.cards["particulars"].add(self.facts)
        self.nowhere = PlainLabel(_("No address, telephone or e-mail is entered."), look="muted", wrap=True)
        self.cards["reach"].add(self.nowhere)
        self.cards["reach"].add(self.reach)
        self.cards["history"].add(self.history)

    def place_in(self, column: QVBoxLayout) -> None:
        """Two columns of equal width, each as tall as it is; what is looked at most stands first, the history below."""
        pair = QHBoxLayout()
        pair.setSpacing(14)
        for codes in (
            ("licences", "applications", "guarantees", "complaints", "papers"),
            ("particulars", "reach", "people"),
        ):
            side = QVBoxLayout()
            side.setSpacing(14)
            for code in codes:
                side.addWidget(self.cards[code])
            side.addStretch(1)
            pair.addLayout(side, 1)
        column.addLayout(pair)
        column.addWidget(self.cards["history"])
        column.addStretch()

    def show_view(self, view: AgencyView) -> None:
        """Fill them."""
        self._show_facts(view)
        nothing = _("It has no licence.") if not view.listed else ""
        self._list("licences", view.licences, self._licence, nothing)
        for stated in view.listed[:_SHOWN]:
            self.cards["licences"].add(self._listed(stated))
        self._list("applications", view.applications, self._application, _("No application yet."))
        self._list("guarantees", view.guarantees, self._guarantee, _("It has lodged no guarantee."))
        self._list("complaints", view.complaints, self._complaint, _("No complaint against it."))
        self._list("papers", view.papers, self._paper, _("No certificate was issued."))
        now = [each for each in view.card.principals if each.valid_to is None]
        self._list("people", now, self._principal, _("Nobody is entered yet."))
        zone = self._context.opened.world.zone
        self.cards["history"].setVisible(bool(view.history))
        self.history.set_events([Event(wording.moment(entry.moment, zone), entry.words) for entry in view.history])

    def _show_facts(self, view: AgencyView) -> None:
        card = view.card
        self.facts.set_facts([
            (_("Legal form"), words.legal_form_words(card.legal_form)),
            (_("Company number"), isolate(card.company_number) if card.company_number else ""),
            (_("Tax number"), isolate(card.tax_number) if card.tax_number else ""),
            (_("Paid capital"), wording.money(card.capital) if card.capital else ""),
            (_("Founded on"), wording.day(card.incorporated_on) if card.incorporated_on else ""),
            (_("Registered on"), wording.day(card.registered_on)),
            *((capital(_(words.NAMES[NameKind(each.kind)])), isolate(each.name)) for each in card.names if each.name != card.name),
        ])  # fmt: skip
        reached = [
            *((capital(_(words.ADDRESSES[AddressKind(each.kind)])), isolate(", ".join(part for part in (each.lines, each.place, each.region) if part)))
              for each in card.addresses if each.valid_to is None),
            *((capital(_(words.CONTACTS[ContactKind(each.kind)])), isolate(each.value)) for each in card.contacts if each.valid_to is None),
        ]  # fmt: skip
        self.reach.set_facts(reached)
        self.reach.setVisible(bool(reached))
        self.nowhere.setVisible(not reached)

    def _list(self, code: str, rows: Sequence[Any], line: Callable[[Any], QWidget], nothing: str) -> None:
        card = self.cards[code]
        card.clear()
        for row in rows[:_SHOWN]:
            card.add(line(row))
        if not rows and nothing:
            card.add(PlainLabel(nothing, look="muted"))
        elif len(rows) > _SHOWN:
            card.add(PlainLabel(_("and {count} more").format(count=wording.count(len(rows) - _SHOWN)), look="small"))

    def _line(self, title: str, detail: str, chip: Chip | None, page: str, subject: uuid.UUID | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if page and subject is not None:
            button = link(title)
            button.clicked.connect(lambda: self._context.go_to(page, subject))
            row.addWidget(button)
        else:
            row.addWidget(PlainLabel(title))
        row.addWidget(ShortLabel(detail, look="muted"), 1)
        if chip is not None:
            row.addWidget(chip)
        return line

    def _licence(self, row: Any) -> QWidget:
        mark = licence_mark(row)
        detail = (
            say(_("valid through {day}"), day=wording.day(row.status.valid_through)) if row.status.valid_through else ""
        )
        return self._line(isolate(row.number), detail, Chip(mark.words, mark.state), "licence", row.id)

    def _listed(self, row: Any) -> QWidget:
        """What an imported list states; a statement, no decision of this office."""
        through = say(_("valid through {day}"), day=wording.day(row.valid_through)) if row.valid_through else ""
        detail = " · ".join(
            filter(
                None, (isolate(row.status_words) if row.status_words else "", through, _("as an imported list says"))
            )
        )
        return self._line(isolate(row.number), detail, Chip(_("Listed"), State.INFO), "", None)

    def _application(self, row: Any) -> QWidget:
        mark = state_mark(row.state)
        title = isolate(row.number) if row.number else _("Not lodged yet")
        return self._line(title, capital(_(KIND_LABELS[row.kind])), Chip(mark.words, mark.state), "application", row.id)

    def _guarantee(self, row: Any) -> QWidget:
        detail = say(_("{amount}, {free} free"), amount=wording.money(row.amount), free=wording.money(row.free))
        return self._line(isolate(row.number), detail, None, "guarantee", row.id)

    def _complaint(self, row: Any) -> QWidget:
        word = capital(_(COMPLAINT_STATES[row.state])) if row.state is not None else _("Received")
        return self._line(
            isolate(row.number), wording.day(row.received_on), Chip(word, State.NEUTRAL), "complaint", row.id
        )

    def _paper(self, row: Any) -> QWidget:
        detail = say(_("issued on {day}"), day=wording.day(row.issued_on))
        return self._line(isolate(row.serial), detail, None, "", None)

    def _principal(self, row: Any) -> QWidget:
        share = "" if row.share_bp is None else say(_("{share} %"), share=Decimal(row.share_bp) / 100)
        detail = ", ".join(filter(None, (_(words.ROLES[row.role]), share)))
        return self._line(isolate(row.name), detail, None, "", None)

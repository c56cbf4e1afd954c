"""The office: what it is, its numbers, its free days, its keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from registry_app.build.trusting import trust_of
from registry_app.core.texts import _, isolate, say
from registry_app.offices import queries, service
from registry_app.ui import wording
from registry_app.ui.code_words import country
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.rows import TableField
from registry_app.ui.labels import PlainLabel
from registry_app.ui.settings import actions
from registry_app.ui.settings.part import Part
from registry_app.ui.settings.words import PURPOSES, numbered
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.chips import Chip


class OfficePart(Part):
    """Facts of the register and the office, and what the administrator does about them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add_verbs(
            {actions.HOLIDAYS: self.enter_holidays, actions.VOID: self.void_number, actions.KEYS: self.save_keys}
        )
        self.facts = Facts(columns=2)
        self.numbers, self.keys = Facts(columns=2), Facts(columns=2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for title, body in (
            (_("Register and office"), self.facts),
            (_("Numbers"), self.numbers),
            (_("Keys"), self.keys),
        ):
            card = Card(title)
            card.add(body)
            column.addWidget(card)
        column.addStretch(1)
        self.column.addWidget(self.scrolled(inside), 1)

    def refresh(self) -> None:
        """Read again."""
        self.context.read(self._read, self._show, owner=self)

    def _read(self, session: Session) -> tuple[Any, ...]:
        office_id = self.context.opened.info.office_id
        return queries.list_offices(session), queries.list_blocks(session), queries.list_keys(session, office_id)

    def _show(self, found: tuple[Any, ...]) -> None:
        offices, blocks, keys = found
        info, location = self.context.opened.info, self.context.opened.location
        self.facts.set_facts([
            (_("Ministry"), isolate(info.name)), (_("Country"), isolate(country(info.country))),
            (_("Made on"), wording.day(info.made_on)),
            (_("Where it lies"), isolate(location.path)),
            *((_("Office"), say(_("{code}: {name}"), code=each.code, name=each.name)) for each in offices),
            (_("Time zone"), isolate(", ".join(dict.fromkeys(each.zone.replace("_", " ") for each in offices)))),
        ])  # fmt: skip
        self.numbers.set_facts(
            [
                (
                    numbered(each["kind"]),
                    say(_("{left} left in the block of {year}"), left=wording.count(each["left"]), year=each["year"]),
                )
                for each in blocks
            ]
        )
        today = self.context.today
        self.keys.set_facts([
            (_(PURPOSES[each.purpose.value]), self._key_words(each, today)) for each in keys
        ])  # fmt: skip

    @staticmethod
    def _key_words(key: Any, today: date) -> QWidget:
        if key.revoked_on is not None:
            return Chip(_("Revoked"), State.BAD)
        if not key.valid_from <= today <= key.valid_to:
            return Chip(_("Not in force"), State.WARN)
        return PlainLabel(say(_("in force through {day}"), day=wording.day(key.valid_to)))

    # -- verbs ------------------------------------------------------------------------------------------------------

    def enter_holidays(self) -> None:
        """The office's free days beside the weekend, through a day."""
        calendar = self.context.calendar

        def row() -> dict[str, Field]:
            return {"day": DayField(_("Day"), calendar=calendar), "name": TextField(_("Name"))}

        form = Form(columns=1)
        form.add(
            "days",
            TableField(_("Holidays"), row, row_words=_("Holiday"), add_words=_("Add a day"), columns=2),
            required=True,
        )
        form.add("through", DayField(_("Complete through"), calendar=calendar), required=True)

        def verb(session: Any, actor: Any, values: Mapping[str, Any]) -> None:
            days = {each["day"]: each["name"] for each in values["days"] if each["day"] is not None}
            service.enter_holidays(session, actor, days, values["through"])

        self.ask(
            _("Enter holidays"), form, _("&Enter"), "office:holidays_entered", verb, _("The holidays are entered.")
        )

    def void_number(self) -> None:
        """Explain a number that will not be used."""
        form = Form(columns=1)
        with self.context.opened.reading() as session:
            kinds = sorted({str(each["kind"]) for each in queries.list_blocks(session)})
        form.add(
            "kind", ChoiceField(_("What it numbers"), [Choice(each, numbered(each)) for each in kinds]), required=True
        )
        form.add("number", TextField(_("Number"), limit=40, latin=True), required=True)
        form.add("reason", LongTextField(_("Why it is not used"), lines=3), required=True)
        self.ask(_("Explain an unused number"), form, _("&Explain"), "number:voided",
                 lambda session, actor, values: service.void_number(
                     session, actor, values["kind"], values["number"], values["reason"]), _("The number is void."))  # fmt: skip

    def save_keys(self) -> None:
        """The public keys that `check` and other offices need, signed by the ministry's root."""
        path = self.context.prompts.save_file(_("Save the public keys"), "office.pub")
        if path is None:
            return
        opened = self.context.opened

        def work(_progress: object) -> str:
            fingerprint = trust_of(opened).fingerprint
            with opened.reading() as session:
                opened.world.files.write(path, queries.newest_trust(session))
            return fingerprint

        self.job(_("Saving the keys"), work, lambda fingerprint: self.strip.show_message(
            say(_("Saved to {file}. Compare the fingerprint by eye: {print}"), file=path.name, print=fingerprint), State.OK))  # fmt: skip

"""A form with a field of every kind, as a page would build it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from registry_app.core.calendars import Calendar
from registry_app.core.world import Files
from registry_app.ui.forms.amounts import MoneyField
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField, ManyChoice
from registry_app.ui.forms.contacts import EmailField, PhoneField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import Field, LongTextField, TextField
from registry_app.ui.forms.files import FileField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.names import NamesField
from registry_app.ui.forms.picking import PickField
from registry_app.ui.forms.rows import TableField
from registry_app.ui.jobs import InPlace

AGENCIES = (
    Choice("a7", "Horizon Recruitment", "A-0007-3", warning="A ban runs until 31 Dec 2026."),
    Choice("b2", "Horison Labour", "A-0112-9"),
)
KINDS = (Choice("legal", "Legal"), Choice("transliteration", "Transliteration"))


class ScriptedFiles:
    """Answers the question for a file."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def open_file(self, _headline: str, _kinds: str = "") -> Path | None:
        return self.path


def find_agency(text: str) -> Sequence[Choice]:
    return [each for each in AGENCIES if text.casefold() in each.words.casefold()]


def principal() -> dict[str, Field]:
    role = ChoiceField("Role", [Choice("director", "Director"), Choice("owner", "Owner")])
    role.set_required(True)
    return {"name": TextField("Full name"), "role": role}


def sample_form(prompts: object = None) -> Form:
    form = Form()
    form.section("Who")
    form.add("names", NamesField("Name", KINDS, reading_kind="transliteration"), required=True)
    form.add("agency", PickField("Agency", find_agency, runner=InPlace()))
    form.add("tax", TextField("Tax number", latin=True, limit=20), required=True)
    form.add("phone", PhoneField("Telephone", "ET"))
    form.add("mail", EmailField("E-mail"))
    form.section("What")
    form.add("day", DayField("Day of receipt", calendar=Calendar.ETHIOPIAN), required=True)
    form.add("kind", ChoiceField("Kind", [Choice("bank", "Bank guarantee"), Choice("cash", "Cash")]), required=True)
    form.add("amount", MoneyField("Amount", ["ETB", "USD"]), required=True)
    form.add("paper", FileField("Paper", Files(), prompts or ScriptedFiles()))  # type: ignore[arg-type]
    form.add("sectors", ManyChoice("Sectors", [Choice("domestic", "Domestic work"), Choice("health", "Health")]))
    form.add("remarks", LongTextField("Remarks", limit=500))
    form.add("principals", TableField("Principals", principal, row_words="Principal", add_words="Add a principal"))
    form.add("seen", CheckField("I have seen the original"), required=True)
    return form

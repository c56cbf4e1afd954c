"""What the first start asks, as forms: office, administrator, rule book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import available_timezones

from babel import Locale
from PySide6.QtWidgets import QLineEdit

from registry_app.build import Answers
from registry_app.core.texts import _, ngettext, spoken_language
from registry_app.rulebook.load import list_bundled
from registry_app.store.keys import MIN_PASSWORD
from registry_app.ui.forms.choices import Choice, ChoiceField, ManyChoice
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form

_USUAL_WEEKEND: Final = ("5", "6")


class PasswordField(TextField):
    """A password: hidden, taken as it was typed."""

    def __init__(self, words: str, *, hint: str = "") -> None:
        super().__init__(words, hint=hint, latin=True)
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)

    def read(self) -> str:
        """Every letter counts, also spaces."""
        return self.entry.text()


def office_form() -> Form:
    """Ministry, country, office, time zone, free days, rule book."""
    form = Form()
    form.add("ministry", TextField(_("&Ministry"), hint=_("As it stands at the head of a letter.")), required=True)
    form.add("country", ChoiceField(_("C&ountry"), _countries()), required=True)
    form.add("office_name", TextField(_("O&ffice"), hint=_("The full name of this office.")), required=True)
    form.add(
        "office_code", TextField(_("Office co&de"), hint=_("Short, such as HQ; numbers begin with it."), limit=12, latin=True),
        required=True,
    )  # fmt: skip
    form.add("zone", ChoiceField(_("Time &zone"), [Choice(name, name) for name in sorted(available_timezones())]),
             required=True)  # fmt: skip
    form.add("rule_book", ChoiceField(_("Rule &book"), _books(), hint=_("The law by which this office decides.")))
    form.add("weekend", ManyChoice(_("Free days of the week"), _days(), columns=4))
    form.set_values({"weekend": list(_USUAL_WEEKEND)})
    return form


def administrator_form() -> Form:
    """The first administrator and his own password, twice."""
    form = Form(columns=1)
    form.add("full_name", TextField(_("Full &name")), required=True)
    form.add(
        "login",
        TextField(_("&User name"), hint=_("Small letters, such as almaz."), limit=60, latin=True),
        required=True,
    )
    least = ngettext("At least {count} letter; several words are best.", "At least {count} letters; several words are best.",
                     MIN_PASSWORD)  # fmt: skip
    form.add(
        "password",
        PasswordField(_("&Password"), hint=least.format(count=MIN_PASSWORD)),
        required=True,
        check=_long_enough,
    )
    form.add("again", PasswordField(_("Password a&gain")), required=True)
    form.add_check(same_twice)
    return form


def answers_of(office: Mapping[str, object], administrator: Mapping[str, object]) -> Answers:
    """The answers of both forms."""
    weekend = office.get("weekend")
    return Answers(
        ministry=str(office["ministry"]),
        country=str(office["country"]),
        office_code=str(office["office_code"]),
        office_name=str(office["office_name"]),
        zone=str(office["zone"]),
        login=str(administrator["login"]),
        full_name=str(administrator["full_name"]),
        password=str(administrator["password"]),
        weekend=sorted(int(day) for day in weekend) if isinstance(weekend, list | tuple) else (),
        languages=tuple(dict.fromkeys((spoken_language(), "en"))),
    )


def _long_enough(value: object) -> str:
    if len(str(value)) >= MIN_PASSWORD:
        return ""
    return _("It is too short. Add a word or two.")


def same_twice(values: Mapping[str, object]) -> Mapping[str, str]:
    """Whether both passwords of a form are one."""
    if values["password"] == values["again"]:
        return {}
    return {"again": _("The two passwords differ. Type the same one twice.")}


def _countries() -> list[Choice]:
    names = Locale.parse(spoken_language()).territories
    found = [
        Choice(code, name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU")
    ]
    return sorted(found, key=lambda each: each.words)


def _days() -> list[Choice]:
    names = Locale.parse(spoken_language()).days["stand-alone"]["wide"]
    return [Choice(str(number), names[number]) for number in range(7)]


def _books() -> list[Choice]:
    return [Choice("", _("none yet")), *(Choice(book, book) for book in list_bundled())]

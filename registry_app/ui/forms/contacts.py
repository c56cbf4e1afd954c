"""Telephone numbers and e-mail addresses: checked while typing from paper, never made up."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from PySide6.QtWidgets import QWidget

from registry_app.core.errors import BadInput
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, say
from registry_app.ui.forms.entries import LineEntry
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.forms.fields import too_long

_LONGEST_PHONE: Final = 60
_LONGEST_EMAIL: Final = 254  # RFC 5321, 4.5.3.1.3 less the angle brackets
# what can be delivered to, without the forms that exist on paper only (quoted names, comments)
_EMAIL: Final = re.compile(r"[^\s@\"(),:;<>\[\]\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")


class _Line(Field):
    """A field of one Latin line."""

    def __init__(self, words: str, limit: int, hint: str, parent: QWidget | None) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self.entry = LineEntry(limit=limit, latin=True)
        self.body.addWidget(self.entry)
        self._take_input(self.entry)
        self.entry.textChanged.connect(self._was_typed)
        self.entry.refused.connect(lambda most: self._refuse_length(too_long(most)))

    def typed(self) -> str:
        """The line as it stands."""
        return self.entry.text()

    def show_typed(self, typed: Typed) -> None:
        """Put a line in."""
        self.entry.write(typed if isinstance(typed, str) else "")

    def is_empty(self) -> bool:
        """Whether there are only spaces."""
        return not self.entry.text().strip()

    def value(self) -> str:
        """The line in its usual form; empty where it cannot be taken."""
        found = super().value()
        return found if isinstance(found, str) else ""

    def tidy(self) -> None:
        """Write it in its usual form."""
        if not self.is_empty() and (usual := self.value()):
            self.entry.write(usual)

    def forget_typing(self) -> None:
        """A new record begins."""
        self.entry.forget_typing()


class PhoneField(_Line):
    """A telephone number; without a country's code it is one of `country` (ISO 3166).

    A number that no telephone can have is refused; one that has the right length but is not known to be in use gets a
    warning only, since numbering plans change faster than programs.
    """

    def __init__(self, words: str, country: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, _LONGEST_PHONE, hint, parent)
        self._country = country

    def read(self) -> str:
        """The number in its international form, such as `+251 91 123 4567`; empty where none was typed."""
        if self.is_empty():
            return ""
        number = self._number()
        style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return str(phonenumbers.format_number(number, style))

    def tidy(self) -> None:
        """The international form, and a warning where no such number is known."""
        super().tidy()
        self.show_warnings(self._doubts())

    def _number(self) -> phonenumbers.PhoneNumber:
        text = western_digits(self.entry.text()).strip()
        if text.startswith("00"):
            text = f"+{text[2:]}"
        try:
            number = phonenumbers.parse(text, self._country or None)
        except phonenumbers.NumberParseException as error:
            raise _no_phone(self.entry.text()) from error
        if not phonenumbers.is_possible_number(number) or any(letter.isalpha() for letter in text.split("ext")[0]):
            raise _no_phone(self.entry.text())
        return number

    def _doubts(self) -> list[str]:
        if self.is_empty() or self.fault():
            return []
        if phonenumbers.is_valid_number(self._number()):
            return []
        return [_("No such number is known to be in use; compare it with the paper.")]


def _no_phone(text: str) -> BadInput:
    return BadInput(
        say(_("{text} is no telephone number: it is too short, too long, or has letters in it."), text=text.strip()),
        hint=_("Write it with the country's code, such as +251 91 123 4567; one number a field."),
    )


class EmailField(_Line):
    """An e-mail address."""

    def __init__(self, words: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, _LONGEST_EMAIL, hint, parent)

    def read(self) -> str:
        """The address with its domain in small letters; empty where none was typed."""
        text = self.entry.text().strip().removeprefix("mailto:")
        if not text:
            return ""
        if not _EMAIL.fullmatch(text) or not text.isprintable() or ".." in text:
            raise BadInput(
                say(_("{text} is no e-mail address."), text=text),
                hint=_("Write it as name@place.country, such as office@agency.et."),
            )
        local, _at, domain = text.rpartition("@")
        return f"{local}@{domain.lower()}"

"""Amounts of money: typed with any digits and grouping, kept in minor units, read back in figures and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from icu4py.messageformat import MessageFormat
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registry_app.core.errors import BadInput
from registry_app.core.money import Money, digits, parse_money
from registry_app.core.texts import _, isolate, say, spoken_language
from registry_app.ui.forms.entries import ChoiceEntry, LineEntry
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled

_LANGUAGE_OF_LAST_RESORT: Final = "en"
_LONGEST: Final = 40


def in_words(amount: Money, language: str) -> str:
    """The amount in words, such as "one million five hundred birrs"; empty where the language's number words are not known.

    Number words are CLDR's (spell-out rules); what is left in minor units is said in figures.
    """
    whole, rest = divmod(abs(amount.minor), 10 ** digits(amount.currency))
    spelt = _spelt(whole, language)
    if not spelt:
        return ""
    try:
        name = get_currency_name(amount.currency, count=whole, locale=Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        name = amount.currency
    words = f"{spelt} {name}"
    if amount.minor < 0:
        words = say(_("less {amount}"), amount=words)
    if rest:
        part = f"{rest:0{digits(amount.currency)}d}/{10 ** digits(amount.currency)}"
        words = say(_("{amount} and {part}"), amount=words, part=part)
    return words


def _spelt(number: int, language: str) -> str:
    spelt = MessageFormat("{n, spellout}", language).format({"n": number})
    if language.partition("_")[0] != _LANGUAGE_OF_LAST_RESORT:
        english = MessageFormat("{n, spellout}", _LANGUAGE_OF_LAST_RESORT).format({"n": number})
        if spelt == english:  # the language has no rules, and English words would not help its reader
            return ""
    return str(spelt)


class MoneyField(Field):
    """An amount in one of some currencies (ISO 4217); `currencies` with one code shows it without a choice.

    Under it stands the amount in words. `positive` ones refuse zero and less.
    """

    def __init__(
        self,
        words: str,
        currencies: Sequence[str],
        *,
        hint: str = "",
        positive: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._currencies = tuple(currencies)
        self._positive = positive
        self.entry = LineEntry(limit=_LONGEST, latin=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        self.body.addLayout(row)
        self._take_input(self.entry)
        self.choice: ChoiceEntry | None = None
        if len(self._currencies) == 1:
            row.addWidget(PlainLabel(self._currencies[0], look="muted"))
        else:
            self.choice = ChoiceEntry()
            self.choice.addItems(list(self._currencies))
            self.choice.setMinimumWidth(scaled(84))
            row.addWidget(self.choice)
            self._take_input(self.choice, _("currency"))
            self.choice.currentIndexChanged.connect(self._was_typed)
        self.entry.textChanged.connect(self._was_typed)
        self.entry.refused.connect(lambda _most: self._refuse_length(_("That is no amount: it is far too long.")))
        self.changed.connect(self._say_words)

    @property
    def currency(self) -> str:
        """The currency chosen."""
        return self._currencies[0] if self.choice is None else self.choice.currentText()

    def typed(self) -> Typed:
        """Figures and currency as they stand."""
        return {"figures": self.entry.text(), "currency": self.currency}

    def typed_of(self, value: object) -> Typed:
        """Figures with groups."""
        if not isinstance(value, Money):
            return {"figures": "", "currency": self._currencies[0]}
        return {"figures": _figures(value), "currency": value.currency}

    def show_typed(self, typed: Typed) -> None:
        """Put figures and currency in; a currency that is not offered is offered from now on."""
        kept = typed if isinstance(typed, dict) else {}
        currency = str(kept.get("currency") or self._currencies[0])
        if self.choice is not None:
            if self.choice.findText(currency) < 0:
                self.choice.addItem(currency)
            self.choice.setCurrentText(currency)
        self.entry.write(str(kept.get("figures") or ""))

    def is_empty(self) -> bool:
        """Whether no figures stand there."""
        return not self.entry.text().strip()

    def read(self) -> Money | None:
        """The amount; nothing where none was typed."""
        if self.is_empty():
            return None
        amount = parse_money(self.entry.text(), self.currency)
        if self._positive and amount.minor <= 0:
            raise BadInput(_("The amount must be more than nothing."), hint=_("Check it against the paper."))
        return amount

    def value(self) -> Money | None:
        """The amount; nothing where none was typed or it cannot be taken."""
        found = super().value()
        return found if isinstance(found, Money) else None

    def tidy(self) -> None:
        """Group the figures."""
        amount = self.value()
        if amount is not None:
            self.entry.write(_figures(amount))

    def words_of(self, typed: Typed) -> str:
        """Figures and currency on one line."""
        kept = typed if isinstance(typed, dict) else {}
        return f"{kept['figures']} {kept.get('currency', '')}" if kept.get("figures") else ""

    def forget_typing(self) -> None:
        """A new record begins."""
        self.entry.forget_typing()

    def _wrong_inputs(self) -> list[QWidget]:
        return [self.entry]

    def _say_words(self) -> None:
        amount = self.value()
        self.show_note(isolate(in_words(amount, spoken_language())) if amount is not None else "")


def _figures(amount: Money) -> str:
    return f"{amount.decimal:,.{digits(amount.currency)}f}"

"""Who complains is known to custodians only: what is sealed, and whether a free text gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from registry_app.core.errors import BadInput
from registry_app.core.likeness import skeleton
from registry_app.core.names import clean_text, required_text, search_key
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _

_SHORT = 3  # words of a name that are shorter say nothing by themselves
_TELLING = 5  # digits or letters of a number that a text must not repeat
_NATIONAL = 8  # last digits of a phone number, the same with and without the country's code


@dataclass(frozen=True, repr=False)
class Identity:
    """Who a person is: everything that is sealed. It never shows itself in a log, an exception or a test's report."""

    name: str
    other_names: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    safe_contact: str = ""
    address: str = ""
    documents: tuple[str, ...] = ()
    born: date | None = None

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Identity(…)"

    def values(self) -> dict[str, Any]:
        """What goes into the box, cleaned; raises `BadInput` without ever repeating a value."""
        return {
            "name": required_text(self.name, what=_("name")),
            "other_names": [required_text(each, what=_("other name")) for each in self.other_names],
            "contacts": [required_text(each, what=_("contact")) for each in self.contacts],
            "safe_contact": clean_text(self.safe_contact, what=_("safe contact"), limit=1_000),
            "address": clean_text(self.address, what=_("address"), limit=1_000),
            "documents": [required_text(each, what=_("document")) for each in self.documents],
            "born": self.born.isoformat() if self.born else None,
        }


class Leak(IntEnum):
    """How much of a sealed identity a text gives away."""

    NONE = 0
    PART = 1  # one word of a name: it may be somebody else, or a common word
    WHOLE = 2


def leak_in(text: str, identity: Identity) -> Leak:
    """How much of the identity stands in the text, whatever the spelling, script of digits, case or order of words."""
    words = search_key(text).split()
    folded, digits = " ".join(words), re.sub(r"[^0-9a-z]", "", western_digits(text).casefold())
    thin = set(skeleton(text).split())
    worst = Leak.NONE
    for name in (identity.name, *identity.other_names):
        worst = max(worst, _name_in(search_key(name).split(), words, thin, skeleton(name).split()))
    for number in (*identity.contacts, *identity.documents, identity.safe_contact):
        plain = re.sub(r"[^0-9a-z]", "", western_digits(number).casefold())
        if plain.isdigit() and len(plain) > _NATIONAL:
            plain = plain[-_NATIONAL:]
        if len(plain) >= _TELLING and plain in digits:
            worst = Leak.WHOLE
    address = search_key(identity.address)
    if len(address) >= _TELLING and address in folded:
        worst = Leak.WHOLE
    return worst


def _name_in(name: Sequence[str], words: Sequence[str], thin: set[str], bones: Sequence[str]) -> Leak:
    if not name:
        return Leak.NONE
    if set(name) <= set(words):
        return Leak.WHOLE
    if len(bones) > 1 and all(len(bone) > 1 for bone in bones) and set(bones) <= thin:
        return Leak.WHOLE  # the same name in another spelling or script
    return Leak.PART if any(word in words for word in name if len(word) > _SHORT) else Leak.NONE


class PartOfName(BadInput):
    """A word of a text is also part of a sealed name; the clerk may read it again and keep it."""


def refuse_leaks(texts: Iterable[str], identities: Sequence[Identity], *, parts_accepted: bool) -> None:
    """Raise `BadInput` where a text names whom the register seals; the refusal repeats nothing of it.

    A single word of a name may be meant otherwise: the clerk is warned, reads the text again and may keep it.
    """
    plain = [text for text in texts if text]
    found = max((leak_in(text, identity) for text in plain for identity in identities), default=Leak.NONE)
    if found is Leak.WHOLE:
        raise BadInput(
            _("The text names a person whose identity is sealed, or a number or address that leads to that person."),
            hint=_("Write “the worker” or “the complainant” instead; the name belongs in the sealed fields only."),
        )
    if found is Leak.PART and not parts_accepted:
        raise PartOfName(
            _("A word of the text is also part of a sealed name."),
            hint=_("Read it again: if it does not mean that person, confirm the text and save once more."),
        )

"""Who may decide on a day, within which limits, and who must stand aside."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotPermitted
from registry_app.core.money import Money
from registry_app.core.texts import _, say


@dataclass(frozen=True)
class AuthorityHeld:
    """An authority as a plain value."""

    id: uuid.UUID
    verb: str
    instrument: str
    instrument_date: date
    period: Period
    limits: Mapping[str, Any]


@dataclass(frozen=True)
class Matter:
    """What is decided, as far as limits speak of it; None means the limit does not apply to it."""

    category: str | None = None
    region: str | None = None
    amount: Money | None = None


LIMITS: Final = frozenset({"amount_minor", "currency", "categories", "regions"})


def refuse_unknown_limits(limits: Mapping[str, Any]) -> None:
    """Raise `BadInput` for a limit that nothing would ever look at: it would limit nothing."""
    unknown = sorted(set(limits) - LIMITS)
    if unknown:
        raise BadInput(
            say(_("An authority cannot be limited by {limits}."), limits=", ".join(unknown)),
            hint=say(_("Limits are: {limits}."), limits=", ".join(sorted(LIMITS))),
        )
    if ("amount_minor" in limits) != ("currency" in limits):
        raise BadInput(
            _("A limit of money needs its amount and its currency."), hint=_("Give both, as the instrument says.")
        )


def covers(held: AuthorityHeld, matter: Matter) -> bool:
    """Whether the matter lies within the limits of the authority."""
    limits = held.limits
    if "categories" in limits and matter.category is not None and matter.category not in limits["categories"]:
        return False
    if "regions" in limits and matter.region is not None and matter.region not in limits["regions"]:
        return False
    if "amount_minor" in limits and matter.amount is not None:
        return matter.amount.currency == limits.get("currency") and matter.amount.minor <= limits["amount_minor"]
    return True


def authority_for(held: Iterable[AuthorityHeld], verb: str, on: date, matter: Matter, officer: str) -> AuthorityHeld:
    """The authority that covers the act on its day; without one the act is refused, whoever else approves.

    Four eyes of two unauthorised persons are still void (domain.md, "Authority").
    """
    of_verb = [each for each in held if each.verb == verb]
    standing = [each for each in of_verb if on in each.period]
    for each in standing:
        if covers(each, matter):
            return each
    if standing:
        sentence = _("{officer} holds an authority for {verb}, but this matter is beyond its limits.")
    elif of_verb:
        sentence = _("{officer} holds an authority for {verb}, but not one that is in force on {on}.")
    else:
        sentence = _("{officer} holds no authority for {verb}.")
    raise NotPermitted(
        say(sentence, officer=officer, verb=verb, on=on),
        hint=_(
            "Enter the instrument that gives the authority (registry user authorise), or let another officer decide."
        ),
    )


def refuse_recused(recused: Iterable[tuple[uuid.UUID, str]], officer_id: uuid.UUID, officer: str) -> None:
    """Raise `NotPermitted` when the officer has declared an interest in the matter; pairs of officer and reason."""
    for who, reason in recused:
        if who == officer_id:
            raise NotPermitted(
                say(
                    _("{officer} has declared an interest in this matter ({reason}) and must stand aside."),
                    officer=officer,
                    reason=reason,
                ),
                hint=_("Another officer must take the matter."),
            )

"""The words about agencies: kinds of names, addresses, contacts, roles; shares that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.money import Money
from registry_app.core.texts import N_, _, say


class NameKind(StrEnum):
    """What a name of an agency is; the legal one may stand in several scripts."""

    LEGAL = "legal"
    TRADING = "trading"
    FORMER = "former"
    ABBREVIATION = "abbreviation"


class AddressKind(StrEnum):
    """What an address is for."""

    REGISTERED = "registered"
    OPERATING = "operating"
    PUBLIC = "public"


class ContactKind(StrEnum):
    """How an agency is reached."""

    PHONE = "phone"
    E_MAIL = "e_mail"
    SITE = "site"
    FAX = "fax"


CONTACT_WORDS: Final = {
    ContactKind.PHONE: N_("telephone"),
    ContactKind.E_MAIL: N_("e-mail"),
    ContactKind.SITE: N_("web site"),
    ContactKind.FAX: N_("fax"),
}


class PrincipalRole(StrEnum):
    """What a principal is in the agency."""

    OWNER = "owner"
    PARTNER = "partner"
    SHAREHOLDER = "shareholder"
    DIRECTOR = "director"
    MANAGER = "manager"
    OFFICER = "officer"
    REPRESENTATIVE = "representative"


class AdherenceKind(StrEnum):
    """What an agency has joined or been certified for."""

    CODE_OF_CONDUCT = "code_of_conduct"
    ASSOCIATION = "association"
    CERTIFICATION = "certification"


WHOLE: Final = 10_000  # all shares together, in hundredths of a per cent


def refuse_shares(shares: Iterable[int | None]) -> None:
    """Raise `BadInput` where a share is beyond the whole, or the known ones together are (hundredths of a per cent)."""
    known = [share for share in shares if share is not None]
    for share in known:
        if not 0 <= share <= WHOLE:
            raise BadInput(
                say(_("A share of {share} per cent cannot be."), share=Decimal(share) / 100), hint=_("Check the deed.")
            )
    if sum(known) > WHOLE:
        raise BadInput(
            say(_("The shares add up to {sum} per cent."), sum=Decimal(sum(known)) / 100),
            hint=_("Check the deed; end the share of a partner who left."),
        )


def refuse_capital(capital: Money | None) -> None:
    """Raise `BadInput` for a negative capital."""
    if capital is not None and capital.minor < 0:
        raise BadInput(say(_("A capital of {amount} cannot be."), amount=capital), hint=_("Check the deed."))

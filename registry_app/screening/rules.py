"""The words of screening: kinds of marks, scopes of bans."""

from __future__ import annotations

from enum import StrEnum


class MarkKind(StrEnum):
    """What a subject can share with another; each has one normalised key."""

    NAME = "name"  # the consonant skeleton of a name
    PHONE = "phone"
    E_MAIL = "e_mail"
    ADDRESS = "address"
    DOCUMENT = "document"
    TAX_NUMBER = "tax_number"
    COMPANY_NUMBER = "company_number"
    PERSON = "person"  # the id of a person in a role


class BanScope(StrEnum):
    """What a banned person or name may not do."""

    OWN = "own"
    DIRECT = "direct"
    REPRESENT = "represent"
    ANY = "any"

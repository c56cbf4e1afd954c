"""The words about agencies: kinds of names, addresses, contacts, roles."""

from __future__ import annotations

from enum import StrEnum


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

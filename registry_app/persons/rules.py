"""The words about persons: sex, kinds of names and of identity documents."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """As the person's document states it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class PersonNameKind(StrEnum):
    """What a name of a person is."""

    LEGAL = "legal"
    TRANSLITERATION = "transliteration"
    ALIAS = "alias"
    FORMER = "former"


class DocumentKind(StrEnum):
    """What identifies a person."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    RESIDENCE_ID = "residence_id"
    DRIVING_LICENCE = "driving_licence"
    TAX_NUMBER = "tax_number"
    OTHER = "other"

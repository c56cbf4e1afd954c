"""The closed list of fields that a column of a list may fill, with the headings under which lists hold them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from registry_app.core.errors import BadInput
from registry_app.core.names import search_key
from registry_app.core.paths import RESOURCES
from registry_app.core.texts import N_, _, say, shortened

VERBATIM: Final = "verbatim"
NAME: Final = "agency.name"
OTHER_NAME: Final = "agency.name_other_script"
AGENCY_NUMBER: Final = "agency.number"
LICENCE_NUMBER: Final = "licence.number"
STATUS: Final = "licence.status_words"
SERIAL: Final = "list.serial"
PRINCIPAL: Final = "principal.name"


class Kind(StrEnum):
    """What the values of a field are, and so how a cell is read."""

    COMPANY = "company"
    PERSON = "person"
    TEXT = "text"
    NUMBER = "number"
    CATEGORY = "category"
    STATUS = "status"
    DATE = "date"
    PLACE = "place"
    PLACES = "places"
    COUNTRY = "country"
    ADDRESS = "address"
    POSTAL = "postal"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    ROLE = "role"
    SERIAL = "serial"
    COUNT = "count"
    VERBATIM = "verbatim"


# shown by `registry fields`; the words stand in resources/exchange/fields.toml in English and are translated here
_LABELS: Final = (
    N_("Name of the agency"),
    N_("Name of the agency in another script"),
    N_("Trading name"),
    N_("Former name"),
    N_("Legal form"),
    N_("Number of the agency in the register"),
    N_("Tax or company number"),
    N_("Licence number"),
    N_("Category of the licence"),
    N_("Status of the licence in the list's own words"),
    N_("Day of the status"),
    N_("Licence valid from"),
    N_("Licence valid through"),
    N_("Countries the licence is for"),
    N_("Address"),
    N_("District or municipality"),
    N_("City"),
    N_("Region, state or province"),
    N_("Postal code"),
    N_("Country of the address"),
    N_("Telephone"),
    N_("Fax"),
    N_("E-mail"),
    N_("Website"),
    N_("Owner, partner, director or representative"),
    N_("Role of that person"),
    N_("Contact person"),
    N_("Foreign employer"),
    N_("Country of the employer or of the job"),
    N_("Occupation of a job order"),
    N_("Number of positions of a job order"),
    N_("Running number in the list"),
    N_("Reference of the row in the list (case, file)"),
    N_("Day on which the list stood"),
    N_("Note"),
    N_("Kept as it stands with the batch; fills no field"),
)


@dataclass(frozen=True)
class Field:
    """A field: its stable code, what its values are, and whether it holds several.

    `headings` are folded headings of columns that fill it alone; `parts` are folded headings of columns that fill it
    together, each with its place in the order of joining (from 1).
    """

    code: str
    kind: Kind
    many: bool
    source_label: str
    headings: frozenset[str]
    parts: Mapping[str, int]

    @property
    def label(self) -> str:
        """The field's name in the language chosen."""
        return _(self.source_label)


@cache
def fields() -> Mapping[str, Field]:
    """All fields by code, in the order of the file."""
    raw: dict[str, Any] = tomllib.loads((RESOURCES / "exchange" / "fields.toml").read_text(encoding="utf-8"))
    found = [_field(entry) for entry in raw["field"]]
    return {field.code: field for field in found}


def get_field(code: str) -> Field:
    """The field of this code, or `BadInput`: the list is closed."""
    try:
        return fields()[code]
    except KeyError:
        raise BadInput(
            say(_("There is no field {field} that a column could fill."), field=shortened(code)),
            hint=_("The list of fields is printed by: registry fields --json"),
        ) from None


def field_rows() -> list[dict[str, object]]:
    """What `registry fields --json` prints: `field`, `label`, `kind`, `many`, in the order of the closed list."""
    return [
        {"field": field.code, "label": field.label, "kind": field.kind.value, "many": field.many}
        for field in fields().values()
    ]


def fold(heading: str) -> str:
    """A heading as it is compared: `RECRUITER_LAST_NAME`, `recruiterLastName` and `Recruiter last name` are one."""
    parted = _CAMEL.sub(" ", heading)
    return search_key(parted.replace("_", " ").replace("№", " № "))


@cache
def heading_words() -> frozenset[str]:
    """Every known heading, folded: what tells a heading row from data, and one encoding from another."""
    return frozenset(
        heading for field in fields().values() for heading in (*field.headings, *field.parts) if len(heading) > 1
    )


@cache
def vocabulary() -> frozenset[str]:
    """Every single word of the known headings beyond ASCII."""
    return frozenset(
        word
        for field in fields().values()
        for heading in (*field.headings, *field.parts)
        for word in heading.split()
        if not word.isascii() and len(word) > 1
    )


_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]{2,}\b)")


def _field(entry: Mapping[str, Any]) -> Field:
    headings = frozenset(fold(word) for words in entry.get("words", {}).values() for word in words)
    order = {"given": 1, "middle": 2, "family": 3, "family_second": 4}
    parts = {fold(word): order[part] for part, words in entry.get("parts", {}).items() for word in words}
    return Field(entry["code"], Kind(entry["kind"]), bool(entry.get("many")), entry["label"], headings - {""}, parts)

"""Which columns of which tables are found by: the one list that following a change and making the index anew read.

Nothing sealed stands here, and nothing that a complainant or a worker could be known by: of a complaint its number and
the typed name of a respondent who is in no register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registry_app.finding.rules import Kind, What


@dataclass(frozen=True)
class Source:
    """A table whose rows are found: each leads to `subject`, a column of the row (`id`: the row is the subject).

    `name` is a column with a name (`folded` where it holds the search key already); `numbers` and `contacts` are columns
    with what they mean.
    """

    table: str
    kind: Kind
    subject: str = "id"
    name: str = ""
    folded: bool = True
    numbers: tuple[tuple[str, What], ...] = ()
    contacts: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        named = (self.name,) if self.name else ()
        return ("id", self.subject, *named, *(column for column, _what in self.numbers), *self.contacts)


SOURCES: Final = (
    Source(
        "agency",
        Kind.AGENCY,
        numbers=(
            ("number", What.NUMBER),
            ("company_number", What.COMPANY_NUMBER),
            ("tax_number", What.TAX_NUMBER),
        ),
    ),
    Source("agency_name", Kind.AGENCY, "agency_id", name="search_key"),
    Source("agency_contact", Kind.AGENCY, "agency_id", contacts=("key",)),
    Source("branch", Kind.AGENCY, "agency_id", name="name", folded=False, contacts=("phone",)),
    Source("listed_licence", Kind.AGENCY, "agency_id", numbers=(("number", What.LISTED),)),
    Source("licence", Kind.LICENCE, numbers=(("number", What.NUMBER),)),
    Source("person", Kind.PERSON, contacts=("phone", "e_mail")),
    Source("person_name", Kind.PERSON, "person_id", name="search_key"),
    Source("person_document", Kind.PERSON, "person_id", numbers=(("number_key", What.DOCUMENT),)),
    Source("application", Kind.APPLICATION, numbers=(("number", What.NUMBER),)),
    Source("guarantee", Kind.GUARANTEE, numbers=(("number", What.NUMBER), ("reference", What.REFERENCE))),
    Source("guarantee_claim", Kind.GUARANTEE, "guarantee_id", numbers=(("number", What.CLAIM),)),
    Source("complaint", Kind.COMPLAINT, numbers=(("number", What.NUMBER),)),
    Source("complaint_respondent", Kind.COMPLAINT, "complaint_id", name="typed_name", folded=False),
    Source("certificate", Kind.CERTIFICATE, numbers=(("serial", What.NUMBER),)),
    Source("letter", Kind.LETTER, numbers=(("number", What.NUMBER), ("reference", What.REFERENCE))),
    Source("paper_file", Kind.FILE, numbers=(("number", What.NUMBER),)),
)
BY_TABLE: Final = {source.table: source for source in SOURCES}

"""What a paper at the counter concerns, by its table and id: the name of an agency, the number of any other record."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry_app.agencies.queries import get_rows
from registry_app.complaints.models import Complaint
from registry_app.guarantees.models import Guarantee
from registry_app.licensing.models import Application, Licence
from registry_app.store.blocks import in_blocks

Case = tuple[str, uuid.UUID]
AGENCY: Final = "agency"
_NUMBERED: Final[dict[str, tuple[InstrumentedAttribute[uuid.UUID], InstrumentedAttribute[str]]]] = {
    "application": (Application.id, Application.number),
    "complaint": (Complaint.id, Complaint.number),
    "licence": (Licence.id, Licence.number),
    "guarantee": (Guarantee.id, Guarantee.number),
}


def case_names(session: Session, cases: Iterable[Case]) -> dict[Case, str]:
    """How each case is called; a record of another kind has no name here. A complaint's number names nobody."""
    wanted: dict[str, list[uuid.UUID]] = {}
    for table, key in set(cases):
        wanted.setdefault(table, []).append(key)
    names = {(AGENCY, key): row.name for key, row in get_rows(session, wanted.get(AGENCY, [])).items()}
    for table, (key_of, number) in _NUMBERED.items():
        for block in in_blocks(wanted.get(table, [])):
            found = session.execute(select(key_of, number).where(key_of.in_(block)))
            names.update({((table, key)): text for key, text in found})
    return names


def collected_paper(session: Session, number: str) -> Case | None:
    """The licence of a number that is handed over at the counter; None where it is another paper."""
    found = session.scalars(select(Licence.id).where(Licence.number == number.strip().upper())).first()
    return ("licence", found) if found is not None else None

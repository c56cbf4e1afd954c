"""A list that another office sent: a CSV file as such offices write it, imported with two of its rows held."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from registry_app.agencies.rows import AgencyDraft
from registry_app.agencies.rules import ContactKind, NameKind
from registry_app.demo.stage import Stage
from registry_app.exchange.dry_run import prepare
from registry_app.exchange.rules import ImportKind
from registry_app.exchange.service import Choices, Imported, import_list
from registry_app.exchange.source import from_bytes

FILE: Final = "agencies-of-the-regional-bureaus-2018.csv"
LISTED_ON: Final = date(2018, 12, 31)
MOST: Final = 40
_HEADING: Final = (
    "No.", "Name of Agency", "Name (own script)", "Licence No.", "Commercial Register No.", "Street", "City", "Region",
    "Telephone", "E-mail", "General Manager", "Valid Until", "Status",
)  # fmt: skip
_STATUSES: Final = ("Active", "Active", "Active", "Expired", "Under renewal")


def bring_in(stage: Stage, drafts: Sequence[AgencyDraft]) -> Imported:
    """Import the list of these agencies: two rows more than agencies, which are wrong and stay held."""
    source = from_bytes(FILE, as_csv(drafts))
    with stage.acting("clerk", "list:imported") as (session, actor):
        prepared = prepare(source, actor.today, region="ET")
        return import_list(session, actor, prepared, Choices(ImportKind.ADD, listed_on=LISTED_ON))


def as_csv(drafts: Sequence[AgencyDraft]) -> bytes:
    """The list as the bureaus' clerk saved it; the same agencies give the same bytes."""
    lines = [_line(place, draft) for place, draft in enumerate(drafts, start=1)]
    nameless, undated = list(lines[0]), list(lines[-1])
    nameless[:4] = [str(len(lines) + 1), "", "", _licence(len(lines) + 1)]
    undated[:4] = [str(len(lines) + 2), "Abay Overseas Employment PLC", "", _licence(len(lines) + 2)]
    undated[4], undated[-2] = "MT/AA/0/0000000/2010", "31.02.2019"
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_HEADING, *lines, nameless, undated])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _licence(place: int) -> str:
    return f"RB/{place:03d}/2016"


def _line(place: int, draft: AgencyDraft) -> list[str]:
    own = [name.name for name in draft.names if name.kind is NameKind.LEGAL]
    contacts = {each.kind: each.value for each in draft.contacts}
    address, manager = draft.addresses[0], draft.principals[-1].person
    status = _STATUSES[place % len(_STATUSES)]
    through = LISTED_ON + timedelta(days=-20 * place if status == "Expired" else 9 * place)
    return [
        str(place),
        draft.name,
        own[0] if own else "",
        _licence(place),
        draft.company_number,
        address.lines,
        address.place,
        address.region,
        contacts[ContactKind.PHONE],
        contacts[ContactKind.E_MAIL],
        manager.full_name if manager is not None else "",
        through.isoformat(),
        status,
    ]

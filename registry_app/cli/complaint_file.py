"""A complaint as a JSON file: strict, so that a misspelt field is a mistake and never a lost name.

Names stand in a file or on standard input only, never among a command's words, which other users of the machine see.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec

from registry_app.complaints.drafts import AllegationDraft, ComplaintDraft, RespondentDraft, SumDraft, WorkerDraft
from registry_app.complaints.rules import AgeGroup, Channel, ComplainantKind, RespondentKind, Sex, SumKind
from registry_app.complaints.secrecy import Identity
from registry_app.core.errors import BadInput
from registry_app.core.money import parse_money
from registry_app.core.texts import _, say


class Person(msgspec.Struct, forbid_unknown_fields=True):
    """What is sealed."""

    name: str
    other_names: list[str] = []
    contacts: list[str] = []
    safe_contact: str = ""
    address: str = ""
    documents: list[str] = []
    born: date | None = None

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Person(…)"

    def identity(self) -> Identity:
        """As the service takes it."""
        return Identity(
            self.name,
            tuple(self.other_names),
            tuple(self.contacts),
            self.safe_contact,
            self.address,
            tuple(self.documents),
            self.born,
        )


class Worker(msgspec.Struct, forbid_unknown_fields=True):
    """A worker; `identity` may be left out where nobody knows the name."""

    identity: Person | None = None
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    destination: str = ""
    occupation: str = ""
    whereabouts: str = ""
    recruited_on: date | None = None
    contract_on: date | None = None


class Respondent(msgspec.Struct, forbid_unknown_fields=True):
    """A respondent: `agency` is a number of the register, `name` what the worker says."""

    kind: RespondentKind
    agency: str = ""
    employer: UUID | None = None
    name: str = ""
    country: str = ""


class Amount(msgspec.Struct, forbid_unknown_fields=True):
    """A sum claimed, or evidenced by a `receipt` (a path)."""

    kind: SumKind
    amount: str
    currency: str
    item: str
    on: date | None = None
    receipt: str = ""


class Allegation(msgspec.Struct, forbid_unknown_fields=True):
    """What happened to a worker, counted from 1."""

    worker: int
    category: str
    facts: str
    from_on: date | None = None
    through_on: date | None = None
    known_on: date | None = None
    place: str = ""
    country: str = ""
    relief: str = ""
    sums: list[Amount] = []


class Written(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file."""

    channel: Channel
    complainant_kind: ComplainantKind
    workers: list[Worker]
    respondents: list[Respondent]
    allegations: list[Allegation]
    received_on: date | None = None
    oral: bool = False
    language: str = ""
    complainant: Person | None = None
    relation: str = ""
    authority: str = ""
    done_on: date | None = None
    received_first_on: date | None = None
    received_first_at: str = ""

    @property
    def receipts(self) -> list[str]:
        """The paths of its receipts, each once."""
        paths = [each.receipt for allegation in self.allegations for each in allegation.sums if each.receipt]
        return list(dict.fromkeys(paths))


def read_complaint(content: bytes) -> Written:
    """The file's complaint; `BadInput` says where it is wrong and repeats no value of it."""
    try:
        return msgspec.json.decode(content, type=Written)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        place = str(error).rpartition(" - at ")[2].strip("`") if " - at " in str(error) else "$"
        raise BadInput(
            say(_("The file is no complaint: something is wrong at {place}."), place=place),
            hint=_("registry complaint template prints one that can be filled in."),
        ) from None  # the cause could repeat what is sealed


def as_draft(
    written: Written,
    today: date,
    agency_of: Callable[[str], UUID],
    receipt_of: Callable[[str], UUID],
    *,
    parts_accepted: bool,
) -> ComplaintDraft:
    """The draft the service takes; agencies are found by number, receipts are put into the register."""
    return ComplaintDraft(
        channel=written.channel,
        complainant_kind=written.complainant_kind,
        received_on=written.received_on or today,
        workers=tuple(_worker(worker) for worker in written.workers),
        respondents=tuple(
            RespondentDraft(
                each.kind,
                agency_of(each.agency) if each.agency else None,
                each.employer,
                typed_name=each.name,
                country=each.country,
            )
            for each in written.respondents
        ),
        allegations=tuple(_allegation(each, receipt_of) for each in written.allegations),
        oral=written.oral,
        language=written.language,
        complainant=written.complainant.identity() if written.complainant else None,
        relation=written.relation,
        authority=written.authority,
        done_on=written.done_on,
        received_first_on=written.received_first_on,
        received_first_at=written.received_first_at,
        parts_accepted=parts_accepted,
    )


def _worker(worker: Worker) -> WorkerDraft:
    return WorkerDraft(
        worker.identity.identity() if worker.identity else None,
        worker.sex,
        worker.age_group,
        worker.destination,
        worker.occupation,
        worker.whereabouts,
        worker.recruited_on,
        worker.contract_on,
    )


def _allegation(written: Allegation, receipt_of: Callable[[str], UUID]) -> AllegationDraft:
    return AllegationDraft(
        written.worker,
        written.category,
        written.facts,
        written.from_on,
        written.through_on,
        written.known_on,
        written.place,
        written.country,
        written.relief,
        tuple(
            SumDraft(
                each.kind,
                parse_money(each.amount, each.currency),
                each.item,
                each.on,
                receipt_of(each.receipt) if each.receipt else None,
            )
            for each in written.sums
        ),
    )


TEMPLATE = {
    "channel": "counter",
    "complainant_kind": "worker",
    "language": "am",
    "workers": [
        {
            "identity": {"name": "", "contacts": [], "documents": [], "address": "", "safe_contact": ""},
            "sex": "unknown",
            "age_group": "unknown",
            "destination": "",
            "occupation": "",
        }
    ],
    "respondents": [{"kind": "agency", "agency": "A-…"}],
    "allegations": [
        {
            "worker": 1,
            "category": "overcharge",
            "facts": "",
            "place": "",
            "relief": "",
            "sums": [{"kind": "claimed", "amount": "0.00", "currency": "ETB", "item": ""}],
        }
    ],
}

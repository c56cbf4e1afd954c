"""What a hit says: the subject's number and name as they are now, and by what it was found."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from babel import UnknownLocaleError
from babel.dates import format_date
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, AgencyAddress, AgencyName, Branch
from registry_app.certificates.models import Certificate
from registry_app.complaints.models import Complaint, ComplaintRespondent
from registry_app.core.texts import _, say, spoken_language
from registry_app.correspondence.models import Letter, PaperFile
from registry_app.employers.models import Employer
from registry_app.finding.matching import Found
from registry_app.finding.rules import WHAT_LABELS, Kind, What
from registry_app.guarantees.models import Guarantee
from registry_app.licensing.models import Application, Licence
from registry_app.persons.models import Person, PersonName

_BETWEEN: Final = " · "
Ids = Sequence[uuid.UUID]


@dataclass(frozen=True)
class Subject:
    """How a subject is shown: its number, its name, and what else tells it from its likes."""

    label: str
    title: str
    detail: str = ""


def describe(session: Session, kind: Kind, found: Sequence[Found]) -> dict[uuid.UUID, Subject]:
    """The subjects of these hits of one kind; those that are shown in no list are left out."""
    subjects = _READERS[kind](session, list({uuid.UUID(bytes=each.subject) for each in found}))
    names = _other_names(session, kind, [uuid.UUID(bytes=each.source) for each in found if each.what is What.NAME])
    shown = {}
    for each in found:
        subject_id = uuid.UUID(bytes=each.subject)
        if (subject := subjects.get(subject_id)) is None:
            continue
        by = names.get(uuid.UUID(bytes=each.source), "")
        if each.what not in (What.NAME, What.NUMBER):
            by = _(WHAT_LABELS[each.what])
        parts = [part for part in (by if by != subject.title else "", subject.detail) if part]
        shown[subject_id] = Subject(subject.label, subject.title, _BETWEEN.join(parts))
    return shown


def _other_names(session: Session, kind: Kind, sources: Ids) -> dict[uuid.UUID, str]:
    """The very names that were found, by their rows."""
    names: dict[uuid.UUID, str] = {}
    for table in {Kind.AGENCY: (AgencyName, Branch), Kind.PERSON: (PersonName,)}.get(kind, ()):
        if missing := [each for each in sources if each not in names]:
            names.update(_pairs(session, select(table.id, table.name).where(table.id.in_(missing))))
    return names


def _pairs(session: Session, found: Select[uuid.UUID, str]) -> dict[uuid.UUID, str]:
    return {row[0]: row[1] for row in session.execute(found)}


def _agencies(session: Session, ids: Ids) -> dict[uuid.UUID, Subject]:
    places = _pairs(
        session,
        select(AgencyAddress.agency_id, AgencyAddress.place)
        .where(AgencyAddress.agency_id.in_(ids), AgencyAddress.valid_to.is_(None), AgencyAddress.place != "")
        .order_by(AgencyAddress.id.desc()),
    )
    standing = select(Agency.id, Agency.number, Agency.name, Agency.merged_into_id).where(
        Agency.id.in_(ids), Agency.set_aside_on.is_(None)
    )
    shown = {}
    for each, number, name, merged in session.execute(standing):
        parts = [places.get(each, ""), _("merged into another") if merged else ""]
        shown[each] = Subject(number, name, _BETWEEN.join(part for part in parts if part))
    return shown


def _day(day: date) -> str:
    """A day as people write it, in the language spoken."""
    try:
        return str(format_date(day, "d MMM y", locale=spoken_language()))
    except (UnknownLocaleError, ValueError):
        return str(format_date(day, "d MMM y", locale="en_GB"))


def _persons(session: Session, ids: Ids) -> dict[uuid.UUID, Subject]:
    found = select(Person.id, Person.full_name, Person.born_on, Person.nationality).where(Person.id.in_(ids))
    shown = {}
    for each, name, born_on, nationality in session.execute(found):
        born = say(_("born {day}"), day=_day(born_on)) if born_on else ""
        shown[each] = Subject("", name, _BETWEEN.join(part for part in (born, nationality) if part))
    return shown


def _of_agency(kind: Any, number: Any, *more: Any) -> Callable[[Session, Ids], dict[uuid.UUID, Subject]]:
    """Reads subjects that belong to an agency: its name is their title."""

    def read(session: Session, ids: Ids) -> dict[uuid.UUID, Subject]:
        found = select(kind.id, number, Agency.name, *more).join(Agency, Agency.id == kind.agency_id)
        return {
            each: Subject(label, name, _BETWEEN.join(str(part) for part in rest if part))
            for each, label, name, *rest in session.execute(found.where(kind.id.in_(ids)))
        }

    return read


def _complaints(session: Session, ids: Ids) -> dict[uuid.UUID, Subject]:
    """A complaint shows against whom it is, never who complains."""
    respondents: dict[uuid.UUID, list[str]] = {}
    against = (
        select(ComplaintRespondent.complaint_id, Agency.name, Employer.name, ComplaintRespondent.typed_name)
        .outerjoin(Agency, Agency.id == ComplaintRespondent.agency_id)
        .outerjoin(Employer, Employer.id == ComplaintRespondent.employer_id)
        .where(ComplaintRespondent.complaint_id.in_(ids))
        .order_by(ComplaintRespondent.ordinal)
    )
    for each, agency, employer, typed in session.execute(against):
        respondents.setdefault(each, []).append(agency or employer or typed)
    found = select(Complaint.id, Complaint.number, Complaint.received_on).where(Complaint.id.in_(ids))
    return {
        each: Subject(
            number, ", ".join(filter(None, respondents.get(each, ()))), say(_("received {day}"), day=_day(day))
        )
        for each, number, day in session.execute(found)
    }


def _letters(session: Session, ids: Ids) -> dict[uuid.UUID, Subject]:
    """A letter of a complaint shows its number only: whom it is from may be whom the register seals."""
    found = select(
        Letter.id, Letter.number, Letter.correspondent, Letter.subject_table, Letter.direction, Letter.reference
    ).where(Letter.id.in_(ids))
    return {
        each: Subject(number, "" if about == Complaint.__tablename__ else correspondent, reference)
        for each, number, correspondent, about, _direction, reference in session.execute(found)
    }


def _files(session: Session, ids: Ids) -> dict[uuid.UUID, Subject]:
    found = select(
        PaperFile.id, PaperFile.number, PaperFile.title, PaperFile.subject_table, PaperFile.volume, PaperFile.shelf
    ).where(PaperFile.id.in_(ids))
    return {
        each: Subject(
            number,
            "" if about == Complaint.__tablename__ else title,
            _BETWEEN.join(part for part in (say(_("volume {volume}"), volume=volume), shelf) if part),
        )
        for each, number, title, about, volume, shelf in session.execute(found)
    }


_READERS: Final[dict[Kind, Callable[[Session, Ids], dict[uuid.UUID, Subject]]]] = {
    Kind.AGENCY: _agencies,
    Kind.LICENCE: _of_agency(Licence, Licence.number),
    Kind.PERSON: _persons,
    Kind.APPLICATION: _of_agency(Application, Application.number),
    Kind.GUARANTEE: _of_agency(Guarantee, Guarantee.number, Guarantee.issuer, Guarantee.reference),
    Kind.COMPLAINT: _complaints,
    Kind.CERTIFICATE: _of_agency(Certificate, Certificate.serial),
    Kind.LETTER: _letters,
    Kind.FILE: _files,
}

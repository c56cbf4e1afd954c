"""Gathering what a paper may say: agency, licence, guarantees, signatory, as they are known here today."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from babel import Locale
from sqlalchemy.orm import Session

from registry_app.agencies.card import AgencyCard, get_card
from registry_app.agencies.rules import NameKind
from registry_app.build.opened import Opened
from registry_app.certificates.compliance import Compliance
from registry_app.certificates.facts import (
    AddressFacts,
    AgencyFacts,
    ComplianceFacts,
    GuaranteeFacts,
    Issuer,
    LicenceFacts,
    LicenceLine,
    PrincipalFacts,
    Signatory,
    StatementFacts,
)
from registry_app.certificates.wording import words
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, bare
from registry_app.guarantees.queries import list_guarantees
from registry_app.guarantees.rules import GuaranteeState
from registry_app.journal.checkpoint import Checkpoint
from registry_app.licensing.records import list_conditions
from registry_app.licensing.standing import LicenceRow
from registry_app.offices.queries import list_authorities
from registry_app.rulebook.queries import get_adoption, get_rules
from registry_app.rulebook.values import UNKNOWN, Item

_ROOT_SHOWN = 16
_VERBS = ("certificate:issue", "licence:grant")


@dataclass(frozen=True)
class PaperContext:
    """For which agency a paper is made, in which language."""

    opened: Opened
    agency_id: uuid.UUID
    language: str


@dataclass(frozen=True)
class MadeOn:
    """What every paper takes from the moment it is made; `actor_role` is the code of the role the signatory acts in."""

    serial: str
    today: date
    key_id: str
    checkpoint: Checkpoint
    actor_id: uuid.UUID
    actor_name: str
    actor_role: str


def licence_facts(context: PaperContext, made: MadeOn, licence: LicenceRow) -> LicenceFacts:
    """What a licence certificate says."""
    with context.opened.reading() as session:
        return LicenceFacts(
            **_every_paper(session, context, made),
            licence=_line(session, context, licence),
            guarantees=_guarantees(session, context, made.today),
        )


def compliance_facts(context: PaperContext, made: MadeOn, licence: LicenceRow, found: Compliance) -> ComplianceFacts:
    """What a certificate of compliance says."""
    assert found.valid_to is not None
    with context.opened.reading() as session:
        return ComplianceFacts(
            **_every_paper(session, context, made),
            licence=_line(session, context, licence),
            valid_from=found.on,
            valid_to=found.valid_to,
            checks=found.printed(),
            guarantees=_guarantees(session, context, made.today),
        )


def statement_facts(
    context: PaperContext, made: MadeOn, licence: LicenceRow | None, found: Compliance
) -> StatementFacts:
    """What a statement of reasons says; the ways out are those the checks themselves name."""
    hints = [
        bare(result.hint)
        for result in (*(each for ground in found.grounds for each in ground.results), *found.obstacles)
        if result.hint and result.verdict.value != "met"
    ]
    with context.opened.reading() as session:
        return StatementFacts(
            **_every_paper(session, context, made),
            checks=found.printed(),
            examined_on=found.on,
            licence=_line(session, context, licence) if licence is not None else None,
            remedies=tuple(dict.fromkeys(hints)),
        )


def _every_paper(session: Session, context: PaperContext, made: MadeOn) -> dict[str, Any]:
    """What every kind of paper says, by the names of `PaperFacts`."""
    return {
        "serial": made.serial,
        "issued_on": made.today,
        "issuer": _issuer(context),
        "agency": _agency(session, context, made.today),
        "signatory": _signatory(session, context, made),
        "known_as_of": made.today,
        "legal_basis": _legal_basis(session, made.today),
        "key_id": made.key_id,
        "checkpoint": _checkpoint(made),
        "training": context.opened.info.training,
    }


def _checkpoint(made: MadeOn) -> str:
    stated = made.checkpoint
    return f"{stated.origin} {stated.size} {stated.root.hex()[: 2 * _ROOT_SHOWN]}"


def _issuer(context: PaperContext) -> Issuer:
    info, office = context.opened.info, context.opened.office
    country = Locale(context.language).territories.get(info.country, info.country)
    return Issuer(
        letterhead=({context.language: str(country)}, {context.language: info.name}),
        office={context.language: office.name},
    )


def _agency(session: Session, context: PaperContext, on: date) -> AgencyFacts:
    card = get_card(session, context.agency_id, on)
    if card.merged_into_id is not None or card.set_aside_on is not None:
        raise BadInput(
            _("This entry counts as a duplicate or was entered by mistake; it gets no papers."),
            hint=_("Issue the paper for the agency it was merged into."),
        )
    say = words(context.language)
    return AgencyFacts(
        number=card.number,
        name=card.name,
        other_names=_other_names(card),
        register_number=card.company_number,
        tax_number=card.tax_number,
        addresses=_addresses(card),
        principals=tuple(
            PrincipalFacts(each.name, each.title or say.of_code("role", each.role)) for each in card.principals
        ),
    )


def _other_names(card: AgencyCard) -> tuple[str, ...]:
    legal = [each.name for each in card.names if each.kind == NameKind.LEGAL and each.name != card.name]
    return tuple(dict.fromkeys(legal))


def _addresses(card: AgencyCard) -> tuple[AddressFacts, ...]:
    shown = []
    kinds: tuple[Literal["registered", "operating", "public"], ...] = ("registered", "operating", "public")
    for kind in kinds:
        for each in card.addresses:
            text = ", ".join(part for part in (each.lines, each.place, each.region, each.postal_code) if part)
            if text and each.kind == kind:
                shown.append(AddressFacts(kind, text))
    return tuple(shown)


def _line(session: Session, context: PaperContext, row: LicenceRow) -> LicenceLine:
    status = row.status
    assert status.valid_from is not None
    assert status.valid_through is not None
    decisions = [ground.decision for ground in status.grounds if ground.decision is not None]
    conditions = [each.text for decision in decisions for each in list_conditions(session, decision)]
    return LicenceLine(
        number=row.number,
        valid_from=status.valid_from,
        valid_to=status.valid_through,
        category=_category(session, row.category, status.on),
        destinations=_countries(row.scope.get("destinations", ()), context.language),
        conditions=tuple(dict.fromkeys(conditions)),
    )


def _category(session: Session, code: str, on: date) -> str:
    entries = get_rules(session, on).answer("licence.categories", on).listed(Item)
    if entries is UNKNOWN:
        return code
    return next((entry.label for entry in entries if entry.code == code), code)


def _countries(codes: Sequence[str], language: str) -> tuple[str, ...]:
    names = Locale(language).territories
    return tuple(str(names.get(code, code)) for code in codes)


def _guarantees(session: Session, context: PaperContext, on: date) -> tuple[GuaranteeFacts, ...]:
    rows = list_guarantees(session, on, agency_id=context.agency_id)
    return tuple(
        GuaranteeFacts(
            instrument=words(context.language).of_code("instrument", row.kind.value),
            amount_minor=row.free.minor,
            currency=row.amount.currency,
            issuer=row.issuer,
            reference=row.reference,
            valid_to=row.valid_through,
        )
        for row in rows
        if row.state is GuaranteeState.IN_FORCE
    )


def _signatory(session: Session, context: PaperContext, made: MadeOn) -> Signatory:
    standing = [
        held for held in list_authorities(session, made.actor_id) if made.today in held.period and held.verb in _VERBS
    ]
    authority = standing[0].instrument if standing else ""
    office = words(context.language).of_code("office", made.actor_role)
    return Signatory(name=made.actor_name, office=office, authority=authority)


def _legal_basis(session: Session, on: date) -> str:
    return get_adoption(session, on).title

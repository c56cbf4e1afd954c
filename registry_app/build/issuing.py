"""Issuing a paper: examine, reserve a number, seal the journal, draw, sign, keep, and only then give it its name.

Between the two transactions nothing is promised: a crash leaves a reserved number, which is voided with its reason.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from registry_app.access.permissions import Role
from registry_app.attachments import service as attachments
from registry_app.build import office_keys
from registry_app.build.opened import Opened
from registry_app.build.paper_facts import MadeOn, PaperContext, compliance_facts, licence_facts, statement_facts
from registry_app.certificates import layouts
from registry_app.certificates import queries as papers
from registry_app.certificates import service as certificates
from registry_app.certificates.compliance import Compliance, Ground, examine
from registry_app.certificates.facts import ComplianceFacts, LicenceFacts, PaperFacts, StatementFacts, facts_hash
from registry_app.core.actor import Actor
from registry_app.core.check_results import Verdict
from registry_app.core.errors import BadInput, RuleBroken, StorageFailed
from registry_app.core.texts import _, say, shortened
from registry_app.documents.seal import SealFacts, seal
from registry_app.documents.sign import PdfSigner, ecdsa, sign_pdf
from registry_app.documents.sign_field import SignaturePlaceholder
from registry_app.documents.status import status_list, write_status
from registry_app.journal.checkpoint import read_checkpoint
from registry_app.licensing.standing import LicenceRow, licence_status
from registry_app.offices.models import Purpose
from registry_app.offices.queries import work_calendar
from registry_app.rulebook.queries import get_rules

LANGUAGES = ("en", "ar")
KINDS = ("licence", "compliance")
_ROOT_IN_CODE = 16


@dataclass(frozen=True)
class Issued:
    """A paper that counts: its serial, kind, file and the code on it."""

    serial: str
    kind: str
    verdict: Verdict
    pdf: bytes
    code: str
    sha256: str


def examine_agency(
    opened: Opened, agency_id: uuid.UUID, grounds: Mapping[str, Ground]
) -> tuple[Compliance, LicenceRow | None]:
    """Examine an agency's compliance today; also the licence a certificate would speak of."""
    today = opened.world.today()
    with opened.reading() as session:
        rows = licence_status(session, agency_id, today)
        licence = _spoken_of(rows)
        law = get_rules(session, today)
        calendar = work_calendar(session, opened.info.office_id)
        ends = licence.status.valid_through if licence is not None else None
        return examine(session, agency_id, today, law, calendar, grounds, ends), licence


def _spoken_of(rows: list[LicenceRow]) -> LicenceRow | None:
    """The licence in force that ends last, else the newest."""
    in_force = [row for row in rows if row.status.in_force]
    ranked = sorted(in_force or rows, key=lambda row: (row.status.valid_through or date.min, row.number))
    return ranked[-1] if ranked else None


def issue_paper(
    opened: Opened,
    agency_id: uuid.UUID,
    kind: str,
    language: str,
    grounds: Mapping[str, Ground],
    *,
    licence_number: str = "",
    out: Path | None = None,
    previewed: str = "",
) -> Issued:
    """Issue a licence certificate, or the certificate of compliance, or the statement why there can be none.

    `kind` is `licence` or `compliance`. The file goes to `out` when it is given, and always into the register's own
    files, so that a reprint is the very same file. `previewed` is the kind that the officer saw in a preview. Raises
    `RuleBroken` for a licence that is not in force, and where the facts of now allow another kind than was previewed.
    """
    if out is not None:
        opened.world.files.refuse_place(out)  # before a number is taken
    opened.actor().must("certificate:issue")
    due = what_is_due(opened, agency_id, kind, language, grounds, licence_number)
    if previewed and due.kind != previewed:
        raise RuleBroken(
            _("The facts have changed since the preview was made: it would be another paper now."),
            hint=_("Look at the preview again."),
        )
    return _Paper(opened, agency_id, due.kind, language, due.verdict).issue(due.facts_of, out)


@dataclass(frozen=True)
class Due:
    """Which paper the facts of today allow, and what it will say once it has a number; `found` where it was examined."""

    kind: str
    verdict: Verdict
    facts_of: Callable[[MadeOn], PaperFacts]
    found: Compliance | None = None


def what_is_due(
    opened: Opened,
    agency_id: uuid.UUID,
    kind: str,
    language: str,
    grounds: Mapping[str, Ground],
    licence_number: str = "",
) -> Due:
    """The paper that `issue_paper` would make of the same wishes; nothing is taken and nothing written."""
    if language not in LANGUAGES:
        raise BadInput(
            say(_("Papers cannot be printed in {language} yet."), language=language),
            hint=say(_("Choose one of {languages}."), languages=", ".join(LANGUAGES)),
        )
    context = PaperContext(opened, agency_id, language)
    if kind == "licence":
        licence = _licence_in_force(opened, agency_id, licence_number)
        return Due("licence", Verdict.MET, lambda made: licence_facts(context, made, licence))
    if kind != "compliance":
        raise BadInput(
            say(_("There is no paper of kind {kind}."), kind=shortened(kind)),
            hint=say(_("Choose one of {kinds}."), kinds=", ".join(KINDS)),
        )
    found, licence_row = examine_agency(opened, agency_id, grounds)
    if found.verdict is Verdict.MET and licence_row is not None:
        row = licence_row
        return Due("compliance", found.verdict, lambda made: compliance_facts(context, made, row, found), found)
    return Due("reasons", found.verdict, lambda made: statement_facts(context, made, licence_row, found), found)


def _licence_in_force(opened: Opened, agency_id: uuid.UUID, number: str) -> LicenceRow:
    with opened.reading() as session:
        rows = licence_status(session, agency_id, opened.world.today())
    wanted = [row for row in rows if not number or row.number == number]
    licence = _spoken_of(wanted)
    if licence is None or not licence.status.in_force or licence.status.doubts:
        raise RuleBroken(
            say(
                _("No licence {number} of this agency is in force on {day}; a certificate would say something untrue."),
                number=shortened(number),
                day=opened.world.today(),
            ),
            hint=_("Look at the licence's grounds: registry licence show."),
        )
    return licence


@dataclass(frozen=True)
class _Paper:
    opened: Opened
    agency_id: uuid.UUID
    kind: str
    language: str
    verdict: Verdict

    def issue(self, facts_of: Callable[[MadeOn], PaperFacts], out: Path | None) -> Issued:
        opened = self.opened
        seal_key = opened.signer(Purpose.SEAL)  # before a number is taken: without keys in force there is no paper
        for purpose in (Purpose.PDF, Purpose.CHECKPOINT):
            opened.signer(purpose)
        with opened.transaction("certificate:reserved") as (session, actor):
            reserved = certificates.reserve(session, actor, self.kind, self.agency_id, self.language)
        checkpoint, _signatures = read_checkpoint(opened.checkpoint())
        made = MadeOn(
            reserved.serial, actor.today, seal_key.key_id.hex(), checkpoint, actor.id, actor.name, office_held(actor)
        )
        facts = facts_of(made)
        code = seal(self._sealed(facts, reserved, made), seal_key.sign, seal_key.key_id)
        pdf = self._draw(facts, code, opened.world.now())
        sha256 = hashlib.sha256(pdf).hexdigest()
        arrived = opened.vault.take_in(io.BytesIO(pdf), f"{reserved.serial}.pdf")
        part = out.with_name(f".{out.name}.part") if out is not None else None
        if part is not None:
            opened.world.files.write(part, pdf)
        try:
            with opened.transaction("certificate:issued") as (session, actor):
                kept = attachments.attach(
                    session,
                    actor,
                    opened.vault,
                    arrived,
                    subject_table="certificate",
                    subject_id=reserved.id,
                    kind="paper",
                )
                validity = facts.validity
                drawn = certificates.Drawn(
                    facts,
                    code,
                    checkpoint.size,
                    checkpoint.root,
                    sha256,
                    kept,
                    validity.last if validity is not None else None,
                )
                certificates.issue(session, actor, reserved.id, drawn)
        except BaseException:
            if part is not None:
                opened.world.files.remove(part)
            raise
        if part is not None and out is not None:
            self._hand_out(part, out, reserved.serial)
        return Issued(reserved.serial, self.kind, self.verdict, pdf, code, sha256)

    def _hand_out(self, part: Path, out: Path, serial: str) -> None:
        """Give the file its name. It counts already: a disk that refuses now must not hide that."""
        files = self.opened.world.files
        try:
            files.rename(part, out)
        except StorageFailed as error:
            with contextlib.suppress(StorageFailed):
                files.remove(part)
            raise StorageFailed(
                say(
                    _("Paper {serial} is issued and kept in the register, but {file} could not be written."),
                    serial=serial,
                    file=out,
                ),
                hint=_("Take it out again: registry certificate reprint."),
            ) from error

    def _sealed(self, facts: PaperFacts, reserved: certificates.Reserved, made: MadeOn) -> SealFacts:
        validity = facts.validity
        return SealFacts(
            kind=self.kind,
            serial=reserved.serial,
            licence_number=facts.licence_number,
            agency_name=facts.agency.name,
            facts_hash=facts_hash(facts),
            issued=facts.issued_on,
            valid_from=validity.first if validity is not None else None,
            valid_to=validity.last if validity is not None else None,
            office=self.opened.office.code,
            status_index=reserved.status_index,
            checkpoint_size=made.checkpoint.size,
            checkpoint_root=made.checkpoint.root[:_ROOT_IN_CODE],
            training=self.opened.info.training,
        )

    def _draw(self, facts: PaperFacts, code: str, moment: datetime) -> bytes:
        signer = pdf_signer(self.opened)
        place = SignaturePlaceholder(
            signer.room, self.opened.info.name, _("Issued by the register"), self.opened.office.name, moment
        )
        return sign_pdf(lay_out(facts, self.language, code, moment, place), signer)


def lay_out(
    facts: PaperFacts, language: str, code: str, moment: datetime, signature: SignaturePlaceholder | None = None
) -> bytes:
    """The paper of these facts, not signed yet; without a code it is a preview, marked so."""
    if isinstance(facts, LicenceFacts):
        return layouts.licence(facts, language, code, moment=moment, signature=signature)
    if isinstance(facts, ComplianceFacts):
        return layouts.compliance(facts, language, code, moment=moment, signature=signature)
    assert isinstance(facts, StatementFacts)
    return layouts.statement(facts, language, code, moment=moment, signature=signature)


def office_held(actor: Actor) -> str:
    """What the signatory is in the office: the code of the last of his roles, as the roles are listed."""
    held = [role for role in Role if role.value in actor.role.split("+")]
    return held[-1].value if held else actor.role


def pdf_signer(opened: Opened) -> PdfSigner:
    """The office's hand for PDF signatures."""
    certificate, *chain = office_keys.read_chain(opened.pdf_chain())
    return PdfSigner(certificate, tuple(chain), ecdsa(opened.signer(Purpose.PDF).pdf_private))


def issue_status_list(opened: Opened, out: Path) -> int:
    """Write the office's signed list of papers that do not count; returns how many papers it speaks of."""
    opened.must("certificate:issue")
    opened.world.files.refuse_place(out)
    with opened.reading() as session:
        size, withdrawn = papers.withdrawn_indexes(session, opened.info.office_id)
    listed = status_list(opened.office.code, opened.world.now(), size, withdrawn, training=opened.info.training)
    key = opened.signer(Purpose.SEAL)
    content = write_status(listed, key.sign, key.key_id)
    with opened.transaction("status:issued") as (session, _actor):
        certificates.keep_status(session, size, content)
    opened.world.files.write(out, content)
    return size


def reprint(opened: Opened, serial: str, reason: str, out: Path, copies: int = 1) -> None:
    """Hand out the very file that was issued, counted with its reason."""
    opened.world.files.refuse_place(out)
    with opened.transaction("certificate:reprinted") as (session, actor):
        attachment_id = certificates.count_reprint(session, actor, serial, reason, copies)
        attachments.copy_out(session, actor, opened.vault, attachment_id, out)

"""Papers at a desk: a preview before a number is taken, the kept file to look at or print, and the check of a paper."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from registry_app.attachments import queries as attachments
from registry_app.attachments.vault import Vault
from registry_app.build.issuing import Due, lay_out, office_held, what_is_due
from registry_app.build.opened import Opened, log_name
from registry_app.build.paper_facts import MadeOn
from registry_app.build.trusting import trust_of
from registry_app.certificates import queries as papers
from registry_app.certificates import service as certificates
from registry_app.certificates.check_report import CheckReport
from registry_app.certificates.compliance import Ground
from registry_app.certificates.listing import PaperLine
from registry_app.certificates.printed import PrintedFacts
from registry_app.certificates.read_facts import read_facts
from registry_app.certificates.verify import check_file
from registry_app.certificates.wording import words
from registry_app.core.actor import Actor
from registry_app.core.errors import NotFound, RegistryError
from registry_app.core.texts import _
from registry_app.documents import trust_files
from registry_app.documents.status import status_list, write_status
from registry_app.journal.checkpoint import Checkpoint
from registry_app.offices.models import Purpose


@dataclass(frozen=True)
class Preview:
    """What would be issued: the paper that is due and its pages as a PDF that is marked as a preview.

    Its facts are those of the issue; number, code, checkpoint of the journal and signature come with the issue only.
    """

    due: Due
    pdf: bytes


def preview_paper(
    opened: Opened,
    agency_id: uuid.UUID,
    kind: str,
    language: str,
    grounds: Mapping[str, Ground],
    *,
    licence_number: str = "",
) -> Preview:
    """The paper that `issue_paper` would make now, as a preview; takes no number and writes nothing."""
    due = what_is_due(opened, agency_id, kind, language, grounds, licence_number)
    actor = opened.actor()
    made = MadeOn(
        words(language)("preview.serial"),
        actor.today,
        opened.signer(Purpose.SEAL).key_id.hex(),
        Checkpoint(log_name(opened.info.country, opened.office.code), 0, bytes(32), ""),
        actor.id,
        actor.name,
        office_held(actor),
    )
    return Preview(due, lay_out(due.facts_of(made), language, "", opened.world.now()))


def kept_file(opened: Opened, paper_id: uuid.UUID) -> bytes:
    """The very PDF that was issued, to be looked at; `NotFound` for a number without a paper."""
    with opened.reading() as session:
        return _read_file(session, opened.vault, paper_id)


def _read_file(session: Session, vault: Vault, paper_id: uuid.UUID) -> bytes:
    found = attachments.list_attachments(session, "certificate", paper_id)
    if not found:
        raise NotFound(
            _("No file was kept under this number: its paper was never issued."), hint=_("Look at the list of papers.")
        )
    return b"".join(vault.chunks(found[-1].sha256))


def reprint_on_paper(
    session: Session, actor: Actor, vault: Vault, paper: PaperLine, reason: str, copies: int, security_paper: str = ""
) -> bytes:
    """Count a reprint that goes to a printer; gives the very PDF that was issued. A damaged file is not counted."""
    certificates.count_reprint(session, actor, paper.paper.serial, reason, copies, security_paper)
    return _read_file(session, vault, paper.id)


@dataclass(frozen=True)
class DeskCheck:
    """What the check of a file found, and what its page says in its own words where they can be read."""

    name: str
    report: CheckReport
    printed: PrintedFacts | None


def check_at_desk(
    opened: Opened, content: bytes, name: str, *, keys: bytes | None = None, status: Sequence[bytes] = ()
) -> DeskCheck:
    """Check a paper by the keys the register holds, or by the file of keys given instead.

    Whether a paper of this office was withdrawn is known here; for those of other offices `status` are their lists.
    """
    trust = trust_of(opened) if keys is None else trust_files.load(keys)
    report = check_file(content, name, trust, today=opened.world.today(), status_lists=[*_own_status(opened), *status])
    printed = None
    if content.startswith(b"%PDF-"):
        with contextlib.suppress(RegistryError):  # the report says why its words do not count
            printed = read_facts(content)
    return DeskCheck(name, report, printed)


def _own_status(opened: Opened) -> list[bytes]:
    """The office's own list as of now, signed as one that is handed out; none while no key is in force."""
    try:
        key = opened.signer(Purpose.SEAL)
    except NotFound:
        return []
    with opened.reading() as session:
        size, withdrawn = papers.withdrawn_indexes(session, opened.info.office_id)
    listed = status_list(opened.office.code, opened.world.now(), size, withdrawn, training=opened.info.training)
    return [write_status(listed, key.sign, key.key_id)]

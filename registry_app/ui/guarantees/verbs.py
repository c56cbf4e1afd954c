"""The verbs of one guarantee and its claims: each opens its form, does one transaction, and says what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.attachments.queries import AttachmentRow
from registry_app.complaints.claimable import Claimable, claimable, list_against
from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.numbers import western_digits
from registry_app.core.texts import _, bare, say
from registry_app.guarantees import claims, hops, service
from registry_app.guarantees.claim_queries import ClaimRow, claim_row
from registry_app.guarantees.drafts import Verification
from registry_app.guarantees.record import GuaranteeRecord
from registry_app.ui import wording
from registry_app.ui.applications.forms import reason_form
from registry_app.ui.applications.panel import FormPanel, PanelPlace
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import name_for_copy, saved_words
from registry_app.ui.forms.choices import Choice
from registry_app.ui.forms.files import ChosenFile
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.picking import PickField
from registry_app.ui.forms.rows import TableField
from registry_app.ui.guarantees import forms

Values = Mapping[str, Any]
Verb = Callable[[Session, Actor, Values, uuid.UUID | None], object]


class GuaranteeVerbs:
    """What an officer does on the page; `shown` gives the record, `place` is where the forms open.

    `refused` says a refusal where no form is open.
    """

    def __init__(
        self,
        context: Context,
        owner: QWidget,
        place: PanelPlace,
        shown: Callable[[], GuaranteeRecord],
        refused: Callable[[RegistryError], object],
    ) -> None:
        self._context, self._owner, self._place = context, owner, place
        self._shown = shown
        self._refused = refused
        self._claimable: Claimable | None = None

    # -- the guarantee ---------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Record what the issuer answered, with its proof."""
        row = self._shown().card.row
        sentence = say(
            _("Ask {issuer} itself, past the agency; only its confirmation makes the guarantee count."),
            issuer=row.issuer,
        )
        form = forms.answer_form(self._context)
        panel = FormPanel(_("The issuer's answer"), sentence, _("Record the answer"), form)

        def verb(session: Session, actor: Actor, values: Values, proof: uuid.UUID | None) -> None:
            assert proof is not None  # the form asks for it
            on = values["answered_on"] or actor.today
            answer = forms.answered(values["answer"])
            found = Verification(answer, on, values["answered_by"], values["channel"], proof, note=values["note"] or "")
            service.verify(session, actor, row.id, found)

        words = say(_("The answer on {number} is recorded."), number=row.number)
        self._open(panel, "guarantee:verified", verb, words, kind="issuer_answer", keep="answer")

    def record_rate(self) -> None:
        """A rate of a day with its source; nothing is valued by it before somebody adopts it."""
        sentence = _("A recorded rate changes nothing until it is adopted for a guarantee.")
        form = forms.rate_form(self._context, self._shown().card.row.amount.currency)
        panel = FormPanel(_("Exchange rate of a day"), sentence, _("Record the rate"), form)
        self._open(
            panel, "rate:recorded",
            lambda session, actor, values, _file: service.record_rate(
                session, actor, forms.rate_found(values, actor.today)
            ),
            _("The rate is recorded; adopt it where it should count."),
        )  # fmt: skip

    def value_by(self) -> None:
        """Adopt a recorded rate for the guarantee."""
        record = self._shown()
        row = record.card.row
        sentence = _("The law names neither rate nor day: the office adopts one by a named instrument.")
        form = forms.value_form(record.rates, self._context)
        panel = FormPanel(_("Value by a recorded rate"), sentence, _("Adopt the rate"), form)

        def verb(session: Session, actor: Actor, values: Values, _file: uuid.UUID | None) -> None:
            first = values["effective_from"] or actor.today
            rate = uuid.UUID(values["rate"])
            service.value_by(session, actor, row.id, rate, instrument=values["instrument"], effective_from=first)

        self._open(panel, "guarantee:valued", verb, say(_("{number} is valued by the rate."), number=row.number))

    def save_copy(self, paper: AttachmentRow) -> None:
        """A copy of a paper in a file of the officer's choice."""
        path = self._context.prompts.save_file(_("Save a copy"), name_for_copy(paper.title, paper.media_type))
        if path is None:
            return
        opened = self._context.opened
        self._context.do(
            "attachment:copied_out",
            lambda session, actor: attachments.copy_out(session, actor, opened.vault, paper.id, path),
            lambda _done: self._context.toast(saved_words(path)),
            self._refused,
            owner=self._owner,
        )

    # -- claims ----------------------------------------------------------------------------------------------------

    def claim(self) -> None:
        """Propose a claim; the complaint that is picked fills in its workers and what each still has to get."""
        record = self._shown()
        row = record.card.row
        self._claimable = None
        form = forms.claim_form(record, self._find_complaints, self._pseudonyms)
        shares = form.field("shares")
        assert isinstance(shares, TableField)
        shares.add_row()  # the first line stands there; a row of which nothing is filled in does not count
        form.set_clean()
        field = form.field("complaint")
        field.changed.connect(lambda: self._fill_shares(form))
        sentence = _("The sum is reserved at once. A second person decides, a third pays.")
        panel = FormPanel(_("Propose a claim"), sentence, _("Propose the claim"), form)

        def verb(session: Session, actor: Actor, values: Values, _file: uuid.UUID | None) -> str:
            about = None
            ids: dict[str, uuid.UUID] = {}
            if values["complaint"]:
                known = claimable(session, uuid.UUID(values["complaint"]), actor.today)
                ids = {worker.pseudonym: worker.worker_id for worker in known.workers}
                about = (known.id, known.number)
            made = claims.propose(session, actor, forms.claim_draft(record, values, ids, about))
            return claim_row(session, made).number

        self._open(
            panel, "guarantee:claimed", verb,
            lambda number: say(_("Claim {number} proposed; a second person decides."), number=number), keep="claim",
        )  # fmt: skip
        agency = row.agency_id
        self._context.read(
            lambda session: list_against(session, agency), lambda found: self._offer_complaints(form, found),
            owner=panel,
        )  # fmt: skip

    def approve(self, claim: ClaimRow) -> None:
        """Approve what another proposed, to the last unit of each worker."""
        shares = ", ".join(f"{share.worker} {wording.money(share.amount)}" for share in claim.shares)
        sentence = say(
            _("{amount} for {workers}, proposed by {person}. You decide it in your own name."),
            amount=wording.money(claim.amount), workers=shares,
            person=self._shown().names.get(claim.proposed_by, "?"),
        )  # fmt: skip
        title = bare(say(_("Approve claim {number}"), number=claim.number))
        panel = FormPanel(title, sentence, _("Approve the claim"), forms.approval_form())
        self._open(
            panel, "claim:approved",
            lambda session, actor, values, _file: claims.approve(session, actor, claim.id, values["reason"] or ""),
            say(_("Claim {number} approved; a third person pays."), number=claim.number),
        )  # fmt: skip

    def decline(self, claim: ClaimRow) -> None:
        """Decline what another proposed."""
        sentence = _("What was reserved is free again; the claim stays in the file with your reason.")
        title = bare(say(_("Decline claim {number}"), number=claim.number))
        panel = FormPanel(title, sentence, _("Decline the claim"), reason_form(), grave=True)
        self._open(
            panel, "claim:declined",
            lambda session, actor, values, _file: claims.decline(session, actor, claim.id, values["reason"]),
            say(_("Claim {number} declined."), number=claim.number),
        )  # fmt: skip

    def drop(self, claim: ClaimRow) -> None:
        """Give back what is still reserved."""
        sentence = say(
            _("{left} is free again. What was paid stays paid, and the agency still owes the workers."),
            left=wording.money(claim.still_open),
        )
        title = bare(say(_("Drop claim {number}"), number=claim.number))
        panel = FormPanel(title, sentence, _("Drop the claim"), reason_form(), grave=True)
        self._open(
            panel, "claim:dropped",
            lambda session, actor, values, _file: claims.drop(session, actor, claim.id, values["reason"]),
            say(_("Claim {number} dropped."), number=claim.number),
        )  # fmt: skip

    def pay(self, claim: ClaimRow) -> None:
        """Record that money left the guarantee for one worker."""
        sentence = _("The worker counts as paid only when he himself says that he has the money.")
        title = bare(say(_("Pay out on claim {number}"), number=claim.number))
        form = forms.pay_form(claim, self._context)
        panel = FormPanel(title, sentence, _("Record the pay-out"), form)
        self._open(
            panel, "guarantee:paid_out",
            lambda session, actor, values, slip: claims.pay_out(
                session, actor, forms.pay_out(claim, values, actor.today, slip)
            ),
            say(_("Paid out on claim {number}."), number=claim.number), kind="receipt",
        )  # fmt: skip

    def arrived(self, claim: ClaimRow) -> None:
        """Record the receipt of the worker."""
        sentence = _("The money went from the suspense account to the worker.")
        title = bare(say(_("Receipt on claim {number}"), number=claim.number))
        form = forms.arrival_form(claim, self._context)
        panel = FormPanel(title, sentence, _("Record the receipt"), form)

        def verb(session: Session, actor: Actor, values: Values, slip: uuid.UUID | None) -> None:
            entry = uuid.UUID(values["payout"])
            on = values["on"] or actor.today
            hops.pass_on(session, actor, hops.Passed(entry, on, values["reference"], slip))

        words = say(_("The receipt on claim {number} is recorded."), number=claim.number)
        self._open(panel, "guarantee:passed_on", verb, words, kind="receipt")

    # -- the complaint of a claim ----------------------------------------------------------------------------------

    def _find_complaints(self, text: str) -> Sequence[Choice]:
        agency = self._shown().card.row.agency_id
        wanted = western_digits(text).strip().casefold()
        with self._context.opened.reading() as session:
            found = list_against(session, agency)
        return [
            Choice(each.hex, number, bare(say(_("received on {day}"), day=wording.day(day))))
            for each, number, day in found
            if wanted in number.casefold()
        ][:8]

    def _offer_complaints(self, form: Form, found: Sequence[tuple[uuid.UUID, str, Any]]) -> None:
        field = form.field("complaint")
        assert isinstance(field, PickField)
        if not found:
            field.show_note(_("There is no complaint against this agency."))
        elif len(found) == 1 and field.is_empty():
            field.pick(Choice(found[0][0].hex, found[0][1]))
        elif field.is_empty():
            numbers = ", ".join(number for _id, number, _day in found[:4])
            field.show_note(say(_("Against this agency: {numbers}"), numbers=numbers))

    def _pseudonyms(self) -> Sequence[str] | None:
        return None if self._claimable is None else [worker.pseudonym for worker in self._claimable.workers]

    def _fill_shares(self, form: Form) -> None:
        picked = str(form.field("complaint").value() or "")
        if not picked:
            self._claimable = None
            return
        complaint, today = uuid.UUID(picked), self._context.today
        if self._claimable is None or self._claimable.id != complaint:
            self._context.read(
                lambda session: claimable(session, complaint, today), lambda found: self._show_workers(form, found),
                owner=form,
            )  # fmt: skip

    def _show_workers(self, form: Form, found: Claimable) -> None:
        self._claimable = found
        shares = form.field("shares")
        if not shares.is_empty():
            return  # a draft, or what the officer typed before the complaint was picked
        currency = self._shown().card.row.amount.currency
        rows = [
            {"worker": worker.pseudonym, "amount": owed if (owed := worker.in_currency(currency)).minor else None}
            for worker in found.workers
        ]
        shares.set_value(rows)

    # -- how it is done --------------------------------------------------------------------------------------------

    def _open(
        self, panel: FormPanel, doing: str, verb: Verb, words: str | Callable[[Any], str], *, kind: str = "",
        keep: str = "",
    ) -> None:  # fmt: skip
        """Show the panel; its `file`, where one is chosen, is put to the guarantee as `kind` in the same transaction."""
        self._place.put(panel, lambda values: self._do(panel, doing, verb, values, words, kind))
        if keep:
            row = self._shown().card.row
            panel.form.keep_in(
                self._context.drafts, f"guarantee/{row.id.hex}/{keep}", f"{bare(panel.title.text())}: {row.number}"
            )

    def _do(
        self, panel: FormPanel, doing: str, verb: Verb, values: Values, words: str | Callable[[Any], str], kind: str
    ) -> None:
        panel.do_button.setEnabled(False)

        def tell(result: object) -> None:
            self._place.done()
            self._context.toast(words if isinstance(words, str) else words(result))

        def refuse(error: RegistryError) -> None:
            panel.do_button.setEnabled(True)
            self._place.refuse(error)

        chosen = values.get("file")
        if not isinstance(chosen, ChosenFile):
            self._context.do(
                doing, lambda session, actor: verb(session, actor, values, None), tell, refuse, owner=self._owner
            )
            return
        opened, guarantee = self._context.opened, self._shown().card.row.id

        def work(_progress: object) -> object:
            # taken in before the transaction: no lock waits for the disk
            with opened.vault.incoming(chosen.path) as arrived, opened.transaction(doing) as (session, actor):
                paper = attachments.attach(
                    session, actor, opened.vault, arrived, subject_table="guarantee", subject_id=guarantee, kind=kind
                )
                return verb(session, actor, values, paper)

        self._context.job(bare(say(_("Storing {file}"), file=chosen.name)), work, tell, refuse, owner=self._owner)

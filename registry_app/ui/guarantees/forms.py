"""The forms of the guarantees' pages, and what their values become."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from registry_app.core.dates import Period
from registry_app.core.money import Money, total
from registry_app.core.texts import N_, _, bare, say
from registry_app.guarantees.claim_queries import ClaimRow
from registry_app.guarantees.drafts import ClaimDraft, Lodging, PayOut, RateFound, ShareDraft
from registry_app.guarantees.hops import must_be_on_its_way
from registry_app.guarantees.next_steps import refusal
from registry_app.guarantees.record import GuaranteeRecord, RateRow
from registry_app.guarantees.rules import CONTINGENT, Answered, InstrumentKind, Terms
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.forms.amounts import MoneyField
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.files import FileField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.picking import Find, PickField
from registry_app.ui.forms.rows import TableField
from registry_app.ui.guarantees.words import ANSWERS, kind_words

Values = Mapping[str, Any]
_SCANS: Final = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff"
_CHANNELS: Final = N_("How it was asked, past the agency: a letter to the head office, a known number, a mission.")
_LONG: Final = 2_000


def _file(words: str, context: Context) -> FileField:
    kinds = f"{_('Scans')} ({_SCANS});;{_('All files')} (*)"
    return FileField(words, context.opened.world.files, context.prompts, kinds=kinds)


def lodging_form(context: Context, find_agencies: Find) -> Form:
    """A guarantee as its paper says it."""
    form = Form()
    today, calendar = context.today, context.calendar
    form.section(_("The paper"))
    form.add("agency", PickField(_("Agency"), find_agencies), required=True)
    kinds = [Choice(kind.value, kind_words(kind)) for kind in InstrumentKind]
    form.add("kind", ChoiceField(_("Kind"), kinds), required=True)
    form.add("issuer", TextField(_("Issuer"), hint=_("Bank, insurer, guarantors, treasury.")), required=True)
    form.add("branch", TextField(_("Branch of the issuer")))
    form.add("reference", TextField(_("Issuer's own number"), latin=True), required=True)
    form.add("amount", MoneyField(_("Amount"), context.currencies), required=True)
    form.add("issued_on", DayField(_("Issued on"), calendar=calendar, not_after=today), required=True)
    form.add("licence", ChoiceField(_("For which licence"), (), hint=_("Only where the law asks one for each.")))
    form.add("file", _file(_("The paper as a file"), context))
    form.section(_("Days"), _("As the paper says them; money that lies until it is released has no last day."))
    issue = _("Empty: the day of issue.")
    form.add("valid_from", DayField(_("Valid from"), calendar=calendar, hint=issue))
    form.add("valid_through", DayField(_("Valid through"), calendar=calendar, hint=_("The last day is included.")))
    until = _("By then a claim must reach the issuer.")
    form.add("claims_until", DayField(_("Claims until"), calendar=calendar, hint=until))
    received = DayField(_("Lodged on"), calendar=calendar, hint=_("Empty: today."), not_after=today)
    form.add("lodged_on", received)
    form.add("renews", CheckField(_("It renews itself unless its issuer ends it")), wide=True)
    form.section(_("Whose it is and where it lies"))
    words = _("In the words of the paper, such as the name of the ministry.")
    form.add("holder", TextField(_("In whose name"), hint=words, limit=_LONG), required=True, wide=True)
    form.add("original_held", TextField(_("Where the original lies")), required=True, wide=True)
    form.also_called("holder", _("holder"))
    form.also_called("reference", _("reference"))
    form.also_called("original_held", _("place of the original"))
    form.add_check(_contingent_ends)
    return form


def _contingent_ends(values: Mapping[str, object]) -> Mapping[str, str]:
    kind = values.get("kind")
    if kind in CONTINGENT and not values.get("valid_through"):
        return {"valid_through": _("A promise of this kind ends on a day; enter the last one.")}
    return {}


def lodging(values: Values, today: date, attachment: uuid.UUID | None) -> Lodging:
    """What the form says, for the service."""
    issued: date = values["issued_on"]
    period = Period(values["valid_from"] or issued, values["valid_through"])
    return Lodging(
        uuid.UUID(values["agency"]),
        InstrumentKind(values["kind"]),
        values["issuer"],
        values["reference"],
        Terms(values["amount"], period, values["claims_until"], bool(values["renews"])),
        issued,
        values["lodged_on"] or today,
        values["holder"],
        values["original_held"],
        values["branch"] or "",
        uuid.UUID(values["licence"]) if values["licence"] else None,
        attachment,
    )


def answer_form(context: Context) -> Form:
    """What the issuer said, through which channel, by whom, with the paper that proves it."""
    form = Form()
    answers = [Choice(answer.value, _(words)) for answer, words in ANSWERS.items()]
    form.add("answer", ChoiceField(_("Answer"), answers), required=True)
    day = DayField(_("Answered on"), calendar=context.calendar, hint=_("Empty: today."), not_after=context.today)
    form.add("answered_on", day)
    form.add("answered_by", TextField(_("Officer of the issuer")), required=True)
    form.add("channel", TextField(_("Channel"), hint=_(_CHANNELS)), required=True)
    form.add("file", _file(_("The answer as a file"), context), required=True)
    form.add("note", LongTextField(_("What else was said"), limit=_LONG, lines=2))
    form.also_called("answered_by", _("name of the issuer's officer"))
    form.also_called("channel", _("way in which the issuer was asked"))
    return form


def answered(code: str) -> Answered:
    """The answer chosen."""
    return Answered(code)


def claim_form(record: GuaranteeRecord, find_complaints: Find, known: Callable[[], Sequence[str] | None]) -> Form:
    """A claim: from which complaint, on which ground, how much for each worker.

    `known` gives the pseudonyms of the complaint that was picked, None while none is.
    """
    form = Form()
    free = record.card.row.free
    form.add("complaint", PickField(_("Complaint"), find_complaints, hint=_("One against this agency.")))
    grounds = [
        Choice(each.code, bare(say(_("{ground} ({source})"), ground=each.label, source=each.provision)))
        for each in record.grounds
    ]
    usual = grounds[0].code if len(grounds) == 1 else ""
    form.add("ground", ChoiceField(_("Ground"), grounds, usual=usual), required=True)

    def row() -> dict[str, TextField | MoneyField]:
        return {"worker": TextField(_("Worker, by pseudonym"), limit=120, latin=True),
                "amount": MoneyField(_("Share"), (free.currency,))}  # fmt: skip

    shares = TableField(
        _("Shares"), row, row_words=_("Worker"), add_words=_("Add a worker"), columns=2,
        hint=say(_("{free} is free."), free=wording.money(free)),
    )  # fmt: skip
    form.add("shares", shares, required=True)
    form.add("reason", LongTextField(_("Reason"), limit=_LONG, lines=2), required=True)
    form.add_check(lambda values: _shares_fit(values, free, known()))

    def say_sum() -> None:
        added = total((share.amount for share in _shares(shares.value(), {})), free.currency)
        words = say(_("Together {sum}; {free} is free."), sum=wording.money(added), free=wording.money(free))
        shares.show_note(words if added.minor else "")

    shares.changed.connect(say_sum)
    return form


def _shares_fit(values: Values, free: Money, known: Sequence[str] | None) -> Mapping[str, str]:
    rows = values["shares"]
    if any(not row["worker"] or row["amount"] is None for row in rows):
        return {"shares": _("Each line needs a worker and a sum; take out who gets nothing.")}
    workers = [row["worker"] for row in rows]
    if len(set(workers)) < len(workers):
        return {"shares": _("A worker stands there twice; one share each.")}
    strange = next((worker for worker in workers if known is not None and worker not in known), None)
    if strange is not None:
        return {"shares": say(_("{worker} is no worker of this complaint."), worker=strange)}
    added = total((row["amount"] for row in rows), free.currency)
    if added.minor > free.minor:
        sentence = _("The shares make {sum}, but only {free} is free; claim what is there.")
        return {"shares": say(sentence, sum=wording.money(added), free=wording.money(free))}
    return {}


def _shares(rows: Sequence[Mapping[str, Any]], ids: Mapping[str, uuid.UUID]) -> tuple[ShareDraft, ...]:
    return tuple(
        ShareDraft(row["worker"] or "", row["amount"], ids.get(row["worker"]))
        for row in rows
        if row["amount"] is not None
    )


def claim_draft(
    record: GuaranteeRecord, values: Values, ids: Mapping[str, uuid.UUID], complaint: tuple[uuid.UUID, str] | None
) -> ClaimDraft:
    """What the form says, for the service; `ids` are the workers of the complaint by pseudonym."""
    row = record.card.row
    shares = _shares(values["shares"], ids)
    return ClaimDraft(
        row.id,
        total((share.amount for share in shares), row.amount.currency),
        values["ground"],
        shares,
        values["reason"],
        complaint[1] if complaint else "",
        "complaint" if complaint else "",
        complaint[0] if complaint else None,
    )


def approval_form() -> Form:
    """A reason, where there is one to give."""
    form = Form(columns=1)
    form.add("reason", LongTextField(_("Reason"), hint=_("May be left out."), limit=_LONG, lines=2))
    return form


def pay_form(claim: ClaimRow, context: Context) -> Form:
    """A pay-out to one worker of the claim; the sum offered is what is left of his share."""
    form = Form()
    open_ones = [share for share in claim.shares if share.left.minor > 0]
    choices = [
        Choice(
            str(each.ordinal), bare(say(_("{worker}, {left} left"), worker=each.worker, left=wording.money(each.left)))
        )
        for each in open_ones
    ]
    usual = choices[0].code if len(choices) == 1 else ""
    share = form.add("share", ChoiceField(_("Whose share"), choices, usual=usual), required=True)
    amount = form.add("amount", MoneyField(_("Amount"), (claim.amount.currency,)), required=True)
    day = DayField(_("Transferred on"), calendar=context.calendar, hint=_("Empty: today."), not_after=context.today)
    form.add("on", day)
    form.add("reference", TextField(_("Reference of the transfer"), latin=True), required=True)
    form.add("file", _file(_("The bank's slip as a file"), context))
    left = {str(each.ordinal): each.left for each in open_ones}

    def offer() -> None:
        amount.set_value(left.get(share.typed()))

    share.changed.connect(offer)
    offer()
    form.set_clean()
    return form


def pay_out(claim: ClaimRow, values: Values, today: date, attachment: uuid.UUID | None) -> PayOut:
    """What the form says, for the service."""
    on = values["on"] or today
    return PayOut(claim.id, int(values["share"]), values["amount"], on, values["reference"], attachment)


def arrival_form(claim: ClaimRow, context: Context) -> Form:
    """Which pay-out reached its worker, when, with which receipt."""
    form = Form()
    choices = [
        Choice(payout.entry_id.hex, bare(_payout_words(share.worker, payout.amount, payout.on)))
        for share in claim.shares
        for payout in share.payouts
        if not refusal(lambda share=share, payout=payout: must_be_on_its_way(claim, share, payout))  # type: ignore[misc]
    ]
    usual = choices[0].code if len(choices) == 1 else ""
    form.add("payout", ChoiceField(_("Which pay-out"), choices, usual=usual), required=True, wide=True)
    day = DayField(_("Received on"), calendar=context.calendar, hint=_("Empty: today."), not_after=context.today)
    form.add("on", day)
    form.add("reference", TextField(_("Reference of the receipt"), latin=True), required=True)
    form.add("file", _file(_("The receipt as a file"), context))
    return form


def _payout_words(worker: str, amount: Money, on: date) -> str:
    return say(_("{worker}: {amount} of {day}"), worker=worker, amount=wording.money(amount), day=wording.day(on))


def rate_form(context: Context, currency: str) -> Form:
    """A rate of a day as its source prints it."""
    form = Form()
    others = [each for each in context.currencies if each != currency]
    base, quote = TextField(_("One unit of"), limit=3, latin=True), TextField(_("is so many"), limit=3, latin=True)
    form.add("base", base, required=True)
    form.add("quote", quote, required=True)
    form.add("rate", TextField(_("Rate"), hint=_("Digits, such as 28.4513."), limit=30, latin=True), required=True)
    day = DayField(_("Rate of"), calendar=context.calendar, hint=_("Empty: today."), not_after=context.today)
    form.add("on", day)
    words = _("Where it was published.")
    form.add("source", TextField(_("Source"), hint=words), required=True, wide=True)
    form.also_called("source", _("source of the rate"))
    pair = ("USD", currency) if currency != "USD" else (currency, others[0] if others else "")
    form.set_values({"base": pair[0], "quote": pair[1]})
    return form


def rate_found(values: Values, today: date) -> RateFound:
    """What the form says, for the service."""
    on = values["on"] or today
    return RateFound(values["base"].upper(), values["quote"].upper(), values["rate"], on, values["source"])


def value_form(rates: Sequence[RateRow], context: Context) -> Form:
    """Which recorded rate is adopted, by which instrument, from which day."""
    form = Form()
    choices = [Choice(each.id.hex, bare(_rate_words(each))) for each in rates]
    usual = choices[0].code if len(choices) == 1 else ""
    form.add("rate", ChoiceField(_("Recorded rate"), choices, usual=usual), required=True, wide=True)
    words = _("The circular or decision by which it is adopted.")
    form.add("instrument", TextField(_("Instrument"), hint=words, limit=_LONG), required=True, wide=True)
    form.add("effective_from", DayField(_("From"), calendar=context.calendar, hint=_("Empty: today.")))
    return form


def _rate_words(row: RateRow) -> str:
    return say(
        _("1 {base} = {rate} {quote}, {day}, {source}"), base=row.rate.base, rate=row.rate.rate, quote=row.rate.quote,
        day=wording.day(row.rate.on), source=row.rate.source,
    )  # fmt: skip

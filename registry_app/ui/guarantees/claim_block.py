"""One claim: state, sum, ground, shares, the way of the money, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from registry_app.core.texts import _, bare, isolate, say
from registry_app.guarantees.claim_queries import ClaimRow, PayoutRow, ShareRow
from registry_app.guarantees.claims import TO_WORKER
from registry_app.guarantees.next_steps import ClaimStep
from registry_app.guarantees.record import GuaranteeRecord
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.context import Context
from registry_app.ui.guarantees import actions
from registry_app.ui.guarantees.words import HOPS, claim_mark
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.money_table import MoneyRow, MoneyTable
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.timeline import Event, Timeline

STEPS: Final[Mapping[ActionSpec, ClaimStep]] = {
    actions.DROP: ClaimStep.DROP,
    actions.DECLINE: ClaimStep.DECLINE,
    actions.APPROVE: ClaimStep.APPROVE,
    actions.ARRIVED: ClaimStep.ARRIVED,
    actions.PAY: ClaimStep.PAY,
}
DoOnClaim = Callable[[ClaimRow], object]


def steps_of(claim: ClaimRow) -> tuple[ActionSpec, ...]:
    """What belongs to the state a claim is in, whoever looks at it."""
    if claim.approved is None:
        return (actions.DROP, actions.DECLINE, actions.APPROVE) if claim.still_open.minor else ()
    if not claim.approved:
        return ()
    paying = (actions.DROP, actions.PAY) if claim.still_open.minor else ()
    return (*paying, actions.ARRIVED) if _on_its_way(claim) else paying


def _on_its_way(claim: ClaimRow) -> bool:
    payouts = [payout for share in claim.shares for payout in share.payouts if not payout.returned]
    return any(all(hop.hop != TO_WORKER for hop in payout.hops) for payout in payouts)


class ClaimBlock(QFrame):
    """A claim in the section of claims; its verbs are buttons that say why they cannot be used."""

    def __init__(
        self, context: Context, record: GuaranteeRecord, claim: ClaimRow, does: Mapping[ActionSpec, DoOnClaim]
    ) -> None:
        super().__init__()
        self.claim = claim
        self.setProperty("look", "row")
        self.setAccessibleName(bare(say(_("Claim {number}"), number=claim.number)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(8)
        column.addLayout(self._head(claim))
        blocked = record.blocked_claims.get(claim.id, {})
        column.addLayout(self._about(context, record, claim))
        why = blocked.get(ClaimStep.APPROVE, "") if actions.APPROVE in steps_of(claim) else ""
        if why:
            note = MessageStrip()
            note.close_button.hide()
            column.addWidget(note)
            note.show_message(why, State.INFO)
        column.addWidget(_shares(claim))
        story = [_payout(record, share, payout) for share in claim.shares for payout in share.payouts]
        if story:
            column.addWidget(Timeline(event for events in story for event in events))
        self.buttons = {}
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for spec in steps_of(claim):
            # the page has the keys; here are the same verbs for this claim
            action = context.action(replace(spec, keys=""), self, lambda spec=spec: does[spec](claim))  # type: ignore[misc]
            set_blocked(action, blocked.get(STEPS[spec], ""))
            button = action_button(action)
            button.setAccessibleName(bare(say(_("{verb} {claim}"), verb=action.text(), claim=claim.number)))
            self.buttons[spec.code] = button
            row.addWidget(button)
        if self.buttons:
            column.addLayout(row)

    @staticmethod
    def _head(claim: ClaimRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(PlainLabel(isolate(claim.number), look="strong"))
        mark = claim_mark(claim)
        row.addWidget(Chip(mark.words, mark.state))
        row.addStretch()
        row.addWidget(PlainLabel(wording.money(claim.amount), look="strong"))
        return row

    @staticmethod
    def _about(context: Context, record: GuaranteeRecord, claim: ClaimRow) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(2)
        ground = next((each.label for each in record.grounds if each.code == claim.ground), claim.ground)
        law = say(_("{ground} ({source})"), ground=ground, source=claim.provision)
        lines.addWidget(PlainLabel(law, wrap=True))
        proposed = say(
            _("Proposed by {person} on {day}: {reason}"),
            person=record.names.get(claim.proposed_by, "?"),
            day=wording.day(claim.proposed_on),
            reason=claim.reason,
        )
        lines.addWidget(PlainLabel(proposed, look="muted", wrap=True))
        if claim.decided_by is not None:
            said = _("Approved by {person} on {day}") if claim.approved else _("Declined by {person} on {day}")
            decided = say(said, person=record.names.get(claim.decided_by, "?"), day=wording.day(claim.decided_on))
            words = f"{decided}: {isolate(claim.decision_reason)}" if claim.decision_reason else decided
            lines.addWidget(PlainLabel(words, look="muted", wrap=True))
        if claim.matter:
            button = link(isolate(claim.matter), "message-report")
            button.setAccessibleName(bare(say(_("Open complaint {number}"), number=claim.matter)))
            matter = claim.matter_id
            if claim.matter_table == "complaint" and matter is not None:
                button.clicked.connect(lambda: context.go_to("complaint", matter))
            else:
                button.setEnabled(False)
            lines.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeading)
        return lines


def _shares(claim: ClaimRow) -> MoneyTable:
    name = bare(say(_("Shares of claim {number}"), number=claim.number))
    table = MoneyTable((_("Worker"), _("Share"), _("Paid out"), _("Left")), name)
    rows = [
        MoneyRow(
            isolate(each.worker),
            tuple(isolate(wording.money(part)) for part in (each.amount, each.paid_out, each.left)),
        )
        for each in claim.shares
    ]
    table.set_rows(rows)
    return table


def _payout(record: GuaranteeRecord, share: ShareRow, payout: PayoutRow) -> list[Event]:
    """The hops of one pay-out: who entered it, when, by which transfer or receipt."""
    titles = {paper.id: paper.title for paper in record.papers}
    found = []
    for hop in payout.hops:
        words = say(
            _("{worker}: {amount} {hop}"), worker=share.worker, amount=wording.money(hop.amount), hop=_(HOPS[hop.hop])
        )
        who = record.names.get(payout.officer_id, "?") if hop.hop != TO_WORKER else ""
        paper = titles.get(hop.attachment_id, "") if hop.attachment_id else ""
        detail = " · ".join(isolate(part) for part in (hop.reference, who, paper) if part)
        state = State.OK if hop.hop == TO_WORKER else State.INFO
        icon = "receipt" if hop.hop == TO_WORKER else "transfer-out"
        found.append(Event(wording.day(hop.on), words, detail, state, icon))
    if payout.returned:
        found.append(Event(wording.day(payout.on), _("The payment came back"), "", State.BAD, "arrow-back-up"))
    return found

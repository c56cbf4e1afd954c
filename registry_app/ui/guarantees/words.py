"""The words and marks of guarantees, their ledger and their claims on the screen."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_, _
from registry_app.guarantees.claim_queries import ClaimRow
from registry_app.guarantees.claims import TO_SUSPENSE, TO_WORKER
from registry_app.guarantees.ledger import EntryKind
from registry_app.guarantees.rules import KIND_WORDS, STATE_WORDS, Answered, EventKind, GuaranteeState, InstrumentKind
from registry_app.ui.lists.source import Mark
from registry_app.ui.theme.tokens import State

_S = GuaranteeState
STATES: Final = {
    _S.LODGED: State.WARN,
    _S.DENIED: State.BAD,
    _S.VERIFIED: State.INFO,
    _S.IN_FORCE: State.OK,
    _S.EXPIRED: State.WARN,
    _S.REPLACED: State.NEUTRAL,
    _S.RELEASED: State.NEUTRAL,
    _S.FORFEITED: State.NEUTRAL,
    _S.EXHAUSTED: State.BAD,
}
ENTRIES: Final = {
    EntryKind.LODGED: N_("lodged"),
    EntryKind.TOPPED_UP: N_("topped up"),
    EntryKind.REPLENISHED: N_("made good"),
    EntryKind.CLAIMED: N_("reserved for a claim"),
    EntryKind.CLAIM_DROPPED: N_("claim dropped"),
    EntryKind.PAID_OUT: N_("paid out"),
    EntryKind.RETURNED: N_("payment came back"),
    EntryKind.RELEASED: N_("released"),
    EntryKind.FORFEITED: N_("forfeited"),
    EntryKind.GARNISHED: N_("seized by others"),
}
EVENTS: Final = {
    EventKind.LODGED: N_("Lodged"),
    EventKind.VERIFIED: N_("Verified with its issuer"),
    EventKind.DENIED: N_("Denied by its issuer"),
    EventKind.REPLACED: N_("Replaced"),
    EventKind.RELEASED: N_("Released"),
    EventKind.FORFEITED: N_("Forfeited"),
}
ANSWERS: Final = {
    Answered.CONFIRMED: N_("The issuer confirms it"),
    Answered.DIFFERS: N_("The issuer says something else than the paper"),
    Answered.DENIED: N_("The issuer does not stand by it"),
}
ANSWER_STATES: Final = {
    Answered.CONFIRMED: State.OK,
    Answered.DIFFERS: State.WARN,
    Answered.DENIED: State.BAD,
}
HOPS: Final = {
    TO_SUSPENSE: N_("left the guarantee for the worker's suspense account"),
    TO_WORKER: N_("reached the worker"),
}


def capital(words: str) -> str:
    """Words as they begin a cell or a heading."""
    return words[:1].upper() + words[1:]


def kind_words(kind: InstrumentKind) -> str:
    """The instrument, as it begins a cell."""
    return capital(_(KIND_WORDS[kind]))


def state_mark(state: GuaranteeState | None) -> Mark:
    """What a guarantee is on the day."""
    if state is None:
        return Mark(_("Not lodged yet"), State.NEUTRAL)
    return Mark(capital(_(STATE_WORDS[state])), STATES[state])


def claim_mark(claim: ClaimRow) -> Mark:
    """Where a claim stands: decided, reserved, paid, arrived."""
    if claim.approved is None:
        if claim.still_open.minor:
            return Mark(_("Waits for a second person"), State.WARN)
        return Mark(_("Taken back"), State.NEUTRAL)
    if not claim.approved:
        return Mark(_("Declined"), State.BAD)
    if claim.still_open.minor:
        return Mark(_("Approved, to be paid"), State.INFO)
    payouts = [payout for share in claim.shares for payout in share.payouts if not payout.returned]
    if not payouts:
        return Mark(_("Dropped"), State.NEUTRAL)
    if all(any(hop.hop == TO_WORKER for hop in payout.hops) for payout in payouts):
        return Mark(_("Reached the workers"), State.OK)
    return Mark(_("On its way to the workers"), State.WARN)

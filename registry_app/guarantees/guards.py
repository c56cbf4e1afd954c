"""What the database itself refuses in the ledger, for SQLite and PostgreSQL alike.

Each guard is a condition over the new row under which the write is refused; `store.table_guards` makes triggers of
them. The rules of `ledger` refuse the same with a sentence before; these stand against another program or a fault of
ours.
"""

from __future__ import annotations

from typing import Final

from registry_app.store.table_guards import ONLY_ADDED, TableGuard

_LAST: Final = "SELECT {column} FROM guarantee_entry WHERE guarantee_id = NEW.guarantee_id ORDER BY seq DESC LIMIT 1"


def _moved(account: str) -> str:
    return (
        f"CASE WHEN NEW.to_account = '{account}' THEN NEW.minor ELSE 0 END"
        f" - CASE WHEN NEW.from_account = '{account}' THEN NEW.minor ELSE 0 END"
    )


def _carried_on(account: str, column: str) -> str:
    """Under what the balance written is not the last one plus what this entry moves."""
    last = _LAST.format(column=column)
    return f"NEW.{column} <> COALESCE(({last}), 0) + {_moved(account)}"


_CLAIM_LAST: Final = (
    "SELECT claim_open_after FROM guarantee_entry WHERE claim_id = NEW.claim_id ORDER BY seq DESC LIMIT 1"
)
_SHARE_PAID: Final = (
    "SELECT COALESCE(SUM(CASE WHEN kind = 'paid_out' THEN minor ELSE -minor END), 0) FROM guarantee_entry"
    " WHERE share_id = NEW.share_id AND kind IN ('paid_out', 'returned')"
)
_PAID_WITHIN_SHARE: Final = (
    "NEW.share_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM guarantee_claim_share"
    " WHERE id = NEW.share_id AND claim_id = NEW.claim_id"
    " AND ({paid}) + CASE WHEN NEW.kind = 'paid_out' THEN NEW.minor ELSE 0 END <= amount_minor"
    " AND ({paid}) - CASE WHEN NEW.kind = 'returned' THEN NEW.minor ELSE 0 END >= 0)"
)

ENTRY_GUARDS: Final = (
    ONLY_ADDED,
    TableGuard("seq", f"NEW.seq <> COALESCE(({_LAST.format(column='seq')}), 0) + 1", "an entry is not the next one"),
    TableGuard("free", _carried_on("free", "free_after"), "the free balance is not carried on"),
    TableGuard("reserved", _carried_on("reserved", "reserved_after"), "the reserve is not carried on"),
    TableGuard(
        "claim",
        f"NEW.claim_id IS NOT NULL AND NEW.claim_open_after <> COALESCE(({_CLAIM_LAST}), 0) + {_moved('reserved')}",
        "what is open of the claim is not carried on",
    ),
    TableGuard(
        "currency",
        "NOT EXISTS (SELECT 1 FROM guarantee WHERE id = NEW.guarantee_id AND currency = NEW.currency)",
        "the entry is in another currency than the guarantee",
    ),
    TableGuard(
        "of_guarantee",
        "NEW.claim_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM guarantee_claim"
        " WHERE id = NEW.claim_id AND guarantee_id = NEW.guarantee_id)",
        "the claim is on another guarantee",
    ),
    TableGuard(
        "claimed",
        "NEW.kind = 'claimed' AND NOT EXISTS (SELECT 1 FROM guarantee_claim"
        " WHERE id = NEW.claim_id AND amount_minor = NEW.minor"
        " AND NEW.minor = (SELECT SUM(amount_minor) FROM guarantee_claim_share WHERE claim_id = NEW.claim_id)"
        " AND NOT EXISTS (SELECT 1 FROM guarantee_entry AS other WHERE other.claim_id = NEW.claim_id))",
        "a claim is reserved once, in full, and shared out to the last unit",
    ),
    TableGuard(
        "approved",
        "NEW.kind = 'paid_out' AND NOT EXISTS (SELECT 1 FROM guarantee_claim JOIN guarantee_claim_decision"
        " ON guarantee_claim_decision.claim_id = guarantee_claim.id WHERE guarantee_claim.id = NEW.claim_id"
        " AND guarantee_claim_decision.approved AND guarantee_claim.proposed_by <> NEW.officer_id"
        " AND guarantee_claim_decision.decided_by <> NEW.officer_id)",
        "a pay-out needs a claim that one person proposed, another approved, and a third pays",
    ),
    TableGuard(
        "share",
        _PAID_WITHIN_SHARE.format(paid=_SHARE_PAID),
        "more would be paid than the worker's share",
    ),
)

CLAIM_GUARDS: Final = (ONLY_ADDED,)
SHARE_GUARDS: Final = (
    ONLY_ADDED,
    TableGuard(
        "closed",
        "EXISTS (SELECT 1 FROM guarantee_entry WHERE claim_id = NEW.claim_id)",
        "shares are set before the claim is reserved",
    ),
)
DECISION_GUARDS: Final = (
    ONLY_ADDED,
    TableGuard(
        "two_persons",
        "EXISTS (SELECT 1 FROM guarantee_claim WHERE id = NEW.claim_id AND proposed_by = NEW.decided_by)",
        "the person who proposed a claim does not decide it",
    ),
)
VERIFICATION_GUARDS: Final = (
    TableGuard(
        "two_persons",
        "EXISTS (SELECT 1 FROM guarantee WHERE id = NEW.guarantee_id AND lodged_by = NEW.verified_by)",
        "the person who lodged a guarantee does not verify it",
    ),
)

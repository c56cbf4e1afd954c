"""What the events of a book are called in sentences: "there is no proven day of …"."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_, _

EVENTS: Final[dict[str, str]] = {
    "law_in_force": N_("the law's entry into force"),
    "lodged": N_("the lodging"),
    "requirements_met": N_("the requirements being met"),
    "refusal_decided": N_("the decision to refuse"),
    "licence_issued": N_("the licence being issued"),
    "licence_expiry": N_("the licence's last day"),
    "renewal_issued": N_("the renewal being issued"),
    "change_made": N_("the change being made"),
    "change_approved": N_("the change being approved"),
    "recruited_or_dismissed": N_("the recruitment or dismissal"),
    "act": N_("the act"),
    "act_known": N_("the act becoming known"),
    "complaint_received": N_("the complaint being received"),
    "respondent_notified": N_("the respondent being notified"),
    "summons_issued": N_("the summons being issued"),
    "summons_served": N_("the summons being served"),
    "defence_due": N_("the last day for the defence"),
    "decision_given": N_("the decision being given"),
    "decision_served": N_("the decision being served"),
    "order_issued": N_("the order being issued"),
    "order_served": N_("the order being served"),
    "guarantee_used": N_("the guarantee being used"),
    "last_contract_ended": N_("the end of the last contract"),
    "contract_approved": N_("the contract being approved"),
    "deployed": N_("the worker's departure"),
    "deployment_term_lapsed": N_("the end of the term for departure"),
    "injury_or_death": N_("the injury or death"),
    "suspension_starts": N_("the suspension's first day"),
    "revocation_decided": N_("the decision to revoke"),
    "revocation_served": N_("the revocation being served"),
    "certificate_issued": N_("the certificate being issued"),
    "facts_received": N_("the facts being received"),
    "measure_taken": N_("the measure being taken"),
    "notice_served": N_("the notice being served"),
    "release_approved": N_("the release being approved"),
}


def event_words(event: str) -> str:
    """The event in the language chosen; one that the program does not know is shown as it is."""
    known = EVENTS.get(event)
    return event.replace("_", " ") if known is None else _(known)

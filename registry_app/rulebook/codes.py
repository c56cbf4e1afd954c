"""The closed lists of codes that rules of the program act upon; a book that uses another word is refused."""

from __future__ import annotations

from typing import Final

from registry_app.rulebook.values import MonthEnd, OnHoliday, Reckoning

RECKONINGS: Final = tuple(Reckoning)
MONTH_ENDS: Final = tuple(MonthEnd)
ON_HOLIDAY: Final = tuple(OnHoliday)

EVENTS: Final = (
    "law_in_force",
    "lodged",
    "requirements_met",
    "refusal_decided",
    "licence_issued",
    "licence_expiry",
    "renewal_issued",
    "change_made",
    "change_approved",
    "recruited_or_dismissed",
    "act",
    "act_known",
    "complaint_received",
    "respondent_notified",
    "summons_issued",
    "summons_served",
    "defence_due",
    "decision_given",
    "decision_served",
    "order_issued",
    "order_served",
    "guarantee_used",
    "last_contract_ended",
    "contract_approved",
    "deployed",
    "deployment_term_lapsed",
    "injury_or_death",
    "suspension_starts",
    "revocation_decided",
    "revocation_served",
    "certificate_issued",
    "facts_received",
    "measure_taken",
    "notice_served",
    "release_approved",
)
"""What a term can run from. A term whose event has no proven day is not running."""

INSTRUMENTS: Final = (
    "cash",
    "bank_guarantee",
    "escrow",
    "blocked_account",
    "surety_bond",
    "insurance",
    "guarantors_bond",
)
LEGAL_FORMS: Final = (
    "sole_proprietor",
    "partnership",
    "share_company",
    "private_limited_company",
)
BODIES: Final = ("ministry", "regional_authority", "court", "mission", "foreign_ministry")
VERBS: Final = (
    "grant_licence",
    "renew_licence",
    "refuse_licence",
    "approve_address",
    "permit_branch",
    "transfer_to_heirs",
    "inspect",
    "receive_complaint",
    "conciliate",
    "decide_complaint",
    "order_execution",
    "block_approvals",
    "suspend_interim",
    "suspend",
    "revoke",
    "withdraw_guarantee",
    "release_guarantee",
    "approve_contract",
    "approve_advertisement",
    "permit_recruitment_venue",
    "prohibit_destination",
    "bar_employer",
    "decide_appeal",
)
ACTIONS: Final = (
    "block_approvals",
    "suspend_interim",
    "suspend",
    "revoke",
    "licence_void",
    "licence_suspended",
    "offence",
    "ex_parte",
    "refer_to_adjudication",
    "bar_employer",
    "bar_representative",
    "suspend_employer",
    "pay_compensation",
    "suspend_worker",
    "disqualify_worker",
    "cease_service",
    "serve_workers_requests",
    "notify_organs_and_public",
    "criminal_liability",
)
OFFENCE_CLASSES: Final = ("suspension", "revocation")
LICENCE_STATES: Final = ("valid", "suspended", "revoked", "lapsed", "expired", "ceased", "void")
GAP_STATES: Final = ("suspended", "expired", "refused", "in_force")
PENDING_EFFECTS: Final = ("none", "keeps_in_force")
MISSED_EFFECTS: Final = ("none", "deemed_grant", "deemed_refusal")
ACTS_FROM: Final = ("decision", "service", "stated_day")
COUNTED_PER: Final = ("agency", "licence")
COVERS_UNTIL: Final = ("licence_end", "release")
SHARING: Final = ("pro_rata", "first_in_time", "repatriation_first")
ORDINAL_OF: Final = ("offence", "class")
ORDINAL_BY: Final = ("act", "decision")
RELEASE_CONDITIONS: Final = (
    "ceased",
    "no_claim",
    "last_contract_ended",
    "applied",
    "clearances",
)
COMPLIANCE_REQUIREMENTS: Final = (
    "licence_in_force",
    "guarantee_sufficient",
    "no_order_overdue",
    "no_failed_inspection",
    "no_sanction_running",
    "no_measure_running",
    "returns_up_to_date",
    "fees_paid",
)

"""The closed list of questions a rule book answers: each key with its type, its unit and what it means.

A book may leave any of them out: then the answer is "not set by the regulator". It may not add any: a key that no rule
of the program reads would be a law that nobody keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registry_app.core.texts import N_
from registry_app.rulebook import codes


class KeyType(StrEnum):
    """What kind of value a key takes; `README.md` beside the books shows how each is written."""

    TEXT = "text"
    TERM = "term"
    AMOUNT = "amount"
    INTEGER = "integer"
    PERCENT = "percent"
    BOOLEAN = "boolean"
    CODE = "code"
    LIST = "list"
    DOCUMENTS = "documents"
    REQUIREMENT = "requirement"
    LATE = "late"
    LADDER = "ladder"
    OFFENCES = "offences"
    AUTHORITIES = "authorities"
    CONSEQUENCES = "consequences"


@dataclass(frozen=True)
class KeySpec:
    """One question: the type of its value, what it asks, its unit, and the codes it is limited to (none: any)."""

    type: KeyType
    meaning: str
    unit: str = ""
    codes: tuple[str, ...] = ()


_T = KeyType

_BOOK: Final = {
    "meta.regulator": KeySpec(_T.TEXT, N_("The body that licenses agencies")),
    "meta.regional_authority": KeySpec(_T.TEXT, N_("The body that acts for the regulator in the regions")),
    "meta.information_system": KeySpec(_T.TEXT, N_("The regulator's information system")),
    "meta.official_calendar": KeySpec(_T.CODE, N_("The calendar of official dates"), codes=codes.RECKONINGS),
    "meta.regulations_kept": KeySpec(_T.LIST, N_("Older regulations and directives that remain in force")),
    "transition.former_licensees": KeySpec(_T.TERM, N_("How long licences of the former law may be exchanged")),
    "transition.former_licensees_missed": KeySpec(
        _T.CONSEQUENCES, N_("What becomes of a former licence not exchanged")
    ),
    "transition.pending_proceedings": KeySpec(_T.LIST, N_("Which pending proceedings keep the law of their start")),
}
_COUNTING: Final = {
    "counting.day_of_event": KeySpec(_T.BOOLEAN, N_("Whether the day of the event counts as the first day of a term")),
    "counting.calendar": KeySpec(_T.CODE, N_("The calendar in which months and years count"), codes=codes.RECKONINGS),
    "counting.month_end": KeySpec(_T.CODE, N_("Where a term of months ends at a month's end"), codes=codes.MONTH_ENDS),
    "counting.last_day_on_holiday": KeySpec(
        _T.CODE, N_("What happens when the last day is not a working day"), codes=codes.ON_HOLIDAY
    ),
    "counting.cut_off_hour": KeySpec(_T.INTEGER, N_("The hour at which the last day of a term ends"), N_("hour, 0-24")),
    "service.modes": KeySpec(_T.LIST, N_("The ways in which a document may be served")),
    "service.deemed": KeySpec(_T.LIST, N_("When a document counts as served without proof of receipt")),
    "service.summons_enclosures": KeySpec(_T.LIST, N_("What must go with a summons")),
}
_LICENCE: Final = {
    "licence.categories": KeySpec(_T.LIST, N_("The categories of licence")),
    "licence.number_format": KeySpec(_T.TEXT, N_("How licence numbers are formed")),
    "licence.term_initial": KeySpec(_T.TERM, N_("How long a new licence is valid")),
    "licence.term_renewed": KeySpec(_T.TERM, N_("How long a renewed licence is valid")),
    "licence.per_destination": KeySpec(_T.BOOLEAN, N_("Whether each country of destination needs its own licence")),
    "licence.provisional": KeySpec(_T.BOOLEAN, N_("Whether there is a provisional licence")),
    "licence.limit_per_holder": KeySpec(
        _T.INTEGER, N_("In how many agencies one person may take part"), N_("agencies")
    ),
    "licence.min_activity": KeySpec(_T.INTEGER, N_("How many workers an agency must place"), N_("workers a year")),
    "licence.display": KeySpec(_T.BOOLEAN, N_("Whether the licence must hang in the office")),
    "licence.transferable": KeySpec(_T.BOOLEAN, N_("Whether a licence can be transferred")),
    "licence.heirs": KeySpec(_T.LIST, N_("What heirs of a sole proprietor may do")),
    "licence.ceiling": KeySpec(_T.INTEGER, N_("How many licences there may be"), N_("licences")),
    "renewal.latest": KeySpec(_T.TERM, N_("By when renewal must be applied for")),
    "renewal.late": KeySpec(_T.LATE, N_("What late renewal costs"), N_("per cent on top of the fee")),
    "renewal.late_fee_base": KeySpec(_T.TEXT, N_("Of which fee the late surcharge is a percentage")),
    "renewal.after_late": KeySpec(_T.CONSEQUENCES, N_("What follows when even the late window has passed")),
    "renewal.state_in_gap": KeySpec(
        _T.CODE, N_("What a licence is after its expiry, while it can still be renewed"), codes=codes.GAP_STATES
    ),
    "renewal.pending_effect": KeySpec(
        _T.CODE, N_("Whether a pending application keeps the licence alive"), codes=codes.PENDING_EFFECTS
    ),
    "decision.grant_new": KeySpec(_T.TERM, N_("Within what time a new licence must be issued")),
    "decision.refuse_new": KeySpec(_T.TERM, N_("Within what time the refusal of a new licence must be communicated")),
    "decision.grant_renewal": KeySpec(_T.TERM, N_("Within what time a renewed licence must be issued")),
    "decision.refuse_renewal": KeySpec(_T.TERM, N_("Within what time the refusal of a renewal must be communicated")),
    "decision.refusal_in_writing": KeySpec(_T.BOOLEAN, N_("Whether a refusal must be communicated in writing")),
    "decision.missed_effect": KeySpec(
        _T.CODE, N_("What a day missed by the regulator brings"), codes=codes.MISSED_EFFECTS
    ),
    "decision.reply_before_refusal": KeySpec(_T.TERM, N_("How long the applicant may reply before a refusal")),
    "decision.acts_from": KeySpec(_T.CODE, N_("From when a decision acts"), codes=codes.ACTS_FROM),
    "decision.contents": KeySpec(_T.LIST, N_("What a written decision must contain")),
    "authority.steps": KeySpec(_T.AUTHORITIES, N_("Which body may take which step"), codes=codes.VERBS),
}
_ELIGIBILITY: Final = {
    "eligibility.legal_forms": KeySpec(_T.LIST, N_("The legal forms an agency may have"), codes=codes.LEGAL_FORMS),
    "eligibility.nationals": KeySpec(_T.PERCENT, N_("The share that nationals must hold"), N_("per cent")),
    "eligibility.sole_object": KeySpec(_T.BOOLEAN, N_("Whether an organisation may have no other object")),
    "eligibility.capital": KeySpec(_T.AMOUNT, N_("The least capital")),
    "eligibility.capital_kind": KeySpec(_T.LIST, N_("What kind of capital is asked of each legal form")),
    "eligibility.office": KeySpec(_T.LIST, N_("What the office must be")),
    "eligibility.destination_office": KeySpec(_T.LIST, N_("What the agency must have in the country of destination")),
    "eligibility.staff": KeySpec(_T.LIST, N_("What managers and staff must have")),
    "eligibility.disqualified": KeySpec(_T.LIST, N_("Who may not hold a licence")),
    "eligibility.bar_after_revocation": KeySpec(_T.TERM, N_("How long a revocation bars from a new licence")),
    "documents.new": KeySpec(_T.DOCUMENTS, N_("The papers of an application for a new licence")),
    "documents.renewal": KeySpec(_T.DOCUMENTS, N_("The papers of an application for renewal")),
    "documents.address_change": KeySpec(_T.DOCUMENTS, N_("The papers of a change of address")),
    "documents.branch": KeySpec(_T.DOCUMENTS, N_("The papers of an application for a branch")),
    "documents.replacement": KeySpec(_T.DOCUMENTS, N_("The papers for the replacement of a lost licence")),
    "change.notice_management": KeySpec(_T.TERM, N_("Within what time changes of directors and staff are notified")),
    "change.publish_management": KeySpec(_T.TERM, N_("Within what time changes of directors are published")),
    "change.publish_management_media": KeySpec(_T.LIST, N_("Where changes of directors are published")),
    "change.address_prior_approval": KeySpec(_T.BOOLEAN, N_("Whether a new address must be approved first")),
    "change.publish_address": KeySpec(_T.TERM, N_("Within what time a new address is published")),
    "branch.prior_permission": KeySpec(_T.BOOLEAN, N_("Whether an additional office needs permission first")),
    "branch.separate_licence": KeySpec(_T.BOOLEAN, N_("Whether a branch has a licence of its own")),
    "branch.guarantee": KeySpec(_T.REQUIREMENT, N_("What must be lodged for each branch")),
    "branch.limit": KeySpec(_T.INTEGER, N_("How many branches an agency may have"), N_("branches")),
    "agents.domestic_allowed": KeySpec(_T.BOOLEAN, N_("Whether an agency may use agents at home")),
    "agents.representative_abroad": KeySpec(_T.LIST, N_("What a representative abroad must be")),
    "agents.representatives_limit": KeySpec(
        _T.INTEGER, N_("How many representatives an agency may have in one country"), N_("representatives")
    ),
    "inspection.occasions": KeySpec(_T.LIST, N_("When the office must be inspected")),
    "inspection.powers": KeySpec(_T.LIST, N_("What an inspector may do")),
    "inspection.show_identity": KeySpec(_T.BOOLEAN, N_("Whether the inspector must show a card")),
    "inspection.recommendation": KeySpec(_T.BOOLEAN, N_("Whether findings go with a recommendation")),
}
_GUARANTEE: Final = {
    "guarantee.requirement": KeySpec(_T.REQUIREMENT, N_("What an agency must lodge")),
    "guarantee.counted_per": KeySpec(
        _T.CODE, N_("Whether it is lodged once for the agency or for each licence"), codes=codes.COUNTED_PER
    ),
    "guarantee.equivalent_rate": KeySpec(_T.TEXT, N_("Which rate of which day gives the equivalent")),
    "guarantee.revaluation": KeySpec(_T.TEXT, N_("When the equivalent is valued again")),
    "guarantee.holder": KeySpec(_T.TEXT, N_("Who holds it, and under which lock")),
    "guarantee.purpose": KeySpec(_T.TEXT, N_("What it is for")),
    "guarantee.covers_until": KeySpec(_T.CODE, N_("Until when it must be in force"), codes=codes.COVERS_UNTIL),
    "guarantee.due": KeySpec(_T.LIST, N_("When it must be proved")),
    "guarantee.draw_grounds": KeySpec(_T.LIST, N_("For what it may be drawn")),
    "guarantee.draw_notice": KeySpec(_T.TERM, N_("What notice goes before a draw")),
    "guarantee.sharing": KeySpec(_T.CODE, N_("How several claims share what does not suffice"), codes=codes.SHARING),
    "guarantee.execution_priority": KeySpec(_T.LIST, N_("In which order the agency's assets answer")),
    "guarantee.replenish": KeySpec(_T.TERM, N_("Within what time it must be made good")),
    "guarantee.replenish_grounds": KeySpec(_T.LIST, N_("After which events it must be made good")),
    "guarantee.replenish_failure": KeySpec(_T.CONSEQUENCES, N_("What follows when it is not made good")),
    "guarantee.release": KeySpec(
        _T.LIST, N_("The conditions of its release, all of them"), codes=codes.RELEASE_CONDITIONS
    ),
    "guarantee.interest_owner": KeySpec(_T.TEXT, N_("To whom its interest belongs")),
    "guarantee.unclaimed": KeySpec(_T.TERM, N_("When a guarantee that nobody claims is forfeited")),
    "fees.licence": KeySpec(_T.AMOUNT, N_("The fee for a new licence")),
    "fees.renewal": KeySpec(_T.AMOUNT, N_("The fee for a renewal")),
    "fees.contract_approval": KeySpec(_T.AMOUNT, N_("The fee for the approval of a contract, paid by the employer")),
    "fees.worker_cap": KeySpec(_T.AMOUNT, N_("The most an agency may take from a worker for its service")),
    "fees.worker_items": KeySpec(_T.LIST, N_("The expenses a worker bears")),
    "fees.employer_items": KeySpec(_T.LIST, N_("The expenses the employer bears")),
    "fees.agency_items": KeySpec(_T.LIST, N_("The expenses the agency bears")),
    "fees.refund_not_deployed": KeySpec(
        _T.BOOLEAN, N_("Whether expenses are refunded to a worker who could not leave through no fault of his")
    ),
    "fees.refund_term": KeySpec(_T.TERM, N_("Within what time they are refunded")),
}
_WORKERS: Final = {
    "deployment.bilateral_agreement": KeySpec(_T.BOOLEAN, N_("Whether a bilateral agreement must be in force")),
    "deployment.prohibition_grounds": KeySpec(_T.LIST, N_("Why a destination may be closed")),
    "deployment.within": KeySpec(_T.TERM, N_("Within what time a worker must leave after the contract's approval")),
    "deployment.register_with_mission": KeySpec(_T.TERM, N_("Within what time the mission registers the worker")),
    "deployment.not_deployed_notice": KeySpec(_T.TERM, N_("Within what time a failed deployment is notified")),
    "deployment.repatriation": KeySpec(_T.TERM, N_("Within what time an injured or dead worker is brought home")),
    "deployment.min_age": KeySpec(_T.INTEGER, N_("The least age of a worker"), N_("years")),
    "deployment.worker_conditions": KeySpec(_T.LIST, N_("What a worker must have")),
    "contract.minimum_contents": KeySpec(_T.LIST, N_("What the contract of employment must contain")),
    "contract.advertisement_contents": KeySpec(_T.LIST, N_("What an advertisement must contain")),
    "liability.joint": KeySpec(_T.BOOLEAN, N_("Whether agency and employer are liable jointly and severally")),
    "liability.survives_revocation": KeySpec(_T.BOOLEAN, N_("Whether duties to workers outlive the licence")),
}
_COMPLAINT: Final = {
    "complaint.who": KeySpec(_T.LIST, N_("Who may start proceedings")),
    "complaint.oral": KeySpec(_T.BOOLEAN, N_("Whether a complaint may be oral")),
    "complaint.contents": KeySpec(_T.LIST, N_("What a complaint contains")),
    "complaint.limitation": KeySpec(_T.TERM, N_("After what time a complaint is barred")),
    "complaint.limitation_exceptions": KeySpec(_T.LIST, N_("Which complaints are never barred")),
    "complaint.serve": KeySpec(_T.TERM, N_("Within what time the respondent is notified for conciliation")),
    "complaint.conciliation": KeySpec(_T.TERM, N_("Within what time the parties are to settle")),
    "complaint.settlement_binding": KeySpec(_T.BOOLEAN, N_("Whether a settlement binds and can be enforced")),
    "complaint.conciliation_failed": KeySpec(_T.CONSEQUENCES, N_("What follows when there is no settlement")),
    "complaint.conciliation_defiance": KeySpec(
        _T.CONSEQUENCES, N_("What follows when the agency does not appear or breaks the settlement")
    ),
    "complaint.defence": KeySpec(_T.TERM, N_("Within what time the agency defends itself")),
    "complaint.defence_missed": KeySpec(_T.CONSEQUENCES, N_("What follows without a defence")),
    "complaint.decision": KeySpec(_T.TERM, N_("Within what time a complaint is decided")),
    "complaint.execution": KeySpec(_T.TERM, N_("Within what time an order is carried out")),
    "complaint.appeal": KeySpec(_T.TERM, N_("Within what time the court can be called upon")),
    "complaint.appeal_body": KeySpec(_T.TEXT, N_("Which court")),
    "complaint.appeal_final": KeySpec(_T.BOOLEAN, N_("Whether the court's decision is final")),
    "complaint.appeal_stays": KeySpec(_T.BOOLEAN, N_("Whether calling upon the court stays the decision")),
    "complaint.interim": KeySpec(_T.CONSEQUENCES, N_("What is done while a complaint is pending"), codes=codes.ACTIONS),
    "complaint.interim_most": KeySpec(_T.TERM, N_("How long an interim suspension lasts at most")),
    "complaint.withdrawal_closes": KeySpec(_T.BOOLEAN, N_("Whether the withdrawal of a complaint ends it")),
    "complaint.burden_of_proof": KeySpec(_T.TEXT, N_("Who has to prove in administrative proceedings")),
    "complaint.burden_of_proof_court": KeySpec(_T.TEXT, N_("Who has to prove in court")),
    "complaint.interest": KeySpec(_T.PERCENT, N_("Interest on what is owed to a worker"), N_("per cent a year")),
    "employer.violations": KeySpec(_T.LIST, N_("The contraventions of employers and representatives abroad")),
    "employer.decision": KeySpec(_T.TERM, N_("Within what time a complaint against an employer is decided")),
    "employer.interim": KeySpec(_T.CONSEQUENCES, N_("What may be done while it is pending"), codes=codes.ACTIONS),
    "employer.consequences": KeySpec(_T.CONSEQUENCES, N_("What a proved contravention brings"), codes=codes.ACTIONS),
    "worker.violations": KeySpec(_T.LIST, N_("The contraventions of workers")),
    "worker.ladder": KeySpec(_T.CONSEQUENCES, N_("What a worker's contravention brings"), codes=codes.ACTIONS),
}
_SANCTION: Final = {
    "sanction.offences": KeySpec(_T.OFFENCES, N_("The contraventions of agencies"), codes=codes.OFFENCE_CLASSES),
    "sanction.ladder": KeySpec(_T.LADDER, N_("What each contravention brings, by its ordinal")),
    "sanction.ordinal_of": KeySpec(
        _T.CODE, N_("Whether the ordinal counts the same contravention or any of its class"), codes=codes.ORDINAL_OF
    ),
    "sanction.ordinal_per": KeySpec(
        _T.CODE, N_("Whether the ordinal counts for the licence or the agency"), codes=codes.COUNTED_PER
    ),
    "sanction.ordinal_by": KeySpec(
        _T.CODE, N_("Whether the day of the act or of the decision counts"), codes=codes.ORDINAL_BY
    ),
    "sanction.ordinal_window": KeySpec(_T.TERM, N_("For how long an earlier contravention counts")),
    "sanction.cumulation": KeySpec(_T.TEXT, N_("What several contraventions found together bring")),
    "sanction.fines": KeySpec(_T.BOOLEAN, N_("Whether the regulator may impose fines")),
    "sanction.cure_period": KeySpec(_T.TERM, N_("How long a contravention may be put right before a sanction")),
    "sanction.reply": KeySpec(_T.TERM, N_("How long the agency may reply before a sanction")),
    "sanction.effects": KeySpec(_T.CONSEQUENCES, N_("What suspension and revocation mean"), codes=codes.ACTIONS),
    "sanction.publication": KeySpec(_T.CONSEQUENCES, N_("Who is told of a sanction"), codes=codes.ACTIONS),
    "sanction.licence_return": KeySpec(_T.TERM, N_("Within what time a revoked licence is returned")),
    "sanction.emergency_most": KeySpec(_T.TERM, N_("How long an emergency block lasts without confirmation")),
    "sanction.stayed_by_appeal": KeySpec(_T.BOOLEAN, N_("Whether an appeal stays a sanction")),
    "status.vocabulary": KeySpec(_T.LIST, N_("The words for the states of a licence"), codes=codes.LICENCE_STATES),
    "register.public_fields": KeySpec(_T.LIST, N_("What of the register is public")),
    "grading.scheme": KeySpec(_T.TEXT, N_("How agencies are graded")),
    "certificate.requirements": KeySpec(
        _T.LIST, N_("What a certificate of compliance certifies"), codes=codes.COMPLIANCE_REQUIREMENTS
    ),
    "certificate.validity": KeySpec(_T.TERM, N_("How long a certificate of compliance is valid")),
    "house.headquarters_facts_age": KeySpec(
        _T.TERM, N_("How old the facts of headquarters may be on a paper of a regional office")
    ),
    "house.assignment": KeySpec(_T.TEXT, N_("How files are given to examiners")),
    "house.conciliation_attempts": KeySpec(
        _T.INTEGER, N_("How many attempts at conciliation are made"), N_("attempts")
    ),
}

KEYS: Final = MappingProxyType(
    {**_BOOK, **_COUNTING, **_LICENCE, **_ELIGIBILITY, **_GUARANTEE, **_WORKERS, **_COMPLAINT, **_SANCTION}
)

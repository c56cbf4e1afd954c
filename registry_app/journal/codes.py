"""What the codes in entries mean in words, by the family of their verb: the journal stores codes, people read words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from registry_app.core.roles import PERMISSIONS, permission_words, role_words
from registry_app.core.texts import N_, _

_DECISIONS: Final = {
    "grant": N_("grant of a licence"),
    "renew": N_("renewal of a licence"),
    "refuse": N_("refusal"),
    "suspend": N_("suspension"),
    "revoke": N_("revocation"),
    "surrender": N_("surrender"),
    "stay": N_("stay"),
    "lift": N_("lifting"),
    "set_aside": N_("setting aside"),
}
_APPLICATIONS: Final = {
    "new": N_("new licence"),
    "renewal": N_("renewal"),
    "branch": N_("branch"),
    "amendment": N_("amendment"),
    "reinstatement": N_("reinstatement"),
    "surrender": N_("surrender"),
    "replacement": N_("replacement of a lost licence"),
    "met": N_("met"),
    "not_met": N_("not met"),
    "cannot_tell": N_("cannot tell"),
    "examined": N_("at the examination"),
    "proposed": N_("at the proposal"),
    "approved": N_("at the approval"),
}
_MEASURES: Final = {
    "block_processing": N_("applications are not processed"),
    "block_approvals": N_("contracts are not approved"),
    "interim_suspension": N_("the licence is suspended for the time being"),
    "seal": N_("the office is sealed"),
    "lifted": N_("lifting"),
    "set_aside": N_("setting aside"),
}
_AGENCIES: Final = {
    "owner": N_("owner"),
    "partner": N_("partner"),
    "shareholder": N_("shareholder"),
    "director": N_("director of the agency"),
    "manager": N_("manager"),
    "officer": N_("officer of the agency"),
    "representative": N_("representative"),
}
_LISTS: Final = {
    "add": N_("new agencies are added"),
    "update": N_("known agencies are updated"),
    "full_list": N_("a full list"),
}
_PROPOSALS: Final = {
    "block_approvals": N_("block the approval of contracts"),
    "claim_guarantee": N_("claim on the guarantee"),
    "ex_parte": N_("go on without the defence"),
    "not_on_list": N_("the agency is missing on the list"),
    "offence": N_("a contravention"),
    "refer_to_adjudication": N_("refer the complaint to a hearing"),
    "replenish_guarantee": N_("make the guarantee good"),
    "revoke": N_("revocation"),
    "suspend": N_("suspension"),
    "suspend_interim": N_("interim suspension"),
}
_PAPERS: Final = {
    "licence": N_("certificate of a licence"),
    "compliance": N_("certificate of compliance"),
    "reasons": N_("statement of reasons"),
}
_FILES: Final = {
    "application": N_("paper of an application"),
    "complaint": N_("complaint"),
    "evidence": N_("evidence"),
    "guarantee": N_("letter of guarantee"),
    "issuer_answer": N_("answer of the issuer"),
    "paper": N_("paper issued"),
    "proof": N_("proof of service"),
    "proof_of_service": N_("proof of service"),
    "receipt": N_("receipt"),
    "scan": N_("scan of a letter"),
    "signature": N_("signature for a paper"),
    "verification": N_("confirmation by the issuer"),
}
# what a second person approves, where it is no permission of that name
_APPROVED: Final = {
    "licence:decide": N_("decide an application"),
    "licence:act": N_("decide on a licence"),
}
_FAMILIES: Final[Mapping[str, Mapping[str, str]]] = {
    "decision": _DECISIONS,
    "notice": _DECISIONS,
    "application": _APPLICATIONS,
    "attachment": _FILES,
    "certificate": _PAPERS,
    "measure": _MEASURES,
    "agency": _AGENCIES,
    "list": _LISTS,
    "proposal": _PROPOSALS,
}
# the only families whose subject is a code; elsewhere it is a number or a name
_CODED_SUBJECTS: Final = frozenset({"decision:served", "notice:issued", "notice:served", "notice:answered", "attachment:added",
                                    "proposal:made", "proposal:taken", "proposal:declined"})  # fmt: skip


def code_words(verb: str, name: str, value: str) -> str:
    """The words of a code that the field `name` of an entry holds; what is no known code stays as it is."""
    if name == "subject":
        if verb == "session:signed_in":
            return role_words(value)
        if verb not in _CODED_SUBJECTS:
            return value
    if name == "given":
        return role_words(value)
    if name == "verb":
        return _(_APPROVED[value]) if value in _APPROVED else permission_words(value) if value in PERMISSIONS else value
    known = _FAMILIES.get(verb.partition(":")[0], {})
    return _(known[value]) if value in known else value

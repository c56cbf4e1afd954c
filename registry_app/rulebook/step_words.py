"""What the steps and bodies of a book are called in sentences: "may not take this step (suspension)"."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_, _

STEPS: Final[dict[str, str]] = {
    "grant_licence": N_("grant of a licence"),
    "renew_licence": N_("renewal of a licence"),
    "refuse_licence": N_("refusal of a licence"),
    "approve_address": N_("approval of an address"),
    "permit_branch": N_("permission of a branch"),
    "transfer_to_heirs": N_("transfer to the heirs"),
    "inspect": N_("inspection"),
    "receive_complaint": N_("receipt of a complaint"),
    "conciliate": N_("conciliation"),
    "decide_complaint": N_("decision on a complaint"),
    "order_execution": N_("order of execution"),
    "block_approvals": N_("blocking the approval of contracts"),
    "suspend_interim": N_("interim suspension"),
    "suspend": N_("suspension"),
    "revoke": N_("revocation"),
    "withdraw_guarantee": N_("withdrawal from a guarantee"),
    "release_guarantee": N_("release of a guarantee"),
    "approve_contract": N_("approval of a contract"),
    "approve_advertisement": N_("approval of an advertisement"),
    "permit_recruitment_venue": N_("permission of a place of recruitment"),
    "prohibit_destination": N_("prohibition of a destination"),
    "bar_employer": N_("barring of an employer"),
    "decide_appeal": N_("decision on an appeal"),
}
BODIES: Final[dict[str, str]] = {
    "ministry": N_("the ministry"),
    "regional_authority": N_("the regional authority"),
    "court": N_("the court"),
    "mission": N_("the mission abroad"),
    "foreign_ministry": N_("the foreign ministry"),
}


def step_words(step: str) -> str:
    """The step in the language chosen; one that the program does not know is shown as it is."""
    return _(STEPS[step]) if step in STEPS else step.replace("_", " ")


def body_words(body: str) -> str:
    """The body in the language chosen; one that the program does not know is shown as it is."""
    return _(BODIES[body]) if body in BODIES else body.replace("_", " ")

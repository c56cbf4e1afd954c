"""The words for journal entries: entries store codes and values, sentences are made when they are read."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_

ACTIONS: Final[dict[str, str]] = {
    # register and access
    "register:made": N_("Register made by office {subject}"),
    "session:signed_in": N_("Signed in as {subject}"),
    "step:refused": N_("Refused: {doing} ({code})"),
    "user:added": N_("User {subject} added"),
    "user:closed": N_("Account {subject} closed"),
    "user:password_set": N_("New password set for {subject}"),
    "role:given": N_("Role {role} given to {subject}"),
    "identity:opened": N_("Sealed identity opened"),
    "approval:asked": N_("Second person asked to approve {verb}"),
    "approval:given": N_("Second person approved {verb}"),
    "approval:declined": N_("Second person declined {verb}"),
    "approval:withdrawn": N_("Proposal of {verb} withdrawn"),
    "register:exported": N_("Register exported to {subject}"),
    "backup:made": N_("Backup {subject} made"),
    # offices
    "authority:granted": N_("Authority for {verb} recorded from instrument {subject}"),
    "interest:declared": N_("Interest declared; the officer stands aside"),
    "number:voided": N_("Number {subject} voided"),
    "office:holidays_entered": N_("Holidays of {subject} entered through {through}"),
    "key:added": N_("Key {subject} for {purpose} added"),
    "key:revoked": N_("Key {subject} revoked"),
    "trust:issued": N_("List of keys number {subject} issued"),
    # rule book
    "rulebook:adopted": N_("Rule book {subject} adopted"),
    "rulebook:values_confirmed": N_("{count} values of {subject} confirmed by two persons"),
    "rulebook:values_set": N_("Values of {subject} set from {from_day} by {instrument}"),
    "rulebook:in_force_confirmed": N_("Confirmed in writing that {subject} is decided by from {first}: {instrument}"),
    # certificates
    "certificate:reserved": N_("Number {subject} reserved for a paper"),
    "certificate:issued": N_("Paper {subject} issued ({kind})"),
    "certificate:voided": N_("Number {subject} voided"),
    "certificate:withdrawn": N_("Paper {subject} withdrawn"),
    "certificate:reprinted": N_("Paper {subject} printed again, copies: {copies}"),
    "status:issued": N_("List of withdrawn papers issued"),
    # guarantees
    "guarantee:lodged": N_("Guarantee {subject} lodged"),
    "guarantee:verified": N_("Issuer asked about guarantee {subject}: {answer}"),
    "guarantee:valued": N_("Guarantee {subject} valued at {rate}, the rate of {of}"),
    "guarantee:claimed": N_("Claim {subject} on guarantee {guarantee} proposed"),
    "guarantee:paid_out": N_("Paid out from guarantee {subject} on claim {claim} for {worker}"),
    "claim:approved": N_("Claim {subject} on guarantee {guarantee} approved"),
    "claim:declined": N_("Claim {subject} on guarantee {guarantee} declined"),
    "claim:dropped": N_("Claim {subject} on guarantee {guarantee} dropped"),
    "rate:recorded": N_("Exchange rate {subject} of {on} recorded: {rate}"),
    # attachments
    "attachment:added": N_("File attached ({subject})"),
    "attachment:placed": N_("File put to its record"),
    "attachment:set_aside": N_("Attached file set aside"),
    "attachment:copied_out": N_("Copy of an attached file handed out"),
}

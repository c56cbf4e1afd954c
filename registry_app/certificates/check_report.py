"""What the check of a paper has to say: a verdict, a headline, each finding with its sentence, the facts to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from registry_app.core.check_results import CheckResult, Level, Verdict, overall
from registry_app.core.errors import RegistryError
from registry_app.core.texts import N_, _, bare, say
from registry_app.documents.seal import SealFacts


class Genuineness(StrEnum):
    """The three answers; without a trusted key nothing can be said for a paper, only against it."""

    GENUINE = "genuine"
    NOT_GENUINE = "not genuine"
    NO_TRUSTED_KEY = "no trusted key"


class Form(StrEnum):
    """What was handed in: only a PDF can be checked as a whole; of the others the code is checked, the rest by eye."""

    PDF = "pdf"
    PICTURE = "picture"
    CODE = "code"


WITHDRAWN: Final = "paper:withdrawn"
EXPIRED: Final = "paper:expired"
TRAINING: Final = "paper:training"

KIND_WORDS: Final = {
    "licence": N_("Licence"),
    "branch-licence": N_("Branch licence"),
    "agent-card": N_("Agent's card"),
    "compliance": N_("Certificate of compliance"),
    "reasons": N_("Statement of reasons"),
    "guarantee-receipt": N_("Receipt for a guarantee"),
    "claim-letter": N_("Claim on a guarantee"),
    "release-letter": N_("Release of a guarantee"),
    "acknowledgement": N_("Acknowledgement of a complaint"),
    "summons": N_("Summons"),
    "decision": N_("Decision"),
    "order": N_("Order"),
    "intended-decision": N_("Notice of intended decision"),
    "sanction-order": N_("Sanction order"),
    "inspection-form": N_("Inspection form"),
    "inspection-report": N_("Inspection report"),
    "register-extract": N_("Extract from the register"),
    "refund-receipt": N_("Receipt for a refund"),
    "annual-report": N_("Annual report"),
    "information-sheet": N_("Information sheet for workers"),
    "complaint-form": N_("Complaint form, free of charge"),
    "verification-letter": N_("Verification letter to an issuer"),
    "shortfall-notice": N_("Notice of shortfall"),
    "settlement-record": N_("Record of a settlement"),
    "sum-due": N_("Certificate of the sum due"),
}


@dataclass(frozen=True)
class CheckReport:
    """The outcome of a check.

    `facts` are what the code says, `None` when no code could be read; they are the office's own words only when
    `facts_verified`. `trusted_by` names the ministry and the fingerprint of the list that was relied on.
    """

    form: Form
    results: tuple[CheckResult, ...]
    facts: SealFacts | None
    facts_verified: bool
    trusted_by: str = ""

    @property
    def verdict(self) -> Genuineness:
        """Genuine only when every finding that weighs is met."""
        return {
            Verdict.MET: Genuineness.GENUINE,
            Verdict.NOT_MET: Genuineness.NOT_GENUINE,
            Verdict.CANNOT_TELL: Genuineness.NO_TRUSTED_KEY,
        }[overall(self.results)]

    @property
    def exit_status(self) -> int:
        """0 genuine, 1 not, 2 no trusted key."""
        return list(Genuineness).index(self.verdict)

    @property
    def headline(self) -> str:
        """One sentence to read first; papers of a training register say so in capitals."""
        sentence = self._sentence()
        if self.facts is not None and self.facts.training:
            return _("TRAINING PAPER, WITHOUT ANY LEGAL FORCE. {rest}").format(rest=sentence)
        return sentence

    def _sentence(self) -> str:
        if self.verdict is Genuineness.NO_TRUSTED_KEY:
            return _("Nobody whose key is trusted here vouches for this paper: do not rely on it.")
        if self._found(WITHDRAWN):
            return _("The office withdrew this paper: do not rely on it.")
        if self.verdict is Genuineness.NOT_GENUINE:
            return _("This is not a genuine paper of the register: do not rely on it.")
        if self.form is not Form.PDF:
            return _("The code is genuine. The paper is genuine only if it says, letter by letter, what stands below.")
        if self._found(EXPIRED):
            return _("This file is genuine, but it is not valid today.")
        return _("This file is genuine: it is, to the last byte, what the office issued.")

    def _found(self, code: str) -> bool:
        return any(result.code == code and result.verdict is Verdict.NOT_MET for result in self.results)

    @property
    def comparison(self) -> tuple[tuple[str, str], ...]:
        """What the code says as label and value, to compare with the paper; empty when no code could be read."""
        if self.facts is None:
            return ()
        facts = self.facts
        name = facts.agency_name + (" … " + _("(beginning of a longer name)") if facts.name_shortened else "")
        rows = (
            (_("Document"), _(KIND_WORDS[facts.kind])),
            (_("Number"), facts.serial),
            (_("Licence"), facts.licence_number),
            (_("Agency"), name),
            (_("Issued on"), facts.issued.isoformat()),
            (_("Valid from"), facts.valid_from.isoformat() if facts.valid_from else ""),
            (_("Valid through"), facts.valid_to.isoformat() if facts.valid_to else ""),
            (_("Office"), facts.office),
        )
        return tuple((label, value) for label, value in rows if value)

    def document(self) -> dict[str, Any]:
        """The report for scripts: plain values, days in ISO form, hashes in hexadecimal, sentences without isolates.

        Keys: `verdict`, `exit_status`, `headline`, `form`, `facts` (null when no code could be read), `facts_verified`,
        `trusted_by`, `results` (each `code`, `verdict`, `level`, `sentence`, `hint`).
        """
        facts = None if self.facts is None else {name: _plain(value) for name, value in vars(self.facts).items()}
        return {
            "verdict": self.verdict.value,
            "exit_status": self.exit_status,
            "headline": bare(self.headline),
            "form": self.form.value,
            "facts": facts,
            "facts_verified": self.facts_verified,
            "trusted_by": self.trusted_by,
            "results": [
                {
                    "code": result.code,
                    "verdict": result.verdict.value,
                    "level": result.level.value,
                    "sentence": bare(result.sentence),
                    "hint": bare(result.hint),
                }
                for result in self.results
            ],
        }

    def lines(self) -> Iterator[str]:
        """The report for reading: headline, facts to compare, each finding, and whose keys were relied on."""
        yield self.headline
        if self.facts is not None and not self.facts_verified:
            yield _("What the code claims, unproved:")
        for label, value in self.comparison:
            yield say("  {label}: {value}", label=label, value=value)
        signs = {Verdict.MET: "+", Verdict.NOT_MET: "-", Verdict.CANNOT_TELL: "?"}
        for result in self.results:
            yield f"{signs[result.verdict]} {result.sentence} {result.hint}".rstrip()
        if self.trusted_by:
            yield say(_("Relied on the keys of {whose}; compare the fingerprint."), whose=self.trusted_by)


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def met(code: str, sentence: str) -> CheckResult:
    """A finding that speaks for the paper."""
    return CheckResult(code, Verdict.MET, sentence)


def against(code: str, refusal: RegistryError) -> CheckResult:
    """A finding that alone makes the paper not genuine."""
    return CheckResult(code, Verdict.NOT_MET, refusal.sentence, hint=refusal.hint)


def untold(code: str, refusal: RegistryError) -> CheckResult:
    """A finding that cannot be made without a trusted key."""
    return CheckResult(code, Verdict.CANNOT_TELL, refusal.sentence, hint=refusal.hint)


def beside(code: str, verdict: Verdict, sentence: str, *, level: Level = Level.WARNING, hint: str = "") -> CheckResult:
    """Something to know that does not decide whether the paper is genuine."""
    return CheckResult(code, verdict, sentence, level=level, hint=hint)


def gravest_first(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """What speaks against the paper before what speaks for it."""
    order = [Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.MET]
    levels = [Level.BLOCKER, Level.WARNING, Level.NOTE]
    return tuple(sorted(results, key=lambda result: (levels.index(result.level), order.index(result.verdict))))


def no_code(form: Form) -> str:
    """The sentence for a page or picture without a readable code."""
    return say(_("No code of the register can be read in this {what}."), what=form_word(form))


def form_word(form: Form) -> str:
    """What was handed in, in the officer's language."""
    return {Form.PDF: _("PDF"), Form.PICTURE: _("picture"), Form.CODE: _("code")}[form]

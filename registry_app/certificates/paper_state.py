"""What has become of a genuine paper: withdrawn, expired, not yet valid, or of a training register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from registry_app.certificates.check_report import EXPIRED, TRAINING, WITHDRAWN, against, beside, met
from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.documents.cose import NotGenuine
from registry_app.documents.seal import SealFacts
from registry_app.documents.status import StatusList, read_status, verify_status
from registry_app.documents.trust import TrustList


def state(facts: SealFacts, keys: TrustList, *, today: date, status_lists: Sequence[bytes]) -> list[CheckResult]:
    """Findings about the paper's life; only withdrawal makes a paper not genuine, the others are warnings."""
    results = [*_validity(facts, today)]
    if facts.training:
        results.append(
            beside(
                TRAINING,
                Verdict.NOT_MET,
                _("THIS PAPER COMES FROM A TRAINING REGISTER. IT PROVES NOTHING: ITS KEYS CAN BE GUESSED BY ANYBODY."),
            )
        )
    lists, problems = _usable(status_lists, keys)
    return [*results, *problems, _withdrawal(facts, lists)]


def _validity(facts: SealFacts, today: date) -> list[CheckResult]:
    if facts.valid_to is not None and today > facts.valid_to:
        return [beside(EXPIRED, Verdict.NOT_MET, say(_("It was valid through {last}."), last=facts.valid_to))]
    first = facts.valid_from or facts.issued
    if today < first:
        return [beside(EXPIRED, Verdict.NOT_MET, say(_("It is valid from {first} only."), first=first))]
    if facts.valid_to is None:
        return []
    return [beside(EXPIRED, Verdict.MET, say(_("It is valid through {last}."), last=facts.valid_to), level=Level.NOTE)]


def _usable(contents: Sequence[bytes], keys: TrustList) -> tuple[list[StatusList], list[CheckResult]]:
    lists: list[StatusList] = []
    problems: list[CheckResult] = []
    for content in contents:
        try:
            lists.append(verify_status(read_status(content), keys))
        except RegistryError as refusal:
            problems.append(
                beside("paper:status-list", Verdict.CANNOT_TELL, refusal.sentence, hint=refusal.hint),
            )
    return lists, problems


def _withdrawal(facts: SealFacts, lists: Sequence[StatusList]) -> CheckResult:
    own = [status for status in lists if status.office == facts.office and status.training == facts.training]
    newest = max(own, key=lambda status: status.as_of, default=None)
    if newest is None:
        sentence = _("Whether the office has withdrawn the paper cannot be told without its status list.")
        return beside(WITHDRAWN, Verdict.CANNOT_TELL, sentence, level=Level.NOTE)
    withdrawn = newest.is_withdrawn(facts.status_index)
    day = newest.as_of.date()
    if withdrawn is None:
        sentence = say(_("The paper is newer than the status list of {day}."), day=day)
        return beside(WITHDRAWN, Verdict.CANNOT_TELL, sentence, level=Level.NOTE)
    if withdrawn:
        return against(
            WITHDRAWN,
            NotGenuine(
                say(_("The office withdrew this paper; so says its status list of {day}."), day=day),
                hint=_("Do not rely on it; ask the office for the reason and for a paper that is in force."),
            ),
        )
    return met(WITHDRAWN, say(_("By the office's status list of {day} the paper is not withdrawn."), day=day))

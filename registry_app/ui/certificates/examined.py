"""An examination as rows of verdicts: each ground by its title, with its reasons; what nobody examines says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from registry_app.certificates.compliance import TITLES, Compliance, Examined
from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.texts import _


def results_of(found: Compliance) -> list[CheckResult]:
    """What stands in the way first, then what is met; a ground's results bear its title."""
    every = [*found.obstacles, *(result for ground in found.grounds for result in _of_ground(ground))]
    return sorted(every, key=_weight)


def _of_ground(ground: Examined) -> Iterator[CheckResult]:
    title = _(TITLES[ground.code])
    level = Level.BLOCKER if ground.required else Level.NOTE
    if not ground.examined:
        if ground.required:
            words = _("{title}: not examined, because the register does not know it yet. The certificate needs it.")
        else:
            words = _("{title}: not examined. The paper says so.")
        yield CheckResult(ground.code, Verdict.CANNOT_TELL, words.format(title=title), level=level)
        return
    if not ground.results:
        yield CheckResult(
            ground.code, Verdict.CANNOT_TELL, _("{title}: the check said nothing.").format(title=title), level=level
        )
    for result in ground.results:
        yield replace(result, sentence=_("{title}: {sentence}").format(title=title, sentence=result.sentence))


def _weight(result: CheckResult) -> tuple[int, int]:
    verdicts = (Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.MET)
    levels = (Level.BLOCKER, Level.WARNING, Level.NOTE)
    against = result.verdict is not Verdict.MET
    return (levels.index(result.level) if against else len(levels), verdicts.index(result.verdict))

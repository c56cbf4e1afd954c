"""Which body the law names for a step: an office that it does not name may not take it, whoever in it has authority."""

from __future__ import annotations

from typing import Final

from registry_app.core.errors import NotPermitted
from registry_app.core.texts import _, say
from registry_app.offices.models import OfficeKind
from registry_app.rulebook.rules import Answer
from registry_app.rulebook.step_words import body_words, step_words
from registry_app.rulebook.values import UNKNOWN, Authority

BODY_OF: Final = {
    OfficeKind.HEADQUARTERS: "ministry",
    OfficeKind.REGIONAL: "regional_authority",
    OfficeKind.MISSION: "mission",
}


def check_body(step: str | None, steps: Answer, kind: OfficeKind, office: str) -> None:
    """Refuse an office that the law does not name for a step (`authority.steps` of the rule book).

    Where the law names nobody for the step, the officer's own authority alone counts.
    """
    named = steps.listed(Authority)
    if step is None or named is UNKNOWN:
        return
    rows = [each for each in named if each.verb == step]
    if rows and not any(BODY_OF[kind] in each.bodies for each in rows):
        raise NotPermitted(
            say(
                _("{office} may not take this step ({step}): the law gives it to {bodies} ({provision})."),
                office=office,
                step=step_words(step),
                bodies=", ".join(body_words(body) for body in sorted({body for row in rows for body in row.bodies})),
                provision=rows[0].provision,
            ),
            hint=_("Send the file to that body with your proposal."),
        )

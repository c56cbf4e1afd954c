"""What is due of the rule book: values to confirm by two persons, doubts to settle in writing, approvals."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.access.approvals import approval_line, list_sent_back, list_waiting, sent_back_line
from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import N_, _, ngettext
from registry_app.offices.queries import get_info, get_office, local_day
from registry_app.rulebook.models import RuleBook
from registry_app.rulebook.queries import find_adoption, get_rules

CONFIRM: Final = "rulebook:confirm"
_VALUES: Final = "rulebook:confirm_values"
_WORDS: Final = {
    _VALUES: N_("Approve that values are as the law has them"),
    "rulebook:set_values": N_("Approve values that the office sets"),
    "rulebook:confirm_in_force": N_("Approve that the law may be decided by"),
}
VERBS: Final = tuple(_WORDS)


def due(session: Session, on: date) -> list[Due]:
    """Everything of the rule book that applies on a day and waits for an officer."""
    adopted = find_adoption(session, on)
    if adopted is None:
        office = get_office(session, get_info(session).office_id)
        case = Case(About.OFFICE, office.id, office.code)
        step = _("Adopt the rule book of the law in force")
        return [Due("rulebook:adopt", step, case, None, _("nothing can be decided without one"), "rulebook:adopt")]
    case = Case(About.RULE_BOOK, adopted.id, adopted.title)
    approvals = _approvals(session, on, adopted)
    asked = {line.code for line in approvals}
    return [*_unconfirmed(session, on, case, asked), *_doubts(session, on, case, asked), *approvals]


def _unconfirmed(session: Session, on: date, case: Case, asked: set[str]) -> list[Due]:
    count = len(get_rules(session, on).unconfirmed_on(on))
    if not count or f"approve:{_VALUES}" in asked:
        return []
    step = ngettext(
        "Read {count} value against the law and confirm it",
        "Read {count} values against the law and confirm them",
        count,
    ).format(count=count)
    return [Due("rulebook:confirm_values", step, case, None, _("nothing can be decided before"), CONFIRM)]


def _doubts(session: Session, on: date, case: Case, asked: set[str]) -> list[Due]:
    """Why the law may not be decided by: its end, or an amendment that nobody has read into the book."""
    if "approve:rulebook:confirm_in_force" in asked:
        return []
    step = _("Settle in writing whether decisions may rest on the law")
    return [
        Due(
            f"rulebook:doubt:{doubt.about}",
            step,
            case,
            None,
            _("nothing can be decided before"),
            CONFIRM,
            note=doubt.sentence,
        )
        for doubt in get_rules(session, on).doubts(on)
    ]


def _approvals(session: Session, on: date, adopted: RuleBook) -> list[Due]:
    day_of = local_day(session)
    case = Case(About.RULE_BOOK, adopted.id, adopted.title)
    waiting = [each for each in list_waiting(session, VERBS) if each.subject_id == adopted.id]
    back = [each for each in list_sent_back(session, VERBS, on) if each.subject_id == adopted.id]
    source = _("two persons confirm what is decided by")
    return [
        *(approval_line(each, case, _(_WORDS[each.verb]), day_of(each.asked_at), source=source) for each in waiting),
        *(
            sent_back_line(
                each,
                case,
                _("Propose it anew, or leave it"),
                day_of(each.decided_at or each.asked_at),
                source=source,
                permission=CONFIRM,
            )
            for each in back
        ),
    ]

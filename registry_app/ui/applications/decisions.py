"""Decisions as blocks of a page: what was proposed or taken, by whom, on which provisions, under which conditions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.core.texts import _, isolate, say
from registry_app.licensing.deciding import WITHOUT_NOTICE
from registry_app.licensing.decisions import KIND_LABELS, ActsFrom, Standing
from registry_app.licensing.records import ConditionRow, DecisionRow
from registry_app.ui import wording
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.source import Mark
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Facts, Section
from registry_app.ui.widgets.chips import Chip

Names = Mapping[uuid.UUID, str]


def standing_mark(decision: DecisionRow) -> Mark:
    """What became of a decision."""
    if decision.set_aside_by is not None:
        return Mark(_("Set aside"), State.NEUTRAL)
    return {
        Standing.PROPOSED: Mark(_("Proposed"), State.WARN),
        Standing.DECIDED: Mark(_("Decided"), State.OK),
        Standing.DECLINED: Mark(_("Declined"), State.NEUTRAL),
        Standing.WITHDRAWN: Mark(_("Taken back"), State.NEUTRAL),
    }[decision.standing]


def kind_words(decision: DecisionRow) -> str:
    """What is decided, as a heading."""
    words = _(KIND_LABELS[decision.kind])
    return words[:1].upper() + words[1:]


def acts_from_words(acts_from: ActsFrom, acts_on: object) -> str:
    """From when a decision acts."""
    words = {
        ActsFrom.DECISION: _("from its own day"),
        ActsFrom.SERVICE: _("from its service"),
        ActsFrom.STATED_DAY: _("from a stated day"),
        ActsFrom.BEGINNING: _("from the beginning"),
    }[acts_from]
    return words if acts_on is None else say(_("{how} ({day})"), how=words, day=acts_on)


def proposer_words(decision: DecisionRow, names: Names) -> str:
    """Who proposed it and when."""
    return say(
        _("{person} on {day}"), person=names.get(decision.proposed_by, "?"), day=wording.day(decision.proposed_on)
    )


class DecisionBlock(Section):
    """One decision with all that it says; `papers` are the labels of papers by their codes."""

    def __init__(
        self, decision: DecisionRow, names: Names, papers: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(kind_words(decision), parent=parent)
        self.decision = decision
        mark = standing_mark(decision)
        self.add_at_end(Chip(mark.words, mark.state))
        self.add(Facts(_facts(decision, names, papers)))
        if decision.conditions:
            self.add(_conditions(decision.conditions))
        self.setAccessibleDescription(mark.words)


def _facts(decision: DecisionRow, names: Names, papers: Mapping[str, str]) -> list[tuple[str, str | QWidget]]:
    facts: list[tuple[str, str | QWidget]] = [
        (_("Proposed by"), proposer_words(decision, names)),
    ]
    if decision.decided_on is not None:
        decider = names.get(decision.approved_by, "?") if decision.approved_by else "?"
        facts.append(
            (_("Approved by"), say(_("{person} on {day}"), person=decider, day=wording.day(decision.decided_on)))
        )
    if decision.instrument:
        facts.append((_("Authority"), decision.instrument))
    facts += [(_("Provisions"), "; ".join(decision.provisions)), (_("Reasons"), decision.reasons)]
    acts_on = None if decision.acts_on is None else wording.day(decision.acts_on)
    facts.append((_("Acts"), acts_from_words(decision.acts_from, acts_on)))
    for key, words in (("stated_through", _("Valid through")), ("ends_on", _("Last day"))):
        if decision.terms.get(key):
            facts.append((words, wording.day(date.fromisoformat(decision.terms[key]))))
    if decision.terms.get("waived"):
        facts.append((_("Papers waived"), ", ".join(papers.get(code, code) for code in decision.terms["waived"])))
    for code, why in decision.deviations.items():
        facts.append(
            (
                _("Without notice")
                if code == WITHOUT_NOTICE
                else say(_("Judged: {code}"), code=papers.get(code.removeprefix("paper:"), code)),
                why,
            )
        )
    return facts


def _conditions(conditions: tuple[ConditionRow, ...]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(PlainLabel(_("Conditions"), look="muted"))
    for number, each in enumerate(conditions, 1):
        column.addWidget(PlainLabel(f"{number}. {each.text}", wrap=True))
        due = _("as long as the licence stands") if each.due_on is None else isolate(wording.day(each.due_on))
        met = "" if each.met_on is None else say(_("met on {day}"), day=wording.day(each.met_on))
        small = " · ".join(filter(None, [isolate(each.provision) if each.provision else "", due, met]))
        column.addWidget(PlainLabel(small, look="small", wrap=True))
    return box

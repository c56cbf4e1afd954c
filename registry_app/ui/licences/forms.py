"""The forms of decisions on a licence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from registry_app.core.texts import _, isolate, say
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.decisions import DecisionKind, Standing
from registry_app.licensing.licence_card import GroundLine, LicenceCard
from registry_app.licensing.open_points import OpenPoints
from registry_app.licensing.provisions import Provision
from registry_app.licensing.records import DecisionRow
from registry_app.licensing.status import GROUND_LABELS, GroundKind
from registry_app.ui import wording
from registry_app.ui.applications import forms
from registry_app.ui.applications.decisions import kind_words
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.form import Form

_ON_GROUND = frozenset({DecisionKind.STAY, DecisionKind.LIFT})


def act_form(
    kind: DecisionKind, card: LicenceCard, points: OpenPoints, today: date, offered: Sequence[Provision] = ()
) -> Form:
    """The form of a decision of this kind on a licence."""
    form = Form()
    if kind in _ON_GROUND:
        choices = [Choice(each.id.hex, ground_words(each)) for each in stoppable(card) if each.id is not None]
        usual = choices[0].code if len(choices) == 1 else ""
        form.add("ground", ChoiceField(_("Which ground"), choices, usual=usual), required=True, wide=True)
    if kind is DecisionKind.SET_ASIDE:
        choices = [Choice(each.id.hex, decision_words(each)) for each in reversed(settable(card))]
        form.add("decision", ChoiceField(_("Which decision"), choices), required=True, wide=True)
    forms.add_reasons(form)
    forms.add_provisions(form, offered)
    if kind in (DecisionKind.SUSPEND, DecisionKind.STAY):
        hint = _("Empty: until another decision ends it.")
        form.add("ends_on", DayField(_("Last day"), hint=hint, not_before=today))
    if kind is DecisionKind.LIFT:
        hint = _("The ground counts through this day, today or later.")
        form.add("ends_on", DayField(_("Last day of what is lifted"), hint=hint, not_before=today), required=True)
    if kind is not DecisionKind.SET_ASIDE:  # what is set aside counts as never decided
        forms.add_open_points(form, points)
    return form


def act_draft(kind: DecisionKind, card: LicenceCard, values: Mapping[str, object]) -> ActDraft:
    """The decision that was filled in."""
    grounds = {each.id.hex: each.id for each in card.grounds if each.id is not None}
    decisions = {each.id.hex: each.id for each in card.decisions}
    return ActDraft(
        kind,
        card.id,
        str(values["reasons"]),
        forms.provisions(values),
        forms.acts_from(values),
        forms.day(values, "acts_on"),
        forms.day(values, "ends_on"),
        grounds.get(str(values.get("ground"))),
        decisions.get(str(values.get("decision"))),
        str(values.get("without_notice") or ""),
    )


def announcement_form(offered: Sequence[Provision] = ()) -> Form:
    """Which decision is announced, and on which facts."""
    form = forms.notice_form(offered)
    choices = [
        Choice(DecisionKind.SUSPEND.value, _("Suspension")),
        Choice(DecisionKind.REVOKE.value, _("Revocation")),
    ]
    form.add("intended", ChoiceField(_("What is intended"), choices), required=True)
    return form


def stoppable(card: LicenceCard) -> Sequence[GroundLine]:
    """Grounds that can be lifted or stayed by a decision on the licence."""
    left_out = (GroundKind.GRANTED, GroundKind.STAY)
    return [
        each
        for each in card.grounds
        if each.id is not None and each.kind not in left_out and not each.is_measure and each.set_aside_on is None
    ]


def settable(card: LicenceCard) -> Sequence[DecisionRow]:
    """Decisions that can be set aside."""
    return [
        each
        for each in card.decisions
        if each.standing is Standing.DECIDED and each.set_aside_by is None and each.kind is not DecisionKind.SET_ASIDE
    ]


def ground_words(ground: GroundLine) -> str:
    """A ground on one line."""
    words = _(GROUND_LABELS[ground.kind])
    words = words[:1].upper() + words[1:]
    return " · ".join(filter(None, [words, period_words(ground), isolate(ground.provision)]))


def period_words(ground: GroundLine) -> str:
    """From when through when a ground lasts."""
    first = wording.day(ground.starts_on)
    if ground.last_on is None:
        return say(_("from {first}, until a decision ends it"), first=first)
    return say(_("{first} through {last}"), first=first, last=wording.day(ground.last_on))


def decision_words(decision: DecisionRow) -> str:
    """A decision on one line."""
    return " · ".join(
        [kind_words(decision), isolate(wording.day(decision.decided_on)), isolate("; ".join(decision.provisions))]
    )

"""The forms of an application's verbs: a paper, a return, a proposal, a notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from registry_app.core.check_results import CheckResult
from registry_app.core.texts import _, bare, say
from registry_app.core.world import Files
from registry_app.licensing.deciding import ConditionDraft, DecisionDraft
from registry_app.licensing.decisions import ActsFrom, waits_for_judgement
from registry_app.licensing.open_points import OpenPoints
from registry_app.licensing.provisions import Provision
from registry_app.licensing.queries import ItemRow
from registry_app.ui.applications.provisions_field import ProvisionsField
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.files import FileField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.rows import TableField
from registry_app.ui.prompts import Prompts

_JUDGED: Final = "judged:"
_LONG: Final = 8_000
_SCANS: Final = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff"


def paper_form(files: Files, prompts: Prompts, today: date) -> Form:
    """A file for one paper, with the date that it bears."""
    form = Form()
    kinds = f"{_('Scans')} ({_SCANS});;{_('All files')} (*)"
    form.add("file", FileField(_("File"), files, prompts, kinds=kinds), required=True)
    form.add("dated_on", DayField(_("Date that the paper bears"), not_after=today))
    form.add("original_seen", CheckField(_("The original was shown")))
    return form


def until_form() -> Form:
    """The day through which a paper says it is valid."""
    form = Form(columns=1)
    form.add("valid_until", DayField(_("Valid until"), hint=_("As the paper itself says.")), required=True)
    return form


def reason_form(label: str = "", hint: str = "") -> Form:
    """A reason in writing."""
    form = Form(columns=1)
    form.add("reason", LongTextField(label or _("Reason"), hint=hint, limit=4_000, lines=3), required=True)
    return form


def waiver_form(item: ItemRow) -> Form:
    """Why a paper is not needed, and what allows that."""
    form = reason_form()
    form.add("provision", TextField(_("Provision that allows it"), hint=_("Needed where the law asks for the paper.")))
    form.also_called("provision", item.label)
    return form


def return_form() -> Form:
    """Why the file goes back, and the ground on which the clock stands still."""
    form = reason_form(_("What is to be completed"))
    form.add("provision", TextField(_("Legal ground of the pause")), required=True)
    return form


def notice_form(offered: Sequence[Provision] = ()) -> Form:
    """What is announced, and on which facts."""
    form = Form(columns=1)
    add_provisions(form, offered)
    form.add("grounds", LongTextField(_("Facts it rests on"), limit=_LONG, lines=4), required=True)
    return form


def grant_form(results: Iterable[CheckResult], today: date, offered: Sequence[Provision] = ()) -> Form:
    """A grant: reasons, provisions, conditions, and a reason for each check that a person has to judge."""
    form = Form()
    add_reasons(form)
    add_provisions(form, offered)
    form.add(
        "valid_through",
        DayField(_("Last day of validity"), hint=_("Only where the law leaves it open."), not_before=today),
    )
    for result in results:
        if waits_for_judgement(result):
            words = say(_("Your judgement: {check}"), check=bare(result.sentence))
            form.add(_JUDGED + result.code, LongTextField(words, limit=_LONG, lines=2))
    form.add(
        "conditions",
        TableField(
            _("Conditions"), _condition_row, row_words=_("Condition"), add_words=_("Add a condition"), columns=3
        ),
    )
    return form


def refusal_form(points: OpenPoints, offered: Sequence[Provision] = ()) -> Form:
    """A refusal: reasons, provisions, and what the law leaves to the officer."""
    form = Form()
    add_reasons(form)
    add_provisions(form, offered)
    add_open_points(form, points)
    return form


def add_open_points(form: Form, points: OpenPoints) -> None:
    """From when it acts and why there was no notice, where the law leaves that to the officer."""
    if points.acts_from is None:
        choices = [
            Choice(ActsFrom.DECISION.value, _("From its own day")),
            Choice(ActsFrom.SERVICE.value, _("From its service")),
            Choice(ActsFrom.STATED_DAY.value, _("From a stated day")),
            Choice(ActsFrom.BEGINNING.value, _("From the beginning")),
        ]
        hint = say(_("From when a decision acts: {source}."), source=points.acts_from_source)
        form.add("acts_from", ChoiceField(_("It acts"), choices, hint=hint), required=True)
        form.add("acts_on", DayField(_("Stated day")))
        form.add_check(_stated_day)
    if points.notice_needed is False:
        hint = _("Leave it empty where a notice was served and its term is over.")
        form.add("without_notice", LongTextField(_("Why the agency was not heard first"), hint=hint, lines=2))


def grant_draft(values: Mapping[str, object]) -> DecisionDraft:
    """The grant that was filled in."""
    conditions = values.get("conditions")
    deviations = {
        name.removeprefix(_JUDGED): str(why) for name, why in values.items() if name.startswith(_JUDGED) and why
    }
    return DecisionDraft(
        True,
        str(values["reasons"]),
        provisions(values),
        conditions=[_condition(row) for row in conditions] if isinstance(conditions, tuple) else [],
        deviations=deviations,
        valid_through=day(values, "valid_through"),
    )


def refusal_draft(values: Mapping[str, object]) -> DecisionDraft:
    """The refusal that was filled in."""
    return DecisionDraft(
        False,
        str(values["reasons"]),
        provisions(values),
        acts_from=acts_from(values),
        acts_on=day(values, "acts_on"),
        without_notice_because=str(values.get("without_notice") or ""),
    )


def provisions(values: Mapping[str, object]) -> Sequence[str]:
    """The provisions, one a line."""
    return [line.strip() for line in str(values["provisions"]).splitlines() if line.strip()]


def acts_from(values: Mapping[str, object]) -> ActsFrom | None:
    """From when it acts, where that was asked."""
    chosen = values.get("acts_from")
    return ActsFrom(str(chosen)) if chosen else None


def day(values: Mapping[str, object], name: str) -> date | None:
    """A day of a form."""
    found = values.get(name)
    return found if isinstance(found, date) else None


def add_reasons(form: Form) -> None:
    """The reasons of a decision."""
    form.add("reasons", LongTextField(_("Reasons"), limit=_LONG, lines=4), required=True)
    form.also_called("reasons", _("reasons"))


def add_provisions(form: Form, offered: Sequence[Provision] = ()) -> None:
    """The provisions a decision rests on; `offered` are those of the rule book that fit it."""
    form.add("provisions", ProvisionsField(_("Provisions it rests on"), offered), required=True)
    form.also_called("provisions", _("provision"))


def _condition_row() -> Mapping[str, Field]:
    text = LongTextField(_("What is to be done"), limit=_LONG, lines=2)
    text.set_required(True)
    return {
        "text": text,
        "provision": TextField(_("Provision")),
        "due_on": DayField(_("By"), hint=_("Empty: as long as the licence stands.")),
    }


def _condition(row: Mapping[str, Any]) -> ConditionDraft:
    due = row["due_on"]
    return ConditionDraft(str(row["text"]), str(row["provision"]), due if isinstance(due, date) else None)


def _stated_day(values: Mapping[str, object]) -> Mapping[str, str]:
    stated = values.get("acts_from") in (ActsFrom.STATED_DAY, ActsFrom.BEGINNING)
    if stated and values.get("acts_on") is None:
        return {"acts_on": _("State the day.")}
    return {}

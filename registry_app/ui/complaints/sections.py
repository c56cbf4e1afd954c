"""The quiet sections of a case: what happened and by when, money, allegations, sides, decisions, words, papers, services."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.attachments.queries import AttachmentRow
from registry_app.complaints.allegations import get_category
from registry_app.complaints.case_file import CaseFile, DecisionRow, StepRow
from registry_app.complaints.deadlines import Deadline
from registry_app.complaints.money import FiveSums
from registry_app.complaints.queries import AllegationRow
from registry_app.core.check_results import Verdict
from registry_app.core.money import Money, digits, total
from registry_app.core.texts import N_, _, isolate, say
from registry_app.correspondence.queries import ServiceCard
from registry_app.ui import wording
from registry_app.ui.code_words import capital, country
from registry_app.ui.complaints import words
from registry_app.ui.complaints.lines import fill, line
from registry_app.ui.complaints.money_verbs import decision_words
from registry_app.ui.forms.files import size_words
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Card, Facts
from registry_app.ui.widgets.money_table import MoneyRow, MoneyTable
from registry_app.ui.widgets.timeline import Event, Timeline

Opens = Callable[[uuid.UUID], object]


class Sections:
    """Makes the sections once and fills them anew for each case.

    `open_agency` goes to an agency's card; `copy_paper` saves a copy of a document.
    """

    def __init__(self, open_agency: Opens, copy_paper: Callable[[AttachmentRow], object]) -> None:
        self._open_agency, self._copy_paper = open_agency, copy_paper
        self.timeline = Timeline()
        self.intake = Facts()
        heads = (_("Allegation"), _("Claimed"), _("By receipt"), _("Ordered"), _("Settled"), _("Paid"))
        self.money = MoneyTable(heads, _("Sums, kept apart"))
        self.payments = Card(_("Payments"))
        titles = {
            "timeline": _("What happened"), "terms": _("Time limits"), "intake": _("How it came in"), "money": _("Money"),
            "allegations": _("Allegations"), "against": _("Against whom"), "workers": _("Workers"),
            "decisions": _("Settlements and decisions"), "words": _("The workers' own words"),
            "papers": _("Documents"), "services": _("Service of papers"),
        }  # fmt: skip
        self.cards = {code: Card(title) for code, title in titles.items()}
        self.cards["payments"] = self.payments
        self.cards["timeline"].add(self.timeline)
        self.cards["intake"].add(self.intake)
        self.cards["money"].add(self.money)
        self.money_hint = PlainLabel(look="muted", wrap=True)
        self.cards["money"].add(self.money_hint)

    def place_left(self, column: QVBoxLayout) -> None:
        """What happened, by when, how it came in."""
        for code in ("timeline", "terms", "intake"):
            column.addWidget(self.cards[code])

    def place_right(self, column: QVBoxLayout, sealed: QWidget) -> None:
        """Money first; the sealed identity stands with the sides."""
        for code in ("money", "payments", "allegations", "decisions", "against", "workers"):
            column.addWidget(self.cards[code])
        column.addWidget(sealed)
        for code in ("words", "papers", "services"):
            column.addWidget(self.cards[code])

    def show_case(self, case: CaseFile, today: date) -> None:
        """Fill them."""
        card = case.card
        self.timeline.set_events([*(_happened(step) for step in case.steps), *_to_come(case, today)])
        fill(self.cards["terms"], [_term(term, today) for term in card.terms], _("No time limit is set."))
        self._show_intake(case)
        self._show_money(case)
        findings = {each.allegation: each for each in case.findings}
        lines = []
        for each in card.allegations:
            finding = findings.get(each.ordinal)
            chip = (_("open"), State.INFO)
            told = ""
            if finding is not None:
                chip = (_(words.OUTCOMES[finding.kind]), words.OUTCOME_LOOKS.get(finding.kind, State.NEUTRAL))
                told = _joined(wording.day(finding.on), finding.provision, finding.reason)
            lines.append(line(_allegation_words(each), _allegation_details(each, told), chip))
        fill(self.cards["allegations"], lines, _("Nothing is alleged."))
        fill(self.cards["against"], self._against(case), _("Nobody is named."))
        fill(self.cards["workers"], _workers(case), _("No worker is named."))
        fill(self.cards["decisions"], _decisions(case), _("Nothing is settled or decided yet."))
        fill(
            self.cards["words"],
            [
                line(say("{worker}: {what}", worker=each.worker, what=_(words.ABOUT[each.about])),
                     [_joined(wording.day(each.on), each.manner, words.language_name(each.language),
                              say(_("interpreter {name}"), name=each.interpreter) if each.interpreter else "")])
                for each in case.words
            ],
            _("No worker has been heard yet on a settlement, a payment, a waiver or a withdrawal."),
        )  # fmt: skip
        fill(self.cards["papers"], [self._paper(each) for each in case.papers], _("No document yet."))
        bound = {step.service_id for step in case.steps}
        fill(
            self.cards["services"],
            [_service(each, each.id in bound) for each in case.services],
            _("Nothing was served yet."),
        )

    def _show_intake(self, case: CaseFile) -> None:
        card, row = case.card, case.card.row
        facts = [
            (_("Way"), words.capital(_(words.CHANNELS[row.channel]))),
            (_("Brought by"), words.capital(_(words.COMPLAINANTS[row.complainant_kind]))),
            (_("Pseudonym"), isolate(card.pseudonym) if card.pseudonym else ""),
            (_("Received here"), wording.day(row.received_on)),
        ]
        if case.done_on is not None:
            facts.append((_("Day on the paper"), wording.day(case.done_on)))
        if case.received_first_on is not None:
            facts.append((_("First received"), _joined(wording.day(case.received_first_on), case.received_first_at)))
        if card.language:
            facts.append((_("Language"), words.language_name(card.language)))
        if card.oral:
            signed = (
                say(_("Signed on {day}"), day=wording.day(card.signed_on))
                if card.signed_on is not None
                else _("Not signed yet")
            )
            facts.append((_("By word of mouth"), signed))
        if case.relation or case.authority:
            facts.append((_("Speaks for the worker"), _joined(case.relation, case.authority)))
        if case.safe_contact:
            facts.append((_("Safe contact"), _("Sealed; ask a custodian before calling")))
        self.intake.set_facts(facts)

    def _show_money(self, case: CaseFile) -> None:
        lines = case.card.money
        about = {each.ordinal: words.category_words(each.category) for each in case.card.allegations}
        rows = [_sums(_line_words(each, about), each) for each in lines]
        currencies = list(dict.fromkeys(each.currency for each in lines))
        for currency in currencies:
            own = [each for each in lines if each.currency == currency]
            if len(own) > 1:
                rows.append(_total(own, currency))
        self.money.set_rows(rows)
        self.money.setVisible(bool(rows))
        self.money_hint.setText(
            _("The five sums stay beside each other; paid is only what the worker says he has.")
            if rows
            else _("No sum is claimed or shown yet.")
        )
        lines_of = [
            line(
                say(
                    _("{amount} from {source}"), amount=wording.money(each.amount), source=_(words.SOURCES[each.source])
                ),
                [_joined(wording.day(each.paid_on), isolate(each.worker), each.paid_by, each.reference)],
                (say(_("worker has it since {day}"), day=wording.day(each.acknowledged_on)), State.OK)
                if each.acknowledged_on is not None
                else (_("waits for the worker's word"), State.WARN),
            )
            for each in case.card.payments
        ]
        self.payments.setVisible(bool(lines_of))
        fill(self.payments, lines_of, "")

    def _against(self, case: CaseFile) -> Iterator[QWidget]:
        for each, agency in zip(case.card.respondents, case.agencies, strict=True):
            button = None
            if agency is not None:
                button = link(_("Show the agency"), "external-link")
                button.setAccessibleName(say(_("Show {agency}"), agency=each.name))
                button.clicked.connect(lambda _checked=False, one=agency: self._open_agency(one))
            kind = words.capital(_(words.RESPONDENTS[each.kind]))
            yield line(isolate(each.name), [_joined(kind, isolate(each.number) if each.number else "", country(each.country) if each.country else "")],
                       button=button)  # fmt: skip

    def _paper(self, paper: AttachmentRow) -> QWidget:
        button = link(_("Save a copy…"), "download")
        button.setAccessibleName(say(_("Save a copy of {paper}"), paper=paper.title))
        button.clicked.connect(lambda _checked=False: self._copy_paper(paper))
        chip = (_("sealed"), State.INFO) if paper.sealed else None
        kind = _(_PAPERS[paper.kind]) if paper.kind in _PAPERS else paper.kind
        day = wording.day(paper.dated) if paper.dated is not None else ""
        title = kind if paper.title == paper.kind else isolate(paper.title)
        return line(
            words.capital(title), [_joined(kind if title != kind else "", day, size_words(paper.size))], chip, button
        )


_PAPERS: Final = {
    "signed_record": N_("signed record"),
    "settlement": N_("settlement"),
    "receipt": N_("receipt"),
    "evidence": N_("evidence"),
    "complaint": N_("paper of the case"),
    "decision": N_("decision"),
    "defence": N_("defence"),
}


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _happened(step: StepRow) -> Event:
    told = [
        step.officer,
        say(_("to {body}"), body=step.to_whom) if step.to_whom else "",
        say(_("answer due {day}"), day=wording.day(step.answer_due_on)) if step.answer_due_on is not None else "",
        step.provision,
    ]
    detail = "\n".join(filter(None, [_joined(*told), step.reason]))
    look = words.EVENT_LOOKS.get(step.kind, State.NEUTRAL)
    name = _(words.EVENTS[step.kind])
    if step.set_aside:
        name, look = say(_("{what} (set aside)"), what=name), State.BAD
    return Event(wording.day(step.on), name, detail, look)


def _to_come(case: CaseFile, today: date) -> Iterator[Event]:
    if case.due is not None:
        day = case.due.day
        late = day is not None and day < today
        yield Event(
            wording.day(day) if day is not None else _("Next"),
            case.due.step, case.due.source, State.BAD if late else State.INFO, "clock",
        )  # fmt: skip


def _term(term: Deadline, today: date) -> QWidget:
    last = term.last_day
    by = say(_("Last day {day}"), day=wording.day(last)) if last is not None else ""
    chip = {
        Verdict.MET: (_("missed"), State.BAD),
        Verdict.NOT_MET: (_("kept"), State.OK) if term.kept is not None else (_("running"), State.INFO),
        Verdict.CANNOT_TELL: (_("not running"), State.NEUTRAL),
    }[term.missed]
    if term.kept is None and last is None:
        chip = (_("not running"), State.NEUTRAL)
    elif term.kept is None and last == today:
        chip = (_("ends today"), State.WARN)
    why = "" if last is not None else (term.kept or term.lapsed).reason
    return line(words.capital(term.what), [_joined(by, isolate(term.source) if term.source else ""), why], chip)


def _sums(name: str, each: FiveSums) -> MoneyRow:
    sums = (each.claimed, each.evidenced, each.ordered, each.settled, each.paid)
    state = None
    if each.binding:
        state = State.OK if each.binding <= each.paid else State.WARN
    return MoneyRow(name, tuple(_amount(one) for one in sums), state=state)


def _total(lines: list[FiveSums], currency: str) -> MoneyRow:
    columns = [[each.claimed, each.evidenced, each.ordered, each.settled, each.paid] for each in lines]
    sums = [total(column, currency) for column in zip(*columns, strict=True)]
    return MoneyRow(
        say(_("Together in {currency}"), currency=currency), tuple(_amount(one) for one in sums), strong=True
    )


def _amount(amount: Money) -> str:
    return f"{amount.decimal:,.{digits(amount.currency)}f}" if amount.minor else ""


def _line_words(each: FiveSums, about: Mapping[int, str]) -> str:
    """Currency, worker, and what is alleged, which is cut first where there is no room."""
    what = say("{number}. {about}", number=each.allegation, about=about.get(each.allegation, ""))
    return _joined(isolate(each.currency), _short(each.worker), what)


def _short(pseudonym: str) -> str:
    """The worker's own part of the pseudonym; the complaint's number stands in the head of the page."""
    return isolate(pseudonym.rpartition("/")[2])


def _allegation_words(each: AllegationRow) -> str:
    return f"{each.ordinal}. {words.category_words(each.category)}"


def _allegation_details(each: AllegationRow, told: str) -> list[str]:
    days = [wording.day(day) if day is not None else "" for day in (each.from_on, each.through_on)]
    period = " – ".join(filter(None, days))
    grave = _("Grave: life, limb or freedom") if get_category(each.category).grave else ""
    asked = say(_("Asks for: {relief}"), relief=each.relief) if each.relief else ""
    place = ", ".join(isolate(part) for part in (each.place, country(each.country)) if part)
    return [_joined(isolate(each.worker), period, place, grave), each.facts, asked, told]


def _workers(case: CaseFile) -> Iterator[QWidget]:
    for each in case.card.workers:
        told = _joined(
            capital(_(words.SEXES[each.sex])),
            _(words.AGES[each.age_group]),
            country(each.destination),
            each.occupation,
            each.whereabouts,
        )
        chip = (_("name sealed"), State.INFO) if each.sealed else (_("no name known"), State.NEUTRAL)
        yield line(isolate(each.pseudonym), [told], chip)


def _decisions(case: CaseFile) -> Iterator[QWidget]:
    for each in case.settlements:
        told = _joined(say(_("To be paid by {day}"), day=wording.day(each.due_on)),
                       say(_("signed by {person}"), person=each.signed_by))  # fmt: skip
        yield line(
            say(_("Settlement of {day}"), day=wording.day(each.settled_on)),
            [told, each.terms],
            (_("settled"), State.OK),
        )
    for decision in case.decisions:
        yield line(_("Decision"), decision_words(decision).split("\n"), _decision_chip(decision))


def _decision_chip(decision: DecisionRow) -> tuple[str, State]:
    if decision.decided_on is not None:
        return say(_("approved by {person}"), person=decision.decider), State.OK
    if decision.declined_on is not None:
        return _("sent back"), State.WARN
    return _("waits for a second person"), State.WARN


def _service(each: ServiceCard, bound: bool) -> QWidget:
    chip = (_("no proof yet"), State.WARN)
    if each.served_on is not None:
        chip = (say(_("served {day}"), day=wording.day(each.served_on)), State.OK)
    taken = _("taken up by the procedure") if bound else ""
    return line(
        say(_("{document} to {person}"), document=each.document, person=each.addressee),
        [_joined(say(_("Ordered {day}"), day=wording.day(each.ordered_on)), taken), each.why], chip,
    )  # fmt: skip

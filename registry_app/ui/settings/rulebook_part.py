"""The rule book as a reader: every question, its answer, where it stands in the law, and what nobody has set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QScrollArea, QSplitter
from sqlalchemy.orm import Session

from registry_app.core.errors import BadInput
from registry_app.core.paging import Filters
from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.rulebook import load, queries, service
from registry_app.rulebook.house import read_house_rules
from registry_app.rulebook.queries import AdoptedRow, AnswerRow
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.form import Form
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.list_view import ListView, ListWords
from registry_app.ui.lists.short import ShortSource
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option
from registry_app.ui.settings import actions
from registry_app.ui.settings.part import Part
from registry_app.ui.settings.words import CONFIDENCE, answer_words
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card, Facts

UNKNOWN, KNOWN = "unknown", "known"
_SHORT = 22  # letters of an answer in the list; the whole stands beside it


class RuleBookPart(Part):
    """The law as it applies today; a value counts once two persons have confirmed it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add_verbs({
            actions.ADOPT: self.adopt, actions.SET: self.set_values, actions.CONFIRM: self.confirm,
            actions.APPROVE: self.approve,
        })  # fmt: skip
        self.head = PlainLabel(look="muted", wrap=True)
        self.column.addWidget(self.head)
        self.list = ListView(
            ShortSource(_columns(), self._read, lambda row: row.key, _filters,
                        {"answer": lambda row, value: row.known is (value == KNOWN)}),
            _words(), name="rulebook", today=context.today, settings=context.preferences,
        )  # fmt: skip
        self.list.failed.connect(context.tell_trouble)
        self.list.current_changed.connect(lambda _key: self._show_answer())
        card = Card()
        card.add(self.list, 1)
        self.answer = Card(_("Answer"))
        self.meaning = PlainLabel(wrap=True)
        self.facts = Facts()
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(_("What stands behind the answer"))
        area.setWidget(self.facts)
        self.answer.add(self.meaning)
        self.answer.add(area, 1)
        pair = QSplitter()
        pair.setHandleWidth(14)
        pair.setChildrenCollapsible(False)
        pair.addWidget(card)
        pair.addWidget(self.answer)
        pair.setSizes([720, 420])
        self.column.addWidget(pair, 1)
        self._show_answer()

    def refresh(self) -> None:
        """Read the law of today again."""
        self.list.refresh()
        self.context.read(queries.list_adoptions, self._show_books, owner=self)

    def show_unknown(self) -> None:
        """Narrow the list to what nobody has set."""
        self.list.set_filters(Filters().adding("answer", UNKNOWN))

    def _read(self) -> list[AnswerRow]:
        with self.context.opened.reading() as session:
            if queries.find_adoption(session, self.context.today) is None:
                return []
            return queries.list_answers(session, self.context.today, "")

    def _show_books(self, books: list[AdoptedRow]) -> None:
        parts = [
            say(_("{title}: {values} answers, {unknown} not set by the regulator, {confirmed} confirmed by two persons"),
                title=book.title, values=wording.count(book.values), unknown=wording.count(book.unknown),
                confirmed=wording.count(book.confirmed))
            for book in books
        ]  # fmt: skip
        self.head.setText("\n".join(parts) or _("No rule book is adopted yet; nothing can be decided."))

    def _show_answer(self) -> None:
        row: AnswerRow | None = self.list.current_row()
        if row is None:
            self.meaning.setText(_("Choose a question to see what stands behind its answer."))
            self.facts.set_facts([])
            return
        self.meaning.setText(row.meaning)
        self.facts.set_facts([
            (_("Answer"), isolate(_answered(row))),
            (_("Source"), isolate(row.source)), (_("Its words"), isolate(row.quote)),
            (_("As read on"), wording.day(row.as_of)), (_("Confidence"), _(CONFIDENCE[row.confidence]) if row.confidence else ""),
            (_("Instrument"), isolate(row.instrument)), (_("Note"), isolate(row.note)),
            (_("In force from"), wording.day(row.effective_from)), (_("Key"), isolate(row.key)),
        ])  # fmt: skip

    # -- verbs ------------------------------------------------------------------------------------------------------

    def adopt(self) -> None:
        """Copy a rule book into the register; a second person then confirms its values."""
        form = Form(columns=1)
        form.add(
            "book", ChoiceField(_("Rule book"), [Choice(book, book) for book in load.list_bundled()]), required=True
        )
        form.add(
            "first", DayField(_("Applies from"), calendar=self.context.calendar, hint=_("Empty: the law's first day."))
        )
        self.ask(_("Adopt a rule book"), form, _("&Adopt"), "rulebook:adopted",
                 lambda session, actor, values: service.adopt(session, actor, load.bundled(values["book"]), values["first"]),
                 _("Adopted. A second person confirms the values now."))  # fmt: skip

    def set_values(self) -> None:
        """House rules or corrections from a file; a second person must approve."""
        path = self.context.prompts.open_file(_("House rules or corrections"), "*.toml")
        if path is not None:
            self._do("rulebook:set", lambda session, actor: self._propose(session, actor, path),
                     _("The values wait for a second person's approval."))  # fmt: skip

    def _propose(self, session: Session, actor: Any, path: Path) -> None:
        house = read_house_rules(self.context.opened.world.files.read(path), path.name)
        adopted = queries.get_adoption(session, house.from_day)
        if adopted.book != house.book:
            raise BadInput(
                say(
                    _("{file} was written for {book}; {other} applies."),
                    file=path.name,
                    book=house.book,
                    other=adopted.book,
                ),
                hint=_("Choose the file that belongs to the rule book."),
            )
        service.propose_values(
            session,
            actor,
            adopted.id,
            house.values,
            from_day=house.from_day,
            instrument=house.instrument,
            reason=house.reason,
        )

    def confirm(self) -> None:
        """Say that every value not confirmed yet is as the law has it."""
        if self.context.prompts.confirm(
            _("Confirm the values"),
            _(
                "You say that every value not confirmed yet stands in the law as it is written here. A second person confirms it after you."
            ),
            _("&Confirm"),
        ):
            self._do("rulebook:confirm", lambda session, actor: service.propose_confirmation(session, actor, self._adopted(session)),
                     _("The values wait for a second person."))  # fmt: skip

    def approve(self) -> None:
        """Confirm or approve, as the second person, what another person proposed."""
        verbs = {
            "confirmation": (
                _("values that another person confirmed"),
                "rulebook:confirm",
                service.approve_confirmation,
            ),
            "values": (_("values that another person set"), "rulebook:set", service.approve_values),
            "in_force": (_("that the law is decided by"), "rulebook:confirm_in_force", service.approve_in_force),
        }
        chosen = self.context.prompts.choose(
            _("Approve as second person"), _("What do you approve?"), [(code, words) for code, (words, _d, _v) in verbs.items()],
            _("&Approve"),
        )  # fmt: skip
        if chosen is not None:
            _name, doing, verb = verbs[chosen]
            self._do(
                doing,
                lambda session, actor: verb(session, actor, self._adopted(session)),
                _("Approved by two persons."),
            )

    def _adopted(self, session: Session) -> Any:
        return queries.get_adoption(session, self.context.today).id

    def _do(self, doing: str, verb: Any, done: str) -> None:
        self.strip.clear()

        def told(_result: object) -> None:
            self.context.toast(done)
            self.refresh()

        self.context.do(doing, verb, told, self.refuse, owner=self)


def _columns() -> tuple[Column[AnswerRow], ...]:
    return (
        Column("meaning", _("Question"), lambda row: row.meaning, width=330, stretch=True),
        Column("shown", _("Answer"), _answer, Kind.MARK, 170),
        Column("source", _("Source"), lambda row: row.source, width=150),
    )


def _answer(row: AnswerRow) -> Mark:
    if not row.known:
        return Mark(_("Not set"), State.WARN)
    said = _answered(row)
    short = said if len(said) <= _SHORT else said[: _SHORT - 1] + "…"
    return Mark(short, State.OK if row.confirmed else State.INFO)


def _answered(row: AnswerRow) -> str:
    return answer_words(row.value, row.unit)


def _filters() -> list[Filter]:
    return [Filter("answer", _("Answer"), [Option(KNOWN, _("Set")), Option(UNKNOWN, _("Not set by the regulator"))])]


def _words() -> ListWords:
    return ListWords(
        _("Rule book"),
        lambda number: ngettext("{count} question", "{count} questions", number).format(count=wording.count(number)),
        _("Question, answer or article"), _("No rule book is adopted"), _("Adopt the law by which this office decides."), "book",
    )  # fmt: skip

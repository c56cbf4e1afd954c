"""What every verb of a case does in the same manner: its form, its dialog, its transaction, what it says at the end."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from registry_app.attachments.vault import Incoming
from registry_app.complaints.case_file import CaseFile
from registry_app.complaints.drafts import Word
from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, say
from registry_app.ui.complaints import words
from registry_app.ui.complaints.intake_form import Local
from registry_app.ui.complaints.new_page import local_of
from registry_app.ui.context import Context
from registry_app.ui.form_dialog import FormDialog
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField, ManyChoice
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.files import FileField
from registry_app.ui.forms.form import Form

Values = Mapping[str, Any]
CaseVerb = Callable[[Session, Actor, uuid.UUID, Values], Any]
PAPER = "paper"
WIDE = 820


class PaperDialog(FormDialog):
    """A form whose field `paper` is a file: it is taken in, sealed or not, before the transaction, so that no lock waits.

    The verb finds it among the values as `arrived`, None where no file was chosen. It is sealed as `seal` says, or as a
    field `sealed` of the form does.
    """

    seal = True

    def accept(self) -> None:
        """Do the verb when every field can be taken."""
        if self.form.validate():
            return
        values = self.form.values()
        chosen: Any = values[PAPER]
        opened, sealed = self._context.opened, bool(values.get("sealed", self.seal))

        def work(_progress: object) -> object:
            none = contextlib.nullcontext[Incoming | None](None)
            with (
                none if chosen is None else opened.vault.incoming(chosen.path, sealed=sealed) as arrived,
                opened.transaction(self._doing) as (session, actor),
            ):
                return self._verb(session, actor, {**values, "arrived": arrived})

        self.yes.setEnabled(False)
        self._context.job(_("Storing the paper"), work, self._done, self._refused, owner=self)


@dataclass(frozen=True)
class Asking:
    """What a dialog says: headline, a sentence under it, the verb on its button, the toast (`{number}` in it) at the end.

    `seal` says whether the paper handed in is sealed.
    """

    headline: str
    sentence: str
    do: str
    told: str
    danger: bool = False
    wide: bool = False
    seal: bool = True


class CaseHands:
    """The verbs' common hands; `case` gives the case that is shown."""

    def __init__(self, context: Context, page: QWidget, case: Callable[[], CaseFile]) -> None:
        self.context, self.page, self.case = context, page, case
        self.local: Local = local_of(context)
        self.dialog: FormDialog | None = None

    @property
    def number(self) -> str:
        """The complaint's number."""
        return self.case().card.row.number

    def ask(self, asking: Asking, form: Form, doing: str, verb: CaseVerb) -> FormDialog:
        """Open the form of a verb; a form with a field `paper` takes the file in first."""
        complaint, number = self.case().card.row.id, self.number
        kind = PaperDialog if PAPER in form.fields() else FormDialog
        dialog = kind(
            self.context, self.page, asking.headline, asking.sentence, form, asking.do, doing,
            lambda session, actor, values: verb(session, actor, complaint, values),
            lambda result: self.tell(asking.told, number, result),
            danger=asking.danger,
        )  # fmt: skip
        if asking.wide:
            dialog.setMinimumWidth(WIDE)
        if isinstance(dialog, PaperDialog):
            dialog.seal = asking.seal
        self.dialog = dialog
        dialog.begin()
        return dialog

    def tell(self, told: str, number: str, result: object) -> None:
        """Say that it is done; `result` stands in the sentence where it names it."""
        self.context.toast(say(told, number=number, result=result))

    # -- fields that come back ---------------------------------------------------------------------------------------

    def day(self, label: str) -> DayField:
        """A day that is not after today."""
        return DayField(label, calendar=self.local.calendar, not_after=self.local.today)

    def later(self, label: str) -> DayField:
        """Any day."""
        return DayField(label, calendar=self.local.calendar)

    def on_form(self, label: str = "") -> Form:
        """A form that begins with the day it happened; today until another is typed."""
        form = Form(columns=1)
        form.add("on", self.day(label or _("It happened on")), required=True)
        form.set_values({"on": self.local.today})
        return form

    def paper(self, label: str) -> FileField:
        """A file that is handed in."""
        return FileField(
            label, self.local.files, self.local.prompts, kinds=_("Papers (*.pdf *.png *.jpg *.jpeg *.tif)")
        )

    def allegations(self) -> list[Choice]:
        """The allegations to choose from, by number, kind and pseudonym."""
        return [
            Choice(
                str(each.ordinal),
                f"{each.ordinal} · {words.category_words(each.category)} · {isolate(each.worker)}",
            )
            for each in self.case().card.allegations
        ]

    def workers(self) -> list[Choice]:
        """The workers to choose from, by pseudonym."""
        return [Choice(str(each.ordinal), isolate(each.pseudonym)) for each in self.case().card.workers]

    def currencies(self) -> tuple[str, ...]:
        """Those of the case first, then the country's."""
        return tuple(dict.fromkeys([*(line.currency for line in self.case().card.money), *self.local.currencies]))

    def add_hearing(self, form: Form, *, whom: str = "", required: bool = True) -> None:
        """How a worker was heard: alone, in which language, with whose help; `whom` asks which workers there were.

        Where it is not required, it counts only when the box is ticked.
        """
        if whom:
            form.add("workers", ManyChoice(whom, self.workers(), hint=_("Each was heard alone, without the agency.")),
                     required=required)  # fmt: skip
        else:
            label = _("The worker was heard alone and says so himself")
            form.add("alone", CheckField(label, hint=_("Nobody of the agency was in the room.")), required=required)
        codes = [Choice(code, name) for code, name in words.languages(self.local.languages)]
        language = self.case().card.language
        own = language if language in {each.code for each in codes} else ""
        form.add("language", ChoiceField(_("Language spoken"), codes, usual=own), required=required)
        form.add("manner", TextField(_("How he was heard"), hint=_("In person, or by phone through a mission.")),
                 required=required)  # fmt: skip
        form.add(
            "interpreter",
            TextField(
                _("Interpreter's name"),
                hint=_("Needed where the office does not speak the language; never somebody of the agency."),
            ),
        )

    def start(self, form: Form, **more: object) -> Form:
        """Show what is usual: today, in person, the language of the complaint, and what is given."""
        usual: dict[str, object] = {
            "on": self.local.today,
            "manner": _("in person"),
            "language": self.case().card.language,
        }
        form.set_values({name: value for name, value in {**usual, **more}.items() if name in form.fields()})
        return form

    @staticmethod
    def word(values: Values, worker: int, on: date) -> Word:
        """A worker's own word as the form has it."""
        return Word(worker, on, values["manner"], values["language"] or "", True, values["interpreter"])

    def worker_of(self, allegation: int) -> int:
        """Whose allegation it is, by the worker's number."""
        card = self.case().card
        pseudonym = next(each.worker for each in card.allegations if each.ordinal == allegation)
        return next(each.ordinal for each in card.workers if each.pseudonym == pseudonym)

    @staticmethod
    def reason_field(label: str, lines: int = 3) -> LongTextField:
        """A text of several lines."""
        return LongTextField(label, lines=lines, limit=8_000)

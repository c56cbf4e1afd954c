"""The form of a new complaint, and what its values become. What is sealed stands in fields of its own."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry_app.complaints.allegations import CATEGORIES, GROUP_WORDS
from registry_app.complaints.drafts import AllegationDraft, ComplaintDraft, RespondentDraft, SumDraft, WorkerDraft
from registry_app.complaints.rules import AgeGroup, Channel, ComplainantKind, RespondentKind, Sex, SumKind
from registry_app.complaints.secrecy import Identity
from registry_app.core.calendars import Calendar
from registry_app.core.texts import _, say
from registry_app.core.world import Files
from registry_app.ui.complaints import words
from registry_app.ui.forms.amounts import MoneyField
from registry_app.ui.forms.choices import CheckField, Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.files import ChosenFile, FileField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.picking import Find, PickField
from registry_app.ui.forms.rows import TableField
from registry_app.ui.jobs import Runner
from registry_app.ui.prompts import Prompts

AGENCY, EMPLOYER = "agency", "employer"
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Local:
    """What forms take from the office: calendar, currencies, languages, its day, and its hands for files."""

    calendar: Calendar
    currencies: tuple[str, ...]
    languages: tuple[str, ...]
    today: date
    files: Files
    prompts: Prompts


class IntakeForm(Form):
    """A complaint as it comes in; `find` looks for agencies and employers of the register."""

    def __init__(self, local: Local, find: Find, runner: Runner | None = None) -> None:
        super().__init__()
        self._local, self._find, self._runner = local, find, runner
        self._arrival()
        self._complainant()
        self.section(
            _("Workers"),
            _("Name, contacts, address and papers are sealed at once when you save: only a custodian opens them, with a "
              "reason. Everybody else sees a pseudonym. Write no name into any other field. Several: divide them by ;"),
        )  # fmt: skip
        self.workers = self.add(
            "workers",
            self._table(_("Workers concerned"), self._worker, _("Worker"), _("Add a worker")),
            required=True,
        )
        self.section(_("Against whom"))
        against = self._table(_("Respondents"), self._respondent, _("Respondent"), _("Add a respondent"), columns=2)
        self.add("respondents", against, required=True)
        self.section(_("What happened"), _("One entry for each worker and kind of wrong; facts without names."))
        wrongs = self._table(_("Allegations"), self._allegation, _("Allegation"), _("Add an allegation"))
        self.allegations = self.add("allegations", wrongs, required=True)
        self.sums = self.add("sums", self._table(_("Sums of money"), self._sum, _("Sum"), _("Add a sum")))
        self.workers.changed.connect(self._offer_numbers)
        self.allegations.changed.connect(self._offer_numbers)
        self.begin_anew()

    def begin_anew(self) -> None:
        """An empty complaint of today, with one worker, one respondent, one allegation begun."""
        worker = {"sex": Sex.UNKNOWN.value, "age": AgeGroup.UNKNOWN.value}
        self.set_values({
            "received_on": self._local.today, "workers": [worker], "respondents": [{}], "allegations": [{"worker": "1"}],
        })  # fmt: skip

    # -- its parts ---------------------------------------------------------------------------------------------------

    def _arrival(self) -> None:
        self.section(_("How it came in"))
        self.add("channel", ChoiceField(_("Way"), choices(words.CHANNELS)), required=True)
        self.add("received_on", self._past(_("Received here on")), required=True)
        self.add("language", ChoiceField(_("Language of the complaint"), self._languages()))
        self.add(
            "oral",
            CheckField(_("It was said by word of mouth"), hint=_("You write it down; the complainant signs it later.")),
        )
        self.add("done_on", self._past(_("Day written on the paper")))
        self.add("received_first_on", self._past(_("First received elsewhere on")))
        self.add("received_first_at", TextField(_("First received at"), hint=_("Another office or a mission.")))

    def _complainant(self) -> None:
        self.section(
            _("Who complains"),
            _(
                "Where the worker complains himself, he is the first worker below. Anybody else is entered here and sealed."
            ),
        )
        kind = self.add("kind", ChoiceField(_("The complainant is"), choices(words.COMPLAINANTS)), required=True)
        self.add("relation", TextField(_("Relation to the worker"), hint=_("Such as sister; no name.")))
        self.add(
            "authority", TextField(_("By what he may speak for the worker"), hint=_("Such as a power of attorney."))
        )
        others = [self.fields()["relation"], self.fields()["authority"]]
        others += [self.add(f"complainant_{name}", field) for name, field in self._identity().items()]

        def follow() -> None:
            for each in others:
                each.setVisible(_is_other(kind.typed()))

        kind.changed.connect(follow)
        follow()

    def _identity(self) -> dict[str, Field]:
        return {
            "name": TextField(_("Name (sealed)")),
            "other_names": TextField(_("Other names (sealed)")),
            "contacts": TextField(_("Telephones, e-mail (sealed)"), limit=1_000),
            "safe_contact": TextField(_("Safe way to reach (sealed)"), limit=1_000),
            "address": TextField(_("Address (sealed)"), limit=1_000),
            "documents": TextField(_("Passport or papers (sealed)"), limit=1_000),
            "born": self._past(_("Born on (sealed)")),
        }

    def _worker(self) -> dict[str, Field]:
        return {
            **self._identity(),
            "sex": ChoiceField(_("Sex"), choices(words.SEXES), usual=Sex.UNKNOWN.value),
            "age": ChoiceField(_("Age"), choices(words.AGES), usual=AgeGroup.UNKNOWN.value),
            "destination": TextField(_("Country of work"), limit=60),
            "occupation": TextField(_("Occupation"), limit=120),
            "whereabouts": TextField(_("Where he is now"), limit=120, hint=_("Home, abroad, shelter; no address.")),
            "recruited_on": self._past(_("Recruited on")),
            "contract_on": self._past(_("Contract of")),
        }

    def _respondent(self) -> dict[str, Field]:
        return {
            "record": PickField(
                _("Agency or employer of the register"),
                self._find,
                runner=self._runner,
                hint=_("Type a piece of the name."),
            ),
            "name": TextField(
                _("Otherwise: name as the worker says it"), hint=_("For one the register does not know.")
            ),
            "kind": ChoiceField(
                _("One not in the register is"),
                [
                    Choice(each.value, words.capital(_(words.RESPONDENTS[each])))
                    for each in (RespondentKind.UNLICENSED, RespondentKind.AGENT)
                ],
                hint=_("Without a licence, unless you choose."),
            ),
            "country": TextField(_("Country"), limit=60),
        }

    def _allegation(self) -> dict[str, Field]:
        fields: dict[str, Field] = {
            "worker": ChoiceField(_("Worker"), _numbers(_("Worker {number}"), self._count("workers")), usual="1"),
            "category": ChoiceField(_("Kind of wrong"), _categories()),
            "known_on": self._past(_("Known since")),
            "from_on": self._past(_("From")),
            "through_on": self._past(_("Through")),
            "place": TextField(_("Place")),
            "country": TextField(_("Country"), limit=60),
            "facts": LongTextField(_("Facts, without names"), limit=8_000),
            "relief": LongTextField(_("What the worker asks for"), limit=8_000),
        }
        for name in ("category", "facts"):
            fields[name].set_required(True)
        return fields

    def _sum(self) -> dict[str, Field]:
        local = self._local
        fields: dict[str, Field] = {
            "allegation": ChoiceField(
                _("Of allegation"), _numbers(_("Allegation {number}"), self._count("allegations")), usual="1"
            ),
            "kind": ChoiceField(_("It is"), choices(words.SUMS), usual=SumKind.CLAIMED.value),
            "amount": MoneyField(_("Amount"), local.currencies),
            "item": TextField(_("What for"), hint=_("Recruitment fee, ticket, wages of March.")),
            "on": self._past(_("Paid or due on")),
            "receipt": FileField(_("Receipt"), local.files, local.prompts, hint=_("Needed for a sum shown by one.")),
        }
        for name in ("amount", "item"):
            fields[name].set_required(True)
        return fields

    # -- small hands -------------------------------------------------------------------------------------------------

    def _table(
        self, title: str, make: Callable[[], dict[str, Field]], row: str, more: str, columns: int = 3
    ) -> TableField:
        return TableField(title, make, row_words=row, add_words=more, columns=columns)

    def _past(self, label: str) -> DayField:
        return DayField(label, calendar=self._local.calendar, not_after=self._local.today)

    def _languages(self) -> list[Choice]:
        return [Choice(code, name) for code, name in words.languages(self._local.languages)]

    def _count(self, table: str) -> int:
        found = self.fields().get(table)
        return max(len(found.rows()), 1) if isinstance(found, TableField) else 1

    def _offer_numbers(self) -> None:
        """Offer as many workers and allegations as there are rows of them."""
        for table, name, label, count in (
            (self.allegations, "worker", _("Worker {number}"), len(self.workers.rows())),
            (self.sums, "allegation", _("Allegation {number}"), len(self.allegations.rows())),
        ):
            for row in table.rows():
                field = row[name]
                if isinstance(field, ChoiceField) and field.entry.count() - 1 != max(count, 1):
                    field.set_choices(_numbers(label, count))


def complaint_draft(
    values: Values, receipt_of: Callable[[ChosenFile], uuid.UUID], *, parts_accepted: bool = False
) -> ComplaintDraft:
    """What was typed, as the service takes it; `receipt_of` puts a receipt into the register."""
    sums, other = values["sums"], _is_other(values["kind"])
    return ComplaintDraft(
        channel=Channel(values["channel"]),
        complainant_kind=ComplainantKind(values["kind"]),
        received_on=values["received_on"],
        workers=tuple(_worker_draft(each) for each in values["workers"]),
        respondents=tuple(_respondent_draft(each) for each in values["respondents"]),
        allegations=tuple(
            _allegation_draft(each, [one for one in sums if int(one["allegation"] or 1) == ordinal], receipt_of)
            for ordinal, each in enumerate(values["allegations"], 1)
        ),
        oral=bool(values["oral"]),
        language=values["language"] or "",
        complainant=_identity({name: values[f"complainant_{name}"] for name in _SEALED}) if other else None,
        relation=values["relation"] if other else "",
        authority=values["authority"] if other else "",
        done_on=values["done_on"],
        received_first_on=values["received_first_on"],
        received_first_at=values["received_first_at"],
        parts_accepted=parts_accepted,
    )


_SEALED = ("name", "other_names", "contacts", "safe_contact", "address", "documents", "born")


def _is_other(kind: str) -> bool:
    """Whether somebody else than the worker or the office complains, whose identity is sealed for itself."""
    return kind not in ("", ComplainantKind.WORKER, ComplainantKind.OWN_INITIATIVE)


def _identity(values: Values) -> Identity | None:
    if not any(values[name] for name in _SEALED):
        return None
    return Identity(
        values["name"],
        _several(values["other_names"]),
        _several(values["contacts"]),
        values["safe_contact"],
        values["address"],
        _several(values["documents"]),
        values["born"],
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in re.split(r"[;؛\n]", text))))


def _worker_draft(row: Values) -> WorkerDraft:
    return WorkerDraft(
        _identity(row),
        Sex(row["sex"] or Sex.UNKNOWN),
        AgeGroup(row["age"] or AgeGroup.UNKNOWN),
        row["destination"],
        row["occupation"],
        row["whereabouts"],
        row["recruited_on"],
        row["contract_on"],
    )


def _respondent_draft(row: Values) -> RespondentDraft:
    table, _colon, identifier = (row["record"] or "").partition(":")
    if table == AGENCY:
        return RespondentDraft(RespondentKind.AGENCY, agency_id=uuid.UUID(identifier), country=row["country"])
    if table == EMPLOYER:
        return RespondentDraft(RespondentKind.EMPLOYER, employer_id=uuid.UUID(identifier), country=row["country"])
    kind = RespondentKind(row["kind"] or RespondentKind.UNLICENSED)
    return RespondentDraft(kind, typed_name=row["name"], country=row["country"])


def _allegation_draft(
    row: Values, sums: Sequence[Values], receipt_of: Callable[[ChosenFile], uuid.UUID]
) -> AllegationDraft:
    return AllegationDraft(
        int(row["worker"] or 1),
        row["category"],
        row["facts"],
        row["from_on"],
        row["through_on"],
        row["known_on"],
        row["place"],
        row["country"],
        row["relief"],
        tuple(
            SumDraft(
                SumKind(each["kind"] or SumKind.CLAIMED),
                each["amount"],
                each["item"],
                each["on"],
                receipt_of(each["receipt"]) if each["receipt"] is not None else None,
            )
            for each in sums
        ),
    )


def choices(labels: Mapping[Any, str]) -> list[Choice]:
    """The kinds to choose from, in their order."""
    return [Choice(kind.value, words.capital(_(label))) for kind, label in labels.items()]


def _categories() -> list[Choice]:
    return [Choice(each.code, f"{_(GROUP_WORDS[each.group])}: {_(each.words)}") for each in CATEGORIES]


def _numbers(label: str, count: int) -> list[Choice]:
    return [Choice(str(number), say(label, number=number)) for number in range(1, max(count, 1) + 1)]

"""Which column fills which field: a value that the officer can set, save and use again for the next list."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final

import orjson

from registry_app.core.calendars import Calendar
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.exchange.contents import Evidence
from registry_app.exchange.fields import (
    AGENCY_NUMBER,
    LICENCE_NUMBER,
    NAME,
    OTHER_NAME,
    PRINCIPAL,
    SERIAL,
    VERBATIM,
    Kind,
    fields,
    get_field,
)
from registry_app.exchange.guessing import Candidate, best_name, candidates, heading_weights, short_headings

KEYS: Final = (LICENCE_NUMBER, AGENCY_NUMBER)
_OF_A_LICENCE: Final = frozenset({LICENCE_NUMBER, "licence.valid_to", "licence.status_words"})


class DateOrder(StrEnum):
    """How a column writes its days; `AUTO` lets the column's own dates decide."""

    AUTO = ""
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Grouping(StrEnum):
    """How rows that are about one agency are brought together."""

    KEY = "key"
    NAME = "name"
    LIKENESS = "likeness"
    ROW = "row"


@dataclass(frozen=True)
class ColumnUse:
    """What one column is for.

    `order` is its place where several columns fill one field. `separator` parts a cell into several values, or, with
    `then`, into the value of `field` and that of `then`. `calendar` is "" until someone has said which it is.
    """

    column: str
    field: str = VERBATIM
    order: int = 0
    separator: str = ""
    then: str = ""
    dates: DateOrder = DateOrder.AUTO
    calendar: str = ""
    confidence: float = 1.0


@dataclass(frozen=True)
class Mapping:
    """The whole choice for a kind of list. `region` is the country (ISO 3166) of telephones without a country code."""

    columns: tuple[ColumnUse, ...]
    grouping: Grouping = Grouping.NAME
    key: str = ""
    region: str = ""

    def to_json(self) -> bytes:
        """Canonical JSON: the same choice gives the same bytes."""
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)

    def as_plain(self) -> dict[str, Any]:
        """The choice as plain values that a column of JSON holds; confidences are the guess's and are left out."""
        plain: dict[str, Any] = orjson.loads(self.to_json())
        for use in plain["columns"]:
            del use["confidence"]  # floats have no canonical form in the journal
        return plain

    @classmethod
    def from_json(cls, text: bytes) -> Mapping:
        """The mapping that was saved; `BadInput` for anything else and for fields that do not exist."""
        try:
            raw: dict[str, Any] = orjson.loads(text)
            mapping = cls(
                tuple(ColumnUse(**{**entry, "dates": DateOrder(entry.get("dates", ""))}) for entry in raw["columns"]),
                Grouping(raw.get("grouping", "name")),
                str(raw.get("key", "")),
                str(raw.get("region", "")),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(
                say(_("This is not a saved mapping: {reason}."), reason=error), hint=_("Guess the mapping anew.")
            ) from error
        return mapping.checked()

    def checked(self) -> Mapping:
        """The mapping itself; `BadInput` where it names a field, calendar or key that cannot be."""
        for use in self.columns:
            get_field(use.field)
            if use.then:
                get_field(use.then)
            if use.calendar and use.calendar not in set(Calendar):
                raise BadInput(
                    say(_("{calendar} is no calendar the register can read."), calendar=use.calendar),
                    hint=say(_("Choose one of {names}."), names=", ".join(Calendar)),
                )
        if self.grouping is Grouping.KEY and self.key not in {use.field for use in self.columns}:
            raise BadInput(
                _("The list is to be grouped by a number, but no column holds it."),
                hint=_("Choose the column with the number, or group by name."),
            )
        return self

    def columns_of(self, field: str) -> tuple[ColumnUse, ...]:
        """The columns that fill a field, in the order in which they are joined."""
        found = [use for use in self.columns if field in (use.field, use.then)]
        return tuple(sorted(found, key=lambda use: use.order))

    def with_column(self, column: str, **changes: Any) -> Mapping:
        """The mapping with one column set by hand; `BadInput` where there is no such column."""
        if column not in {use.column for use in self.columns}:
            raise BadInput(
                say(_("The list has no column {column}."), column=column),
                hint=_("Compare the name with the list's heading."),
            )
        changed = tuple(
            replace(use, **{"confidence": 1.0, **changes}) if use.column == column else use for use in self.columns
        )
        return replace(self, columns=changed).checked()

    def fitted(self, columns: Sequence[str]) -> Mapping:
        """The mapping for a later edition of the list.

        A column that is new is kept word for word; `BadInput` where one that filled a field is gone.
        """
        known = {use.column: use for use in self.columns}
        gone = [use.column for use in self.columns if use.field != VERBATIM and use.column not in columns]
        if gone:
            raise BadInput(
                say(
                    _("The saved mapping does not fit this list: it has no column {columns}."), columns=", ".join(gone)
                ),
                hint=_("Guess the mapping anew and save it under another name."),
            )
        return replace(self, columns=tuple(known.get(column, ColumnUse(column)) for column in columns)).checked()

    def as_columns(self) -> dict[str, str]:
        """File column → field, as the report shows it."""
        return {use.column: use.field for use in self.columns}


def guess_mapping(columns: Sequence[str], evidence: Sequence[Evidence]) -> Mapping:
    """The likeliest use of each column; columns that fill nothing are kept word for word."""
    short = short_headings(columns)
    options = [candidates(name, seen, less) for name, seen, less in zip(columns, evidence, short, strict=True)]
    found = _assigned(options, evidence)
    _find_name(columns, found, evidence)
    _tell_scripts_apart(found, evidence)
    _tell_jobs_from_licences(found)
    uses = tuple(
        ColumnUse(name, choice.field, choice.order or _order(found, place), confidence=choice.weight)
        if (choice := found.get(place))
        else ColumnUse(name, confidence=0.0)
        for place, name in enumerate(columns)
    )
    uses = _with_addresses(_with_periods(uses, evidence), evidence)
    named = next((place for place, use in enumerate(uses) if use.field == NAME and place not in found), None)
    if named is not None:
        found[named] = Candidate(NAME, 0.5)
    key = _key(uses, found, evidence)
    return Mapping(uses, Grouping.KEY if key else Grouping.NAME, key)


def _with_periods(uses: tuple[ColumnUse, ...], evidence: Sequence[Evidence]) -> tuple[ColumnUse, ...]:
    """A column of two dates in each cell (`01/03/2025 - 28/02/2027`) says from when and through when."""
    used = {use.field for use in uses if use.field != VERBATIM}
    for place, use in enumerate(uses):
        meant = {code for code, _order, weight in heading_weights(use.column) if weight >= 0.5}
        about = meant & {"licence.valid_from", "licence.valid_to", LICENCE_NUMBER} or "period" in use.column.lower()
        free = not (used - {use.field}) & {"licence.valid_from", "licence.valid_to"}
        if about and free and evidence[place].share("date range") >= 0.5:
            both = ColumnUse(use.column, "licence.valid_from", then="licence.valid_to", confidence=0.7)
            return (*uses[:place], both, *uses[place + 1 :])
    return uses


def _with_addresses(uses: tuple[ColumnUse, ...], evidence: Sequence[Evidence]) -> tuple[ColumnUse, ...]:
    """A column of name and address in one cell: the first line is the name, or what stands before the first comma."""
    if any(use.field == NAME for use in uses):
        return uses
    for place, use in enumerate(uses):
        meant = {code for code, _order, weight in heading_weights(use.column) if weight >= 0.5}
        if meant >= {NAME, "address.line"} and evidence[place].share("text") >= 0.7:
            separator = "\n" if evidence[place].share("lines") >= 0.5 else ","
            both = ColumnUse(use.column, NAME, separator=separator, then="address.line", confidence=0.5)
            return (*uses[:place], both, *uses[place + 1 :])
    return uses


def _order(found: Map[int, Candidate], place: int) -> int:
    """Columns without an order of their own are joined from left to right."""
    same = sorted(other for other, choice in found.items() if choice.field == found[place].field)
    return same.index(place) if len(same) > 1 else 0


def _assigned(choices: Sequence[Sequence[Candidate]], evidence: Sequence[Evidence]) -> dict[int, Candidate]:
    """Each field that holds one value goes to the column that fits it best; the next choice of the others is tried."""
    pairs = [(choice, place) for place, options in enumerate(choices) for choice in options]
    pairs.sort(key=lambda pair: (-pair[0].weight, -evidence[pair[1]].fill, pair[1]))
    found: dict[int, Candidate] = {}
    taken: dict[str, int] = {}
    for choice, place in pairs:
        if place in found:
            continue
        if choice.field in taken and not _may_join(choice, found[taken[choice.field]]):
            continue
        if choice.weight < (0.5 if choice.by_heading >= 0.5 or choice.field not in taken else 0.6):
            continue
        found[place] = choice
        taken.setdefault(choice.field, place)
    return found


def _may_join(choice: Candidate, first: Candidate) -> bool:
    """Whether a second column may fill the field too: the field holds several values, or both are parts of it."""
    if fields()[choice.field].many:
        return True
    return choice.field == PRINCIPAL and choice.order > 0 and first.order > 0


def _find_name(columns: Sequence[str], found: dict[int, Candidate], evidence: Sequence[Evidence]) -> None:
    """A list without a heading for names still has a column of names."""
    if any(choice.field == NAME for choice in found.values()):
        return
    weak = {"agency.trading_name", OTHER_NAME, "contact.name", PRINCIPAL, "employer.name", "note", "licence.category"}
    free = [
        place
        for place in range(len(columns))
        if place not in found or found[place].by_heading < 0.75 or found[place].field in weak
    ]
    place = best_name(evidence, free)
    if place is not None:
        found[place] = Candidate(NAME, 0.5)


def _tell_scripts_apart(found: dict[int, Candidate], evidence: Sequence[Evidence]) -> None:
    """Two columns of names in two scripts are one name twice, not a trading name."""
    name = next((place for place, choice in found.items() if choice.field == NAME), None)
    if name is None:
        return
    for place, choice in list(found.items()):
        twin = choice.field == OTHER_NAME and evidence[place].script == evidence[name].script
        if twin and evidence[place].filled:
            found[place] = replace(choice, field="agency.trading_name")
    if any(choice.field == OTHER_NAME for choice in found.values()):
        return
    for place, seen in enumerate(evidence):
        held = found.get(place)
        named = held is None or held.field in ("agency.trading_name", "agency.former_name")
        other = seen.script and evidence[name].script and seen.script != evidence[name].script
        if named and other and seen.share("company") >= 0.4 and seen.distinct >= 0.6:
            found[place] = Candidate(OTHER_NAME, 0.55)
            return


def _tell_jobs_from_licences(found: dict[int, Candidate]) -> None:
    """In a list of job orders a role is an occupation, and the day and class of an order are no licence's."""
    used = {choice.field for choice in found.values()}
    if not any(field.startswith("job.") for field in used):
        return
    for place, choice in list(found.items()):
        if choice.field == "principal.role" and PRINCIPAL not in used:
            found[place] = replace(choice, field="job.occupation")
        elif choice.field in ("licence.valid_from", "licence.category") and not used & _OF_A_LICENCE:
            del found[place]


def _key(uses: Sequence[ColumnUse], found: Map[int, Candidate], evidence: Sequence[Evidence]) -> str:
    """The field whose number tells agencies apart: there for most rows, and not one number for all."""
    for field in KEYS:
        for place, use in enumerate(uses):
            if (
                use.field == field
                and evidence[place].fill >= 0.5
                and (evidence[place].distinct >= 0.3 or evidence[place].rows < 4)
            ):
                return field
    unkeyed = [place for place, choice in found.items() if choice.field == SERIAL and not evidence[place].counts_up]
    return SERIAL if len(unkeyed) == 1 and _is_key(evidence[unkeyed[0]]) else ""


def _is_key(seen: Evidence) -> bool:
    """A column called "No." or "ID" whose codes do not count up but are all different."""
    return seen.distinct >= 0.99 and seen.fill >= 0.95 and seen.rows >= 4 and seen.share("code") >= 0.9


def kind_of(code: str) -> Kind:
    """What the values of a field are."""
    return fields()[code].kind

"""The trial of an import: every row is read, nothing is written, and all that is wrong is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final

from registry_app.core.errors import BadFile
from registry_app.core.progress import Progress, Silent
from registry_app.exchange.cells import NumberSurvey
from registry_app.exchange.contacts import guess_region
from registry_app.exchange.contents import ColumnSurvey, Evidence
from registry_app.exchange.corrections import Corrections
from registry_app.exchange.date_columns import DateColumn, DateSurvey, decide
from registry_app.exchange.fields import NAME, STATUS, VERBATIM, Kind, fields
from registry_app.exchange.grouping import Groups, Proposal
from registry_app.exchange.guessing import heading_weights
from registry_app.exchange.layout import Layout
from registry_app.exchange.mapping import Grouping, Mapping, guess_mapping
from registry_app.exchange.problems import Finding
from registry_app.exchange.reading import Opened, Row, Wishes, open_list
from registry_app.exchange.row_reading import (
    Reading,
    Repeats,
    RowReader,
    content_mark,
    fold_key,
    serial_places,
    two_parts,
)
from registry_app.exchange.source import Source
from registry_app.exchange.words import is_blank

NOTE_LIMIT: Final = 20_000  # notes of a kind beyond this are counted, not listed
_REGION_SAMPLE: Final = 2_000
_EVIDENCE_ROWS: Final = 40_000
_STEP: Final = 5_000


@dataclass(frozen=True)
class Prepared:
    """A list that is ready to be read: layout, mapping and everything that only the whole of it could decide."""

    opened: Opened
    layout: Layout
    mapping: Mapping
    reader: RowReader = field(repr=False)
    rows: int = 0
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    corrections: Corrections = field(default_factory=Corrections)

    def rows_again(self) -> Iterator[Row]:
        """The rows themselves as the file has them, in the order of `readings`."""
        return self.opened.rows(self.layout)

    def corrected_rows(self) -> Iterator[Row]:
        """The rows as they are read: with what the officer wrote in place of the file's cells."""
        return self.corrections.applied(self.opened.rows(self.layout), self.layout.columns)

    def readings(self) -> Iterator[Reading]:
        """Each row with what it says or what is wrong with it, in the order of the list."""
        for row in self.corrected_rows():
            yield self.reader.read(row)


@dataclass(frozen=True)
class DryRun:
    """What a trial found. `rows` = `ready` + `with_problems`, always."""

    prepared: Prepared | None
    rows: int = 0
    ready: int = 0
    file_problems: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    note_counts: tuple[tuple[str, int], ...] = ()
    groups: int = 0
    proposals: tuple[Proposal, ...] = ()
    statuses: tuple[tuple[str, int], ...] = ()
    sha256: str = ""
    name: str = ""

    @property
    def with_problems(self) -> int:
        """Rows that are held."""
        return self.rows - self.ready

    @property
    def columns(self) -> dict[str, str]:
        """File column → field."""
        return self.prepared.mapping.as_columns() if self.prepared else {}


def prepare(
    source: Source,
    today: date,
    *,
    mapping: Mapping | None = None,
    layout: Layout | None = None,
    encoding: str = "",
    sheet: str = "",
    region: str = "",
    opened: Opened | None = None,
    corrections: Corrections | None = None,
) -> Prepared:
    """Open a list and decide how it is read; what is not given is guessed. `opened` is the list where it is open already.

    `corrections` are cells that the officer wrote anew; they are read in place of the file's.

    `today` is the day of the import: years of a licence lie around it. Raises `BadFile` for a file without a list and
    `BadInput` for a saved mapping that does not fit.
    """
    opened = opened or open_list(source, Wishes(encoding or (layout.encoding if layout else ""), sheet))
    chosen = layout or opened.layout
    notes = list(opened.notes)
    problems = list(opened.problems)
    if opened.cut_off:
        problems.append(Finding("cut-off", data=(("sign", opened.cut_off),)))
    if mapping is None:
        evidence = gather_evidence(opened, chosen)
        mapping = guess_mapping(chosen.columns, evidence)
        notes.extend(_contradicted(mapping, evidence))
        if mapping.grouping is not Grouping.KEY:
            notes.append(Finding("no-key", data=(("grouping", mapping.grouping.value),)))
    else:
        mapping = mapping.fitted(chosen.columns)
    return _surveyed(opened, chosen, mapping, today, region, problems, notes, corrections or Corrections())


def gather_evidence(opened: Opened, layout: Layout) -> list[Evidence]:
    """What the columns hold, judged by the first rows: enough to tell what a column is for, not to decide its dates."""
    surveys = [ColumnSurvey() for _name in layout.columns]
    for row in islice(opened.rows(layout), _EVIDENCE_ROWS):
        if not row.fault and not row.beyond:
            for survey, cell in zip(surveys, row.cells, strict=True):
                survey.add(cell)
    return [survey.evidence() for survey in surveys]


def _contradicted(mapping: Mapping, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """Columns whose heading names a field that their cells do not fit are kept word for word; the officer is told."""
    for use, seen in zip(mapping.columns, evidence, strict=True):
        likely = heading_weights(use.column)
        if use.field == VERBATIM and seen.filled and likely and likely[0][2] >= 0.9:
            label = fields()[likely[0][0]].label
            yield Finding("columns-unlike-heading", column=use.column, data=(("field", label),))


class _Survey:
    """The pass that decides what only the whole list can: date orders, fractions, repeated numbers, the region."""

    def __init__(self, layout: Layout, mapping: Mapping) -> None:
        self.dates = {use.column: DateSurvey() for use in mapping.columns if _is_date(use.field) or _is_date(use.then)}
        self.numbers = {
            use.column: NumberSurvey()
            for use in mapping.columns
            if fields()[use.field].kind in (Kind.NUMBER, Kind.SERIAL)
        }
        self.phones: list[str] = []
        self.addresses: list[str] = []
        self.rows = 0
        self._first: dict[str, tuple[int, int, str]] = {}
        self.repeated: dict[str, list[tuple[int, int, str]]] = {}
        place = {name: number for number, name in enumerate(layout.columns)}
        used = {use.column: use for use in mapping.columns}
        self._dated = [(place[column], used[column], survey) for column, survey in self.dates.items()]
        self._numbered = [(place[column], survey) for column, survey in self.numbers.items()]
        kinds = [(place[use.column], fields()[use.field].kind) for use in mapping.columns]
        self._phoned = [number for number, kind in kinds if kind is Kind.PHONE]
        self._addressed = [number for number, kind in kinds if kind in (Kind.EMAIL, Kind.WEBSITE)]
        keyed = mapping.columns_of(mapping.key) if mapping.grouping is Grouping.KEY else ()
        self._key = place[keyed[0].column] if keyed else None
        self._serials = serial_places(layout, mapping)
        named = mapping.columns_of(NAME)
        self._name = place[named[0].column] if named else None

    def add(self, number: int, cells: Sequence[str]) -> None:
        """One more row."""
        self.rows += 1
        for place, use, dates in self._dated:
            for part in two_parts(cells[place], use) if use.then else (cells[place],):
                dates.add(part)
        for place, numbers in self._numbered:
            numbers.add(cells[place])
        if len(self.phones) < _REGION_SAMPLE:
            self.phones.extend(cells[place] for place in self._phoned if cells[place])
            self.addresses.extend(cells[place] for place in self._addressed if cells[place])
        if self._key is not None and not is_blank(cells[self._key]):
            name = cells[self._name] if self._name is not None else ""
            self._add_key(fold_key(cells[self._key].strip()), (number, content_mark(cells, self._serials), name))

    def _add_key(self, key: str, seen: tuple[int, int, str]) -> None:
        first = self._first.setdefault(key, seen)
        if first is not seen:
            self.repeated.setdefault(key, [first]).append(seen)

    @property
    def one_row_each(self) -> bool:
        """Whether a number is meant to stand in one row: three rows in four bring a new one."""
        return self.rows - len(self._first) <= 0.25 * self.rows


def _is_date(code: str) -> bool:
    return bool(code) and fields()[code].kind is Kind.DATE


def _surveyed(
    opened: Opened,
    layout: Layout,
    mapping: Mapping,
    today: date,
    region: str,
    problems: list[Finding],
    notes: list[Finding],
    corrections: Corrections,
) -> Prepared:
    survey = _Survey(layout, mapping)
    for row in corrections.applied(opened.rows(layout), layout.columns):
        if not row.fault and not row.beyond:
            survey.add(row.number, row.cells)
        else:
            survey.rows += 1
    dates, wrong, taken = _date_columns(survey, layout, mapping, today)
    problems.extend(wrong)
    notes.extend(taken)
    if region or not mapping.region:
        guessed = region or guess_region(survey.phones, survey.addresses)
        mapping = replace(mapping, region=guessed)
        if guessed and not region:
            notes.append(Finding("region-guessed", data=(("region", guessed),)))
    if not survey.rows:
        problems.append(Finding("no-rows"))
    if not mapping.columns_of(NAME):
        problems.append(Finding("no-name"))
    reader = RowReader(
        layout,
        mapping,
        dates=dates,
        fractions=frozenset(column for column, numbers in survey.numbers.items() if numbers.as_fractions),
        repeats=Repeats(survey.repeated, one_row_each=survey.one_row_each),
        usual=opened.usual,
    )
    return Prepared(opened, layout, mapping, reader, survey.rows, tuple(problems), tuple(notes), corrections)


def _date_columns(
    survey: _Survey, layout: Layout, mapping: Mapping, today: date
) -> tuple[dict[str, DateColumn], list[Finding], list[Finding]]:
    uses = [use for use in mapping.columns if use.column in survey.dates]
    columns, problems, notes = decide(uses, [survey.dates[use.column] for use in uses], layout.columns, today)
    return {use.column: column for use, column in zip(uses, columns, strict=True)}, problems, notes


def dry_run(prepared: Prepared, progress: Progress | None = None) -> DryRun:
    """Read every row and tell all that was found; raises `Cancelled` when the officer stops it."""
    told = progress or Silent()
    ready = rows = 0
    problems: list[Finding] = []
    notes: list[Finding] = list(prepared.notes)
    counts: Counter[str] = Counter(note.code for note in notes)
    statuses: Counter[str] = Counter()
    groups = Groups(prepared.mapping.grouping)
    for reading in prepared.readings():
        rows += 1
        if rows % _STEP == 0:
            told.step(rows, prepared.rows)
        for note in reading.notes:
            counts[note.code] += 1
            if counts[note.code] <= NOTE_LIMIT:
                notes.append(note)
        if reading.entry is None:
            problems.extend(reading.problems)
            continue
        ready += 1
        groups.add(reading.entry)
        if words := reading.entry.text(STATUS):
            statuses[words] += 1
    return DryRun(
        prepared,
        rows,
        ready,
        prepared.problems,
        tuple(problems),
        tuple(notes),
        tuple(sorted(counts.items())),
        len(groups.sizes),
        tuple(groups.proposals()),
        tuple(statuses.most_common(200)),
        prepared.opened.source.sha256(),
        prepared.opened.source.name,
    )


def try_file(
    source: Source, today: date, *, mapping: Mapping | None = None, region: str = "", progress: Progress | None = None
) -> DryRun:
    """The trial of a file by guessing alone; a file that holds no list is a problem of the file, not an exception."""
    try:
        return dry_run(prepare(source, today, mapping=mapping, region=region), progress)
    except BadFile as error:
        said = (("reason", error.sentence), ("hint", error.hint))
        return DryRun(None, file_problems=(Finding("unreadable", data=said),), sha256=source.sha256(), name=source.name)

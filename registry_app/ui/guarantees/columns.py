"""The list of guarantees on the screen: its columns and filters over `guarantees.listing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.core.texts import _, ngettext
from registry_app.guarantees.listing import BY_NUMBER, SHORT, GuaranteeListing
from registry_app.guarantees.queries import GuaranteeRow
from registry_app.guarantees.rules import GuaranteeState, InstrumentKind
from registry_app.ui import wording
from registry_app.ui.guarantees.words import kind_words, state_mark
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Option, RegisterSource

Reading = Callable[[], AbstractContextManager[Session]]
SPANS: Final = (30, 60, 90)


def guarantee_source(reading: Reading, today: date) -> RegisterSource[GuaranteeRow]:
    """Guarantees as they stand on a day."""
    return RegisterSource(GuaranteeListing(today), reading, guarantee_columns(), guarantee_filters, BY_NUMBER)


def guarantee_columns() -> Sequence[Column[GuaranteeRow]]:
    """Every column there is."""
    return (
        Column("number", _("Number"), lambda row: row.number, Kind.CODE, 160, sort="number"),
        Column("agency", _("Agency"), lambda row: row.agency, width=130, sort="agency", stretch=True),
        Column("kind", _("Kind"), lambda row: kind_words(row.kind), width=128),
        Column("issuer", _("Issuer"), lambda row: row.issuer, width=100),
        Column("amount", _("Amount"), lambda row: row.amount, Kind.MONEY, 140, sort="amount"),
        Column("free", _("Free"), lambda row: row.free, Kind.MONEY, 140, sort="free"),
        Column("through", _("Valid through"), _through, Kind.DAY, 122, sort="through"),
        Column("state", _("State"), lambda row: state_mark(row.state), Kind.MARK, 138, sort="state"),
        Column("reserved", _("Reserved"), lambda row: row.reserved, Kind.MONEY, 128, shown=False),
        Column("paid_out", _("Paid out"), lambda row: row.paid_out, Kind.MONEY, 128, shown=False),
        Column("reference", _("Issuer's number"), lambda row: row.reference, Kind.CODE, 130, shown=False),
        Column("claims_until", _("Claims until"), lambda row: row.claims_until, Kind.DAY, 110, shown=False),
        Column("agency_number", _("Agency number"), lambda row: row.agency_number, Kind.CODE, 165, shown=False),
    )


def guarantee_filters() -> Sequence[Filter]:
    """State, kind, how soon it ends, whether its agency is short."""
    spans = [
        Option(str(days), ngettext("Within {count} day", "Within {count} days", days).format(count=wording.count(days)))
        for days in SPANS
    ]
    return (
        Filter("state", _("State"), [Option(state.value, state_mark(state).words) for state in GuaranteeState]),
        Filter("ends", _("Ends"), spans),
        Filter("cover", _("Coverage"), [Option(SHORT, _("Agency is short"))]),
        Filter("kind", _("Kind"), [Option(kind.value, kind_words(kind)) for kind in InstrumentKind]),
    )


def guarantee_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Guarantees"),
        counted=lambda number: ngettext("{count} guarantee", "{count} guarantees", number).format(
            count=wording.count(number)
        ),
        placeholder=_("Number, agency or issuer"),
        nothing_yet=_("No guarantees yet"),
        what_to_do=_("Lodge the first one with its paper; it counts once another officer has asked its issuer."),
        icon="coin",
    )


def _through(row: GuaranteeRow) -> date | str:
    return row.valid_through if row.valid_through is not None else _("Until released")

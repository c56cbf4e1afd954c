"""Hand-in slips with their reprint, and papers that were collected."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.texts import _, isolate, say
from registry_app.correspondence import paper_files
from registry_app.correspondence.rules import Subject
from registry_app.correspondence.slips import SlipCard, slip_card
from registry_app.desk.counter_cases import collected_paper
from registry_app.desk.counter_lists import CollectedLine, collected_listing
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec
from registry_app.ui.code_words import capital
from registry_app.ui.context import Context
from registry_app.ui.counter import actions, columns, forms
from registry_app.ui.counter.part import CounterPart, Handler
from registry_app.ui.counter.slip_window import SlipWindow
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Facts, Section
from registry_app.ui.widgets.chips import Chip


class SlipsPart(CounterPart):
    """Hand-in slips; Enter shows one as it is printed."""

    code: ClassVar[str] = "slips"

    def __init__(self, context: Context, first: Sequence[QAction]) -> None:
        self.slip_window: SlipWindow | None = None
        super().__init__(context, first)

    def source(self) -> Source[Any]:
        """Newest first."""
        return columns.slip_source(self.context.opened.reading, self.context.opened.world.zone)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return columns.slip_words()

    def verbs(self) -> Sequence[tuple[ActionSpec, Handler]]:
        """Printing, and the way to the letter."""
        return (actions.REPRINT, self.reprint), (actions.TO_LETTER, self.to_letter)

    def read_row(self, session: Session, key: uuid.UUID) -> SlipCard:
        """The slip with its letter."""
        return slip_card(session, key)

    def show_row(self, row: SlipCard) -> None:
        """What was handed in."""
        short = any(each.state == forms.MISSING for each in row.papers)
        chip = Chip(_("Something missing"), State.WARN) if short else Chip(_("Complete"), State.OK)
        self.head_side(row.number, [chip])
        zone = self.context.opened.world.zone
        self.side.add(
            Facts(
                [
                    (_("Received here"), wording.moment(row.received_at, zone)),
                    (_("Handed in by"), isolate(row.brought_by)),
                    (_("Identity seen"), isolate(row.identity_seen)),
                    (_("From"), isolate(row.correspondent)),
                    (_("Subject"), isolate(row.about)),
                ]
            )
        )
        papers = Section(_("Papers"), len(row.papers))
        for each in row.papers:
            missing = each.state == forms.MISSING
            words = say(_("{paper}: missing"), paper=each.paper) if missing else isolate(each.paper)
            papers.add(PlainLabel(words, look="error" if missing else "", wrap=True))
        self.side.add(papers)
        self.block({})

    def reprint(self) -> None:
        """The slip on the screen; from there to the printer."""
        row: SlipCard = self.row
        self.slip_window = SlipWindow(self.context, self, row.id, row.number).begin()

    def to_letter(self) -> None:
        """Its line in the register."""
        self.context.go_to("counter", self.row.letter_id, "letters")


class CollectedPart(CounterPart):
    """Papers that left the office against a signature."""

    code: ClassVar[str] = "collected"

    def source(self) -> Source[Any]:
        """Newest first."""
        return columns.collected_source(self.context.opened.reading, self.context.opened.world.zone)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return columns.collected_words()

    def verbs(self) -> Sequence[tuple[ActionSpec, Handler]]:
        """None: what was collected was collected."""
        return ()

    def read_row(self, session: Session, key: uuid.UUID) -> CollectedLine:
        """The line itself."""
        return collected_listing(self.context.opened.world.zone).rows(session, [key])[0]

    def show_row(self, row: CollectedLine) -> None:
        """Who took it."""
        self.head_side(isolate(capital(row.document)), [Chip(_("Signed"), State.OK)] if row.signed else [])
        self.side.add(
            Facts(
                [
                    (_("Number"), isolate(row.document_number)),
                    (_("Collected"), wording.moment(row.handed_over_at, self.context.opened.world.zone)),
                    (_("Collected by"), isolate(row.collected_by)),
                    (_("Identity seen"), isolate(row.identity_seen)),
                    (_("Old paper returned"), isolate(row.old_paper_returned) if row.old_paper_returned else ""),
                ]
            )
        )

    def collect(self) -> None:
        """Record that somebody takes a paper with him."""

        def hand_over(values: forms.Values) -> uuid.UUID:
            def verb(session: Session, actor: Actor, scan: uuid.UUID | None) -> uuid.UUID:
                paper = collected_paper(session, values["number"])
                return paper_files.hand_over(
                    session, actor, document=values["document"], document_number=values["number"],
                    collected_by=values["person"], identity_seen=values["identity"], signed=values["signed"],
                    document_is=Subject(*paper) if paper is not None else None, old_paper_returned=values["old"],
                    attachment_id=scan,
                )  # fmt: skip

            made: uuid.UUID = self.with_file(values["scan"], "paper:handed_over", "hand_over", None, "signature", verb)
            return made

        self.ask(
            _("Hand over a paper"), _("Paper leaves the office only against a signature."),
            forms.collect_form(self.desk), _("&Hand over"), "", hand_over, self.choose, draft_key="paper:collect",
        )  # fmt: skip

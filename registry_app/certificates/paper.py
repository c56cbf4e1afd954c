"""What all certificates share in their text: type, letterhead, title, names, and the rows of the table of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry_app.certificates.facts import PaperFacts
from registry_app.certificates.wording import Words, words
from registry_app.core.texts import isolate
from registry_app.documents import ornament
from registry_app.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Row,
    TextBlock,
)
from registry_app.documents.tagged import A4, MM
from registry_app.documents.text.layout import (
    Align,
    Direction,
    Paragraph,
    TextStyle,
    balanced_paragraph,
    fit_paragraph,
    layout_paragraph,
)

NAME_TAG: Final = "H2"
EDGE: Final = 24 * MM  # from the paper's side to the text
_LABEL_SHARE: Final = 0.215
INK: Final = ornament.INK
GREY: Final = (0.33, 0.37, 0.40)
BLACK: Final = (0.05, 0.05, 0.06)
RED: Final = (0.70, 0.08, 0.10)
_PALERED: Final = (0.97, 0.83, 0.83)


@dataclass(frozen=True)
class Setting:
    """A language and a scale of type: how a paper's paragraphs are made."""

    words: Words
    scale: float = 1.0

    @property
    def right_to_left(self) -> bool:
        """Whether the paper runs from right to left."""
        return self.words.right_to_left

    @property
    def column(self) -> Column:
        """Where the text stands."""
        return Column(EDGE, A4[0] - EDGE, self.right_to_left)

    def style(
        self,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[float, float, float] = BLACK,
        align: Align = Align.START,
        leading: float = 0.95,
    ) -> TextStyle:
        """A style for words of the paper's own language, which run as the paper does."""
        direction = Direction.RIGHT_TO_LEFT if self.right_to_left else Direction.LEFT_TO_RIGHT
        return TextStyle(size * self.scale, bold, self.words.language, direction, align, leading, colour)

    def value_style(self, size: float, *, bold: bool = False, align: Align | None = None) -> TextStyle:
        """A style for data: its order goes by its own letters, but it stands at the paper's start edge."""
        side = Align.RIGHT if self.right_to_left else Align.LEFT
        return TextStyle(size * self.scale, bold, self.words.language, Direction.AUTO, align or side, 0.95, BLACK)

    def row(self, label: str, *values: Paragraph) -> Row:
        """A row of the table of facts."""
        name = layout_paragraph(self.words(label), self.style(8.5, colour=GREY), self.label_width - 8)
        return Row((Cell((name,), 0, tag="TH", scope="Row"), Cell(values, self.label_width)), padding=3.2 * self.scale)

    def pair(self, *fields: tuple[str, Paragraph]) -> Row:
        """A row of two short fields side by side; their values are made for `half`."""
        cells: list[Cell] = []
        for place, (label, value) in enumerate(fields):
            start = self.column.width * place / 2
            name = layout_paragraph(self.words(label), self.style(8.5, colour=GREY), self.label_width - 8)
            cells.append(Cell((name,), start, tag="TH", scope="Row"))
            cells.append(Cell((value,), start + self.label_width))
        return Row(tuple(cells), padding=3.2 * self.scale)

    @property
    def label_width(self) -> float:
        """The room of labels in the table of facts."""
        return self.column.width * _LABEL_SHARE

    @property
    def half(self) -> float:
        """The room of a value in a row of two fields."""
        return self.column.width / 2 - self.label_width - 6

    def value(self, text: str, *, bold: bool = False) -> Paragraph:
        """Data in the table of facts."""
        return layout_paragraph(text, self.value_style(9.5, bold=bold), self.column.width - self.label_width)

    def code(self, text: str, width: float = 0.0) -> Paragraph:
        """A number in the table of facts: on one line, set smaller where it is long."""
        room = width or self.column.width - self.label_width
        return fit_paragraph(isolate(text), self.value_style(9.5, bold=True), room, lines=1, smallest=6)

    def sentence(self, text: str) -> Paragraph:
        """Words of the paper's language in the table of facts."""
        return layout_paragraph(text, self.style(9.5), self.column.width - self.label_width)

    def day(self, day: date, width: float = 0.0) -> Paragraph:
        """A day in words and in ISO form, on one line."""
        room = width or self.column.width - self.label_width
        return fit_paragraph(self.words.day(day), self.style(9.5), room, lines=1, smallest=6)

    def heading(self, key: str) -> TextBlock:
        """A heading that stays with what follows."""
        paragraph = layout_paragraph(self.words(key), self.style(10.5, bold=True, colour=INK), self.column.width)
        return TextBlock(paragraph, tag="H3", room_below=40)

    def numbered(self, texts: Sequence[str]) -> Iterable[Block]:
        """Texts with their numbers; one alone has none."""
        for place, text in enumerate(texts, start=1):
            shown = f"{place}. {isolate(text)}" if len(texts) > 1 else text
            style = self.style(9) if len(texts) > 1 else self.value_style(9)
            yield TextBlock(layout_paragraph(shown, style, self.column.width))


def head_blocks(facts: PaperFacts, setting: Setting) -> list[Block]:
    """Letterhead, title, training mark, opening sentence and the agency's names."""
    width, say = setting.column.width, setting.words
    centred = Align.CENTRE
    blocks: list[Block] = []
    for place, line in enumerate(facts.issuer.letterhead):
        style = setting.style(11.5 if place == 1 else 9.5, bold=place == 1, colour=INK, align=centred, leading=0.92)
        blocks.append(TextBlock(layout_paragraph(say.of(line), style, width)))
    title = setting.style(25, bold=True, colour=INK, align=centred, leading=0.86)
    subtitle = setting.style(11.5, colour=INK, align=centred)
    blocks += [
        Gap(7 * setting.scale),
        TextBlock(fit_paragraph(say(f"title.{facts.kind}"), title, width, lines=1, smallest=15), tag="H1"),
        TextBlock(layout_paragraph(say(f"subtitle.{facts.kind}"), subtitle, width)),
    ]
    if facts.training:
        blocks += [Gap(4), *_training_blocks(setting)]
    key = f"intro.{facts.kind}"
    intro = say(key, basis=facts.legal_basis) if facts.legal_basis else say(f"{key}.plain")
    blocks += [
        Gap(8 * setting.scale),
        TextBlock(balanced_paragraph(intro, setting.style(9.5, align=centred), width)),
        Gap(8 * setting.scale),
        *_name_blocks(facts, setting),
        Gap(8 * setting.scale),
    ]
    return blocks


def _training_blocks(setting: Setting) -> Iterable[Block]:
    """The mark in both languages, the paper's own first."""
    languages = ("ar", "en") if setting.right_to_left else ("en", "ar")
    for language in languages:
        own = Setting(words(language))
        style = own.style(21, bold=True, colour=RED, align=Align.CENTRE, leading=0.85)
        yield TextBlock(layout_paragraph(own.words("training"), style, setting.column.width))


def _name_blocks(facts: PaperFacts, setting: Setting) -> Iterable[Block]:
    """The names, that of the paper's script first and large; each is whole, on two lines where one cannot hold it."""
    names = list(facts.agency.names)
    own = next((name for name in names if _is_arabic(name) == setting.right_to_left), names[0])
    names.remove(own)
    width = setting.column.width
    for name, size, smallest in [(own, 17, 11), *((name, 11.5, 8.5) for name in names)]:
        style = setting.value_style(size, bold=name == own, align=Align.CENTRE)
        paragraph = fit_paragraph(name, style, width, lines=2, smallest=smallest * setting.scale)
        # the heading is the name that the seal carries, wherever it stands; `read_facts` looks for it
        yield TextBlock(paragraph, tag=NAME_TAG if name == facts.agency.name else "P")


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def agency_rows(facts: PaperFacts, setting: Setting) -> Iterable[Row]:
    """Who the agency is: number, registers, form, places, people."""
    agency = facts.agency
    codes = {
        "label.agency_number": agency.number,
        "label.register_number": agency.register_number,
        "label.tax_number": agency.tax_number,
    }
    yield from code_rows(codes, setting)
    if agency.legal_form:
        yield setting.row("label.legal_form", setting.value(agency.legal_form))
    for address in agency.addresses:
        yield setting.row(f"label.address.{address.kind}", setting.value(address.text))
    if agency.principals:
        people = [
            setting.sentence(setting.words("value.principal", name=person.name, role=person.role))
            for person in agency.principals
        ]
        yield setting.row("label.principals", *people)


def short_agency_rows(facts: PaperFacts, setting: Setting) -> Iterable[Row]:
    """The agency's numbers and its registered address."""
    agency = facts.agency
    codes = {"label.agency_number": agency.number, "label.register_number": agency.register_number}
    yield from code_rows(codes, setting)
    for address in agency.addresses:
        if address.kind == "registered":
            yield setting.row("label.address.registered", setting.value(address.text))


def code_rows(codes: Mapping[str, str], setting: Setting) -> Iterable[Row]:
    """Numbers, two in a row; those that are empty are left out."""
    known = [(label, code) for label, code in codes.items() if code]
    for pair in (known[start : start + 2] for start in range(0, len(known), 2)):
        yield setting.pair(*((label, setting.code(code, setting.half)) for label, code in pair))


def validity_row(first: date, last: date, setting: Setting) -> Row:
    """From when and through which last day."""
    days = {"label.valid_from": first, "label.valid_to": last}
    return setting.pair(*((label, setting.day(day, setting.half)) for label, day in days.items()))


def closing_rows(facts: PaperFacts, setting: Setting) -> Iterable[Row]:
    """Serial number, day of issue and the sheet it is printed on."""
    serial = ("label.serial", setting.code(facts.serial, setting.half))
    yield setting.pair(serial, ("label.issued", setting.day(facts.issued_on, setting.half)))
    if facts.security_paper:
        yield setting.row("label.security_paper", setting.code(facts.security_paper))

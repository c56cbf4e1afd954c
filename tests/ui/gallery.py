"""Writes the gallery, every widget and chart in one look, as PNG: `python -m tests.ui.gallery FOLDER [--language ar]`.

The pictures are looked at, not committed: run it for both languages, with `--dark`, and with QT_SCALE_FACTOR=2.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.texts import say
from registry_app.ui.charts.bars import Bars
from registry_app.ui.charts.chart import ChartCard
from registry_app.ui.charts.donut import Donut, Part
from registry_app.ui.charts.heat import Heat
from registry_app.ui.charts.lines import Lines
from registry_app.ui.charts.stacked import Series, Stacked
from registry_app.ui.labels import PlainLabel
from registry_app.ui.language import speak
from registry_app.ui.theme import style
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets import buttons
from registry_app.ui.widgets.calendar import MonthView
from registry_app.ui.widgets.cards import Card, Facts, Rule, Section
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.empty import EmptyState
from registry_app.ui.widgets.money_table import MoneyRow, MoneyTable
from registry_app.ui.widgets.page import PageHead
from registry_app.ui.widgets.pictures import AlphaAvatar
from registry_app.ui.widgets.progress import ProgressRow
from registry_app.ui.widgets.spin import NumberBox
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.tiles import KpiTile
from registry_app.ui.widgets.timeline import Event, Timeline
from registry_app.ui.widgets.toasts import Toasts
from registry_app.ui.widgets.verdicts import Verdicts

ARABIC = {
    "Agencies": "الوكالات", "Active": "ساري", "Suspended": "موقوف", "Under review": "قيد المراجعة", "Late": "متأخر",
    "Expired": "منتهي", "Due today": "مستحق اليوم", "Save": "حفظ", "Cancel": "إلغاء", "Print certificate": "طباعة الشهادة",
    "Licences expiring in 30 days": "تراخيص تنتهي خلال ٣٠ يوماً", "Open complaints": "شكاوى مفتوحة",
    "Guarantees below minimum": "ضمانات دون الحد الأدنى", "Inspections this week": "تفتيشات هذا الأسبوع",
    "Name": "الاسم", "Owner": "المالك", "Telephone": "الهاتف", "Address": "العنوان", "Licence": "الترخيص",
    "Complaints by month": "الشكاوى حسب الشهر", "Licences by state": "التراخيص حسب الحالة", "District": "المنطقة",
    "Revoke": "إلغاء الترخيص", "History": "السجل", "Guarantees": "الضمانات", "Complaints": "الشكاوى", "Add": "إضافة",
    "12 tasks are due today, 3 are late": "اثنتا عشرة مهمة مستحقة اليوم، ثلاث منها متأخرة",
    "Claimed": "المطالب به", "Evidenced": "المثبت", "Ordered": "المحكوم به", "Settled": "المتفق عليه", "Paid": "المدفوع",
    "Recruitment fee": "رسوم الاستقدام", "Wages": "الأجور", "Sum": "المجموع", "Head of claim": "بند المطالبة",
    "Bank guarantee": "ضمان بنكي", "Deposit": "وديعة", "required": "المطلوب", "Missing": "الناقص", "Month": "الشهر",
    "Number": "العدد", "No complaints yet": "لا شكاوى بعد", "State": "الحالة", "Valid until": "صالح حتى",
    "Record the first complaint that reaches the office; it gets its number at once.":
        "سجّل أول شكوى تصل إلى المكتب؛ تحصل على رقمها فوراً.",
    "Record a complaint": "تسجيل شكوى", "Guarantee verified": "تم التحقق من الضمان", "Guarantee suffices": "الضمان كافٍ",
    "The certificate was printed.": "طُبعت الشهادة.", "Importing agencies": "استيراد الوكالات",
    "about 2 min left": "بقي نحو دقيقتين", "Details": "التفاصيل", "The bank letter is older than 12 months.":
        "خطاب البنك أقدم من ١٢ شهراً.", "Opened": "فُتحت", "Closed": "أُغلقت", "Reason": "السبب",
}  # fmt: skip


class Gallery:
    """Pages of the gallery in one language."""

    def __init__(self, arabic: bool) -> None:
        self.words: Callable[[str], str] = (lambda words: ARABIC.get(words, words)) if arabic else (lambda words: words)
        self.arabic = arabic
        self.focused: QWidget | None = None

    def page(self) -> tuple[QWidget, QVBoxLayout]:
        made = QWidget()
        made.setObjectName("page")
        made.resize(1170, 687)
        column = QVBoxLayout(made)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        return made, column

    def tiles_and_charts(self) -> QWidget:
        w = self.words
        page, column = self.page()
        head = PageHead(w("Agencies"), w("12 tasks are due today, 3 are late"))
        head.set_chips([Chip(w("Active"), State.OK), Chip(w("Late"), State.WARN)])
        head.add_button(buttons.plain(w("Print certificate"), "printer"))
        head.add_button(buttons.primary(w("Add"), "plus"))
        column.addWidget(head)
        row = QHBoxLayout()
        row.setSpacing(14)
        for icon, number, words, state in (
            ("calendar-due", "18", "Licences expiring in 30 days", State.WARN),
            ("message-report", "1,047", "Open complaints", State.INFO),
            ("shield", "5", "Guarantees below minimum", State.BAD),
            ("clipboard-check", "9", "Inspections this week", State.OK),
        ):
            tile = KpiTile(icon, number, w(words), state)
            row.addWidget(tile)
            self.focused = tile
        column.addLayout(row)
        grid = QGridLayout()
        grid.setSpacing(14)
        for place, card in enumerate(self.charts()):
            grid.addWidget(card, *divmod(place, 3))
        column.addLayout(grid, 1)
        return page

    def charts(self) -> list[QWidget]:
        w = self.words
        months = (
            ("ماي", "يون", "يول", "أغس", "سبت", "أكت", "نوف")
            if self.arabic
            else tuple("May Jun Jul Aug Sep Oct Nov".split())
        )
        bars = Bars((w("Month"), w("Number")), months, (31, 28, 40, 36, 44, 39, 47), -1)
        parts = (Part(w("Active"), 812), Part(w("Under review"), 64), Part(w("Suspended"), 21), Part(w("Expired"), 133))
        opened = Series(w("Opened"), (31, 28, 40, 36, 44, 39, 47))
        closed = Series(w("Closed"), (12, 25, 33, 30, 41, 38, 49))
        cover = Stacked(
            w("Licence"), ("L-2024-0117", "L-2023-0088"),
            (Series(w("Bank guarantee"), (60_000, 40_000)), Series(w("Deposit"), (40_000, 20_000))),
            100_000, w("required"), lying=True,
        )  # fmt: skip
        first = date(2026, 5, 30)
        many = {first + timedelta(days=n): (n * 7919) % 11 for n in range(178) if n % 3}
        heat = Heat(
            (w("Valid until"), w("Number")), first, date(2026, 11, 23), many,
            ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
        )  # fmt: skip
        return [
            ChartCard(w("Complaints by month"), bars),
            ChartCard(w("Licences by state"), Donut((w("State"), w("Number")), parts)),
            ChartCard(w("Complaints"), Lines(w("Month"), months, (opened, closed))),
            ChartCard(w("Complaints"), Stacked(w("Month"), months, (closed, opened), 80, w("required"))),
            ChartCard(w("Guarantees"), cover),
            ChartCard(w("Inspections this week"), heat),
        ]

    def matter(self) -> QWidget:
        w = self.words
        page, column = self.page()
        strip = MessageStrip()
        strip.show_message(
            say("{name} cannot get a licence: its guarantee covers {sum}, and Art. 41 asks for {other}. Add a guarantee first.",
                name="Gulf Star Manpower (Pvt) Ltd", sum="60,000.00 USD", other="100,000.00 USD"))  # fmt: skip
        column.addWidget(strip)
        row = QHBoxLayout()
        row.setSpacing(14)
        left = Card("Gulf Star Manpower (Pvt) Ltd")
        left.add_at_end(Chip(w("Under review"), State.INFO))
        left.add(Facts([
            (w("Licence"), "L-2023-0088"), (w("Owner"), "Khadija Ahmed"), (w("Telephone"), "+251 911 000 000"),
            (w("Address"), "14 Harbour Road, North District, behind the old customs house, third floor"),
            (w("State"), Chip(w("Active"), State.OK)), (w("District"), ""),
        ]))  # fmt: skip
        left.add(Rule())
        section = Section(w("Guarantees"), 2, buttons.quiet(w("Add"), "plus"))
        section.add(PlainLabel("Commercial Bank, 60,000.00 USD", wrap=True))
        left.add(section)
        left.add(Rule())
        history = Section(w("History"))
        history.add(Timeline([
            Event("23 Nov 2026", w("Complaints"), "C-2026-0412", State.WARN, "message-report"),
            Event("21 Nov 2026", w("Guarantee verified"), "Commercial Bank, Almaz Bekele", State.OK),
            Event("2 Nov 2026", w("Suspended"), w("The bank letter is older than 12 months."), State.BAD, "ban"),
            Event("1 Mar 2023", w("Licence"), "L-2023-0088", State.INFO, "certificate"),
        ]))  # fmt: skip
        left.add(history)
        left.body.addStretch()
        row.addWidget(left, 4)
        row.addWidget(self.checks(), 5)
        column.addLayout(row, 1)
        return page

    def checks(self) -> QWidget:
        w = self.words
        card = Card(w("Guarantee suffices"))
        verdicts = Verdicts([
            CheckResult("a", Verdict.NOT_MET, say(w("Guarantee suffices") + " {m}", m="60,000.00 USD < 100,000.00 USD"),
                        source="Proclamation 923/2016, Art. 41", hint=w("The bank letter is older than 12 months.")),
            CheckResult("b", Verdict.CANNOT_TELL, w("The bank letter is older than 12 months."), source="not set by the regulator"),
            CheckResult("c", Verdict.MET, w("Guarantee verified"), source="Art. 12 (3)"),
            CheckResult("d", Verdict.NOT_MET, w("No complaints yet"), Level.NOTE),
        ])  # fmt: skip
        verdicts.rows[0].more.setChecked(True)
        card.add(verdicts)
        table = MoneyTable(
            [w(head) for head in ("Head of claim", "Claimed", "Evidenced", "Ordered", "Settled", "Paid")]
        )
        table.set_rows([
            MoneyRow(w("Recruitment fee"), ("1,200.00", "1,200.00", "1,000.00", "", "400.00")),
            MoneyRow(w("Wages"), ("12,450.50", "11,000.00", "9,000.00", "", ""), state=State.WARN),
            MoneyRow(w("Sum"), ("13,650.50", "12,200.00", "10,000.00", "", "400.00"), strong=True),
        ])  # fmt: skip
        card.add(table)
        chips = QHBoxLayout()
        for words, state in zip(("Active", "Due today", "Suspended", "Under review", "Expired"), State, strict=True):
            chips.addWidget(Chip(w(words), state))
        chips.addWidget(AlphaAvatar("Amina Haddad"))
        chips.addWidget(AlphaAvatar("أمينة حداد"))
        chips.addStretch()
        card.add_layout(chips)
        progress = ProgressRow(w("Importing agencies"))
        progress.show_step(410, 1000, "410 / 1,000", w("about 2 min left"))
        card.add(progress)
        card.body.addStretch()
        return card

    def controls(self) -> QWidget:
        w = self.words
        page, column = self.page()
        row = QHBoxLayout()
        row.setSpacing(14)
        fields = Card(w("Details"))
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        name = QLineEdit("Gulf Star Manpower (Pvt) Ltd")
        wrong = QLineEdit("180,000.00")
        buttons.set_wrong(wrong, True)
        off = QLineEdit("L-2023-0088")
        off.setReadOnly(True)
        day = QDateEdit(QDate(2026, 12, 12))
        day.setCalendarPopup(True)
        day.setDisplayFormat("dd.MM.yyyy")
        choice = QComboBox()
        choice.addItems(["North", "Capital", "East"])
        count = NumberBox(1, 99, 12)
        empty = QLineEdit()
        arabic = QLineEdit("وكالة الأمل للاستقدام ٢٠٢٦")
        empty.setPlaceholderText(w("Name"))
        for place, (words, field) in enumerate(
            (
                ("Name", name),
                ("Owner", empty),
                ("Address", arabic),
                ("Licence", off),
                ("Valid until", day),
                ("District", choice),
                ("Number", count),
                ("Deposit", wrong),
            )
        ):
            grid.addWidget(PlainLabel(w(words), look="muted"), place, 0)
            grid.addWidget(field, place, 1)
        grid.addWidget(PlainLabel(w("The bank letter is older than 12 months."), look="error"), 8, 1)
        fields.add_layout(grid)
        fields.add(QPlainTextEdit(w("Reason") + "\n" + ARABIC["Address"]))
        marks = QHBoxLayout()
        for box, state in ((QCheckBox(w("Active")), Qt.CheckState.Checked), (QCheckBox(w("Late")), Qt.CheckState.Unchecked),
                           (QCheckBox(w("Sum")), Qt.CheckState.PartiallyChecked)):  # fmt: skip
            box.setTristate(state is Qt.CheckState.PartiallyChecked)
            box.setCheckState(state)
            marks.addWidget(box)
        for place in range(2):
            button = QRadioButton(w("Paid"))
            button.setChecked(place == 0)
            marks.addWidget(button)
        gone = QCheckBox(w("Closed"))
        gone.setChecked(True)
        gone.setEnabled(False)
        marks.addWidget(gone)
        fields.add_layout(marks)
        row.addWidget(fields, 1)
        row.addWidget(self.lists(), 1)
        column.addLayout(row, 1)
        below = QHBoxLayout()
        off_button = buttons.primary(w("Save"))
        off_button.setEnabled(False)
        off_plain = buttons.plain(w("Print certificate"), "printer")
        off_plain.setEnabled(False)
        for button in (buttons.primary(w("Save"), "check"), buttons.plain(w("Cancel")), buttons.quiet(w("Add"), "plus"),
                       buttons.link(w("History")), buttons.danger(w("Revoke"), "ban"), off_button, off_plain,
                       buttons.icon_button("dots", "More"), buttons.icon_button("bell", "News")):  # fmt: skip
            below.addWidget(button)
        below.addStretch()
        column.addLayout(below)
        self.focused = name
        return page

    def lists(self) -> QWidget:
        w = self.words
        tabs = QTabWidget()
        table = QTableWidget(6, 3)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setHorizontalHeaderLabels([w("Name"), w("Licence"), w("State")])
        for place in range(18):
            table.setItem(
                place // 3, place % 3, QTableWidgetItem(("Horizon Overseas", "L-2024-0117", w("Active"))[place % 3])
            )
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setCurrentCell(1, 0)
        table.setSortingEnabled(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(table)
        bar = QProgressBar()
        bar.setValue(40)
        bar.setTextVisible(False)
        column.addWidget(bar)
        month = MonthView()
        month.setSelectedDate(QDate(2026, 12, 12))  # not the machine's day: pictures repeat
        column.addWidget(month)
        tabs.addTab(inside, w("Details"))
        tabs.addTab(QWidget(), w("Complaints"))
        tabs.addTab(QWidget(), w("History"))
        return tabs

    def empty(self) -> QWidget:
        w = self.words
        page, column = self.page()
        card = Card()
        button = buttons.primary(w("Record a complaint"), "plus")
        what = w("Record the first complaint that reaches the office; it gets its number at once.")
        card.add(EmptyState("message-report", w("No complaints yet"), what, button), 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(card, 2)
        side = QVBoxLayout()
        side.addWidget(ChartCard(w("Complaints by month"), Bars(("a", "b"), (), ())))
        figures = ChartCard(
            w("Licences by state"), Donut((w("State"), w("Number")), (Part(w("Active"), 812), Part(w("Expired"), 7)))
        )
        figures.chart.toggle_figures()
        side.addWidget(figures)
        long = QScrollArea()
        inside = QFrame()
        inside.setMinimumSize(700, 500)
        long.setWidget(inside)
        side.addWidget(long)
        row.addLayout(side, 1)
        column.addLayout(row, 1)
        self.toasts = Toasts(page)
        self.toasts.show(w("The certificate was printed."))
        self.toasts.show(w("The certificate was printed."), lambda: None)
        self.focused = button
        return page

    def menu(self) -> QWidget:
        w = self.words
        menu = QMenu()
        menu.addAction(w("Print certificate")).setShortcut("Ctrl+P")
        ticked = menu.addAction(w("Active"))
        ticked.setCheckable(True)
        ticked.setChecked(True)
        menu.addSeparator()
        menu.addMenu(w("History")).addAction(w("Add"))
        menu.addAction(w("Revoke")).setEnabled(False)
        menu.setActiveAction(ticked)
        menu.resize(menu.sizeHint())
        return menu


def main() -> None:
    """Write every page of the gallery in the look asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--text", type=int, default=100)
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    speak(application, asked.language)
    style.apply(application, style.Look(asked.dark, asked.text))
    gallery = Gallery(asked.language == "ar")
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    for make in (gallery.tiles_and_charts, gallery.matter, gallery.controls, gallery.empty, gallery.menu):
        page = make()
        if page.minimumSizeHint().width() > 1170 or page.minimumSizeHint().height() > 687:
            inside, page = page, QScrollArea()
            page.setWidgetResizable(True)
            page.setWidget(inside)
            page.resize(1170, 687)
        page.show()
        page.activateWindow()
        if gallery.focused is not None:
            gallery.focused.setFocus()
            gallery.focused = None
        application.processEvents()
        application.processEvents()
        look = "dark" if asked.dark else "light"
        page.grab().save(str(asked.folder / f"{make.__name__}-{asked.language}-{look}-{scale}x-{asked.text}.png"))
        page.close()


if __name__ == "__main__":
    main()

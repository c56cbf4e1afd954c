"""The check list of an application: each paper with its file, what was found of it, and its next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from registry_app.core.check_results import CheckResult, Verdict
from registry_app.core.texts import _, bare, isolate, ngettext, say
from registry_app.licensing.checklist import FindingKind, Needed
from registry_app.licensing.next_steps import Step
from registry_app.licensing.queries import ItemRow
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec, action_button, set_blocked
from registry_app.ui.applications import actions as verbs
from registry_app.ui.applications.panel import PanelPlace
from registry_app.ui.applications.shown import ShownApplication
from registry_app.ui.context import Context
from registry_app.ui.labels import PlainLabel, plain_tooltip
from registry_app.ui.lists.source import Mark
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.buttons import icon_button
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.pictures import IconLabel

_INDENT: Final = 22
_STEPS: Final = {
    verbs.ADD_PAPER: Step.HAND_IN,
    verbs.VERIFY: Step.JUDGE,
    verbs.VERIFY_UNTIL: Step.JUDGE,
    verbs.REJECT: Step.JUDGE,
    verbs.WAIVE: Step.JUDGE,
}


class PaperVerbs(Protocol):
    """What the page does with a paper; a form opens in the place under its row."""

    def do_paper(self, spec: ActionSpec, row: PaperRow) -> None:
        """Do the verb, or open its form."""


def paper_mark(item: ItemRow, result: CheckResult | None) -> Mark:
    """What a paper is worth today, in a word."""
    if item.finding is FindingKind.WAIVED:
        return Mark(_("Waived"), State.INFO)
    if item.finding is FindingKind.REJECTED:
        return Mark(_("Not accepted"), State.BAD)
    if item.finding is FindingKind.VERIFIED:
        good = result is None or result.verdict is Verdict.MET
        return Mark(_("Verified"), State.OK) if good else Mark(_("Verified, not valid"), State.BAD)
    if item.attachment_id is not None:
        return Mark(_("To be verified"), State.WARN)
    return {
        Needed.YES: Mark(_("Missing"), State.BAD),
        Needed.NO: Mark(_("Not asked for"), State.NEUTRAL),
        Needed.UNKNOWN: Mark(_("Not set by the regulator"), State.WARN),
    }[item.needed]


class PaperRow(QFrame):
    """One paper: mark, label, what is known of it, its next step, the others in a menu; a form opens under it."""

    def __init__(self, context: Context, item: ItemRow, page: PaperVerbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._icon = IconLabel(STATE_ICONS[State.NEUTRAL], State.NEUTRAL.value)
        self.label = PlainLabel(item.label, wrap=True)
        self.told = PlainLabel(look="small", wrap=True)
        self.place = PanelPlace()
        self.actions_by_code: dict[str, QAction] = {}
        self._buttons: dict[str, QPushButton] = {}
        self.more: QToolButton | None = None
        line = QHBoxLayout()
        line.setSpacing(10)
        if item.part_of:
            line.addSpacing(_INDENT)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._icon, alignment=top)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.label)
        words.addWidget(self.told)
        line.addLayout(words, 1)
        if not item.has_parts:
            self._add_verbs(context, page, line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.place)
        self._icon.stand_beside(self.label)
        self.label.setToolTip(plain_tooltip("\n".join(filter(None, [item.provision, item.quote]))))

    def show_item(self, shown: ShownApplication, item: ItemRow) -> None:
        """Show what is known of the paper now."""
        self.item = item
        if item.has_parts:
            self._icon.set_icon("list-details", "muted")
            self.told.setText(item.provision)
            return
        result = shown.papers.get(item.code)
        mark = paper_mark(item, result)
        self._icon.set_icon(STATE_ICONS[mark.state], mark.state.value)
        told = _told(shown, item, result)
        self.told.setText(" · ".join([mark.words, *told]))
        self.setAccessibleName(bare(f"{item.label}: {mark.words}"))
        self.setAccessibleDescription(bare(" · ".join(told)))
        self._block(shown.blocked)
        for button in self._buttons.values():  # a verb's button is named after the verb whenever that changes
            button.setAccessibleName(bare(say(_("{verb}: {paper}"), verb=bare(button.text()), paper=item.label)))
        has_file = item.attachment_id is not None
        self._buttons[verbs.ADD_PAPER.code].setVisible(not has_file and item.finding is None)
        self._buttons[verbs.VERIFY.code].setVisible(has_file and item.finding is None)

    def buttons(self) -> list[QWidget]:
        """What can be pressed for it now."""
        return [button for button in self._buttons.values() if not button.isHidden()]

    def _block(self, blocked: Mapping[Step, str]) -> None:
        nothing = _("No file has been handed in yet.") if self.item.attachment_id is None else ""
        for spec, step in _STEPS.items():
            needs_file = spec in (verbs.VERIFY, verbs.VERIFY_UNTIL, verbs.REJECT)
            set_blocked(self.actions_by_code[spec.code], blocked.get(step, "") or (nothing if needs_file else ""))
        set_blocked(self.actions_by_code[verbs.COPY_OUT.code], nothing)

    def _add_verbs(self, context: Context, page: PaperVerbs, line: QHBoxLayout) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for spec in (*_STEPS, verbs.COPY_OUT):
            action = context.action(spec, self, _bound(page, spec, self))
            self.actions_by_code[spec.code] = action
            menu.addAction(action)
        top = Qt.AlignmentFlag.AlignTop
        for spec in (verbs.ADD_PAPER, verbs.VERIFY):
            button = action_button(self.actions_by_code[spec.code])
            button.setProperty("look", "quiet")
            self._buttons[spec.code] = button
            line.addWidget(button, alignment=top)
        self.more = icon_button("dots-vertical", bare(say(_("More for {paper}"), paper=self.item.label)))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        line.addWidget(self.more, alignment=top)


class CheckList(Card):
    """The papers in the law's order, with how many are settled and the verb for all that wait.

    Signals:
        left_alone: a paper's form has closed and what opened it is gone.
    """

    left_alone = Signal(object)

    def __init__(self, context: Context, page: PaperVerbs, verify_all: QAction, give_back: QAction) -> None:
        super().__init__(_("Papers"))
        self._context, self._page = context, page
        self.count = PlainLabel(look="small")
        self.verify_all = action_button(verify_all)
        self.give_back = action_button(give_back)
        self.add_at_end(self.count)
        self.add_at_end(self.verify_all)
        self.add_at_end(self.give_back)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.add_layout(self._rows)
        self.nothing = PlainLabel(_("The check list is made when the application is lodged."), look="muted", wrap=True)
        self.add(self.nothing)
        self.rows: dict[str, PaperRow] = {}

    def show_papers(self, shown: ShownApplication) -> None:
        """Show them; rows stay, so that a form under one keeps what is typed."""
        items = shown.card.items
        if list(self.rows) != [item.code for item in items]:
            self._make_rows(shown)
        for item in items:
            self.rows[item.code].show_item(shown, item)
        self.nothing.setVisible(not items)
        waits = bool(self.waiting())
        examined = Step.JUDGE not in shown.blocked
        self.verify_all.setVisible(waits and examined)
        self.give_back.setVisible(not waits and examined)
        single = [item for item in items if not item.has_parts]
        settled = sum(_is_settled(item) for item in single)
        words = ngettext("{settled} of {count} settled", "{settled} of {count} settled", len(single))
        self.count.setText(
            words.format(settled=wording.count(settled), count=wording.count(len(single))) if single else ""
        )

    def next_steps(self, before: QWidget | None) -> list[QWidget]:
        """The buttons from the paper on in which the keys were; none where they were elsewhere."""
        rows = list(self.rows.values())
        at = next((n for n, row in enumerate(rows) if before is not None and row.isAncestorOf(before)), None)
        return [] if at is None else [button for row in rows[at:] for button in row.buttons()]

    def waiting(self) -> list[str]:
        """Codes of the papers that were handed in and nobody has judged."""
        return [
            code for code, row in self.rows.items() if row.item.attachment_id is not None and row.item.finding is None
        ]

    def _make_rows(self, shown: ShownApplication) -> None:
        for old in self.rows.values():
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {item.code: PaperRow(self._context, item, self._page) for item in shown.card.items}
        for place, row in enumerate(self.rows.values()):
            row.place.left_alone.connect(self.left_alone)
            row.setProperty("look", "row" if place else "")
            self._rows.addWidget(row)


def _bound(page: PaperVerbs, spec: ActionSpec, row: PaperRow) -> Callable[[], None]:
    return lambda: page.do_paper(spec, row)


def _is_settled(item: ItemRow) -> bool:
    if item.finding in (FindingKind.VERIFIED, FindingKind.WAIVED):
        return True
    return item.needed is Needed.NO and item.attachment_id is None


def _told(shown: ShownApplication, item: ItemRow, result: CheckResult | None) -> list[str]:
    """What is known of a paper, piece by piece."""
    said = [isolate(item.provision)]
    if item.attachment_id is not None:
        title = shown.titles.get(item.attachment_id, "")
        said.append(say(_("{file}, handed in on {day}"), file=title, day=wording.day(item.received_on)))
    if item.original_seen:
        said.append(_("original seen"))
    if item.fact.dated_on is not None:
        said.append(say(_("of {day}"), day=wording.day(item.fact.dated_on)))
    if item.found_on is not None:
        who = shown.names.get(item.found_by, "?") if item.found_by else "?"
        said.append(say(_("judged by {person} on {day}"), person=who, day=wording.day(item.found_on)))
    if item.valid_until is not None:
        said.append(say(_("valid until {day}"), day=wording.day(item.valid_until)))
    if item.reason:
        said.append(isolate(item.reason))
    elif item.finding is FindingKind.VERIFIED and result is not None and result.verdict is not Verdict.MET:
        said.append(result.sentence)
    return said

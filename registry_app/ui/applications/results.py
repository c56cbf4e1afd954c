"""What the checks of every feature said when the application was examined last."""

from __future__ import annotations

from PySide6.QtGui import QAction

from registry_app.core.check_results import Verdict
from registry_app.core.texts import _, ngettext, say
from registry_app.ui import wording
from registry_app.ui.actions import action_button
from registry_app.ui.applications.shown import ShownApplication
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.verdicts import Verdicts, verdict_word

_STATES = {Verdict.MET: State.OK, Verdict.NOT_MET: State.BAD, Verdict.CANNOT_TELL: State.WARN}


class ResultsCard(Card):
    """The verdict as a whole, what stands in the way first; what is met opens under it."""

    def __init__(self, examine: QAction) -> None:
        super().__init__(_("Checks"))
        self.verdict = Chip("", State.NEUTRAL)
        self.add_at_end(self.verdict)
        self.examine_button = action_button(examine)
        self.add_at_end(self.examine_button)
        self.when = PlainLabel(look="small", wrap=True)
        self.open = Verdicts()
        self.met = Verdicts()
        self.more = link(_("Show what is met"), "chevron-down")
        self.more.setCheckable(True)
        self.more.toggled.connect(self.met.setVisible)
        self.met.hide()
        for widget in (self.when, self.open, self.more, self.met):
            self.add(widget)

    def show_results(self, shown: ShownApplication) -> None:
        """Show the last examination; the papers stand in the list beside it."""
        examinations = shown.card.examinations
        self.verdict.setVisible(bool(examinations))
        if not examinations:
            self.when.setText(
                _("Not examined yet. Run the checks: every feature of the register says what it knows of the agency.")
            )
            self.open.set_results(())
            self.met.set_results(())
            self.more.hide()
            return
        last = examinations[-1]
        self.verdict.set_state(verdict_word(last.verdict), _STATES[last.verdict])
        who = shown.names.get(last.examined_by, "?")
        sentence = _("Run by {person} on {day}. What is found of the papers counts as well.")
        self.when.setText(say(sentence, person=who, day=wording.day(last.examined_on)))
        others = [each for each in last.results if not each.code.startswith("paper:")]
        met = [each for each in others if each.verdict is Verdict.MET]
        self.open.set_results(each for each in others if each.verdict is not Verdict.MET)
        self.met.set_results(met)
        words = ngettext("{count} check is met", "{count} checks are met", len(met))
        self.more.setText(words.format(count=wording.count(len(met))))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(bool(met))
        self.met.setVisible(bool(met) and self.more.isChecked())

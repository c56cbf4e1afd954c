"""The verbs of one application and of its papers: each asks what it needs, does one transaction, and says what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.build.checks import CHECKS
from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, ngettext, say
from registry_app.licensing import deciding, examining, notices, papers, queries, service
from registry_app.licensing.decisions import DecisionKind
from registry_app.licensing.open_points import OpenPoints, open_points
from registry_app.licensing.provisions import Provision, list_provisions
from registry_app.licensing.records import DecisionRow
from registry_app.licensing.rules import ApplicationKind, ApplicationState
from registry_app.ui import wording
from registry_app.ui.actions import ActionSpec
from registry_app.ui.applications import actions as verbs
from registry_app.ui.applications import forms
from registry_app.ui.applications.decisions import kind_words
from registry_app.ui.applications.panel import FormPanel, PanelPlace
from registry_app.ui.applications.shown import ShownApplication
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.forms.files import ChosenFile
from registry_app.ui.widgets.verdicts import verdict_word

if TYPE_CHECKING:
    from registry_app.ui.applications.check_list import PaperRow

Verb = Callable[[Session, Actor, uuid.UUID], Any]
Values = Mapping[str, Any]


class ApplicationVerbs:
    """What an officer does on the page; `shown` gives the application, `place` is where its forms open.

    `refused` says a refusal where no form is open.
    """

    def __init__(
        self,
        context: Context,
        owner: QWidget,
        place: PanelPlace,
        shown: Callable[[], ShownApplication],
        refused: Callable[[RegistryError], object],
    ) -> None:
        self._context, self._owner, self._place = context, owner, place
        self._shown = shown
        self._refused = refused

    @property
    def _id(self) -> uuid.UUID:
        return self._shown().card.row.id

    @property
    def _number(self) -> str:
        return self._shown().card.row.number

    # -- the file as a whole ---------------------------------------------------------------------------------------

    def lodge(self) -> None:
        """Lodge a draft."""
        self._do("application:lodged", service.lodge, _("{number} is lodged."))

    def begin(self) -> None:
        """Take it up."""
        self._do("application:taken_up", service.begin_examination, _("Examination of {number} begun."))

    def examine(self) -> None:
        """Run every check; one just lodged is taken up first."""
        application = self._id

        def run(session: Session, actor: Actor) -> examining.Examined:
            if queries.state_of(session, application) is ApplicationState.LODGED:
                service.begin_examination(session, actor, application)
            return examining.examine(session, actor, application, CHECKS)

        def tell(found: examining.Examined) -> None:
            self._context.toast(say(_("Checks run: {verdict}."), verdict=verdict_word(found.verdict)))

        self._context.do("application:examined", run, tell, self._refused, owner=self._owner)

    def give_back(self) -> None:
        """Return the file to the applicant; the clock stands still."""
        sentence = _("The agency completes its papers; the time to decide stands still on a legal ground.")
        panel = FormPanel(_("Return to the applicant"), sentence, _("Return the file"), forms.return_form())
        self._open(
            panel, "application:returned", _("{number} returned for completion."),
            lambda session, actor, one, values: service.return_for_completion(
                session, actor, one, reason=values["reason"], provision=values["provision"]
            ),
        )  # fmt: skip

    def take_back(self) -> None:
        """Take the completed file back."""
        self._do("application:completed", service.take_back, _("{number} is under examination again."))

    def withdraw(self) -> None:
        """Record that the agency withdrew."""
        sentence = _("The agency gives up its application. The time to decide ends, and nothing is decided.")
        panel = FormPanel(
            _("Record a withdrawal"), sentence, _("Record the withdrawal"), forms.reason_form(), grave=True
        )
        self._open(
            panel, "application:withdrawn", _("{number} withdrawn."),
            lambda session, actor, one, values: service.withdraw(session, actor, one, values["reason"]),
        )  # fmt: skip

    # -- the decision ----------------------------------------------------------------------------------------------

    def propose_grant(self) -> None:
        """Propose a grant, once it is known which provisions the rule book has for it."""
        today = self._context.today
        kind = self._shown().card.row.kind
        grant = DecisionKind.RENEW if kind is ApplicationKind.RENEWAL else DecisionKind.GRANT
        self._context.read(lambda session: list_provisions(session, grant, today), self._ask_grant, owner=self._owner)

    def _ask_grant(self, offered: Sequence[Provision]) -> None:
        results = [each for one in self._shown().card.examinations[-1:] for each in one.results]
        sentence = _("The checks are run once more on this day. A second person with the authority decides.")
        form = forms.grant_form(results, self._context.today, offered)
        panel = FormPanel(_("Propose to grant"), sentence, _("Propose the grant"), form)
        self._open(
            panel, "decision:proposed", _("Grant of {number} proposed; a second person decides."),
            lambda session, actor, one, values: deciding.propose(
                session, actor, one, forms.grant_draft(values), CHECKS
            ),
        )  # fmt: skip
        self._keep(panel, "grant")

    def propose_refusal(self) -> None:
        """Propose a refusal, once it is known what the law leaves open."""
        today = self._context.today
        self._context.read(
            lambda session: (
                open_points(session, DecisionKind.REFUSE, today),
                list_provisions(session, DecisionKind.REFUSE, today),
            ),
            lambda law: self._ask_refusal(*law),
            owner=self._owner,
        )

    def _ask_refusal(self, points: OpenPoints, offered: Sequence[Provision]) -> None:
        sentence = _("A second person with the authority decides.")
        if points.notice_needed:
            sentence = say(
                _("The agency must have been told and may reply first ({source})."), source=points.notice_source
            )
        panel = FormPanel(
            _("Propose to refuse"), sentence, _("Propose the refusal"), forms.refusal_form(points, offered), grave=True
        )
        self._open(
            panel, "decision:proposed", _("Refusal of {number} proposed; a second person decides."),
            lambda session, actor, one, values: deciding.propose(
                session, actor, one, forms.refusal_draft(values), CHECKS
            ),
        )  # fmt: skip
        self._keep(panel, "refusal")

    def announce(self) -> None:
        """Tell the agency first that its application is to be refused."""
        today = self._context.today
        self._context.read(
            lambda session: list_provisions(session, DecisionKind.REFUSE, today), self._ask_notice, owner=self._owner
        )

    def _ask_notice(self, offered: Sequence[Provision]) -> None:
        sentence = _("The time to reply starts when the service of this notice is proven.")
        panel = FormPanel(_("Announce a refusal"), sentence, _("Issue the notice"), forms.notice_form(offered))
        self._open(
            panel, "notice:issued", _("Notice on {number} issued; serve it and record the proof."),
            lambda session, actor, one, values: notices.announce_on_application(
                session, actor, one, list(forms.provisions(values)), values["grounds"]
            ),
        )  # fmt: skip

    def retract(self) -> None:
        """Take one's own proposal back."""
        sentence = _("It goes back to examination; the proposal stays in the file.")
        panel = FormPanel(_("Take my proposal back"), sentence, _("Take it back"), forms.reason_form())
        self._open(
            panel, "decision:withdrawn", _("The proposal on {number} is taken back."),
            lambda session, actor, one, values: deciding.take_back(session, actor, one, values["reason"]),
        )  # fmt: skip

    def decline(self) -> None:
        """Send the proposal back."""
        sentence = _("It goes back to the examiner with your reason.")
        panel = FormPanel(_("Decline the proposal"), sentence, _("Decline it"), forms.reason_form(), grave=True)
        self._open(
            panel, "decision:declined", _("The proposal on {number} is declined."),
            lambda session, actor, one, values: deciding.decline(session, actor, one, values["reason"]),
        )  # fmt: skip

    def approve(self, waiting: DecisionRow, proposer: str) -> None:
        """Take the decision another proposed, after one more question."""
        sentence = say(
            _("{decision} for {agency}, proposed by {proposer} on {day}. You decide it in your own name."),
            decision=kind_words(waiting), agency=self._shown().card.row.agency_name, proposer=proposer,
            day=wording.day(waiting.proposed_on),
        )  # fmt: skip
        if not self._context.prompts.confirm(_("Approve the decision?"), sentence, _("&Approve")):
            return
        application = self._id

        def tell(licence: str) -> None:
            words = (
                say(_("Licence {licence} granted."), licence=licence) if licence else _("The application is refused.")
            )
            self._context.toast(words)

        self._context.do(
            "licence:decided", lambda session, actor: deciding.approve(session, actor, application, CHECKS), tell,
            self._refused, owner=self._owner,
        )  # fmt: skip

    # -- papers ----------------------------------------------------------------------------------------------------

    def verify_all(self, codes: list[str]) -> None:
        """Say of every paper that waits that it was read and is what the law asks for."""
        count = ngettext("{count} paper", "{count} papers", len(codes)).format(count=wording.count(len(codes)))
        sentence = say(
            _("{papers}: you say that you have read each and that it is what the law asks for."), papers=count
        )
        if not codes or not self._context.prompts.confirm(_("Verify all that wait?"), sentence, _("&Verify them")):
            return

        def verify(session: Session, actor: Actor, application: uuid.UUID) -> None:
            for code in codes:
                papers.verify(session, actor, application, code)

        self._do("application:paper_verified", verify, _("Papers of {number} verified."))

    def do_paper(self, spec: ActionSpec, row: PaperRow) -> None:
        """Do a verb on one paper, or open its form under it."""
        code = row.item.code
        if spec is verbs.VERIFY:
            self._do(
                "application:paper_verified", lambda session, actor, one: papers.verify(session, actor, one, code),
                say(_("{paper} verified."), paper=row.item.label),
            )  # fmt: skip
        elif spec is verbs.COPY_OUT:
            self._copy_out(row)
        else:
            row.place.put(_paper_panel(spec, row, self._context), lambda values: self._settle(spec, row, values))

    def _settle(self, spec: ActionSpec, row: PaperRow, values: Values) -> None:
        if spec is verbs.ADD_PAPER:
            self._hand_in(row, values)
            return
        code, told = row.item.code, row.item.label
        doing, verb, words = {
            verbs.VERIFY_UNTIL.code: (
                "application:paper_verified",
                lambda s, a, one: papers.verify(s, a, one, code, valid_until=values["valid_until"]),
                _("{paper} verified."),
            ),
            verbs.REJECT.code: (
                "application:paper_rejected",
                lambda s, a, one: papers.reject(s, a, one, code, values["reason"]),
                _("{paper} not accepted."),
            ),
            verbs.WAIVE.code: (
                "application:paper_waived",
                lambda s, a, one: papers.waive(s, a, one, code, reason=values["reason"], provision=values["provision"]),
                _("{paper} waived."),
            ),
        }[spec.code]
        self._do(doing, verb, say(words, paper=told), row.place)

    def _hand_in(self, row: PaperRow, values: Values) -> None:
        chosen: ChosenFile = values["file"]
        application, code, opened = self._id, row.item.code, self._context.opened

        def work(_progress: object) -> None:
            # taken in before the transaction: no lock waits for the disk
            with (
                opened.vault.incoming(chosen.path) as arrived,
                opened.transaction("application:paper_added") as (session, actor),
            ):
                attachment = attachments.attach(
                    session, actor, opened.vault, arrived, subject_table="application", subject_id=application,
                    kind=code, dated=values["dated_on"],
                )  # fmt: skip
                papers.hand_in(
                    session, actor, application, code, attachment, dated_on=values["dated_on"],
                    original_seen=bool(values["original_seen"]),
                )  # fmt: skip

        def tell(_nothing: None) -> None:
            row.place.done()
            self._context.toast(say(_("{paper} handed in."), paper=row.item.label))

        words = say(_("Storing {file}"), file=chosen.name)
        self._context.job(words, work, tell, row.place.refuse, owner=row)

    def _copy_out(self, row: PaperRow) -> None:
        attachment = row.item.attachment_id
        if attachment is None:
            return
        path = self._context.prompts.save_file(_("Save a copy"), bare(self._shown().titles.get(attachment, "")))
        if path is None:
            return
        target: Path = path

        def copy(session: Session, actor: Actor) -> None:
            attachments.copy_out(session, actor, self._context.opened.vault, attachment, target)

        def tell(_nothing: None) -> None:
            self._context.toast(saved_words(target))

        self._context.do("attachment:copied_out", copy, tell, self._refused, owner=self._owner)

    # -- how it is done --------------------------------------------------------------------------------------------

    def _open(
        self, panel: FormPanel, doing: str, words: str,
        verb: Callable[[Session, Actor, uuid.UUID, Values], Any],
    ) -> None:  # fmt: skip
        self._place.put(
            panel,
            lambda values: self._do(doing, lambda s, a, one: verb(s, a, one, values), words, self._place),
        )

    def _do(self, doing: str, verb: Verb, words: str, place: PanelPlace | None = None) -> None:
        application, number = self._id, self._number

        def tell(_result: object) -> None:
            if place is not None:
                place.done()
            self._context.toast(say(words, number=number) if "{number}" in words else words)

        refused = self._refused if place is None else place.refuse
        self._context.do(
            doing, lambda session, actor: verb(session, actor, application), tell, refused, owner=self._owner
        )

    def _keep(self, panel: FormPanel, which: str) -> None:
        heading = say(_("Decision on {number}"), number=self._number)
        panel.form.keep_in(self._context.drafts, f"decision/{self._id.hex}/{which}", bare(heading))


def _paper_panel(spec: ActionSpec, row: PaperRow, context: Context) -> FormPanel:
    item = row.item
    if spec is verbs.ADD_PAPER:
        form = forms.paper_form(context.opened.world.files, context.prompts, context.today)
        return FormPanel("", "", _("Hand in the paper"), form)
    if spec is verbs.VERIFY_UNTIL:
        return FormPanel("", "", _("Verify the paper"), forms.until_form())
    if spec is verbs.REJECT:
        return FormPanel("", "", _("Do not accept it"), forms.reason_form(), grave=True)
    return FormPanel("", "", _("Waive the paper"), forms.waiver_form(item))

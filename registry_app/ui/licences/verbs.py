"""The verbs of one licence: a decision is proposed by one person and taken by another."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, say
from registry_app.licensing import acting, notices
from registry_app.licensing.decisions import KIND_LABELS, DecisionKind
from registry_app.licensing.licence_card import LicenceCard
from registry_app.licensing.open_points import OpenPoints, open_points
from registry_app.licensing.provisions import Provision, list_provisions
from registry_app.ui import wording
from registry_app.ui.applications import forms as shared
from registry_app.ui.applications.decisions import kind_words
from registry_app.ui.applications.panel import FormPanel, PanelPlace
from registry_app.ui.context import Context
from registry_app.ui.licences import forms

Values = Mapping[str, Any]
_GRAVE: Final = frozenset({DecisionKind.SUSPEND, DecisionKind.REVOKE, DecisionKind.SET_ASIDE})


class LicenceVerbs:
    """What an officer does on the page; `shown` gives the card, `place` is where its forms open."""

    def __init__(
        self,
        context: Context,
        owner: QWidget,
        place: PanelPlace,
        shown: Callable[[], LicenceCard],
        refused: Callable[[RegistryError], object],
    ) -> None:
        self._context, self._owner, self._place = context, owner, place
        self._shown = shown
        self._refused = refused

    def propose(self, kind: DecisionKind) -> None:
        """Open the form of a decision, once it is known what the law leaves open."""
        today = self._context.today
        self._context.read(
            lambda session: (open_points(session, kind, today), list_provisions(session, kind, today)),
            lambda law: self._ask(kind, *law),
            owner=self._owner,
        )

    def _ask(self, kind: DecisionKind, points: OpenPoints, offered: Sequence[Provision]) -> None:
        card = self._shown()
        words = _(KIND_LABELS[kind])
        title = say(_("Propose: {decision}"), decision=words)
        sentence = _("Nothing changes before a second person with the authority has approved it.")
        if points.notice_needed:
            sentence = say(
                _("The agency must have been told and may reply first ({source})."), source=points.notice_source
            )
        form = forms.act_form(kind, card, points, self._context.today, offered)
        panel = FormPanel(bare(title), sentence, _("Propose the decision"), form, grave=kind in _GRAVE)

        def propose(session: Session, actor: Actor, _licence: uuid.UUID, values: Values) -> None:
            acting.propose(session, actor, forms.act_draft(kind, card, values))

        self._open(panel, "decision:proposed", _("Decision on {number} proposed; a second person decides."), propose)
        heading = bare(say(_("Decision on licence {number}"), number=card.number))
        panel.form.keep_in(self._context.drafts, f"act/{card.id.hex}/{kind.value}", heading)

    def announce(self) -> None:
        """Tell the agency first what is intended."""
        today = self._context.today

        def offered(session: Session) -> Sequence[Provision]:
            both = (list_provisions(session, kind, today) for kind in (DecisionKind.SUSPEND, DecisionKind.REVOKE))
            return list({each.cited: each for found in both for each in found}.values())

        self._context.read(offered, self._ask_announcement, owner=self._owner)

    def _ask_announcement(self, offered: Sequence[Provision]) -> None:
        sentence = _("The time to reply starts when the service of this notice is proven.")
        title = _("Announce a suspension or revocation")
        panel = FormPanel(title, sentence, _("Issue the notice"), forms.announcement_form(offered))

        def issue(session: Session, actor: Actor, licence: uuid.UUID, values: Values) -> None:
            intended = DecisionKind(values["intended"])
            provisions = list(shared.provisions(values))
            notices.announce_on_licence(session, actor, licence, intended, provisions, values["grounds"])

        self._open(panel, "notice:issued", _("Notice on {number} issued; serve it and record the proof."), issue)

    def decline(self) -> None:
        """Leave the licence as it is."""
        sentence = _("The licence stays as it is, and the proposal stays in the file with your reason.")
        panel = FormPanel(_("Decline the proposal"), sentence, _("Decline it"), shared.reason_form(), grave=True)

        def decline(session: Session, actor: Actor, licence: uuid.UUID, values: Values) -> None:
            acting.decline(session, actor, licence, values["reason"])

        self._open(panel, "decision:declined", _("The proposal on {number} is declined."), decline)

    def approve(self, proposer: str) -> None:
        """Take the decision another proposed, after one more question."""
        card = self._shown()
        waiting = card.waiting
        if waiting is None:
            return
        sentence = say(
            _("{decision} of licence {number}, proposed by {proposer} on {day}. You decide it in your own name."),
            decision=kind_words(waiting), number=card.number, proposer=proposer,
            day=wording.day(waiting.proposed_on),
        )  # fmt: skip
        danger = waiting.kind in _GRAVE
        if self._context.prompts.confirm(_("Approve the decision?"), sentence, _("&Approve"), danger=danger):
            self._do(
                "licence:decided", lambda session, actor, licence, _values: acting.approve(session, actor, licence),
                _("The decision on {number} is taken."), {}, None,
            )  # fmt: skip

    def _open(
        self, panel: FormPanel, doing: str, words: str, verb: Callable[[Session, Actor, uuid.UUID, Values], Any]
    ) -> None:
        self._place.put(panel, lambda values: self._do(doing, verb, words, values, self._place))

    def _do(
        self,
        doing: str,
        verb: Callable[[Session, Actor, uuid.UUID, Values], Any],
        words: str,
        values: Values,
        place: PanelPlace | None,
    ) -> None:
        card = self._shown()

        def tell(_result: object) -> None:
            if place is not None:
                place.done()
            self._context.toast(say(words, number=card.number))

        refused = self._refused if place is None else place.refuse
        self._context.do(
            doing, lambda session, actor: verb(session, actor, card.id, values), tell, refused, owner=self._owner
        )

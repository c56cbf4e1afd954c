"""The verbs that move a case along: intake, service, conciliation, referral, hearing, execution."""

from __future__ import annotations

import uuid
from datetime import time
from typing import Final

from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.complaints import service
from registry_app.complaints.rules import EventKind, State
from registry_app.complaints.steps import EventPapers
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput
from registry_app.core.numbers import western_digits
from registry_app.core.texts import N_, _, isolate, say, shortened
from registry_app.correspondence import serving
from registry_app.correspondence.rules import AttemptOutcome, Mode, Subject
from registry_app.correspondence.serving import AttemptDraft
from registry_app.ui.complaints import words
from registry_app.ui.complaints.hands import PAPER, Asking, CaseHands, Values
from registry_app.ui.complaints.intake_form import choices
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form

# step, headline, sentence, button
_PLAIN: Final = {
    EventKind.CONCILIATION_OPENED: (
        N_("Open conciliation"),
        N_("Both sides are brought together. Its time limit runs as the rule book says."),
        N_("Open conciliation"),
    ),
    EventKind.CONCILIATION_FAILED: (
        N_("Conciliation failed"),
        N_("The parties did not agree. The next step is the hearing."),
        N_("Record it"),
    ),
    EventKind.HEARING_OPENED: (
        N_("Open the hearing"),
        N_("The office hears both sides and then decides."),
        N_("Open the hearing"),
    ),
    EventKind.DEFENCE_RECEIVED: (
        N_("Record the defence"),
        N_("The respondent has answered. Its paper can be added under the documents."),
        N_("Record the defence"),
    ),
    EventKind.EXECUTION_OPENED: (
        N_("Open execution"),
        N_("What was ordered or settled was not paid in time; the office sees to it that it is."),
        N_("Open execution"),
    ),
}


class StepVerbs(CaseHands):
    """Each opens its form, does one transaction, and says what came of it."""

    def sign(self) -> None:
        """Keep the paper on which an oral complaint was signed."""
        form = self.on_form(_("Signed on"))
        form.add(PAPER, self.paper(_("The signed paper")), required=True)
        sentence = _("What was written down was read to the complainant, who signed it. The paper is sealed.")
        asking = Asking(_("Keep the signed paper"), sentence, _("Keep the paper"), _("{number} is signed."))

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            service.sign(
                session, actor, complaint, self.kept(session, actor, complaint, values, "signed_record"), values["on"]
            )

        self.ask(asking, form, "complaint:signed", verb)

    def kept(self, session: Session, actor: Actor, complaint: uuid.UUID, values: Values, kind: str) -> uuid.UUID:
        """The paper of a form, put to the complaint."""
        return attachments.attach(
            session, actor, self.context.opened.vault, values["arrived"], subject_table="complaint",
            subject_id=complaint, kind=kind,
        )  # fmt: skip

    def acknowledge(self) -> None:
        """Tell the complainant that it was received."""
        sentence = _(
            "The complainant is told that the complaint was received. What the law does while it is pending is proposed."
        )
        asking = Asking(_("Acknowledge the complaint"), sentence, _("Acknowledge"), _("{number} is acknowledged."))
        self.ask(
            asking, self.on_form(_("Told on")), "complaint:acknowledged",
            lambda session, actor, one, values: service.acknowledge(session, actor, one, values["on"]),
        )  # fmt: skip

    def conciliate(self) -> None:
        """Bring the parties together."""
        self._step(EventKind.CONCILIATION_OPENED)

    def conciliation_failed(self) -> None:
        """They did not agree."""
        self._step(EventKind.CONCILIATION_FAILED)

    def open_hearing(self) -> None:
        """Hear them."""
        self._step(EventKind.HEARING_OPENED)

    def defence_received(self) -> None:
        """The respondent answered."""
        self._step(EventKind.DEFENCE_RECEIVED)

    def open_execution(self) -> None:
        """See to it that it is paid."""
        self._step(EventKind.EXECUTION_OPENED)

    def _step(self, kind: EventKind) -> None:
        headline, sentence, do = _PLAIN[kind]
        form = self.on_form()
        form.add("provision", TextField(_("Provision it rests on"), hint=_("May stay empty.")))
        form.add("reason", self.reason_field(_("Note"), 2))
        self._take(kind, Asking(_(headline), _(sentence), _(do), _("{number}: recorded.")), self.start(form))

    def refer(self) -> None:
        """Hand it to another body."""
        form = self.on_form(_("Referred on"))
        form.add("to_whom", TextField(_("To which body")), required=True)
        form.add("answer_due", self.later(_("Answer due on")))
        form.add("provision", TextField(_("Provision it rests on"), hint=_("May stay empty.")))
        form.add("reason", self.reason_field(_("Why")))
        sentence = _(
            "Police, a court, a body against trafficking. The complaint stays open here until the answer comes."
        )
        asking = Asking(_("Refer to another body"), sentence, _("Refer"), _("{number} is referred."))
        self._take(EventKind.REFERRED, asking, self.start(form))

    def find_inadmissible(self) -> None:
        """It is not for this office."""
        form = self.on_form(_("Found on"))
        form.add("provision", TextField(_("Provision it rests on")), required=True)
        form.add("reason", self.reason_field(_("Reason")), required=True)
        sentence = _("The office does not look into it. The complainant gets the provision and the reason in writing.")
        asking = Asking(
            _("Find inadmissible"), sentence, _("Find inadmissible"), _("{number} is found inadmissible."), danger=True
        )
        self._take(EventKind.FOUND_INADMISSIBLE, asking, self.start(form))

    def _take(self, kind: EventKind, asking: Asking, form: Form) -> None:
        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            papers = EventPapers(
                values.get("provision") or "", values.get("reason") or "", values.get("to_whom") or "",
                values.get("answer_due"),
            )  # fmt: skip
            service.take_step(session, actor, complaint, kind, values["on"], papers)

        self.ask(asking, form, f"complaint:{kind.value}", verb)

    # -- service of papers -------------------------------------------------------------------------------------------

    def order_service(self) -> None:
        """Order that a paper reach the respondent with proof."""
        case = self.case()
        usual = {State.HEARING: _("summons"), State.DECIDED: _("order"), State.EXECUTION: _("order")}
        form = Form(columns=1)
        form.add("document", TextField(_("Which paper")), required=True)
        form.add("number", TextField(_("Its number"), latin=True))
        form.add("addressee", TextField(_("To whom")), required=True)
        first = next(iter(case.card.respondents), None)
        state = case.card.row.state or State.RECEIVED
        form.set_values({
            "document": usual.get(state, _("notice to the respondent")),
            "number": case.card.row.number,
            "addressee": first.name if first is not None else "",
        })  # fmt: skip
        sentence = _("A term that runs from service begins only with the proof that the paper was served.")
        asking = Asking(_("Order a service"), sentence, _("Order the service"), _("{number}: service ordered."))

        def verb(session: Session, actor: Actor, complaint: uuid.UUID, values: Values) -> None:
            serving.order_service(
                session, actor, document=values["document"], document_number=values["number"],
                addressee=values["addressee"], document_is=Subject("complaint", complaint),
            )  # fmt: skip

        self.ask(asking, form, "service:ordered", verb)

    def record_attempt(self) -> None:
        """Record an attempt with its proof."""
        services = self._services(proven=False)
        form = Form()
        form.add(
            "service", ChoiceField(_("Which service"), services, usual=services[-1].code), required=True, wide=True
        )
        form.add("outcome", ChoiceField(_("What came of it"), choices(words.ATTEMPTS)), required=True)
        form.add("on", self.day(_("Day of the attempt")), required=True)
        form.add("mode", ChoiceField(_("How"), choices(words.MODES), usual=Mode.HAND.value), required=True)
        form.add("by", TextField(_("Who served it")), required=True)
        form.add("to", TextField(_("Who took it")))
        form.add("capacity", TextField(_("In which capacity"), hint=_("Addressee, employee, relative.")))
        form.add("place", TextField(_("Where")))
        form.add("hour", TextField(_("Hour"), hint=_("Such as 09:30; may stay empty."), latin=True, limit=5))
        form.add(
            "reference", TextField(_("Reference"), hint=_("Number of the post, issue of the newspaper."), latin=True)
        )
        form.add(PAPER, self.paper(_("Proof of service")))
        self.start(form, service=services[-1].code, mode=Mode.HAND.value)
        sentence = _("Without a proof it is recorded, but no term runs from it.")
        asking = Asking(
            _("Record the service"), sentence, _("Record"), _("{number}: attempt recorded."), wide=True, seal=False
        )
        self.ask(asking, form, "service:attempted", self._attempt)  # not sealed: a proof names the respondent only

    def _attempt(self, session: Session, actor: Actor, _complaint: uuid.UUID, values: Values) -> None:
        service_id = uuid.UUID(values["service"])
        proof = None
        if values["arrived"] is not None:
            proof = attachments.attach(
                session, actor, self.context.opened.vault, values["arrived"], subject_table="service",
                subject_id=service_id, kind="proof",
            )  # fmt: skip
        draft = AttemptDraft(
            values["on"], Mode(values["mode"]), AttemptOutcome(values["outcome"]), values["by"], values["to"],
            values["capacity"], values["place"], values["reference"], _minutes(values["hour"]), proof,
        )  # fmt: skip
        serving.record_attempt(session, actor, service_id, draft)

    def bind_service(self) -> None:
        """Take up a service with its proof; its day starts the terms."""
        services = self._services(proven=True)
        form = Form(columns=1)
        form.add("service", ChoiceField(_("Which service"), services, usual=services[-1].code), required=True)
        form.add("kind", ChoiceField(_("It was"), choices(words.SERVED)), required=True)
        self.start(form, service=services[-1].code)
        sentence = _("The day of the proof becomes the day from which the terms run.")
        asking = Asking(_("Take up a proven service"), sentence, _("Take it up"), _("{number}: served on {result}."))
        self.ask(
            asking, form, "complaint:served",
            lambda session, actor, one, values: service.record_served(
                session, actor, one, EventKind(values["kind"]), uuid.UUID(values["service"])
            ),
        )  # fmt: skip

    def _services(self, *, proven: bool) -> list[Choice]:
        case = self.case()
        return [
            Choice(each.id.hex, f"{isolate(each.document)} · {isolate(each.addressee)}")
            for each in (case.unbound if proven else case.services)
        ]


def _minutes(hour: str) -> int | None:
    if not hour:
        return None
    try:
        found = time.fromisoformat(western_digits(hour))
    except ValueError:
        raise BadInput(say(_("{hour} is no hour."), hour=shortened(hour)), hint=_("Write it as 09:30.")) from None
    return found.hour * 60 + found.minute

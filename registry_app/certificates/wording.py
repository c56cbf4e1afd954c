"""The words of the certificates: English here, other languages in `resources/rulebooks/wording/<language>.toml`.

A paper is written in its own language, whatever language the program speaks at that moment, so the words are looked up
by key and language here, not through the program's catalogue. Values are put in with isolates (UAX #9).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from registry_app.certificates.facts import Texts
from registry_app.core.errors import BadInput
from registry_app.core.paths import RULE_BOOKS
from registry_app.core.texts import N_, _, bare, say

_FOLDER: Final = RULE_BOOKS / "wording"
LANGUAGES: Final = ("en", "ar")
RIGHT_TO_LEFT: Final = frozenset({"ar"})

ENGLISH: Final = {
    "title.licence": N_("Licence"),
    "subtitle.licence": N_("of a private recruitment agency"),
    "title.compliance": N_("Certificate of Compliance"),
    "subtitle.compliance": N_("of a private recruitment agency"),
    "title.reasons": N_("Statement of Reasons"),
    "subtitle.reasons": N_("why a certificate of compliance cannot be issued"),
    "intro.licence": N_("The agency named below is licensed under {basis} as set out here."),
    "intro.licence.plain": N_("The agency named below is licensed as set out here."),
    "intro.compliance": N_(
        "On the facts of the register on the day of issue, the agency named below meets the requirements of {basis} "
        "that are listed here."
    ),
    "intro.compliance.plain": N_(
        "On the facts of the register on the day of issue, the agency named below meets the requirements listed here."
    ),
    "intro.reasons": N_(
        "On the facts of the register on the day of examination, a certificate of compliance under the {basis} cannot be "
        "issued to the agency named below, for the reasons listed here."
    ),
    "intro.reasons.plain": N_(
        "On the facts of the register on the day of examination, a certificate of compliance cannot be issued to the "
        "agency named below, for the reasons listed here."
    ),
    "training": N_("TRAINING — NOT VALID"),
    "preview": N_("PREVIEW — NOT ISSUED"),
    "preview.serial": N_("comes with the issue"),
    "label.serial": N_("Serial number"),
    "label.licence_number": N_("Licence number"),
    "label.agency_number": N_("Agency number"),
    "label.legal_form": N_("Legal form"),
    "label.register_number": N_("Commercial register"),
    "label.tax_number": N_("Tax number"),
    "label.address.registered": N_("Registered address"),
    "label.address.operating": N_("Office address"),
    "label.address.public": N_("Public address"),
    "label.address.branch": N_("Branch"),
    "label.principals": N_("Owners and managers"),
    "label.category": N_("Category"),
    "label.destinations": N_("Destinations"),
    "label.valid_from": N_("Valid from"),
    "label.valid_to": N_("Valid through"),
    "label.licence_validity": N_("Licence valid"),
    "label.examined_on": N_("Examined on"),
    "label.issued": N_("Issued on"),
    "label.guarantee": N_("Guarantee"),
    "label.purpose": N_("Issued for"),
    "label.security_paper": N_("Security paper"),
    "heading.conditions": N_("Conditions"),
    "heading.checks": N_("What was examined"),
    "heading.reasons": N_("Reasons"),
    "heading.remedies": N_("What can be done"),
    "column.check": N_("Requirement"),
    "column.verdict": N_("Result"),
    "column.reason": N_("Reason and source"),
    "verdict.met": N_("met"),
    "verdict.not met": N_("not met"),
    "verdict.cannot tell": N_("cannot tell"),
    "verdict.not examined": N_("not examined"),
    "source.unknown": N_("not set by the regulator"),
    "value.principal": N_("{name}, {role}"),
    "value.guarantee": N_("{instrument}, {amount}"),
    "value.guarantee.issuer": N_("of {issuer}"),
    "value.guarantee.reference": N_("no. {reference}"),
    "value.guarantee.until": N_("valid through {day}"),
    "value.guarantee.none": N_("none recorded"),
    "role.owner": N_("owner"),
    "role.partner": N_("partner"),
    "role.shareholder": N_("shareholder"),
    "role.director": N_("director"),
    "role.manager": N_("manager"),
    "role.officer": N_("officer"),
    "role.representative": N_("representative"),
    "instrument.cash": N_("cash"),
    "instrument.bank_guarantee": N_("bank guarantee"),
    "instrument.escrow": N_("escrow"),
    "instrument.blocked_account": N_("blocked account"),
    "instrument.surety_bond": N_("surety bond"),
    "instrument.insurance": N_("insurance"),
    "instrument.guarantors_bond": N_("guarantors' bond"),
    "office.clerk": N_("registry clerk"),
    "office.licensing_officer": N_("licensing officer"),
    "office.finance_officer": N_("finance officer"),
    "office.complaints_officer": N_("complaints officer"),
    "office.custodian": N_("custodian of sealed identities"),
    "office.inspector": N_("inspector"),
    "office.director": N_("director"),
    "office.auditor": N_("auditor"),
    "office.administrator": N_("administrator"),
    "value.period": N_("{first} through {last}"),
    "value.reason": N_("{reason} ({source})"),
    "value.list": N_(", "),
    "day": N_("{day} {month} {year}"),
    "day.with_iso": N_("{words} ({iso})"),
    "place_and_day": N_("{place}, {day}"),
    "signed.for": N_("for {name}"),
    "signed.authority": N_("Authority: {authority}"),
    "facts_known": N_("Facts of headquarters as known here on {day}."),
    "valid_through_last_day": N_("The paper holds through the last day named."),
    "seal.scan": N_("Scan to check, also without a network."),
    "seal.key": N_("Key {key}"),
    "seal.checkpoint": N_("Journal {checkpoint}"),
    "page": N_("Page {number} of {count}"),
    "alt.crest": N_("Emblem of the register"),
    "alt.code": N_("Code with the signed facts of this paper"),
    "alt.signature": N_("Electronic signature of the issuing office"),
    "draft_wording": "",
    "slip.title": N_("Hand-in slip"),
    "slip.number": N_("Inward number"),
    "slip.received": N_("Received"),
    "slip.moment": N_("{day}, {hour} (office time)"),
    "slip.entered": N_("Entered in the register"),
    "slip.brought_by": N_("Handed in by"),
    "slip.identity": N_("Identity seen"),
    "slip.from": N_("From"),
    "slip.about": N_("Subject"),
    "slip.concerns": N_("Concerns"),
    "slip.papers": N_("What was handed in"),
    "slip.state.received": N_("received"),
    "slip.state.copies": N_("received, {count} copies"),
    "slip.state.returned": N_("received; original seen and returned"),
    "slip.state.kept": N_("received; original seen and kept"),
    "slip.state.missing": N_("MISSING"),
    "slip.next": N_("Next step"),
    "slip.next.missing": N_("Bring what is missing to this office and name the number {number}."),
    "slip.next.answer": N_("The register notes {day} as the last day for the answer."),
    "slip.next.ask": N_("When you ask about it, name the number {number}."),
    "slip.void": N_("This line of the register was declared void on {day}."),
    "slip.no_decision": N_("This slip confirms what was handed in. It decides nothing and is no licence."),
    "slip.sign.office": N_("For the office"),
    "slip.sign.bearer": N_("Who handed in"),
    "month.1": N_("January"),
    "month.2": N_("February"),
    "month.3": N_("March"),
    "month.4": N_("April"),
    "month.5": N_("May"),
    "month.6": N_("June"),
    "month.7": N_("July"),
    "month.8": N_("August"),
    "month.9": N_("September"),
    "month.10": N_("October"),
    "month.11": N_("November"),
    "month.12": N_("December"),
}


@dataclass(frozen=True)
class Words:
    """The wording of one language; `confirmed` is false for a draft that no office has checked yet."""

    language: str
    table: dict[str, str]
    confirmed: bool

    @property
    def right_to_left(self) -> bool:
        """Whether papers in this language run from right to left."""
        return self.language in RIGHT_TO_LEFT

    def __call__(self, key: str, /, **data: object) -> str:
        """The words of a key with the data put in and isolated."""
        return say(self.table[key], **data) if data else self.table[key]

    def of_code(self, kind: str, code: str) -> str:
        """The words of a code (`role`, `instrument`, `office`), or the code itself where the wording has none."""
        return self.table.get(f"{kind}.{code}", code.replace("_", " "))

    def check_title(self, code: str, title: str) -> str:
        """The title of a check where the wording has one for its code, else the title in the facts."""
        return self.table.get(f"check.{code}", title)

    def day(self, day: date) -> str:
        """The day in words and, for checking by machine and by eye, in ISO form."""
        return self("day.with_iso", words=bare(self.day_in_words(day)), iso=day.isoformat())

    def day_in_words(self, day: date) -> str:
        """The day in words."""
        return self("day", day=day.day, month=self(f"month.{day.month}"), year=day.year)

    def of(self, texts: Texts) -> str:
        """The text in this language; else in English; else whichever there is."""
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")


@cache
def words(language: str) -> Words:
    """The wording of a language; `BadInput` where there is none."""
    if language == "en":
        return Words("en", ENGLISH, confirmed=True)
    file = _FOLDER / f"{language}.toml"
    if not file.exists():
        raise BadInput(
            say(_("There is no wording for certificates in the language {language}."), language=language),
            hint=_("Choose English or Arabic, or add the wording to the program's resources."),
        )
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return Words(language, dict(found["words"]), confirmed=bool(found["about"]["confirmed"]))

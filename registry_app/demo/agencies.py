"""Made-up agencies: names in several scripts, addresses, telephones, principals with their shares."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from registry_app.agencies import service
from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, NameDraft, PrincipalDraft
from registry_app.agencies.rules import ContactKind, NameKind, PrincipalRole
from registry_app.core.errors import RuleBroken
from registry_app.core.money import Money
from registry_app.core.progress import Progress
from registry_app.demo.chance import Chance
from registry_app.demo.people import made_up_person, made_up_phone
from registry_app.demo.stage import Stage
from registry_app.demo.words import Words

# how often a name is of which language, of twenty
_TONGUES = ("am",) * 9 + ("ar",) * 3 + ("om",) * 4 + ("ti",) * 2 + ("bn", "ne")
_FORMS = ("private_limited_company",) * 5 + ("share_company", "partnership", "sole_proprietor")
_FIRST_FOUNDED = date(1998, 1, 1)


def made_up_agencies(chance: Chance, words: Words, count: int) -> list[AgencyDraft]:
    """So many agencies, no two of the same name."""
    drafts: list[AgencyDraft] = []
    used: set[tuple[str, str]] = set()
    while len(drafts) < count:
        tongue = words.tongues[chance.pick(_TONGUES)]
        first, second = chance.pick(tongue.words), chance.pick(tongue.words)
        if first == second or (first[0], second[0]) in used:
            continue
        used.add((first[0], second[0]))
        drafts.append(_agency(chance, words, tongue.language, first, second))
    return drafts


def _agency(
    chance: Chance, words: Words, language: str, first: tuple[str, str], second: tuple[str, str]
) -> AgencyDraft:
    tongue = words.tongues[language]
    latin = f"{first[0]} {second[0]}"
    town, region = chance.pick(words.towns)
    form = chance.pick(_FORMS)
    names = [NameDraft(f"{first[0]} {second[0]}", NameKind.TRADING)] if chance.one_in(5) else []
    if first[1]:
        names.append(NameDraft(f"{first[1]} {second[1]} {tongue.ending}", NameKind.LEGAL, language))
    domain = "".join(letter for letter in latin.casefold() if letter.isalnum())
    return AgencyDraft(
        name=f"{latin} {tongue.latin_ending}",
        language="om" if language == "om" else "en",
        names=tuple(names),
        legal_form=form,
        company_number=f"MT/AA/{chance.whole(1, 9)}/{chance.digits(7)}/{chance.whole(1998, 2011)}",
        tax_number=f"0{chance.digits(9)}",
        capital=Money(chance.whole(10, 60) * 10_000_000, "ETB"),
        incorporated_on=_FIRST_FOUNDED + timedelta(days=chance.whole(0, 7_500)),
        addresses=(
            AddressDraft(
                f"{chance.pick(words.streets)} {chance.whole(1, 240)}, house {chance.digits(4)}",
                place=town,
                region=region,
                country="ET",
            ),
        ),
        contacts=(
            ContactDraft(ContactKind.PHONE, made_up_phone(chance, words, region)),
            ContactDraft(ContactKind.E_MAIL, f"office@{domain}.example"),
        ),
        principals=_principals(chance, words, region, form),
    )


def _principals(chance: Chance, words: Words, region: str, form: str) -> tuple[PrincipalDraft, ...]:
    if form == "sole_proprietor":
        return (PrincipalDraft(PrincipalRole.OWNER, made_up_person(chance, words, region), share_bp=10_000),)
    larger = chance.whole(50, 90) * 100
    role = PrincipalRole.PARTNER if form == "partnership" else PrincipalRole.SHAREHOLDER
    return (
        PrincipalDraft(role, made_up_person(chance, words, region), share_bp=larger),
        PrincipalDraft(role, made_up_person(chance, words, region), share_bp=10_000 - larger),
        PrincipalDraft(PrincipalRole.MANAGER, made_up_person(chance, words, region), title="General manager"),
    )


def take_over(stage: Stage, drafts: Sequence[AgencyDraft], progress: Progress) -> list[uuid.UUID]:
    """Enter the agencies of the list that the former register left, in one go."""
    with stage.acting("clerk", "demo:list") as (session, actor):
        return service.register_many(session, actor, drafts, progress, from_list="list of the former register")


def register(stage: Stage, draft: AgencyDraft) -> uuid.UUID:
    """Register one agency at the counter; where another has a like name, the clerk looks and says why it is another."""
    with stage.acting("clerk", "agency:register") as (session, actor):
        try:
            return service.register(session, actor, draft)
        except RuleBroken:
            why = "Other owners at another address; the trade register has both."
            return service.register(session, actor, draft, despite=why)

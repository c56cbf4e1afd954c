"""Made-up people: given name, father's name, grandfather's name, as is the custom in Ethiopia."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from registry_app.complaints.secrecy import Identity
from registry_app.demo.chance import Chance
from registry_app.demo.words import Words
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft
from registry_app.persons.rules import DocumentKind, Sex

_FIRST_BIRTH = date(1955, 1, 1)
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Called:
    """A name in Latin letters and in Ethiopic ones."""

    latin: str
    ethiopic: str
    sex: Sex


def made_up_name(chance: Chance, words: Words, sex: Sex | None = None) -> Called:
    """A name put together at random."""
    sex = sex or (Sex.FEMALE if chance.one_in(3) else Sex.MALE)
    given = chance.pick(words.female if sex is Sex.FEMALE else words.male)
    father, grandfather = chance.pick(words.male), chance.pick(words.male)
    latin, ethiopic = (" ".join(each) for each in zip(given, father, grandfather, strict=True))
    return Called(latin, ethiopic, sex)


def made_up_phone(chance: Chance, words: Words, region: str) -> str:
    """A number of the region whose subscriber part begins with 0, as none does."""
    return f"+251 {words.area_codes[region]} 0{chance.digits(2)} {chance.digits(4)}"


def made_up_person(chance: Chance, words: Words, region: str) -> PersonDraft:
    """A principal of an agency, with the name in both scripts and a passport."""
    called = made_up_name(chance, words)
    return PersonDraft(
        full_name=called.latin,
        other_names=(PersonNameDraft(called.ethiopic, language="am"),),
        sex=called.sex,
        born_on=_FIRST_BIRTH + timedelta(days=chance.whole(0, 14_000)),
        nationality="ET",
        phone=made_up_phone(chance, words, region),
        documents=(DocumentDraft(DocumentKind.PASSPORT, made_up_passport(chance), "ET"),),
    )


def made_up_passport(chance: Chance) -> str:
    """A number in a form that no passport has: two letters, eight digits, a letter."""
    return f"{chance.pick(_LETTERS)}{chance.pick(_LETTERS)}{chance.digits(8)}{chance.pick(_LETTERS)}"


def made_up_identity(chance: Chance, words: Words, sex: Sex | None = None) -> Identity:
    """A worker as the sealed box keeps her."""
    called = made_up_name(chance, words, sex)
    phone = made_up_phone(chance, words, "Addis Ababa")
    return Identity(
        called.latin,
        other_names=(called.ethiopic,),
        contacts=(phone,),
        safe_contact=f"{phone}, evenings only",
        documents=(made_up_passport(chance),),
        born=date(1985, 1, 1) + timedelta(days=chance.whole(0, 5_500)),
    )

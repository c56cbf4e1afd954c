"""The book of Ethiopia 923/2016 is complete: every key stated, every list of the law whole, every value with its words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from string import ascii_lowercase

import pytest

from registry_app.core.dates import WorkCalendar
from registry_app.core.errors import NotFound
from registry_app.core.money import Money
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.load import bundled, list_bundled
from registry_app.rulebook.rules import Confidence
from registry_app.rulebook.terms import LastDay, last_day
from registry_app.rulebook.values import (
    UNKNOWN,
    Authority,
    Consequence,
    Document,
    FixedAmount,
    Force,
    Item,
    LadderStep,
    LateStep,
    Offence,
    Term,
    Unit,
)
from tests.support.rulebook import BOOK, house_rules, law_alone

DAY = date(2019, 3, 4)
LAW = law_alone()


def listed(key, kind):
    found = LAW.answer(key, DAY).listed(kind)
    assert found is not UNKNOWN
    return found


def test_it_comes_with_the_program():
    assert list_bundled() == [BOOK]
    assert bundled(BOOK).digest == bundled(BOOK).digest
    with pytest.raises(NotFound):
        bundled("et/0")
    with pytest.raises(NotFound):
        bundled("../et/923-2016")


def test_it_states_every_key_exactly_once():
    assert sorted(value.key for value in LAW.values) == sorted(KEYS)


def test_every_value_has_a_source_and_the_words_of_the_provision_or_says_why_not():
    for value in LAW.values:
        if value.value is UNKNOWN:
            assert value.because.note, value.key
            continue
        assert value.because.source, value.key
        assert value.because.confidence in (Confidence.A, Confidence.B), value.key
        if isinstance(value.value, tuple):
            assert all(getattr(entry, "quote", "") for entry in value.value), value.key
        else:
            assert value.because.quote or value.because.note, value.key


def test_the_only_value_that_is_no_statute_text_is_the_name_of_a_system():
    assert [each.key for each in LAW.values if each.because.confidence is Confidence.B] == ["meta.information_system"]


def test_all_sixteen_and_nineteen_offences_are_there():
    offences = listed("sanction.offences", Offence)
    by_class = {
        name: [offence.code for offence in offences if offence.offence_class == name]
        for name in ("suspension", "revocation")
    }
    assert by_class["suspension"] == [f"42.2.{letter}" for letter in ascii_lowercase[:16]]
    assert by_class["revocation"] == [f"42.3.{letter}" for letter in ascii_lowercase[:19]]


def test_every_revocation_offence_but_c_is_also_criminal():
    # art. 47(3)
    offences = {offence.code: offence.criminal for offence in listed("sanction.offences", Offence)}
    assert [code for code, criminal in offences.items() if criminal is False] == ["42.3.c"]
    assert all(criminal is UNKNOWN for code, criminal in offences.items() if code.startswith("42.2."))


def test_the_ladder_is_three_six_twelve_months_and_revocation():
    # art. 47(1)-(2)
    steps = listed("sanction.ladder", LadderStep)
    shown = [(s.offence_class, s.ordinal, s.action, s.length and (s.length.n, s.length.unit)) for s in steps]
    assert shown == [
        ("suspension", 1, "suspend", (3, Unit.MONTH)),
        ("suspension", 2, "suspend", (6, Unit.MONTH)),
        ("suspension", 3, "suspend", (12, Unit.MONTH)),
        ("suspension", 4, "revoke", None),
        ("revocation", 1, "revoke", None),
    ]


def test_all_thirteen_papers_of_a_new_application_are_there():
    papers = listed("documents.new", Document)
    assert [paper.code for paper in papers] == [f"24.{number}" for number in range(1, 14)]
    assert [paper.code for paper in papers if paper.needed is UNKNOWN] == ["24.13"]
    assert [part.code for paper in papers for part in paper.parts] == ["24.9.a", "24.9.b", "24.9.c"]
    (deed,) = [paper for paper in papers if paper.legal_forms]
    assert deed.code == "24.2"
    assert "sole_proprietor" not in deed.legal_forms
    assert all(paper.valid_for is UNKNOWN for paper in papers)


def test_all_six_papers_of_a_renewal_are_there():
    papers = listed("documents.renewal", Document)
    assert [paper.code for paper in papers] == [f"33.2.{letter}" for letter in "abcdef"]


def test_capital_nationality_and_number_of_agencies():
    # arts 22, 28(2)
    assert LAW.answer("eligibility.capital", DAY).of(FixedAmount) == FixedAmount(Money(100_000_000, "ETB"))
    assert LAW.answer("eligibility.nationals", DAY).of(Decimal) == Decimal(100)
    assert LAW.answer("licence.limit_per_holder", DAY).of(int) == 1
    assert LAW.answer("licence.per_destination", DAY).of(bool) is True


def test_the_bar_of_article_23_speaks_of_the_former_law_only():
    notes = {item.code: item.note for item in listed("eligibility.disqualified", Item)}
    assert all("632/2009" in notes[code] for code in ("revoked_632", "no_remedy_632", "suspended_632"))
    assert not LAW.answer("eligibility.bar_after_revocation", DAY).known


def test_interim_measures_are_the_ministrys_and_must_be_taken():
    # art. 46: "The Ministry shall"
    measures = listed("complaint.interim", Consequence)
    assert [(each.action, each.ground) for each in measures] == [
        ("block_approvals", "pending_complaint"),
        ("suspend_interim", "no_appearance"),
        ("suspend_interim", "risk"),
        ("suspend_interim", "prima_facie"),
    ]
    assert {each.bodies for each in measures} == {("ministry",)}
    assert {each.force for each in measures} == {Force.SHALL}


def test_regions_suspend_and_only_the_ministry_revokes():
    # art. 48(3)-(4), as far as a reader can tell; a lawyer should confirm
    steps = {each.verb: each for each in listed("authority.steps", Authority)}
    assert steps["suspend"].bodies == ("ministry", "regional_authority")
    assert steps["revoke"].bodies == ("ministry",)
    assert "lawyer" in steps["suspend"].note
    assert "lawyer" in steps["revoke"].note


def test_only_money_used_must_be_replenished():
    # art. 60(4)
    term = LAW.term("guarantee.replenish", DAY)
    assert isinstance(term, Term)
    assert (term.n, term.unit, term.starts) == (10, Unit.WORKING_DAY, "guarantee_used")
    (failure,) = listed("guarantee.replenish_failure", Consequence)
    assert failure.offence == "42.2.p"


def test_a_licence_that_was_not_renewed_is_suspended_and_never_revoked_by_the_calendar():
    # arts 33(4), 42(3)(c)
    assert LAW.answer("renewal.state_in_gap", DAY).of(str) == "suspended"
    assert [step.percent for step in listed("renewal.late", LateStep)] == [20, 40, 60]
    (after,) = listed("renewal.after_late", Consequence)
    assert (after.action, after.offence) == ("offence", "42.3.c")
    assert "decided" in after.note


def test_workers_pay_nothing_for_the_service():
    # arts 42(3)(i), 74(1)
    assert LAW.answer("fees.worker_cap", DAY).of(FixedAmount) == FixedAmount(Money(0, "ETB"))
    assert [item.code for item in listed("fees.worker_items", Item)] == [
        "passport",
        "authentication",
        "medical",
        "vaccination",
        "birth_certificate",
        "competence_certificate",
    ]


@pytest.mark.parametrize(
    "key",
    [
        "licence.number_format",
        "counting.day_of_event",
        "counting.cut_off_hour",
        "service.deemed",
        "guarantee.sharing",
        "guarantee.counted_per",
        "guarantee.unclaimed",
        "decision.missed_effect",
        "complaint.burden_of_proof",
        "complaint.appeal_stays",
        "sanction.ordinal_of",
        "certificate.requirements",
        "house.headquarters_facts_age",
        "register.public_fields",
    ],
)
def test_what_the_law_does_not_set_is_unknown(key):
    assert not LAW.answer(key, DAY).known


def test_the_burden_of_proof_of_article_72_is_for_courts():
    assert LAW.answer("complaint.burden_of_proof_court", DAY).known


def test_the_law_alone_tells_no_last_day_of_a_licence():
    # art. 26: one year; the counting rules are unknown
    term = LAW.term("licence.term_initial", DAY)
    assert isinstance(term, Term)
    assert not isinstance(last_day(term, date(2019, 3, 15), WorkCalendar()), LastDay)


def test_the_demo_offices_rules_say_that_they_are_made_up():
    rules = house_rules()
    assert rules.book == BOOK
    assert "made up" in rules.instrument
    assert {value.key for value in rules.values} <= set(KEYS)

"""Adoption, confirmation, house rules and confirmations after the end, in a real register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.texts import bare
from registry_app.rulebook import queries, service
from registry_app.rulebook.house import NewValue
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.load import LoadedBook, bundled
from registry_app.rulebook.models import RuleEntry
from registry_app.rulebook.rules import Provenance
from registry_app.rulebook.values import UNKNOWN, FixedAmount, Item, Term
from tests.support.office import as_user, opened_register, test_world
from tests.support.rulebook import BOOK, adopt_ethiopia, ethiopia, law_alone

TODAY = date(2019, 3, 4)


@pytest.fixture
def opened(tmp_path):
    found = opened_register(tmp_path, test_world())
    yield found
    found.close()


@pytest.fixture(params=["sqlite", "postgres"])
def on_both(request, tmp_path):
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    found = opened_register(tmp_path, test_world(), url)
    yield found
    found.close()


def do(opened, login, verb, *args, **keywords):
    """One verb in a transaction of its own, by this officer."""
    by = opened if login == "admin" else as_user(opened, login)
    try:
        with by.transaction("rulebook") as (session, actor):
            return verb(session, actor, *args, **keywords)
    finally:
        if by is not opened:
            by.close()


def rules_on(opened, day=TODAY):
    with opened.reading() as session:
        return queries.get_rules(session, day)


def test_what_was_adopted_answers_exactly_as_the_file_and_the_house_rules(on_both):
    adopt_ethiopia(on_both)
    rules, law, expected = rules_on(on_both), law_alone(), ethiopia()
    assert rules.book == law.book
    for key in KEYS:
        for day in (date(2016, 2, 19), date(2018, 6, 1), TODAY, date(2030, 1, 1)):
            found = rules.answer(key, day)
            assert found.value == (expected if day >= date(2019, 1, 2) else law).answer(key, day).value, key
    rules.must_allow_decision(TODAY)


def test_before_any_adoption_there_is_no_law(opened):
    with opened.reading() as session, pytest.raises(NotFound) as refusal:
        queries.get_rules(session, TODAY)
    assert "No rule book has been adopted" in refusal.value.sentence


def test_a_later_program_or_file_changes_nothing_that_was_adopted(opened):
    adopted = do(opened, "admin", service.adopt, bundled(BOOK))
    rules = rules_on(opened)
    assert rules == replace(law_alone(), values=rules.values)
    by_key = {value.key: value for value in law_alone().values}
    assert {value.key: value for value in rules.values} == by_key  # to the letter of the JSON
    with opened.reading() as session:
        rows = {entry.key: entry.value for entry in queries.entries_in_use(session, adopted)}
    assert rows["licence.limit_per_holder"] == 1
    assert rows["guarantee.sharing"] is None
    assert len(rows) == len(KEYS)


def test_the_journal_has_the_adoption(opened):
    adopt_ethiopia(opened)
    with opened.reading() as session:
        verbs = [entry.verb for entry in _journal(session)]
    for verb in ("rulebook:adopted", "rulebook:values_confirmed", "rulebook:values_set"):
        assert verb in verbs


def _journal(session):
    from registry_app.journal.models import JournalEntry

    return session.query(JournalEntry).all()


def test_the_same_file_is_not_adopted_twice(opened):
    do(opened, "admin", service.adopt, bundled(BOOK))
    with pytest.raises(RuleBroken):
        do(opened, "admin", service.adopt, bundled(BOOK))
    with pytest.raises(RuleBroken) as refusal:
        do(opened, "admin", service.adopt, bundled(BOOK), date(2019, 1, 1))
    assert "has been adopted already" in bare(refusal.value.sentence)


def test_a_new_edition_applies_from_its_day_and_the_past_keeps_the_old_one(opened):
    adopt_ethiopia(opened)
    old = bundled(BOOK)
    values = tuple(
        replace(value, value=2, written="2") if value.key == "licence.limit_per_holder" else value
        for value in old.rules.values
    )
    new = LoadedBook("923-2016.toml", "0" * 64, replace(old.rules, values=values))
    do(opened, "admin", service.adopt, new, date(2019, 7, 1))
    assert rules_on(opened, date(2019, 6, 30)).answer("licence.limit_per_holder", date(2019, 6, 30)).of(int) == 1
    assert rules_on(opened, date(2019, 7, 1)).answer("licence.limit_per_holder", date(2019, 7, 1)).of(int) == 2
    with pytest.raises(RuleBroken):  # nobody has confirmed the new edition
        rules_on(opened, date(2019, 7, 1)).must_allow_decision(date(2019, 7, 1))
    with opened.reading() as session:
        assert [row.applies_to for row in queries.list_adoptions(session)] == [date(2019, 6, 30), None]
    with pytest.raises(RuleBroken):
        do(opened, "admin", service.adopt, replace(new, digest="1" * 64), date(2019, 5, 1))


def test_only_who_may_adopts_and_confirms(opened):
    with pytest.raises(NotPermitted):
        do(opened, "clerk", service.adopt, bundled(BOOK))
    adopted = do(opened, "admin", service.adopt, bundled(BOOK))
    with pytest.raises(NotPermitted):
        do(opened, "licensing", service.propose_confirmation, adopted)
    do(opened, "admin", service.propose_confirmation, adopted)
    with pytest.raises(NotPermitted):
        do(opened, "auditor", service.approve_confirmation, adopted)


def test_a_confirmation_needs_two_persons(opened):
    adopted = do(opened, "admin", service.adopt, bundled(BOOK))
    count = do(opened, "director", service.propose_confirmation, adopted)
    assert count == sum(value.value is not UNKNOWN for value in law_alone().values)
    with pytest.raises(RuleBroken):
        rules_on(opened).must_allow_decision(TODAY)
    with pytest.raises(NotPermitted):
        do(opened, "director", service.approve_confirmation, adopted)
    assert do(opened, "deputy", service.approve_confirmation, adopted) == count
    rules = rules_on(opened)
    rules.must_allow_decision(TODAY)
    assert rules.answer("licence.display", TODAY).because.confirmed
    with opened.reading() as session:
        entry = next(each for each in queries.entries_in_use(session, adopted) if each.key == "licence.display")
        assert entry.confirmed_by_one != entry.confirmed_by_two
        assert entry.confirmed_on == TODAY
    with pytest.raises(RuleBroken):
        do(opened, "director", service.propose_confirmation, adopted)
    with pytest.raises(NotFound):
        do(opened, "deputy", service.approve_confirmation, adopted)


def test_some_values_can_be_confirmed_alone(opened):
    adopted = do(opened, "admin", service.adopt, bundled(BOOK))
    do(opened, "admin", service.propose_confirmation, adopted, ["licence.display", "guarantee.sharing"])
    assert do(opened, "director", service.approve_confirmation, adopted) == 1
    assert rules_on(opened).answer("licence.display", TODAY).because.confirmed
    assert not rules_on(opened).answer("licence.provisional", TODAY).because.confirmed
    with pytest.raises(BadInput):
        do(opened, "admin", service.propose_confirmation, adopted, ["licence.colour"])


def test_a_value_changed_in_the_meantime_is_not_confirmed_as_it_was(opened):
    adopted = do(opened, "admin", service.adopt, bundled(BOOK))
    do(opened, "admin", service.propose_confirmation, adopted, ["licence.display", "licence.transferable"])
    change = [NewValue("licence.display", plain=False, note="corrected")]
    do(opened, "admin", service.propose_values, adopted, change, from_day=date(2016, 2, 19), instrument="Note 1")
    do(opened, "director", service.approve_values, adopted)
    with pytest.raises(RuleBroken) as refusal:
        do(opened, "director", service.approve_confirmation, adopted)
    assert "has changed since" in refusal.value.sentence


def test_a_value_set_by_two_applies_from_its_day_and_the_past_keeps_the_rule_of_its_day(opened):
    adopt_ethiopia(opened)
    with opened.reading() as session:
        adopted = queries.get_adoption(session, TODAY).id
    capital = {"amount": "2000000", "currency": "ETB"}
    change = [NewValue("eligibility.capital", capital, source="art. 22", note="amended")]
    do(opened, "admin", service.propose_values, adopted, change, from_day=date(2019, 6, 1), instrument="Order 7/2019")
    assert rules_on(opened).answer("eligibility.capital", date(2019, 6, 1)).of(FixedAmount).amount.minor == 100_000_000
    with pytest.raises(NotPermitted):
        do(opened, "admin", service.approve_values, adopted)
    assert do(opened, "deputy", service.approve_values, adopted) == ["eligibility.capital"]
    rules = rules_on(opened)
    assert rules.answer("eligibility.capital", date(2019, 5, 31)).of(FixedAmount).amount.minor == 100_000_000
    after = rules.answer("eligibility.capital", date(2019, 6, 1))
    assert after.of(FixedAmount).amount.minor == 200_000_000
    assert (after.because.provenance, after.because.instrument) == (Provenance.OFFICE, "Order 7/2019")
    assert after.because.confirmed


def test_a_value_set_twice_for_the_same_day_keeps_the_first_as_superseded(opened):
    adopt_ethiopia(opened)
    with opened.reading() as session:
        adopted = queries.get_adoption(session, TODAY).id
    for sharing, instrument in (("first_in_time", "Order 1"), (None, "Order 2")):
        change = [NewValue("guarantee.sharing", sharing)]
        do(opened, "admin", service.propose_values, adopted, change, from_day=date(2019, 1, 2), instrument=instrument)
        do(opened, "director", service.approve_values, adopted)
    assert not rules_on(opened).answer("guarantee.sharing", TODAY).known
    with opened.reading() as session:
        rows = session.query(RuleEntry).filter_by(key="guarantee.sharing").order_by(RuleEntry.recorded_at).all()
        assert [(row.value, row.superseded_on is not None) for row in rows] == [
            (None, False),  # the law's own, until 1 January 2019
            ("pro_rata", True),
            ("first_in_time", True),
            (None, False),
        ]


def test_values_that_cannot_be_taken_are_refused_before_anyone_is_asked(opened):
    adopted = do(opened, "admin", service.adopt, bundled(BOOK))
    propose = service.propose_values
    day, paper = date(2019, 1, 2), "Order 1"
    for values in (
        [],
        [NewValue("licence.colour", "blue")],
        [NewValue("counting.cut_off_hour", 25)],
        [NewValue("guarantee.sharing", "by_lot")],
        [NewValue("renewal.latest", {"n": 1, "unit": "month"})],
    ):
        with pytest.raises(BadInput):
            do(opened, "admin", propose, adopted, values, from_day=day, instrument=paper)
    good = [NewValue("guarantee.sharing", "pro_rata")]
    with pytest.raises(BadInput):
        do(opened, "admin", propose, adopted, good, from_day=day, instrument=" ")
    with pytest.raises(RuleBroken):
        do(opened, "admin", propose, adopted, good, from_day=date(2016, 2, 18), instrument=paper)
    with pytest.raises(NotFound):
        do(opened, "director", service.approve_values, adopted)
    with pytest.raises(NotFound):
        do(opened, "director", service.approve_values, opened.user_id)


def test_a_decision_after_the_end_waits_for_a_written_confirmation_by_two(opened):
    adopt_ethiopia(opened)
    with opened.reading() as session:
        adopted = queries.get_adoption(session, TODAY).id
    day = date(2026, 11, 23)
    with pytest.raises(RuleBroken):
        rules_on(opened, day).must_be_in_force(day)
    for about in ("et/1246-2021", "end"):
        period = Period(date(2021, 1, 1) if about != "end" else date(2025, 8, 14), date(2026, 12, 31))
        do(opened, "admin", service.propose_in_force, adopted, about, period, instrument="Opinion 5/2025")
        with pytest.raises(NotPermitted):
            do(opened, "admin", service.approve_in_force, adopted)
        with pytest.raises(RuleBroken):
            rules_on(opened, day).must_be_in_force(day)
        do(opened, "director", service.approve_in_force, adopted)
    rules_on(opened, day).must_allow_decision(day)
    with pytest.raises(RuleBroken):
        rules_on(opened, date(2027, 1, 1)).must_be_in_force(date(2027, 1, 1))
    with pytest.raises(NotFound):
        do(opened, "admin", service.propose_in_force, adopted, "start", Period(TODAY), instrument="Opinion")


def test_the_list_of_unknowns_says_where_each_was_looked_for(opened):
    do(opened, "admin", service.adopt, bundled(BOOK))
    with opened.reading() as session:
        rows = queries.list_unknown(session, TODAY)
        (adoption,) = queries.list_adoptions(session)
    assert {row.key for row in rows} == {answer.key for answer in law_alone().unknown_on(TODAY)}
    assert all(row.meaning and row.note for row in rows)
    assert adoption.unknown == len(rows)
    assert adoption.values + adoption.unknown == len(KEYS)
    assert adoption.confirmed == 0


def test_terms_and_lists_come_out_of_the_tables_as_they_went_in(opened):
    adopt_ethiopia(opened)
    rules = rules_on(opened)
    term = rules.term("complaint.defence", TODAY)
    assert isinstance(term, Term)
    assert term.counts_day_of_event is False
    items = rules.answer("certificate.requirements", TODAY).listed(Item)
    assert items is not UNKNOWN
    assert next(item.code for item in items) == "licence_in_force"


def readings(monkeypatch):
    """Counts how often the law is read from its tables."""
    counted, real = [], queries._read_rules

    def read(session, on):
        counted.append(on)
        return real(session, on)

    monkeypatch.setattr(queries, "_read_rules", read)
    return counted


def test_a_transaction_reads_the_law_once_for_each_day_it_asks_about(opened, monkeypatch):
    adopt_ethiopia(opened)
    counted = readings(monkeypatch)
    other = date(2019, 5, 1)
    with opened.reading() as session:
        first = queries.get_rules(session, TODAY)
        assert queries.get_rules(session, TODAY) is first
        assert queries.get_rules(session, other).book == first.book
        assert queries.get_rules(session, TODAY) is first
        assert counted == [TODAY, other]
        session.rollback()  # what comes now is another moment
        assert queries.get_rules(session, TODAY) == first
    assert counted == [TODAY, other, TODAY]
    rules_on(opened)
    assert counted == [TODAY, other, TODAY, TODAY], "another session reads for itself"


def test_a_transaction_that_changes_the_law_sees_what_it_changed(opened):
    adopt_ethiopia(opened)
    with opened.reading() as session:
        (adopted,) = queries.list_adoptions(session)
    new = NewValue("sanction.emergency_most", {"n": 10, "unit": "day", "from": "measure_taken"}, "no. 99", "", "")
    said = {"from_day": TODAY, "instrument": "Directive 3/2019 (made up for tests)"}
    do(opened, "admin", service.propose_values, adopted.id, [new], **said)
    director = as_user(opened, "director")
    with director.transaction("rulebook") as (session, actor):
        before = queries.get_rules(session, TODAY).answer(new.key, TODAY).of(Term)
        service.approve_values(session, actor, adopted.id)
        after = queries.get_rules(session, TODAY).answer(new.key, TODAY).of(Term)
    director.close()
    assert before is UNKNOWN
    assert isinstance(after, Term)
    assert after.n == 10

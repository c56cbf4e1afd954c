"""Agencies in the register: registering, finding, changing, merging, splitting."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from registry_app import schema
from registry_app.agencies import card, people, queries, service
from registry_app.agencies.people import AdherenceDraft
from registry_app.agencies.queries import Filters
from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, NameDraft, PrincipalDraft
from registry_app.agencies.rules import AddressKind, AdherenceKind, ContactKind, NameKind, PrincipalRole
from registry_app.agencies.service import Particulars
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, Cancelled, NotFound, NotPermitted, RuleBroken, StaleRecord
from registry_app.core.money import Money
from registry_app.core.progress import Silent
from registry_app.journal.verify import verify
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft
from registry_app.persons.rules import DocumentKind
from registry_app.screening.models import Mark
from registry_app.screening.rules import MarkKind

TODAY = date(2019, 3, 4)
DESPITE = "another agency: looked at both files"
SELAM = AgencyDraft(
    "Selam Overseas PLC",
    (
        NameDraft("ሰላም ኤጀንሲ", language="am"),
        NameDraft("وكالة سلام", language="ar"),
        NameDraft("Dove Jobs", NameKind.TRADING),
    ),
    legal_form="private_limited_company",
    capital=Money(100_000_00, "ETB"),
    addresses=(AddressDraft("Bole Road, House 12", "Addis Ababa", "Addis Ababa"),),
    contacts=(ContactDraft(ContactKind.PHONE, "0911 23 45 67"),),
    principals=(PrincipalDraft(PrincipalRole.OWNER, PersonDraft("Almaz Kebede"), share_bp=6_000),),
)


def register(opened, draft=SELAM, despite=DESPITE, **changes):
    with opened.transaction("agency:registered") as (session, actor):
        return service.register(session, actor, replace(draft, **changes), despite=despite)


def act(opened, verb, *arguments, **named):
    with opened.transaction() as (session, actor):
        return verb(session, actor, *arguments, **named)


def shown(opened, agency_id, on=None):
    with opened.reading() as session:
        return card.get_card(session, agency_id, on)


def listed(opened, after=None, limit=100, **filters):
    with opened.reading() as session:
        return queries.list_agencies(session, Filters(**filters), after=after, limit=limit)


def ids(rows):
    return [row.id for row in rows]


def test_an_agency_is_registered_with_everything_under_the_office_s_next_number(office_on_both):
    clerk = office_on_both.clerk
    first, second = register(clerk), register(clerk)
    one, two = shown(clerk, first), shown(clerk, second)
    assert one.number.startswith("A-HQ-2019-")
    assert int(two.number.split("-")[3]) == int(one.number.split("-")[3]) + 1
    assert one.capital == Money(100_000_00, "ETB")
    assert [(name.name, name.script, name.kind) for name in one.names] == [
        ("Selam Overseas PLC", "Latn", "legal"),
        ("ሰላም ኤጀንሲ", "Ethi", "legal"),
        ("وكالة سلام", "Arab", "legal"),
        ("Dove Jobs", "Latn", "trading"),
    ]
    assert [(each.name, each.role, each.share_bp) for each in one.principals] == [("Almaz Kebede", "owner", 6_000)]
    assert one.registered_on == TODAY
    with clerk.reading() as session:
        row = queries.get_agency(session, one.number.lower())
    assert (row.name, row.phone, row.place) == ("Selam Overseas PLC", "0911 23 45 67", "Addis Ababa")


def test_it_is_found_by_the_beginnings_of_words_in_any_script(office_on_both):
    clerk = office_on_both.clerk
    made = register(
        clerk, name="Wafaa Étoile & Söhne", names=(NameDraft("وفاء النجمة"), NameDraft("ወፋ ኮከብ"), NameDraft("ওফা তারা"))
    )
    for text in ("wafaa", "WAF", "etoile", "sohne waf", "وفا", "النجم", "ኮከ", "তা", "ＷＡＦ"):
        assert made in ids(listed(clerk, text=text)), text
    for text in ("faa", "wafaa zzz", "%", "wa%a", "w_faa"):
        assert made not in ids(listed(clerk, text=text)), text
    number = shown(clerk, made).number
    assert ids(listed(clerk, text=f" {number} ")) == [made]


def test_pages_follow_each_other_without_gap_or_repeat(office_on_both):
    clerk = office_on_both.clerk
    for name in ("Paging One", "Paging One", "Paging Two", "Paging Zeta", "Paging Alpha"):
        register(clerk, name=name, names=(), contacts=(), addresses=(), principals=())
    everything = listed(clerk, text="paging", limit=1_000)
    pages, last = [], None
    while page := listed(clerk, text="paging", limit=2, after=last):
        pages += ids(page)
        last = (page[-1].search_key, page[-1].id)
    assert pages == ids(everything)
    assert len(set(pages)) == 5
    assert [row.name for row in everything][:2] == ["Paging Alpha", "Paging One"]


def test_lists_are_narrowed_by_region_place_and_form(office):
    clerk = office.clerk
    made = register(clerk, addresses=(AddressDraft("1", "Adama", "Oromia"),), legal_form="sole_proprietor")
    assert made in ids(listed(clerk, region="Oromia"))
    assert made in ids(listed(clerk, region="Oromia", place="Adama", legal_form="sole_proprietor"))
    assert made not in ids(listed(clerk, region="Oromia", place="Jimma"))
    assert made not in ids(listed(clerk, legal_form="share_company"))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"name": "Abyssinia Golden Gatway"}, "much like"),
        ({"name": "أبيسينيا غولدن غيتواي"}, "much like"),
        ({"name": "Unlike Entirely", "contacts": (ContactDraft(ContactKind.PHONE, "+251 922 00 00 01"),)}, "telephone"),
        ({"name": "Unlike Entirely", "tax_number": "TIN 0099-8877"}, "tax number"),
    ],
    ids=["misspelt", "other script", "phone", "tax number"],
)
def test_a_likely_duplicate_is_refused_until_it_is_said_to_be_another(office, changes, word):
    clerk = office.clerk
    bare = AgencyDraft(
        "Abyssinia Golden Gateway", tax_number="TIN00998877", contacts=(ContactDraft(ContactKind.PHONE, "0922000001"),)
    )
    if not listed(clerk, text="abyssinia golden"):
        register(clerk, bare)
    draft = replace(AgencyDraft(""), **changes)
    with pytest.raises(RuleBroken, match=word):
        register(clerk, draft, despite="")
    made = register(clerk, draft)
    assert shown(clerk, made).name == changes["name"]
    act(clerk, service.set_aside, made, "made by a test")


def test_an_agency_that_resembles_none_is_registered_at_once(office):
    register(office.clerk, AgencyDraft("Quite Singular Xylophone House"), despite="")


def test_its_own_number_is_kept_and_given_once(office):
    clerk = office.clerk
    made = register(clerk, number=" rl-77 ")
    assert shown(clerk, made).number == "RL-77"
    with pytest.raises(RuleBroken, match="another agency"):
        register(clerk, number="RL-77")


def test_a_refused_registration_takes_no_number(office):
    clerk = office.clerk
    before = shown(clerk, register(clerk)).number
    with pytest.raises(BadInput):
        register(clerk, name="a\u202eb")
    after = shown(clerk, register(clerk)).number
    assert int(after.split("-")[3]) == int(before.split("-")[3]) + 1


def test_markup_and_quotes_are_plain_text(office):
    name = '<script>alert(1)</script> & Sons\' "Co" -- ; DROP TABLE agency'
    assert shown(office.clerk, register(office.clerk, name=name)).name == name


def test_a_new_name_leaves_the_old_one_with_its_last_day(office_on_both):
    clerk = office_on_both.clerk
    made = register(clerk, name="Yesterday Star", names=(NameDraft("ኮከብ"),))
    act(clerk, service.change_name, made, NameDraft("Morning Star"), date(2019, 3, 1), "articles of 1 March")
    assert shown(clerk, made).name == "Morning Star"
    assert [name.name for name in shown(clerk, made, date(2019, 2, 28)).names] == ["Yesterday Star", "ኮከብ"]
    assert [name.name for name in shown(clerk, made, TODAY).names] == ["ኮከብ", "Morning Star"]
    assert made in ids(listed(clerk, text="yesterday"))  # a former name still leads to it
    assert made in ids(listed(clerk, text="morning"))
    act(clerk, service.change_name, made, NameDraft("ብርሃን"), date(2019, 3, 2))
    assert shown(clerk, made).name == "Morning Star"
    assert [name.name for name in shown(clerk, made, TODAY).names] == ["Morning Star", "ብርሃን"]
    with pytest.raises(BadInput, match="still to come"):
        act(clerk, service.change_name, made, NameDraft("Evening Star"), date(2019, 3, 5))
    with pytest.raises(BadInput, match="cannot have ended"):
        act(clerk, service.change_name, made, NameDraft("Evening Star"), date(2019, 3, 1))


def test_addresses_and_contacts_change_without_losing_what_was(office):
    clerk = office.clerk
    made = register(clerk)
    act(clerk, service.change_address, made, AddressDraft("Kazanchis 9", "Addis Ababa"), date(2019, 3, 2))
    act(clerk, service.change_address, made, AddressDraft("PO Box 5", kind=AddressKind.PUBLIC), date(2019, 3, 2))
    assert [each.lines for each in shown(clerk, made, date(2019, 3, 1)).addresses] == ["Bole Road, House 12"]
    assert [each.lines for each in shown(clerk, made, TODAY).addresses] == ["Kazanchis 9", "PO Box 5"]
    mail = act(clerk, service.add_contact, made, ContactDraft(ContactKind.E_MAIL, "info@selam.et"))
    act(clerk, service.end_contact, mail, TODAY)
    with pytest.raises(NotFound):
        act(clerk, service.end_contact, mail, TODAY)
    for wrong in (ContactDraft(ContactKind.E_MAIL, "info"), ContactDraft(ContactKind.PHONE, "none")):
        with pytest.raises(BadInput):
            act(clerk, service.add_contact, made, wrong)


def test_marks_follow_what_holds(office):
    clerk = office.clerk
    made = register(clerk, contacts=(ContactDraft(ContactKind.PHONE, "0933 00 00 01"),))
    phone = act(clerk, service.add_contact, made, ContactDraft(ContactKind.PHONE, "0933 00 00 02"))
    act(clerk, service.end_contact, phone, TODAY)
    with clerk.reading() as session:
        found = select(Mark.key, Mark.valid_to).where(Mark.subject_id == made, Mark.kind == MarkKind.PHONE)
        assert [tuple(row) for row in session.execute(found.order_by(Mark.key))] == [
            ("+251933000001", None),
            ("+251933000002", TODAY),
        ]


def test_particulars_are_changed_by_who_saw_the_newest_version(office):
    clerk = office.clerk
    made = register(clerk)
    version = shown(clerk, made).version
    change = Particulars("share_company", "CR 1", "TIN 5544", Money(5, "ETB"), date(2010, 1, 1))
    act(clerk, service.change_particulars, made, version, change)
    assert shown(clerk, made).tax_number == "TIN 5544"
    with pytest.raises(StaleRecord):
        act(clerk, service.change_particulars, made, version, change)
    with pytest.raises(BadInput):
        act(clerk, service.change_particulars, made, version + 1, replace(change, capital=Money(-1, "ETB")))


def test_principals_come_and_go_and_their_shares_stay_within_the_whole(office):
    clerk = office.clerk
    made = register(clerk)
    partner = PrincipalDraft(PrincipalRole.PARTNER, PersonDraft("Girma Hailu"), share_bp=4_001)
    with pytest.raises(BadInput, match="add up"):
        act(clerk, people.add_principal, made, partner)
    entered = act(clerk, people.add_principal, made, replace(partner, share_bp=4_000, valid_from=date(2019, 1, 1)))
    person = shown(clerk, made).principals[1].person_id
    with pytest.raises(RuleBroken, match="already"):
        act(clerk, people.add_principal, made, PrincipalDraft(PrincipalRole.PARTNER, person_id=person))
    with pytest.raises(BadInput):
        act(clerk, people.end_principal, entered, date(2018, 12, 31))
    with pytest.raises(BadInput, match="still to come"):
        act(clerk, people.end_principal, entered, date(2019, 3, 5))
    act(clerk, people.end_principal, entered, date(2019, 3, 3))
    with pytest.raises(NotFound):
        act(clerk, people.end_principal, entered, date(2019, 3, 3))
    assert [each.name for each in shown(clerk, made, TODAY).principals] == ["Almaz Kebede"]
    assert [each.name for each in shown(clerk, made, date(2019, 3, 3)).principals] == ["Almaz Kebede", "Girma Hailu"]


def test_a_person_of_the_register_can_lead_a_second_agency_and_is_recognised_in_both(office):
    clerk = office.clerk
    first = register(clerk)
    person = shown(clerk, first).principals[0].person_id
    second = register(clerk, principals=(PrincipalDraft(PrincipalRole.DIRECTOR, person_id=person),))
    act(clerk, people.add_person_document, person, DocumentDraft(DocumentKind.PASSPORT, "EP 31415"))
    act(clerk, people.add_person_name, person, PersonNameDraft("አልማዝ ከበደ"))
    with clerk.reading() as session:
        found = select(Mark.subject_id).where(Mark.kind == MarkKind.DOCUMENT, Mark.key == "ep31415")
        assert set(session.scalars(found)) == {first, second}


def test_branches_agents_and_adherences_belong_to_the_agency(office):
    clerk = office.clerk
    made = register(clerk)
    branch = act(
        clerk, people.open_branch, made, "Adama branch", AddressDraft("1", "Adama", "Oromia"), "0911", date(2019, 1, 1)
    )
    act(clerk, people.close_branch, branch, TODAY)
    with pytest.raises(NotFound):
        act(clerk, people.close_branch, branch, TODAY)
    person = shown(clerk, made).principals[0].person_id
    period = Period(date(2019, 1, 1))
    agent = act(clerk, people.add_agent, made, person, card_serial="AG-1", region="Oromia", period=period)
    with pytest.raises(RuleBroken, match="another agent"):
        act(clerk, people.add_agent, made, person, card_serial="AG-1", region="Oromia", period=period)
    act(clerk, people.end_agent, agent, TODAY)
    act(clerk, people.enter_adherence, made, AdherenceDraft(AdherenceKind.CERTIFICATION, "IRIS", "2019/4", TODAY))
    found = shown(clerk, made)
    assert [(each.name, each.valid_to) for each in found.branches] == [("Adama branch", TODAY)]
    assert [(each.card_serial, each.valid_to) for each in found.agents] == [("AG-1", TODAY)]
    assert [each.body for each in found.adherences] == ["IRIS"]


def test_a_duplicate_is_merged_with_a_trace_and_split_again(office_on_both):
    clerk = office_on_both.clerk
    good, double = register(clerk, name="Merge Good"), register(clerk, name="Merge Double")
    act(clerk, service.merge, double, good, "same licence, entered twice")
    with clerk.reading() as session:
        assert queries.family(session, good) == [good, double]
    assert double not in ids(listed(clerk, text="merge"))
    assert double in ids(listed(clerk, text="merge", with_merged=True))
    assert shown(clerk, double).merged_into_id == good
    act(clerk, service.split, double, "two firms after all")
    assert double in ids(listed(clerk, text="merge"))
    (trace,) = shown(clerk, good).merges
    assert (trace.other_id, trace.was_duplicate, trace.split_reason) == (double, False, "two firms after all")
    (other,) = shown(clerk, double).merges
    assert other.was_duplicate


def test_merges_make_no_chains_and_no_circles(office):
    clerk = office.clerk
    one, two, three = (register(clerk) for _each in range(3))
    with pytest.raises(BadInput):
        act(clerk, service.merge, one, one, "itself")
    act(clerk, service.merge, one, two, "double")
    for pair in ((one, three), (two, one), (three, one), (two, three)):
        with pytest.raises(RuleBroken):
            act(clerk, service.merge, *pair, "chain")
    with pytest.raises(BadInput):
        act(clerk, service.merge, three, two, " ")
    with pytest.raises(RuleBroken):
        act(clerk, service.split, three, "never merged")


def test_one_set_aside_is_in_no_list_and_resembles_nothing(office):
    clerk = office.clerk
    made = register(clerk, AgencyDraft("Mistaken Zanzibar Entry"))
    act(clerk, service.set_aside, made, "typed by mistake")
    assert made not in ids(listed(clerk, text="mistaken"))
    assert made in ids(listed(clerk, text="mistaken", with_set_aside=True))
    register(clerk, AgencyDraft("Mistaken Zanzibar Entry"), despite="")
    with pytest.raises(RuleBroken):
        act(clerk, service.set_aside, made, "again")


class StopsAt:
    def __init__(self, when):
        self.when = when

    def step(self, done, total, what=""):
        if done >= self.when:
            raise Cancelled("stopped")


def test_a_list_is_registered_in_one_go_or_not_at_all(office_on_both):
    clerk = office_on_both.clerk
    drafts = [
        AgencyDraft(f"Listed {number} House", contacts=(ContactDraft(ContactKind.PHONE, f"09440{number:05d}"),))
        for number in range(2_050)
    ]
    with pytest.raises(Cancelled), clerk.transaction() as (session, actor):
        service.register_many(session, actor, drafts, StopsAt(2_000), from_list="list.csv")
    assert listed(clerk, text="listed") == []
    made = act(clerk, service.register_many, drafts, Silent(), from_list="list.csv")
    with clerk.reading() as session:
        rows = queries.get_rows(session, [made[0], made[-1]])
    assert rows[made[0]].name == "Listed 0 House"
    assert rows[made[-1]].phone == "0944002049"
    with pytest.raises(RuleBroken, match="telephone"):
        register(
            clerk, AgencyDraft("New Name", contacts=(ContactDraft(ContactKind.PHONE, "+251 944 00 20 49"),)), despite=""
        )


def test_who_may_only_read_changes_nothing(office):
    auditor = office.officer("auditor")
    made = register(office.clerk)
    for verb, arguments in (
        (service.register, (SELAM,)),
        (service.set_aside, (made, "x")),
        (service.merge, (made, made, "x")),
        (service.split, (made, "x")),
        (service.change_name, (made, NameDraft("X"), TODAY)),
        (service.add_name, (made, NameDraft("X"))),
        (people.add_principal, (made, SELAM.principals[0])),
    ):
        with pytest.raises(NotPermitted):
            act(auditor, verb, *arguments)


def test_an_agency_that_does_not_exist_is_not_found(office):
    with pytest.raises(NotFound):
        shown(office.clerk, uuid.UUID(int=1))
    with pytest.raises(NotFound), office.clerk.reading() as session:
        queries.get_agency(session, "A-0")
    with pytest.raises(NotFound):
        act(office.clerk, service.add_name, uuid.UUID(int=1), NameDraft("X"))


def test_the_journal_verifies_after_all_that(office_on_both):
    opened = office_on_both.admin
    opened.checkpoint()
    with opened.reading() as session:
        report = verify(session.connection(), schema.tables(), opened.checkpoint_keys())
    assert report.intact

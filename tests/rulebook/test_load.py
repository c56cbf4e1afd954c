"""A rule book with anything wrong is refused whole: file, line, what is wrong, how to mend it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_app.core.errors import BadFile, BadInput
from registry_app.core.paths import RULE_BOOKS
from registry_app.core.texts import bare
from registry_app.rulebook.house import read_house_rules
from registry_app.rulebook.load import BadRuleBook, read_book
from registry_app.rulebook.reading import value_of
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.values import UNKNOWN, AllOf, AnyOf, Instrument

HEAD = """schema = 1

[book]
id = "xx/1"
country = "XX"
title = "The Act"
in_force_from = 2018-01-01
confidence = "A"
sources = ["The Act"]

[[section]]
title = "As published"
"""
LINES = len(HEAD.splitlines())
SOURCE = 'source = "s. 1"\nconfidence = "A"\nquote = "its words"\n'


def book(*values: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(values)).encode()


def entry(key: str, value: str, *more: str) -> str:
    return "\n".join([f'[section.values."{key}"]', f"value = {value}", SOURCE.strip(), *more, ""])


def mistakes(raw: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(BadRuleBook) as refusal:
        read_book(raw, "act.toml")
    assert bare(refusal.value.sentence).startswith("act.toml has ")
    assert refusal.value.hint
    assert all(each.mend for each in refusal.value.mistakes)
    return [(each.line, bare(each.what), each.where) for each in refusal.value.mistakes]


def test_a_small_book_is_read():
    rules = read_book(book(entry("licence.limit_per_holder", "1")), "act.toml").rules
    assert isinstance(rules, RuleSet)
    assert rules.book.title == "The Act"


def test_a_key_with_a_typo_is_named_with_its_line_and_what_could_be_meant():
    raw = book(entry("licence.limit_per_holder", "1"), entry("licence.limit_per_houlder", "1"))
    with pytest.raises(BadRuleBook) as refusal:
        read_book(raw, "act.toml")
    (found,) = refusal.value.mistakes
    assert found.line == raw.decode().splitlines().index('[section.values."licence.limit_per_houlder"]') + 1
    assert bare(found.what) == "There is no key licence.limit_per_houlder."
    assert "licence.limit_per_holder" in found.mend


@pytest.mark.parametrize(
    ("value", "line", "what"),
    [
        (entry("licence.limit_per_holder", '"one"'), 2, "one is not a whole number from 0 to 1000000000."),
        (entry("licence.limit_per_holder", "true"), 2, "True is not a whole number from 0 to 1000000000."),
        (entry("counting.cut_off_hour", "25"), 2, "25 is not a whole number from 0 to 24."),
        (entry("licence.per_destination", '"yes"'), 2, "value must be true or false."),
        (entry("eligibility.nationals", "51.5"), 2, "51.5 is not a percentage."),
        (entry("eligibility.nationals", '"-1"'), 2, "-1 is not a percentage."),
        (entry("counting.month_end", '"last"'), 2, "last is not a code that can stand here."),
        (entry("guarantee.holder", '""'), 2, "The text is empty."),
        (entry("guarantee.holder", '"a\\u0007b"'), 2, "value is too long or holds control characters."),
        (entry("fees.licence", "{ amount = 100, currency = 'ETB' }"), 2, "The amount must be a text."),
        (
            entry("fees.licence", "{ amount = '1.005', currency = 'ETB' }"),
            2,
            "1.005 has more decimal places than ETB, which has 2.",
        ),
        (
            entry("fees.licence", "{ amount = '1', currency = 'BIRR' }"),
            2,
            "BIRR is not the code of a currency (ISO 4217).",
        ),
        (entry("fees.licence", "{ amount = '-1', currency = 'ETB' }"), 2, "The amount is below zero."),
        (entry("fees.licence", "{ amount = '1' }"), 2, "currency is missing."),
        (entry("renewal.latest", "30"), 2, "This must be a table."),
        (entry("renewal.latest", "{ n = 1, unit = 'month' }"), 2, "from is missing."),
        (
            entry("renewal.latest", "{ n = 0, unit = 'month', from = 'lodged' }"),
            2,
            "0 is not a whole number from 1 to 10000.",
        ),
        (
            entry("renewal.latest", "{ n = 1, unit = 'moon', from = 'lodged' }"),
            2,
            "moon is not a code that can stand here.",
        ),
        (
            entry("renewal.latest", "{ n = 1, unit = 'month', from = 'payday' }"),
            2,
            "payday is not a code that can stand here.",
        ),
        (
            entry("renewal.latest", "{ n = 1, unit = 'month', from = 'lodged', weeks = 2 }"),
            2,
            "weeks is not known here.",
        ),
        (
            entry("renewal.latest", "{ n = 1, unit = 'month', from = 'lodged', may_start = ['act'] }"),
            2,
            "The term names its event and lists others.",
        ),
        (entry("guarantee.requirement", "{ all_of = [] }"), 2, "This must be a list with at least one entry."),
        (
            entry("guarantee.requirement", "{ instrument = 'pawn', amount = { amount = '1', currency = 'USD' } }"),
            2,
            "pawn is not a code that can stand here.",
        ),
        (
            entry("guarantee.requirement", "{ all_of = [], any_of = [] }"),
            2,
            "A requirement is one instrument, or one list of all_of or any_of.",
        ),
        (
            '[section.values."licence.display"]\nvalue = true\nconfidence = "A"\nquote = "x"\n',
            1,
            "The value has no source.",
        ),
        (
            '[section.values."licence.display"]\nvalue = true\nsource = "s. 1"\nquote = "x"\n',
            1,
            "The value has no confidence.",
        ),
        (
            '[section.values."licence.display"]\nvalue = true\nsource = "s. 1"\nconfidence = "A"\n',
            1,
            "The words of the provision are missing.",
        ),
        ('[section.values."licence.display"]\nsource = "s. 1"\nconfidence = "A"\n', 1, "There is no value."),
        ('[section.values."licence.display"]\nunknown = true\n', 1, "An unknown value needs a note."),
        (
            '[section.values."licence.display"]\nunknown = true\nvalue = true\nnote = "x"\n',
            1,
            "The value is given and said to be unknown.",
        ),
        (entry("licence.display", "true", "effective_from = 2017-01-01"), 1, "The value reaches beyond its section."),
        (
            entry("licence.display", "true", "effective_from = 2019-01-01", "effective_to = 2018-06-30"),
            1,
            "The period ends on 30 Jun 2018, before it starts on 1 Jan 2019.",
        ),
        (entry("licence.display", "true", 'as_of = "yesterday"'), 6, "yesterday is not a day."),
        (entry("guarantee.holder", "2016-01-01"), 2, "The value holds a date or a fraction."),
        (entry("guarantee.holder", "7"), 2, "value must be a text."),
        (entry("eligibility.nationals", '"half"'), 2, "half is not a percentage."),
        (
            entry("fees.licence", "{ amount = '1', currency = 'ETB', or_equivalent = 'USD' }"),
            2,
            "or_equivalent must be a list.",
        ),
        (
            entry("renewal.latest", "{ n = 1, unit = 'month', from = 'lodged', counts_day_of_event = 'yes' }"),
            2,
            'counts_day_of_event must be true, false or "unknown".',
        ),
        (entry("guarantee.requirement", "{ instrument = 'cash' }"), 2, "amount is missing."),
        (entry("documents.new", "[{ code = '1' }]"), 2, "label is missing."),
        (entry("licence.categories", "[7]"), 2, "This must be a table."),
        (
            entry("authority.steps", "[{ verb = 'revoke', bodies = [], provision = 's. 1', quote = 'x' }]"),
            2,
            "No body is named.",
        ),
        ('[section.values]\n"licence.display" = 7\n', 2, "This must be a table."),
    ],
)
def test_each_mistake_has_its_line(value, line, what):
    found = mistakes(book(value))
    assert (LINES + line, what) in [(at, said) for at, said, _where in found]


def test_every_mistake_is_told_at_once_in_the_order_of_the_file():
    found = mistakes(book(entry("licence.display", "1"), entry("licence.colour", "1"), entry("fees.licence", "1")))
    assert len(found) == 3
    assert [line for line, _what, _where in found] == sorted(line for line, _what, _where in found)


STEP = """
[[section.values."{key}".value]]
{body}
provision = "s. 2"
quote = "words"
"""


def steps(key: str, *bodies: str) -> bytes:
    head = f'[section.values."{key}"]\nsource = "s. 2"\nconfidence = "A"\n'
    return book(head + "".join(STEP.format(key=key, body=body) for body in bodies))


def test_a_ladder_with_a_missing_step_is_refused():
    first = 'class = "suspension"\nordinal = 1\naction = "revoke"'
    third = first.replace("ordinal = 1", "ordinal = 3")
    (found,) = mistakes(steps("sanction.ladder", first, third))
    assert found[1] == "The steps of the class suspension are not 1, 2, 3 … without a gap."


def test_a_suspension_without_a_length_is_refused_at_its_own_line():
    raw = steps("sanction.ladder", 'class = "suspension"\nordinal = 1\naction = "suspend"')
    (found,) = mistakes(raw)
    assert found == (
        raw.decode().splitlines().index('[[section.values."sanction.ladder".value]]') + 1,
        "A suspension has a length, a revocation has none.",
        "sanction.ladder, value, #1",
    )


def test_late_steps_must_follow_each_other():
    one = 'up_to = { n = 2, unit = "month", from = "licence_expiry" }\npercent = 20'
    two = 'up_to = { n = 1, unit = "month", from = "licence_expiry" }\npercent = 40'
    (found,) = mistakes(steps("renewal.late", one, two))
    assert found[1] == "The steps do not follow each other."
    assert found[2] == "renewal.late, value, #2"


def test_the_same_code_twice_in_a_list_is_refused():
    body = 'code = "9"\nclass = "suspension"'
    found = mistakes(steps("sanction.offences", body, body))
    assert "9 stands twice." in [what for _line, what, _where in found]


def test_an_offence_that_is_not_in_the_list_cannot_be_a_consequence():
    body = 'action = "offence"\nforce = "shall"\noffence = "42.9"'
    (found,) = mistakes(steps("renewal.after_late", body))
    assert found[1] == "There is no offence 42.9 in sanction.offences."


def test_a_class_of_offences_without_a_ladder_is_refused():
    offences = steps("sanction.offences", 'code = "9"\nclass = "revocation"').decode()
    ladder = steps("sanction.ladder", 'class = "suspension"\nordinal = 1\naction = "revoke"').decode()[len(HEAD) :]
    (found,) = mistakes((offences + ladder).encode())
    assert found[1] == "The class revocation has no steps in sanction.ladder."


SECOND = '\n[[section]]\ntitle = "Amended"\neffective_from = 2020-01-01\n'


def test_an_overlap_is_an_error_and_never_a_tie_break():
    raw = book(entry("licence.limit_per_holder", "1"), SECOND, entry("licence.limit_per_holder", "2"))
    (found,) = mistakes(raw)
    assert found[0] == [at for at, line in enumerate(raw.decode().splitlines(), 1) if "limit_per_holder" in line][1]
    assert (
        found[1]
        == "licence.limit_per_holder has two values for the same days: one from 1 Jan 2018, one from 1 Jan 2020."
    )


def test_sections_follow_each_other_by_their_days():
    first = entry("licence.limit_per_holder", "1", "effective_to = 2019-12-31")
    rules = read_book(book(first, SECOND, entry("licence.limit_per_holder", "2")), "act.toml").rules
    assert sorted(value.value for value in rules.values) == [1, 2]


def test_a_section_that_ends_holds_no_value_that_goes_on():
    head = HEAD + "effective_to = 2019-12-31\n"
    rules = read_book(book(entry("licence.limit_per_holder", "1"), head=head), "act.toml").rules
    assert rules.values[0].period.last is not None
    later = entry("licence.limit_per_holder", "1", "effective_to = 2020-06-30")
    assert "The value reaches beyond its section." in [what for _l, what, _w in mistakes(book(later, head=head))]


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"\xff\xfe", 1, "This is not UTF-8."),
        (b"schema = 1\n[book\n", 2, "This is not TOML"),
        (b"schema = 1\nschema = 2\n", 2, "This is not TOML"),
        (b"", 1, "schema is missing."),
        (HEAD.replace("schema = 1", "schema = 2").encode(), 1, "The schema 2 is not known."),
        (HEAD.replace('title = "The Act"\n', "").encode(), 3, "title is missing."),
        (HEAD.replace("2018-01-01", '"2018"').encode(), 7, "2018 is not a day."),
        (HEAD.replace("[[section]]", "[section]").encode(), 11, "section must be a list."),
        ((HEAD + 'values = "none"\n').encode(), 13, "values must be a table."),
        ((HEAD + "values = {}\n" + '[[book.amended_by]]\nid = "xx/2"\n').encode(), 14, "title is missing."),
        (HEAD.replace('confidence = "A"', 'confidence = "Z"').encode(), 8, "Z is not a code that can stand here."),
        (
            HEAD.replace("\nconfidence", "\nin_force_to = 2017-01-01\nconfidence").encode(),
            8,
            "The law ends before it starts.",
        ),
    ],
)
def test_a_file_that_is_no_rule_book_says_where(raw, line, what):
    found = mistakes(raw)
    assert any(at == line and said.startswith(what) for at, said, _where in found)


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(BadFile) as refusal:
        read_book(b"#" * ((4 << 20) + 1), "act.toml")
    assert "too large" in str(refusal.value)


@settings(max_examples=30)
@given(st.data())
def test_a_book_with_a_line_missing_is_read_or_refused_with_a_line_of_the_file(data):
    lines = (RULE_BOOKS / "et" / "923-2016.toml").read_text(encoding="utf-8").splitlines()
    cut = data.draw(st.integers(0, len(lines) - 1))
    raw = "\n".join(lines[:cut] + lines[cut + 1 :]).encode()
    try:
        found = [1 for _value in read_book(raw, "et.toml").rules.values]
    except BadRuleBook as refusal:
        found = [each.line for each in refusal.mistakes]
    assert found
    assert all(1 <= line <= len(lines) for line in found)


def test_trees_of_instruments_are_read():
    leaf = "{ instrument = 'cash', amount = { amount = '5000000', currency = 'NPR' } }"
    other = "{ instrument = 'bank_guarantee', amount = { amount = '15000000', currency = 'NPR' } }"
    raw = book(entry("guarantee.requirement", f"{{ any_of = [{{ all_of = [{leaf}, {other}] }}, {other}] }}"))
    tree = read_book(raw, "act.toml").rules.values[0].value
    assert isinstance(tree, AnyOf)
    both, single = tree.parts
    assert isinstance(both, AllOf)
    assert isinstance(single, Instrument)
    assert [part.kind for part in both.parts if isinstance(part, Instrument)] == ["cash", "bank_guarantee"]


def test_every_value_reads_back_from_its_canonical_form():
    raw = (RULE_BOOKS / "et" / "923-2016.toml").read_bytes()
    for value in read_book(raw, "et.toml").rules.values:
        assert value_of(value.key, value.written) == value.value


def test_a_value_from_outside_a_file_is_read_as_strictly():
    assert value_of("counting.cut_off_hour", "null") is UNKNOWN
    with pytest.raises(BadInput):
        value_of("counting.cut_off_hour", "25")
    with pytest.raises(KeyError):
        value_of("counting.colour", "1")


def test_house_rules_name_their_instrument_and_are_read_as_strictly():
    text = 'schema = 1\n[house]\nbook = "xx/1"\ninstrument = ""\nfrom_day = 2019-01-02\n[values."counting.cut_off_hour"]\nvalue = 99\n'
    with pytest.raises(BadRuleBook) as refusal:
        read_house_rules(text.encode(), "house.toml")
    assert [(each.line, bare(each.what)) for each in refusal.value.mistakes] == [
        (2, "No instrument is named."),
        (7, "99 is not a whole number from 0 to 24."),
    ]
    for wrong in ("licence.colour", "guarantee.holder"):
        other = text.replace("counting.cut_off_hour", wrong).replace("99", "2019-01-01")
        with pytest.raises(BadRuleBook):
            read_house_rules(other.encode(), "house.toml")
    good = text.replace('""', '"Order 1"').replace("99", "17")
    rules = read_house_rules(good.encode(), "house.toml")
    assert (rules.instrument, rules.values[0].plain) == ("Order 1", 17)
    with pytest.raises(BadRuleBook):
        read_house_rules(b"[house", "house.toml")

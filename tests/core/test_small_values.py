"""Sentences with data in them, refusals, officers, checks, progress and where the resources lie."""

from __future__ import annotations

import gettext
import unicodedata
import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core import paths, texts
from registry_app.core.actor import Actor
from registry_app.core.check_results import CheckResult, Level, Verdict, overall
from registry_app.core.errors import NotPermitted, RegistryError, RuleBroken
from registry_app.core.progress import Progress, Silent
from registry_app.core.texts import FSI, N_, PDI, RLM, _, bare, choose_language, isolate, ngettext, say, shortened

# -- sentences -----------------------------------------------------------------------------------------------------


@given(st.text())
def test_a_datum_can_neither_leave_its_isolate_nor_break_the_line(value):
    wrapped = isolate(value)
    assert wrapped[0] == FSI
    assert wrapped[-1] == PDI
    inside = wrapped[1:-1]
    assert not set(inside) & set("\u2066\u2067\u2068\u2069\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    assert len(f"Name: {wrapped}.".splitlines()) == 1


def test_every_datum_of_a_sentence_is_isolated_and_can_be_taken_out_again():
    sentence = say("{name} owes {sum}.", name="أمل \u2069x", sum=5)
    assert sentence == f"{FSI}أمل x{PDI} owes {FSI}5{PDI}."
    assert bare(sentence) == "أمل x owes 5."


def test_braces_in_a_datum_are_no_placeholders():
    assert bare(say("{name}!", name="{0} {name}")) == "{0} {name}!"


def test_a_language_without_a_catalogue_speaks_english(monkeypatch):
    monkeypatch.setattr(texts, "_catalogue", gettext.NullTranslations())
    choose_language("xx")
    assert _("Yes") == N_("Yes") == "Yes"
    assert ngettext("{n} day", "{n} days", 1) == "{n} day"
    assert ngettext("{n} day", "{n} days", 2) == "{n} days"


@given(st.text(), st.integers(min_value=12, max_value=90))
def test_what_is_repeated_of_a_long_text_is_its_beginning_and_its_end(value, limit):
    shown = shortened(value, limit)
    assert len(shown) <= limit
    assert (shown == value) is (len(value) <= limit)
    if shown != value:
        first, _dots, last = shown.rpartition("…")
        assert value.startswith(first.rstrip())
        assert value.endswith(last.lstrip())


def test_a_long_name_is_not_cut_inside_a_letter():
    shown = shortened("ក" + "កា" * 100)
    first, last = shown.split("…")
    assert unicodedata.category(last[0]) == "Lo"
    assert first.endswith("ា") or not unicodedata.category(first[-1]).startswith("M")
    assert len(shown) <= 80
    assert shortened(12) == "12"


# -- refusals ------------------------------------------------------------------------------------------------------


def test_a_refusal_says_what_is_wrong_and_then_the_way_out():
    class Closed(RuleBroken):
        hint = "Come tomorrow."

    assert str(Closed("The counter is closed.")) == "The counter is closed. Come tomorrow."
    assert str(RuleBroken("No.", hint="Never.")) == "No. Never."
    assert (RegistryError().sentence, str(RegistryError())) == ("", "")
    assert Closed("x").sentence == "x"


def test_every_kind_of_refusal_has_a_code_of_its_own():
    kinds = RegistryError.__subclasses__()
    codes = [kind.code for kind in kinds if kind.__module__ == RegistryError.__module__]
    assert len(codes) == len(set(codes)) > 10


# -- officers ------------------------------------------------------------------------------------------------------


def test_an_officer_may_do_what_he_holds_and_is_told_what_is_missing():
    actor = Actor(
        uuid.UUID(int=1), "Abebe", uuid.UUID(int=2), date(2019, 3, 4), "clerk", frozenset({"agency:register"})
    )
    assert actor.may("agency:register")
    actor.must("agency:register")
    with pytest.raises(NotPermitted, match=r"signed in as .*registry clerk.*add users"):
        actor.must("user:manage")


def test_an_officer_without_any_role_is_named_without_one():
    actor = Actor(uuid.UUID(int=1), "Abebe", uuid.UUID(int=2), date(2019, 3, 4))
    with pytest.raises(NotPermitted, match="signed in as \u2068-\u2069"):
        actor.must("user:manage")


# -- checks --------------------------------------------------------------------------------------------------------

verdicts = st.sampled_from(Verdict)
results = st.lists(st.builds(CheckResult, st.just("code"), verdicts, st.just("Sentence."), st.sampled_from(Level)))


@given(results)
def test_what_is_not_met_weighs_most_and_the_unknown_is_never_passed(found):
    blockers = {result.verdict for result in found if result.level is Level.BLOCKER}
    wanted = Verdict.MET
    if Verdict.NOT_MET in blockers:
        wanted = Verdict.NOT_MET
    elif Verdict.CANNOT_TELL in blockers:
        wanted = Verdict.CANNOT_TELL
    assert overall(found) is wanted


# -- the rest ------------------------------------------------------------------------------------------------------


def test_nobody_need_watch_progress():
    progress: Progress = Silent()
    assert progress.step(1, 2, "agency") is None


def test_resources_lie_in_the_package_where_it_is_installed(monkeypatch, tmp_path):
    assert paths.RULE_BOOKS.is_dir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "registry_app")
    assert paths._resources() == tmp_path / "resources"
    (tmp_path / "registry_app" / "resources").mkdir(parents=True)
    assert paths._resources() == tmp_path / "registry_app" / "resources"


@pytest.mark.parametrize(
    ("template", "marked"),
    [
        ("{person}, {moment}", True),  # no letter between the data: nothing says from where the line runs
        ("PDF {name} محفوظ", True),  # a foreign word first
        ("حُفظ {name} PDF", False),
        ("{name}", False),  # one datum alone has no order to lose
    ],
)
def test_a_line_of_arabic_runs_from_the_right_whatever_stands_first_in_it(template, marked):
    data = {"person": "Hanna", "moment": 5, "name": "x"}
    choose_language("ar")
    try:
        said = say(template, **data)
    finally:
        choose_language("en")
    assert said.startswith(RLM) is marked
    assert not say(template, **data).startswith(RLM)

"""The catalogues: complete, compiled from what stands beside them, and true to their placeholders."""

from __future__ import annotations

import gettext
import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale

ROOT = Path(__file__).resolve().parent.parent


@cache
def words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_words", ROOT / "packaging" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def messages() -> dict[str, tuple[str, ...]]:
    """Every message of the program by its first form."""
    found = {}
    for each in words().gathered():
        if each.id:
            forms = each.id if isinstance(each.id, tuple) else (each.id,)
            found[forms[0]] = forms
    return found


LANGUAGES = sorted(path.name for path in (ROOT / "resources" / "locale").iterdir())


@pytest.fixture(params=LANGUAGES)
def catalogue(request):
    path = words().catalogues()[request.param]
    return request.param, path, words().read(path, request.param)


def fields(text: str) -> set[str]:
    """The places to be filled in; a message that is no template may hold braces of its own."""
    return set(re.findall(r"\{(\w*)[^{}]*\}", text))


def test_there_is_an_arabic_catalogue():
    assert "ar" in LANGUAGES


def test_every_message_of_the_program_is_translated(catalogue):
    _language, _path, found = catalogue
    translated = {
        each.id[0] if isinstance(each.id, tuple) else each.id
        for each in found
        if each.id and all(words().forms_of(each.string))
    }
    assert sorted(set(messages()) - translated) == [], "run: python3 packaging/dev.py words"


def test_no_translation_is_left_of_a_message_that_is_gone(catalogue):
    _language, _path, found = catalogue
    there = {each.id[0] if isinstance(each.id, tuple) else each.id for each in found if each.id}
    assert sorted(there - set(messages())) == [], "run: python3 packaging/dev.py words"


def test_placeholders_are_those_of_the_message(catalogue):
    _language, _path, found = catalogue
    wrong = []
    for each in found:
        if not each.id:
            continue
        forms = each.id if isinstance(each.id, tuple) else (each.id,)
        wanted = set().union(*(fields(form) for form in forms))
        wrong += [forms[0] for text in words().forms_of(each.string) if not fields(str(text)) <= wanted]
        if len(forms) == 1:
            wrong += [forms[0] for text in words().forms_of(each.string) if fields(str(text)) != wanted]
    assert wrong == []


def test_what_the_program_reads_is_what_stands_in_the_catalogue(catalogue):
    _language, path, found = catalogue
    assert path.with_suffix(".mo").read_bytes() == words().as_mo(found)


def test_a_machines_draft_is_marked_so(catalogue):
    language, path, _found = catalogue
    with path.with_suffix(".mo").open("rb") as stream:
        header = gettext.GNUTranslations(stream).info()
    assert header["language-team"] in ("machine draft", "read by a person"), language


def test_a_count_takes_the_form_that_the_language_has_for_it(catalogue):
    """The library's own rule for Arabic gives 11 the form of 100; Unicode's is the right one."""
    language, path, _found = catalogue
    with path.with_suffix(".mo").open("rb") as stream:
        form_of = gettext.GNUTranslations(stream).plural
    rule = Locale.parse(language).plural_form
    order = [each for each in ("zero", "one", "two", "few", "many", "other") if each in {*rule.tags, "other"}]
    assert [form_of(count) for count in range(250)] == [order.index(rule(count)) for count in range(250)]


def test_a_message_inside_a_template_is_gathered_too():
    source = 'f\'{whose} {_("Choose")} {ngettext("one", "many", n)} {N_(words)} {other("no")}\''
    assert words().in_templates(source) == ["Choose", ("one", "many")]

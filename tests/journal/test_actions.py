"""Every verb the program can say has its words, and no words wait for a verb nobody says."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

import registry_app
from registry_app.core.texts import bare
from registry_app.exchange.rules import ImportKind
from registry_app.journal.actions import ACTIONS
from registry_app.journal.codes import code_words
from registry_app.journal.queries import words
from registry_app.licensing.decisions import KIND_LABELS as DECISIONS
from registry_app.licensing.rules import KIND_LABELS as APPLICATIONS
from registry_app.measures.rules import LABELS as MEASURES
from registry_app.ui.agencies.words import ROLES

ROOT = Path(registry_app.__file__).parent
FORM = re.compile(r"[a-z]+(_[a-z]+)*:[a-z]+(_[a-z]+)*")


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module of the program; read by the first test that asks, not by every process that collects the tests."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}


def code_argument(call: ast.Call) -> ast.expr | None:
    """The code of a call of `unit.verb` or `Verb`; None for any other call."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "Verb":
        return call.args[0] if call.args else next(each.value for each in call.keywords if each.arg == "code")
    if name == "verb" and len(call.args) > 1:
        return call.args[1]
    return None


@cache
def said() -> tuple[set[str], list[re.Pattern[str]], set[Path]]:
    """The codes said in so many words, the patterns of those put together, and modules that take theirs from elsewhere."""
    codes: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    indirect: set[Path] = set()
    for path, tree in trees().items():
        for node in ast.walk(tree):
            argument = code_argument(node) if isinstance(node, ast.Call) else None
            if isinstance(argument, ast.Constant):
                codes.add(argument.value)
            elif isinstance(argument, ast.JoinedStr):
                parts = (re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z_]+" for p in argument.values)
                patterns.append(re.compile("".join(parts)))
            elif argument is not None:
                indirect.add(path)
    return codes, patterns, indirect


def constants(path: Path) -> set[str]:
    return {
        node.value
        for node in ast.walk(trees()[path])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ACTIONS
    }


def test_every_verb_said_has_its_words() -> None:
    codes, patterns, _indirect = said()
    assert sorted(codes - set(ACTIONS)) == []
    assert [pattern.pattern for pattern in patterns if not any(map(pattern.fullmatch, ACTIONS))] == []


def test_no_words_wait_for_a_verb_that_nobody_says() -> None:
    codes, patterns, indirect = said()
    elsewhere = set().union(*(constants(path) for path in indirect))
    silent = set(ACTIONS) - codes - elsewhere
    assert sorted(code for code in silent if not any(pattern.fullmatch(code) for pattern in patterns)) == []


@pytest.mark.parametrize("code", sorted(ACTIONS))
def test_a_code_is_a_subject_and_what_happened_to_it(code: str) -> None:
    assert FORM.fullmatch(code)


@pytest.mark.parametrize("code", sorted(ACTIONS))
def test_the_words_can_be_said_whatever_facts_are_there(code: str) -> None:
    named = {name for _text, name, _form, _how in string.Formatter().parse(ACTIONS[code]) if name is not None}
    assert all(name.isidentifier() for name in named)
    sentence = words(code, {name: f"<{name}>" for name in named})
    assert all(f"<{name}>" in sentence for name in named)
    assert "\u2026" in words(code, {}) or not named


def test_words_never_show_what_is_hidden_and_a_code_of_a_newer_program_is_shown_as_it_is() -> None:
    assert "\u2026" in words("user:added", {"subject": {"c": "00"}})
    assert bare(words("moon:landed", {})) == "moon:landed"


def test_no_entry_says_who_acted_under_another_name() -> None:
    """`role`, `subject` and `reason` of an entry are the journal's own."""
    taken = [
        f"{path.name}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and code_argument(node) is not None
        for keyword in node.keywords
        if keyword.arg == "role"
    ]
    assert taken == []


def test_days_and_codes_of_entries_are_said_in_words() -> None:
    lodged = words("application:lodged", {"subject": "P-1", "on": "2019-07-04", "kind": "new"})
    assert bare(lodged) == "Application P-1 lodged on 4 Jul 2019 (new licence)"
    assert "interim" not in bare(words("decision:declined", {"subject": "L-1", "kind": "set_aside"}))
    assert bare(words("session:signed_in", {"subject": "clerk+licensing_officer"})).endswith(
        "registry clerk, licensing officer"
    )
    assert "2019-02-30" in bare(words("notice:served", {"subject": "refuse", "on": "2019-02-30"})), "no such day"


@pytest.mark.parametrize(
    ("verb", "labels"),
    [
        ("decision:proposed", DECISIONS),
        ("notice:issued", DECISIONS),
        ("application:lodged", APPLICATIONS),
        ("measure:imposed", MEASURES),
        ("agency:principal_joined", ROLES),
    ],
)
def test_the_journal_says_codes_as_the_features_do(verb: str, labels: dict[str, str]) -> None:
    for code, label in labels.items():
        assert code_words(verb, "subject" if verb == "notice:issued" else "kind", code) == label


def test_the_kinds_of_lists_have_words() -> None:
    assert all(code_words("list:imported", "kind", kind.value) != kind.value for kind in ImportKind)

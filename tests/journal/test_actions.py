"""Every verb the program can say has its words, and no words wait for a verb nobody says."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import registry_app
from registry_app.core.texts import bare
from registry_app.journal.actions import ACTIONS
from registry_app.journal.queries import words

ROOT = Path(registry_app.__file__).parent
FORM = re.compile(r"[a-z]+(_[a-z]+)*:[a-z]+(_[a-z]+)*")
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}


def code_argument(call: ast.Call) -> ast.expr | None:
    """The code of a call of `unit.verb` or `Verb`; None for any other call."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "Verb":
        return call.args[0] if call.args else next(each.value for each in call.keywords if each.arg == "code")
    if name == "verb" and len(call.args) > 1:
        return call.args[1]
    return None


def said() -> tuple[set[str], list[re.Pattern[str]], set[Path]]:
    """The codes said in so many words, the patterns of those put together, and modules that take theirs from elsewhere."""
    codes: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    indirect: set[Path] = set()
    for path, tree in TREES.items():
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


CODES, PATTERNS, INDIRECT = said()


def constants(path: Path) -> set[str]:
    return {
        node.value
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ACTIONS
    }


def test_every_verb_said_has_its_words() -> None:
    assert sorted(CODES - set(ACTIONS)) == []
    assert [pattern.pattern for pattern in PATTERNS if not any(map(pattern.fullmatch, ACTIONS))] == []


def test_no_words_wait_for_a_verb_that_nobody_says() -> None:
    elsewhere = set().union(*(constants(path) for path in INDIRECT))
    silent = set(ACTIONS) - CODES - elsewhere
    assert sorted(code for code in silent if not any(pattern.fullmatch(code) for pattern in PATTERNS)) == []


@pytest.mark.parametrize("code", sorted(CODES | set(ACTIONS)))
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
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and code_argument(node) is not None
        for keyword in node.keywords
        if keyword.arg == "role"
    ]
    assert taken == []

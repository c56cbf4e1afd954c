"""What README.md says about writing a rule book is true: its examples are read, its list of keys is the program's."""

from __future__ import annotations

import re

from registry_app.core.paths import RULE_BOOKS
from registry_app.rulebook.house import read_house_rules
from registry_app.rulebook.keys import KEYS, KeyType
from registry_app.rulebook.load import read_book

TEXT = (RULE_BOOKS / "README.md").read_text(encoding="utf-8")


def examples(kind):
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_of_a_book_can_be_used():
    (example,) = examples("toml")
    assert len(read_book(example.encode(), "README.md").rules.values) == 4


def test_the_example_of_house_rules_can_be_used():
    (example,) = examples("toml-house")
    assert read_house_rules(example.encode(), "README.md").instrument == "Directive 1/2019"


def test_the_list_of_keys_is_the_programs():
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| (\w+) \| (.+) \|$", TEXT, re.MULTILINE)
    unit = {key: f" ({spec.unit})" if spec.unit else "" for key, spec in KEYS.items()}
    assert rows == [(key, spec.type.value, spec.meaning + unit[key]) for key, spec in KEYS.items()]


def test_every_type_is_explained():
    explained = re.findall(r"^\| ([a-z, ]+) \|", TEXT, re.MULTILINE)
    assert {kind.value for kind in KeyType} <= {name for names in explained for name in names.split(", ")}

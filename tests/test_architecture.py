"""The shape of the program is a test: the order of the parts, the seam of the toolkit, the one door to the world."""

from __future__ import annotations

import itertools

import pytest

from tests.support import architecture as shape
from tests.support.architecture import Module, list_modules

MODULES = list_modules()

REVISIONS = "registry_app.store.migrations.versions."
# (module, what) and why; nothing else may hide an import
HIDDEN_IMPORTS = {
    ("registry_app.core.world", "fcntl"): "exists on POSIX only",
    ("registry_app.core.world", "msvcrt"): "exists on Windows only",
    (
        "registry_app.app",
        "import_module",
    ): "the window is shown first: SQLAlchemy takes longer to load than the toolkit",
}
# (module, the words of the finding) and why; everything else goes through the World
SIDE_DOORS = {
    ("registry_app.core.world", ""): "it is the door",
    ("registry_app.certificates.code_reader", ".open()"): "opens a picture from bytes in memory, no file",
    ("registry_app.app", "os._exit"): "Qt aborts when a display does not answer; this leaves in order before it does",
}
# where a fault of ours ends, and why
FAULTS_END_IN = {
    "registry_app.cli": "the command line says it in a sentence, logs it and ends with 3",
    "registry_app.ui.jobs": "a job hands its fault to the screen's thread",
    "registry_app.ui.failures": "the hook that shows and logs a fault",
}


def found(check):
    """What a rule finds, by module; one test a rule, since three thousand small ones cost half a minute."""
    return [f"{module.name}: {finding}" for module in MODULES for finding in check(module)]


def test_a_part_imports_only_from_parts_before_it():
    assert found(shape.imports_to_the_right) == []


def test_only_the_screens_know_the_toolkit():
    assert found(shape.screen_libraries) == []


def test_inside_a_feature_changing_stands_above_reading_and_rules_below_all():
    assert found(shape.kinds_upside_down) == []


def test_a_rule_knows_no_session_no_clock_and_no_file():
    assert found(shape.rules_that_are_not_pure) == []


def test_no_record_reaches_a_screen_or_the_command_line():
    assert found(shape.records_on_screens) == []


def test_no_import_hides_in_a_function():
    assert found(lambda module: shape.hidden_imports(module, HIDDEN_IMPORTS)) == []


def test_modules_and_functions_stay_short():
    # a revision is one list of operations, never edited once it is released
    assert [finding for finding in found(shape.too_long) if not finding.startswith(REVISIONS)] == []


def test_time_identifiers_randomness_and_files_come_through_one_door():
    def not_excepted(module):
        for finding in shape.side_doors(module):
            if not any(module.name == where and words in finding for where, words in SIDE_DOORS):
                yield finding

    assert found(not_excepted) == []


def test_no_fault_is_swallowed():
    assert found(lambda module: () if module.name in FAULTS_END_IN else shape.swallowed_faults(module)) == []


def test_no_module_is_a_grab_bag():
    assert found(shape.grab_bags) == []


def test_a_message_for_translation_is_a_literal():
    assert found(shape.made_up_messages) == []


def test_no_modules_import_each_other():
    assert shape.cycles(MODULES) == []


def test_every_exception_from_a_rule_is_still_needed():
    by_name = {module.name: module for module in MODULES}
    for where, words in HIDDEN_IMPORTS:
        others = set(HIDDEN_IMPORTS) - {(where, words)}
        assert list(shape.hidden_imports(by_name[where], others)), f"{where}: {words}"
    for where, words in SIDE_DOORS:
        if where in by_name:
            assert any(words in finding for finding in shape.side_doors(by_name[where])), f"{where}: {words}"


# --- the rules can fail: each finds what is planted, and leaves its honest neighbour alone ---------------------------


def planted(name: str, text: str) -> Module:
    return Module(f"registry_app.{name}", text)


PLANTED = {
    "left knows right": (shape.imports_to_the_right, "agencies.service", "from registry_app.licensing import queries\n"),
    "in a function too": (
        shape.imports_to_the_right, "agencies.service", "def f():\n    from registry_app.licensing import queries\n"),
    "as a whole too": (shape.imports_to_the_right, "agencies.rules", "import registry_app.licensing.rules\n"),
    "cli knows ui": (shape.imports_to_the_right, "cli.agency", "from registry_app.ui import tables\n"),
    "a part without a place": (shape.imports_to_the_right, "extras.rules", ""),
    "an unknown part": (shape.imports_to_the_right, "cli.agency", "from registry_app.extras import x\n"),
    "Qt in a service": (shape.screen_libraries, "licensing.service", "from PySide6.QtCore import QDate\n"),
    "Qt in the command line": (shape.screen_libraries, "cli.agency", "import PySide6.QtWidgets\n"),
    "a query calls a service": (shape.kinds_upside_down, "fees.queries", "from registry_app.fees import service\n"),
    "a rule knows a record": (
        shape.kinds_upside_down, "fees.rules", "from registry_app.agencies.models import Agency\n"),
    "a rule with a session": (shape.rules_that_are_not_pure, "fees.rules", "from sqlalchemy.orm import Session\n"),
    "a rule with a clock": (shape.rules_that_are_not_pure, "fees.rules", "def f(world):\n    return world.today()\n"),
    "a rule with the world": (
        shape.rules_that_are_not_pure, "fees.rules", "from registry_app.core.world import World\n"),
    "a record on a screen": (
        shape.records_on_screens, "ui.agencies.page", "from registry_app.agencies.models import Agency\n"),
    "a record in the command line": (shape.records_on_screens, "cli.agency", "from registry_app.agencies import models\n"),
    "a hidden import": (shape.hidden_imports, "fees.service", "def f():\n    import json\n"),
    "a hidden import in a method": (
        shape.hidden_imports, "fees.service", "class A:\n    def f(self):\n        from json import loads\n"),
    "a hidden import by a call": (
        shape.hidden_imports, "fees.service", "import importlib\nx = importlib.import_module('json')\n"),
    "a long module": (shape.too_long, "fees.service", "\n" * 401),
    "a long function": (shape.too_long, "fees.service", "def f():\n" + "    x = 1\n" * 50),
    "the day": (shape.side_doors, "fees.service", "from datetime import date\nx = date.today()\n"),
    "the hour": (shape.side_doors, "fees.service", "import datetime\nx = datetime.datetime.now()\n"),
    "an identifier": (shape.side_doors, "fees.service", "import uuid\nx = uuid.uuid4()\n"),
    "an identifier by name": (shape.side_doors, "fees.service", "from uuid import uuid7\n"),
    "randomness": (shape.side_doors, "fees.service", "import secrets\n"),
    "more randomness": (shape.side_doors, "fees.service", "import os\nx = os.urandom(3)\n"),
    "randomness by name": (shape.side_doors, "fees.service", "from os import urandom\n"),
    "a key from nowhere": (shape.side_doors, "fees.service", "x = Ed25519PrivateKey.generate()\n"),
    "a file": (shape.side_doors, "fees.service", "x = open('a')\n"),
    "a file by its path": (shape.side_doors, "fees.service", "def f(path):\n    path.write_text('a')\n"),
    "a file read by its path": (shape.side_doors, "fees.service", "def f(path):\n    return path.read_bytes()\n"),
    "a name changed": (shape.side_doors, "fees.service", "import os\nos.replace('a', 'b')\n"),
    "a program started": (shape.side_doors, "fees.service", "import subprocess\n"),
    "the network": (shape.side_doors, "fees.service", "from urllib.request import urlopen\n"),
    "a fault swallowed": (shape.swallowed_faults, "fees.service", "try:\n    f()\nexcept Exception:\n    pass\n"),
    "a fault in a tuple": (shape.swallowed_faults, "fees.service", "try:\n    f()\nexcept (A, Exception):\n    pass\n"),
    "all swallowed": (shape.swallowed_faults, "fees.service", "try:\n    f()\nexcept:\n    g()\n"),
    "a fault suppressed": (
        shape.swallowed_faults, "fees.service", "with contextlib.suppress(Exception):\n    f()\n"),
    "a grab bag": (shape.grab_bags, "fees.utils", ""),
    "an f-string": (shape.made_up_messages, "fees.service", "x = _(f'{a} is late')\n"),
    "a filled message": (shape.made_up_messages, "fees.service", "x = _('{a} is late'.format(a=1))\n"),
    "a sum": (shape.made_up_messages, "fees.service", "x = ngettext('a', 'b' + c, 2)\n"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED.values(), ids=PLANTED.keys())
def test_what_is_planted_is_found(rule, name, text):
    assert list(rule(planted(name, text))) != []


HONEST = {
    "right knows left": (shape.imports_to_the_right, "licensing.service", "from registry_app.agencies import queries\n"),
    "the version": (shape.imports_to_the_right, "cli.agency", "from registry_app import __version__\n"),
    "Qt on a screen": (shape.screen_libraries, "ui.tables", "from PySide6.QtCore import Qt\n"),
    "rows on a screen": (
        shape.records_on_screens, "ui.agencies.page", "from registry_app.agencies.queries import AgencyRow\n"),
    "the world's day": (shape.side_doors, "fees.service", "def f(actor):\n    return actor.today\n"),
    "the world's files": (shape.side_doors, "fees.service", "def f(world, path):\n    world.files.open(path)\n"),
    "a resource": (
        shape.side_doors, "rulebook.load",
        "from registry_app.core.paths import RULE_BOOKS\nx = (RULE_BOOKS / 'a').read_text()\n"),
    "text replaced": (shape.side_doors, "fees.service", "x = 'a'.replace('a', 'b')\n"),
    "cleaned up and raised": (
        shape.swallowed_faults, "fees.service", "try:\n    f()\nexcept BaseException:\n    g()\n    raise\n"),
    "a literal": (shape.made_up_messages, "fees.service", "x = _('a' 'b')\n"),
    "a constant looked up": (shape.made_up_messages, "fees.service", "x = _(NAMES.get(code, code))\n"),
    "a constant": (shape.made_up_messages, "fees.service", "x = _(LABELS[kind])\n"),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "text"), HONEST.values(), ids=HONEST.keys())
def test_what_is_honest_is_left_alone(rule, name, text):
    assert list(rule(planted(name, text))) == []


def test_a_knot_of_modules_is_found():
    ring = [
        planted(f"agencies.{here}", f"from registry_app.agencies import {there}\n")
        for here, there in itertools.pairwise("abcda")
    ]
    straight = planted("agencies.e", "from registry_app.agencies import a\n")
    assert shape.cycles([*ring, straight]) == [[f"registry_app.agencies.{name}" for name in "abcd"]]


def test_the_program_was_found_at_all():
    assert {"registry_app.core.world", "registry_app.core.texts"} <= {module.name for module in MODULES}

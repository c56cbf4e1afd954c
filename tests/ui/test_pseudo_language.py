"""Every page and dialog in a made-up language: no word that was not given to translators, no text without its room."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

import pytest
from babel import Locale
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog

from registry_app.core.paths import RESOURCES
from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.door import Account
from registry_app.ui.failures import FailuresWindow
from registry_app.ui.labels import PlainLabel
from tests.support import shown
from tests.support.desk import Answers, open_demo
from tests.support.dialogs import do
from tests.support.known_words import KnownWords, texts_held, texts_of_file
from tests.support.pseudo import made_up_language, spelled
from tests.support.samples import go, officer_for
from tests.ui.first_start.test_assistant import OFFICE, WHO, AssistantRobot
from tests.ui.robots import MadeUpDoor, SignInRobot

WIDTH, HEIGHT = 1366, 740

# not ours to translate
SAME_EVERYWHERE = (
    "Ctrl Alt Shift Esc Enter Return Del Home End Left Right Up Down Space Tab PgUp PgDown "  # keys, as Qt writes them
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "  # the calendar's, spoken by Babel
    "one two five hundred thousand million US dollars Ethiopian birrs "  # amounts in words, CLDR's
    "registry "  # the first line of a checkpoint, as it is signed
).split()


# shortened by design: whole as a tool tip or in a cell that can be widened
GIVES_WAY = {"registry_app.ui.labels", "registry_app.ui.lists.cells", "registry_app.ui.finding.rows"}
LANGUAGES = [
    name.split()[0].strip(",") for name in Locale("en").languages.values()
]  # of papers and people, Babel's too

AREAS = re.findall(
    r"[A-Za-z]+(?:['’][A-Za-z]+)*", " ".join([*available_timezones(), *Locale("en").territories.values()])
)


@pytest.fixture(autouse=True)
def language():
    with made_up_language():
        yield


@pytest.fixture(scope="module")
def known(demo, tmp_path_factory):
    """What the demo register and the files it is made of hold."""
    opened = open_demo(demo, tmp_path_factory.mktemp("known"), "licensing")
    with opened.reading() as session:
        held = list(texts_held(session))
    opened.close()
    files = [*RESOURCES.glob("rulebooks/*/*.toml"), *RESOURCES.glob("demo/*.toml")]
    countries = Locale("en").territories.values()  # Babel's
    return KnownWords(
        [*held, *countries, *(each for path in files for each in texts_of_file(path))], [*SAME_EVERYWHERE, *LANGUAGES]
    )


@pytest.fixture
def desk(sit_down, qtbot):
    def at(code):
        context = sit_down(officer_for(code))
        made = Desk(context, PAGES, ACTIONS)
        qtbot.addWidget(made)
        made.resize(WIDTH, HEIGHT)
        made.begin()
        go(made, code)
        made.show()
        shown.settle()
        return made

    return at


def kinds_in_words(kinds):
    """The kinds of files without their endings."""
    return re.sub(r"\*\.\w+", "", kinds)


class Noted(Answers):
    """Prompts that are answered, with every word of them noted."""

    def __init__(self):
        super().__init__()
        self.words = []

    def confirm(self, headline, sentence, do, *, danger=False):
        self.words += [headline, sentence, do]
        return True

    def ask_reason(self, headline, sentence, do):
        self.words += [headline, sentence, do]
        return "because the test says so"

    def choose(self, headline, sentence, options, do):
        self.words += [headline, sentence, do, *(words for _code, words in options)]
        return options[0][0]

    def open_file(self, headline, kinds=""):
        self.words += [headline, kinds_in_words(kinds)]

    def save_file(self, headline, name, kinds=""):
        self.words += [headline, kinds_in_words(kinds)]

    def open_folder(self, headline):
        self.words.append(headline)


@pytest.fixture
def painted(monkeypatch):
    made = shown.Painted()
    made.listen(monkeypatch)
    return made


def faults_of(window, known, painted):
    """What is wrong in a window: words not translated, words cut."""
    if isinstance(window, QPrintDialog):  # Qt's own, in Qt's own translation
        return []
    painted.take()
    window.repaint()
    drawn = painted.take()
    told = dict.fromkeys([*shown.texts_of(window), *drawn])
    found = [f"{where}: {text!r} has {unknown}" for where, text in told if (unknown := known.unknown_in(text))]
    found += [f"cut: {each}" for each in shown.cut_texts(window)]
    found += [
        f"shortened by {where}: {text!r}"
        for where, text in dict.fromkeys(drawn)
        if where not in GIVES_WAY and shown.is_cut(text)
    ]
    return found


@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_a_page_speaks_the_language_chosen_and_has_room_for_it(desk, known, painted, code):
    found = faults_of(desk(code), known, painted)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", sorted({spec.page for spec in ACTIONS if spec.page}))
def test_what_a_verb_asks_and_answers_is_in_the_language_chosen(desk, known, painted, told, code, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _address: True)
    made = desk(code)
    made.context.prompts = prompts = Noted()
    told.listen(made.context)
    found = []
    for spec in (each for each in ACTIONS if each.page == code):
        verb = made.page.findChild(QAction, spec.code)
        if verb is not None and verb.isEnabled():
            do(
                verb,
                lambda window, spec=spec: found.extend(
                    f"{spec.code}: {each}" for each in faults_of(window, known, painted)
                ),
            )
            go(made, code)
    assert told.faults == []
    said = (*prompts.words, *told.toasts, *told.refusals)
    found += [f"said: {each!r} has {unknown}" for each in said if (unknown := known.unknown_in(each))]
    assert not found, "\n".join(found)


def test_the_sign_in_speaks_the_language_chosen(qtbot, known, painted):
    door = MadeUpDoor(accounts=[Account("almaz", "Almaz Bekele", "clerk", "made up")])
    robot = SignInRobot(qtbot, door)
    robot.window.resize(WIDTH, HEIGHT)
    known = known.with_texts(["Almaz Bekele", "almaz", "/somewhere/office.register", "clerk", "made up"])
    robot.sign_in("", "")
    shown.settle()
    found = faults_of(robot.window, known, painted)
    robot.window.look_at("/somewhere/office.register")
    shown.settle()
    found += faults_of(robot.window, known, painted)
    assert not found, "\n".join(found)


def test_the_first_start_speaks_the_language_chosen(qtbot, known, painted, tmp_path):
    robot = AssistantRobot(qtbot, tmp_path)
    robot.page.resize(WIDTH, HEIGHT)
    known = known.with_texts([str(robot.place), *(str(each) for each in (*OFFICE.values(), *WHO.values()))])
    known = known.with_words(AREAS)
    found = []
    for step in (lambda: robot.office(ministry=""), robot.office, robot.administrator):
        step()
        shown.settle()
        found += [each for each in faults_of(robot.page, known, painted) if " secret" not in each]
    robot.page.give_up()
    assert not found, "\n".join(found)


def test_the_finder_the_map_of_keys_and_the_failures_speak_the_language_chosen(desk, known, painted, qtbot):
    made = desk("home")
    found = []
    for text in ("", "agency", "a", "zzzzzz"):
        made.finder.palette.appear(text)
        shown.settle()
        found += faults_of(made.finder.palette, known.with_texts([text]), painted)
    made.finder.palette.close_palette()
    do(made.show_keys, lambda window: found.extend(faults_of(window, known, painted)))
    failures = FailuresWindow(made)
    failures.show()
    shown.settle()
    found += faults_of(failures, known, painted)
    assert not found, "\n".join(found)


def test_the_check_finds_a_word_that_no_translator_saw_and_a_word_that_is_cut(desk, known, painted):
    made = desk("home")
    forgotten = PlainLabel("Forgotten words", made.page)
    forgotten.setGeometry(0, 0, 300, 20)
    forgotten.show()
    narrow = PlainLabel(spelled("Valid until"), made.page)
    narrow.setGeometry(0, 30, 20, 20)
    narrow.show()
    found = faults_of(made, known, painted)
    assert [each.partition(":")[0].split()[0] for each in found] == ["PlainLabel", "cut"]
    assert "Forgotten words" in found[0]
    assert spelled("Valid until") in found[1]

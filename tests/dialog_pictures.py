"""The dialogs that matter as pictures: each is opened by its verb on its page, grabbed and turned away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QAction, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from registry_app.ui.agencies.card_page import AgencyPage
from registry_app.ui.agencies.forms import particulars_form
from registry_app.ui.desk import Desk
from registry_app.ui.forms.conflict import ConflictScreen, differences
from tests.support.dialogs import do
from tests.support.samples import go

# for each account: the picture's name, the page, and verbs of which the first that is possible is done
VERBS: Final[dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]]] = {
    "licensing": (
        ("issue-paper", "agency", ("agency:certify",)),
        ("change-agency", "agency", ("agency:change",)),
        ("add-contact", "agency", ("agency:contact",)),
        ("propose-on-application", "application", ("application:propose_grant", "application:propose_refusal")),
        ("return-application", "application", ("application:return",)),
        ("propose-on-licence", "licence", ("licence:lift", "licence:suspend", "licence:revoke")),
    ),
    "finance": (
        ("record-on-guarantee", "guarantee", ("guarantee:verify", "guarantee:value")),
        ("claim", "guarantee", ("guarantee:claim",)),
    ),
    "complaints": (
        ("complaint-step", "complaint", ("complaint:pay", "complaint:settle", "complaint:acknowledge")),
        ("complaint-paper", "complaint", ("complaint:add_paper",)),
        ("close-complaint", "complaint", ("complaint:close", "complaint:withdraw")),
    ),
    "clerk": (
        ("send-letter", "counter", ("letter:send",)),
        ("order-service", "counter", ("service:order",)),
    ),
    "admin": (("add-user", "settings", ("user:add",)), ("holidays", "settings", ("office:holidays",))),
}

OF_THE_DESK: Final = ("dialog-conflict", "finder", "help", "keys")


def names() -> set[str]:
    """What every picture is called."""
    return {f"dialog-{name}" for verbs in VERBS.values() for name, _page, _codes in verbs} | set(OF_THE_DESK)


def dialogs(desk: Desk, officer: str) -> Iterator[tuple[str, QPixmap]]:
    """(name, picture) of the dialogs of an account's work."""
    for name, page, verbs in VERBS.get(officer, ()):
        go(desk, page)
        for verb in (desk.page.findChild(QAction, code) for code in verbs):
            if verb is not None and verb.isEnabled():
                yield f"dialog-{name}", _opened(desk, verb)
                break
    if officer == "licensing":
        yield from _of_the_desk(desk)


def _opened(desk: Desk, verb: QAction) -> QPixmap:
    """The window that a verb opens; the page itself where it asks beside the record."""
    taken: list[QPixmap] = []
    do(verb, lambda window: taken.append(window.grab()))
    return taken[0] if taken else _settled(desk.window())


def _of_the_desk(desk: Desk) -> Iterator[tuple[str, QPixmap]]:
    go(desk, "agency")
    page = desk.page
    assert isinstance(page, AgencyPage)
    assert page.view is not None
    yield "dialog-conflict", _conflict(page)
    desk.finder.palette.appear(page.view.card.name.split()[0])
    yield "finder", _settled(desk.window())
    desk.finder.palette.close_palette()
    taken: list[QPixmap] = []
    do(desk.show_help, lambda window: taken.append(window.grab()))
    do(desk.show_keys, lambda window: taken.append(window.grab()))
    yield from zip(("help", "keys"), taken, strict=True)


def _conflict(page: AgencyPage) -> QPixmap:
    assert page.view is not None
    card = page.view.card
    form = particulars_form(card, page.local)
    for name, typed in (("company_number", "KK/AA/3/0012345"), ("tax_number", "0012345678")):
        form.field(name).show_typed(typed)
    theirs = {**vars(card), "tax_number": "0087654321", "legal_form": "partnership"}
    screen = ConflictScreen(differences(form, theirs), who="Hanna Girma", parent=page)
    screen.show()
    picture = _settled(screen)
    screen.reject()
    return picture


def _settled(window: QWidget) -> QPixmap:
    for _turn in range(4):
        QApplication.processEvents()
    return window.grab()

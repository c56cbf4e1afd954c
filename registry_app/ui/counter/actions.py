"""The verbs of the counter."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui.actions import ActionSpec

PAGE: Final = "counter"
_ENTER: Final = "correspondence:enter"
_SERVE: Final = "service:record"
_FILE: Final = "file:handle"

RECEIVE: Final = ActionSpec("letter:receive", N_("&Receive a letter"), "Ctrl+N", "inbox", _ENTER, PAGE)
SEND: Final = ActionSpec("letter:send", N_("S&end a letter"), "Ctrl+E", "send", _ENTER, PAGE)
ANSWER: Final = ActionSpec("letter:answer", N_("&Answer it…"), "Ctrl+R", "arrow-back-up", _ENTER, PAGE)
HAND_IN: Final = ActionSpec("letter:hand_in", N_("Take in &papers…"), "Ctrl+I", "clipboard-list", _ENTER, PAGE)
SHOW_SLIP: Final = ActionSpec("letter:slip", N_("S&how the slip"), "Ctrl+P", "printer", page=PAGE)
VOID: Final = ActionSpec("letter:void", N_("De&clare void…"), "Ctrl+D", "ban", _ENTER, PAGE)
COPY_SCAN: Final = ActionSpec("letter:copy_scan", N_("&Save a scan…"), icon="download", page=PAGE)
REPRINT: Final = ActionSpec("slip:show", N_("Show and &print"), "Ctrl+Shift+P", "printer", page=PAGE)
TO_LETTER: Final = ActionSpec("slip:letter", N_("Go to the &letter"), "Ctrl+Shift+L", "mail", page=PAGE)
COLLECT: Final = ActionSpec("paper:collect", N_("Hand over a &paper"), "Ctrl+Shift+C", "file-export", _FILE, PAGE)
ORDER: Final = ActionSpec("service:order", N_("&Order a service"), "Ctrl+Shift+O", "transfer-out", _SERVE, PAGE)
ATTEMPT: Final = ActionSpec("service:attempt", N_("Record an &attempt…"), "Ctrl+T", "writing", _SERVE, PAGE)
PROVE: Final = ActionSpec("service:prove", N_("Add the &proof…"), "Ctrl+Shift+T", "paperclip", _SERVE, PAGE)
ASIDE: Final = ActionSpec("service:aside", N_("&Set an attempt aside…"), icon="archive", permission=_SERVE, page=PAGE)
DEEM: Final = ActionSpec("service:deem", N_("&Deem it served…"), "Ctrl+Shift+D", "gavel", _SERVE, PAGE)
OPEN_FILE: Final = ActionSpec("file:open", N_("Open a paper &file"), "Ctrl+O", "folder-open", _FILE, PAGE)
CHARGE_OUT: Final = ActionSpec("file:charge_out", N_("&Charge out…"), "Ctrl+G", "transfer-out", _FILE, PAGE)
TAKE_BACK: Final = ActionSpec("file:take_back", N_("Take &back…"), "Ctrl+B", "transfer-in", _FILE, PAGE)
FOLIO: Final = ActionSpec("file:add_folio", N_("&Add a folio…"), "Ctrl+Shift+A", "file-plus", _FILE, PAGE)
RESHELVE: Final = ActionSpec("file:reshelve", N_("&Move to a shelf…"), icon="books", permission=_FILE, page=PAGE)
NEXT_VOLUME: Final = ActionSpec("file:next", N_("Open the ne&xt volume…"), icon="versions", permission=_FILE, page=PAGE)
CLOSE: Final = ActionSpec("file:close", N_("C&lose the volume…"), icon="lock", permission=_FILE, page=PAGE)
SAVE: Final = ActionSpec("letter:save", N_("&Enter and give a number"), "Ctrl+S", "check", _ENTER, "new_letter")
BACK: Final = ActionSpec("letter:back", N_("Back"), icon="arrow-left", page="new_letter")

ACTIONS: Final = (
    RECEIVE, SEND, ANSWER, HAND_IN, SHOW_SLIP, VOID, COPY_SCAN, REPRINT, TO_LETTER, COLLECT, ORDER, ATTEMPT, PROVE, ASIDE,
    DEEM, OPEN_FILE, CHARGE_OUT, TAKE_BACK, FOLIO, RESHELVE, NEXT_VOLUME, CLOSE, SAVE, BACK,
)  # fmt: skip

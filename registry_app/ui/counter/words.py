"""The counter's codes in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from registry_app.core.texts import N_, _
from registry_app.correspondence.rules import AttemptOutcome, Direction, Mode, MovementKind
from registry_app.ui.forms.choices import Choice

_Code = TypeVar("_Code", bound=StrEnum)
DIRECTIONS = {Direction.INWARD: N_("Inward"), Direction.OUTWARD: N_("Outward")}
MODES = {
    Mode.HAND: N_("By hand"),
    Mode.POST: N_("Post"),
    Mode.REGISTERED_POST: N_("Registered post"),
    Mode.MISSION: N_("Mission"),
    Mode.COURIER: N_("Courier"),
    Mode.E_MAIL: N_("E-mail"),
    Mode.FAX: N_("Fax"),
    Mode.NOTICE_BOARD: N_("Notice board"),
    Mode.NEWSPAPER: N_("Newspaper"),
    Mode.PHONE: N_("Telephone"),
}
OUTCOMES = {
    AttemptOutcome.SERVED: N_("Served"),
    AttemptOutcome.REFUSED: N_("Receipt refused"),
    AttemptOutcome.NOT_FOUND: N_("Nobody found"),
    AttemptOutcome.RETURNED: N_("Came back"),
    AttemptOutcome.POSTED_UP: N_("Posted up or published"),
    AttemptOutcome.SENT: N_("On its way"),
}
MOVEMENTS = {
    MovementKind.OPENED: N_("Opened"),
    MovementKind.CHARGED_OUT: N_("Charged out"),
    MovementKind.RETURNED: N_("Taken back"),
    MovementKind.RESHELVED: N_("Moved"),
    MovementKind.CLOSED: N_("Closed"),
    MovementKind.REOPENED: N_("Opened again"),
}


def choices(table: Mapping[_Code, str]) -> list[Choice]:
    """A table of words as what a field offers."""
    return [Choice(code.value, _(words)) for code, words in table.items()]

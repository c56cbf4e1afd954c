"""The words of correspondence: directions, modes, outcomes."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Which of the two registers a letter stands in."""

    INWARD = "inward"
    OUTWARD = "outward"


class Mode(StrEnum):
    """How a paper travelled, was served or published."""

    HAND = "hand"
    POST = "post"
    REGISTERED_POST = "registered_post"
    MISSION = "mission"
    COURIER = "courier"
    E_MAIL = "e_mail"
    FAX = "fax"
    NOTICE_BOARD = "notice_board"
    NEWSPAPER = "newspaper"
    PHONE = "phone"


class AttemptOutcome(StrEnum):
    """What an attempt at service came to."""

    SERVED = "served"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    RETURNED = "returned"
    POSTED_UP = "posted_up"  # on a notice board or in a newspaper
    SENT = "sent"  # on its way, nothing known yet


class PaperState(StrEnum):
    """What a hand-in slip says of a paper."""

    RECEIVED = "received"
    MISSING = "missing"


class MovementKind(StrEnum):
    """What happened to a paper file."""

    OPENED = "opened"
    CHARGED_OUT = "charged_out"
    RETURNED = "returned"
    RESHELVED = "reshelved"
    CLOSED = "closed"
    REOPENED = "reopened"

"""A password is stretched once for a whole test process, not each time an officer of a test sits down."""

from __future__ import annotations

from functools import lru_cache

from registry_app.store import keys


def stretch_once() -> None:
    """Remember what came of a password, a salt and a cost: the same comes of them always, and the cost stays as it is.

    Only this process knows; a wrong password is stretched like any other the first time.
    """
    setattr(keys, "_stretch", lru_cache(maxsize=512)(keys._stretch))  # noqa: B010  put in its place

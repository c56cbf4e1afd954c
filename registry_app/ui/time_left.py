"""How long work will still take, in words; apart from `wording`, whose calendars the first window does not wait for."""

from __future__ import annotations

from registry_app.core.texts import _


def seconds_left(seconds: int) -> str:
    """How long work will still take; nothing while that is not known."""
    if seconds < 0:
        return ""
    if seconds < 60:
        return _("about {seconds} s left").format(seconds=max(seconds, 1))
    return _("about {minutes} min left").format(minutes=round(seconds / 60))

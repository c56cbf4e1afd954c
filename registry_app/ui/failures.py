"""How an error is said on the screen: a refusal speaks for itself, a fault of ours is admitted."""

from __future__ import annotations

import logging
import traceback

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say

_log = logging.getLogger(__name__)


def sentence_for(error: BaseException) -> str:
    """What the officer reads. A fault is logged with its place, never with values: a message could name a person."""
    if isinstance(error, RegistryError):
        return str(error)
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    _log.error("%s\n%s", type(error).__name__, "\n".join(frames))
    return say(_("The program made a mistake ({kind}); nothing was changed."), kind=type(error).__name__)

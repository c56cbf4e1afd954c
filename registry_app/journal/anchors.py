"""Reading anchors: statements about the log that were kept outside the register."""

from __future__ import annotations

from collections.abc import Callable

from registry_app.core.errors import BadFile, BadInput, NotTrusted
from registry_app.core.texts import _, say
from registry_app.journal.checkpoint import CheckpointKey, check_checkpoint
from registry_app.journal.verify import Anchor


def read_anchor(
    text: str, source: str, keys: dict[str, list[CheckpointKey]], read_code: Callable[[str], tuple[int, bytes]]
) -> Anchor:
    """An anchor from the text of a checkpoint or of a certificate's code.

    `read_code` gives the size and the beginning of the root a verified code carries; `keys` are the checkpoint keys of
    each office. Raises `BadInput` when the text is neither, `NotTrusted` when nobody known signed it.
    """
    plain = text.strip()
    if plain.startswith("LRC"):
        size, root = read_code(plain)
        return Anchor(size, root, source)
    if "\n" in plain:
        for office, office_keys in keys.items():
            try:
                checkpoint = check_checkpoint(text if text.endswith("\n") else text + "\n", office_keys)
            except BadFile:
                break
            except NotTrusted:
                continue
            return Anchor(checkpoint.size, checkpoint.root, source, office)
    raise BadInput(
        say(_("{source} is neither a signed checkpoint nor a certificate's code of this register."), source=source),
        hint=_("Give the checkpoint file, or the text of the code on the paper."),
    )

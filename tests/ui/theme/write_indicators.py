"""Writes resources/icons/indicators after a colour has changed: `python -m tests.ui.theme.write_indicators`."""

from __future__ import annotations

from registry_app.ui.theme.indicators import FOLDER, all_files

if __name__ == "__main__":
    for name, content in all_files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

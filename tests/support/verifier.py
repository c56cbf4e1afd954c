"""The stand-alone verifier of `packaging/`, loaded as a module: nothing of the program helps it."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

_PLACE = Path(__file__).resolve().parents[2] / "packaging" / "verify_journal.py"


@cache
def stand_alone() -> Any:
    """The module; its `main(arguments)` gives the exit status."""
    spec = importlib.util.spec_from_file_location("verify_journal", _PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_journal"] = module
    spec.loader.exec_module(module)
    return module

"""A folder in memory for what is thrown away after a test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def in_memory(room: int) -> str | None:
    """A folder in memory with so many bytes free; None where there is none: then the disk does, and takes longer."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < room:
        return None
    return str(memory)

"""`python -m registry_app` opens the desktop."""

from __future__ import annotations

import sys

try:
    from registry_app.app import main
except ImportError as error:  # a system library that Qt needs, such as libGL, is not there
    sys.exit(
        f"The desktop cannot start, because a part of it is missing: {error}. "
        "On Debian and Ubuntu `python3 packaging/dev.py setup` installs it; the command line `registry` works without."
    )

if __name__ == "__main__":
    sys.exit(main())

"""Every figure: `python packaging/dev.py bench`."""

from __future__ import annotations

from tests.benchmarks import finding, importing, journal


def main() -> None:
    """Print them one after the other."""
    print("-- journal")
    journal.main()
    print("-- import")
    importing.main()
    print("-- finding")
    finding.main()


main()

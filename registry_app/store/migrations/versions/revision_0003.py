"""An index of names and numbers beside the facts.

Revision: 0003

The index's tables are no part of any revision: they hold nothing that is not worked out from the facts, and the program
makes them anew when they are missing or of another form (`finding.tables`). This revision only keeps programs away that would
change the facts without the index.
"""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: going back is restoring the copy made before. The index is made at the end of the upgrade."""

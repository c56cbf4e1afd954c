"""One request for approval at a time for a verb on a record.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

from registry_app.core.errors import RuleBroken
from registry_app.core.texts import _, say

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PENDING = sa.text("outcome = 'pending'")


def upgrade() -> None:
    """Forward only: going back is restoring the copy made before."""
    _refuse_doubles()
    op.create_index(
        "uq_approval_pending",
        "approval",
        ["office_id", "verb", "subject_id"],
        unique=True,
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )


def _refuse_doubles() -> None:
    """Two officers could propose the same at once on a server; which proposal falls is for a person to say."""
    found = op.get_bind().execute(
        sa.text(
            "SELECT verb FROM approval WHERE outcome = 'pending' "
            "GROUP BY office_id, verb, subject_id HAVING count(*) > 1 ORDER BY verb"
        )
    )
    verbs = [row[0] for row in found]
    if verbs:
        raise RuleBroken(
            say(_("Two proposals of the same wait for a second person: {verbs}."), verbs=", ".join(verbs)),
            hint=_(
                "Decline or withdraw one of the two with the version you had, then open the register with this one."
            ),
        )

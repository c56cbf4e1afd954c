"""Indexes of what somebody still has to look after, so that the work list of a large register is read at once.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OF_SOME = (
    (
        "ix_application_move_decided",
        "application_move",
        "application_id",
        "to_state IN ('granted', 'refused', 'withdrawn')",
    ),
    ("ix_approval_declined", "approval", "verb subject_id", "outcome = 'declined'"),
    (
        "ix_complaint_event_ended",
        "complaint_event",
        "complaint_id",
        "kind IN ('closed', 'found_inadmissible') AND set_aside_by IS NULL",
    ),
    ("ix_complaint_event_reopened", "complaint_event", "complaint_id", "kind = 'reopened' AND set_aside_by IS NULL"),
    ("ix_condition_to_meet", "condition", "due_on", "due_on IS NOT NULL AND met_on IS NULL"),
    ("ix_decision_notice_id", "decision", "notice_id", "notice_id IS NOT NULL"),
    (
        "ix_decision_unserved",
        "decision",
        "id",
        "kind IN ('refuse', 'suspend', 'revoke') AND standing = 'decided' AND set_aside_by IS NULL AND service_id IS NULL",
    ),
    ("ix_letter_to_answer", "letter", "answer_due", "answer_due IS NOT NULL AND voided_on IS NULL"),
    ("ix_proposal_open", "proposal", "agency_id kind", "outcome = 'open'"),
)


def upgrade() -> None:
    """Forward only: going back is restoring the copy made before."""
    for name, table, columns, rows in _OF_SOME:
        where = sa.text(rows)
        op.create_index(name, table, columns.split(), unique=False, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_complaint_received_on_id", "complaint", ["received_on", "id"], unique=False)
    op.create_index("ix_service_ordered_on", "service", ["ordered_on"], unique=False)
    span = ["licence_id", "kind", "starts_on", "ends_on", "set_aside_by"]
    op.create_index("ix_ground_span", "ground", span, unique=False)
    op.drop_index("ix_ground_licence_id", table_name="ground")

"""Cells of imported lists that the officer wrote anew, beside what the file says.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

from registry_app.store import types as t

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: going back is restoring the copy made before."""
    op.create_table(
        "import_correction",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("batch_id", t.Identifier(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("heading", t.Words(), nullable=False),
        sa.Column("file_value", t.Words(), nullable=False),
        sa.Column("value", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_correction_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_import_correction_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_correction")),
        sa.UniqueConstraint("batch_id", "number", "heading", name=op.f("uq_import_correction_batch_id_number_heading")),
        sqlite_strict=True,
    )

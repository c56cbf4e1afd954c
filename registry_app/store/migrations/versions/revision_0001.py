"""The first tables.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

from registry_app.store import types as t

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only: going back is restoring the copy made before."""
    op.create_table(
        "journal_checkpoint",
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", t.Words(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "size", name=op.f("pk_journal_checkpoint")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_entry",
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("txn", t.Identifier(), nullable=False),
        sa.Column("moment", t.Moment(), nullable=False),
        sa.Column("actor_id", t.Identifier(), nullable=False),
        sa.Column("verb", t.Words(), nullable=False),
        sa.Column("operation", t.Words(), nullable=False),
        sa.Column("record_table", t.Words(), nullable=False),
        sa.Column("record_id", t.Words(), nullable=False),
        sa.Column("body", t.Words(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "seq", name=op.f("pk_journal_entry")),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_entry_record", "journal_entry", ["record_table", "record_id", "seq"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("edge", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_journal_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_private",
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", t.Words(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "seq", "name", name=op.f("pk_journal_private")),
        sqlite_strict=True,
    )
    op.create_table(
        "office",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("code", t.Words(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("parent_id", t.Identifier(), nullable=True),
        sa.Column("zone", t.Words(), nullable=False),
        sa.Column("weekend", t.Json(), nullable=False),
        sa.Column("languages", t.Json(), nullable=False),
        sa.Column("holidays_known_through", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_office_office_id_office")),
        sa.ForeignKeyConstraint(["parent_id"], ["office.id"], name=op.f("fk_office_parent_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "write_gate",
        sa.Column("open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("open", name=op.f("pk_write_gate")),
        sqlite_strict=True,
    )
    op.create_table(
        "holiday",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("day", t.Day(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_holiday_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("office_id", "day", name=op.f("uq_holiday_office_id_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "number_block",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("prefix", t.Words(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_number_block_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        sa.UniqueConstraint(
            "office_id", "kind", "year", "first", name=op.f("uq_number_block_office_id_kind_year_first")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "number_void",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_number_void_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_void")),
        sa.UniqueConstraint("number", name=op.f("uq_number_void_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "office_key",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("purpose", t.Words(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=False),
        sa.Column("revoked_on", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_office_key_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "register_info",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("training", t.Flag(), nullable=False),
        sa.Column("made_on", t.Day(), nullable=False),
        sa.Column("root_public", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_register_info_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_info")),
        sqlite_strict=True,
    )
    op.create_table(
        "trust_issue",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_trust_issue_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_issue")),
        sa.UniqueConstraint("sequence", name=op.f("uq_trust_issue_sequence")),
        sqlite_strict=True,
    )
    op.create_table(
        "user_account",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("login", t.Words(), nullable=False),
        sa.Column("full_name", t.Words(), nullable=False),
        sa.Column("active", t.Flag(), nullable=False),
        sa.Column("language", t.Words(), nullable=False),
        sa.Column("box_public", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_user_account_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
        sqlite_strict=True,
    )
    op.create_table(
        "approval",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("verb", t.Words(), nullable=False),
        sa.Column("permission", t.Words(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("facts", t.Json(), nullable=False),
        sa.Column("digest", t.Words(), nullable=False),
        sa.Column("proposed_by", t.Identifier(), nullable=False),
        sa.Column("outcome", t.Words(), nullable=False),
        sa.Column("decided_by", t.Identifier(), nullable=True),
        sa.Column("decided_at", t.Moment(), nullable=True),
        sa.Column("reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["user_account.id"], name=op.f("fk_approval_decided_by_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_approval_office_id_office")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_approval_proposed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_approval_subject_id"), "approval", ["subject_id"], unique=False)
    op.create_table(
        "authority",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("verb", t.Words(), nullable=False),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.Column("instrument_date", t.Day(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("acting_for", t.Words(), nullable=False),
        sa.Column("limits", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_authority_office_id_office")),
        sa.ForeignKeyConstraint(["officer_id"], ["user_account.id"], name=op.f("fk_authority_officer_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_authority_officer_id"), "authority", ["officer_id"], unique=False)
    op.create_table(
        "recusal",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_recusal_office_id_office")),
        sa.ForeignKeyConstraint(["officer_id"], ["user_account.id"], name=op.f("fk_recusal_officer_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_recusal_officer_id"), "recusal", ["officer_id"], unique=False)
    op.create_index(op.f("ix_recusal_subject_id"), "recusal", ["subject_id"], unique=False)
    op.create_table(
        "rule_book",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("book", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("title", t.Words(), nullable=False),
        sa.Column("in_force_from", t.Day(), nullable=False),
        sa.Column("in_force_to", t.Day(), nullable=True),
        sa.Column("replaced_by", t.Words(), nullable=False),
        sa.Column("amendments", t.Json(), nullable=False),
        sa.Column("confidence", t.Words(), nullable=False),
        sa.Column("sources", t.Json(), nullable=False),
        sa.Column("note", t.Words(), nullable=False),
        sa.Column("digest", t.Words(), nullable=False),
        sa.Column("applies_from", t.Day(), nullable=False),
        sa.Column("applies_to", t.Day(), nullable=True),
        sa.Column("adopted_by", t.Identifier(), nullable=False),
        sa.ForeignKeyConstraint(["adopted_by"], ["user_account.id"], name=op.f("fk_rule_book_adopted_by_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rule_book_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_book")),
        sqlite_strict=True,
    )
    op.create_table(
        "user_role",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("user_id", t.Identifier(), nullable=False),
        sa.Column("role", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_user_role_office_id_office")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_user_role_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_role")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_user_role_user_id"), "user_role", ["user_id"], unique=False)
    op.create_table(
        "rule_book_confirmation",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("rule_book_id", t.Identifier(), nullable=False),
        sa.Column("about", t.Words(), nullable=False),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.Column("first", t.Day(), nullable=False),
        sa.Column("last", t.Day(), nullable=True),
        sa.Column("by_one", t.Identifier(), nullable=False),
        sa.Column("by_two", t.Identifier(), nullable=False),
        sa.Column("recorded_on", t.Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_one"], ["user_account.id"], name=op.f("fk_rule_book_confirmation_by_one_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_two"], ["user_account.id"], name=op.f("fk_rule_book_confirmation_by_two_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rule_book_confirmation_office_id_office")),
        sa.ForeignKeyConstraint(
            ["rule_book_id"], ["rule_book.id"], name=op.f("fk_rule_book_confirmation_rule_book_id_rule_book")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_book_confirmation")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_rule_book_confirmation_rule_book_id"), "rule_book_confirmation", ["rule_book_id"], unique=False
    )
    op.create_table(
        "rule_value",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("rule_book_id", t.Identifier(), nullable=False),
        sa.Column("key", t.Words(), nullable=False),
        sa.Column("value", t.Json(), nullable=True),
        sa.Column("source", t.Words(), nullable=False),
        sa.Column("quote", t.Words(), nullable=False),
        sa.Column("as_of", t.Day(), nullable=True),
        sa.Column("confidence", t.Words(), nullable=False),
        sa.Column("note", t.Words(), nullable=False),
        sa.Column("provenance", t.Words(), nullable=False),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.Column("effective_from", t.Day(), nullable=False),
        sa.Column("effective_to", t.Day(), nullable=True),
        sa.Column("confirmed_by_one", t.Identifier(), nullable=True),
        sa.Column("confirmed_by_two", t.Identifier(), nullable=True),
        sa.Column("confirmed_on", t.Day(), nullable=True),
        sa.Column("superseded_on", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_one"], ["user_account.id"], name=op.f("fk_rule_value_confirmed_by_one_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_two"], ["user_account.id"], name=op.f("fk_rule_value_confirmed_by_two_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_rule_value_office_id_office")),
        sa.ForeignKeyConstraint(["rule_book_id"], ["rule_book.id"], name=op.f("fk_rule_value_rule_book_id_rule_book")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_value")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_rule_value_in_use",
        "rule_value",
        ["rule_book_id", "key", "effective_from"],
        unique=True,
        sqlite_where=sa.text("superseded_on IS NULL"),
        postgresql_where=sa.text("superseded_on IS NULL"),
    )

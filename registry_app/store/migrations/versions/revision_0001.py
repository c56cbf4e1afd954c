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
        sqlite_with_rowid=False,
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
        sqlite_with_rowid=False,
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
        sqlite_with_rowid=False,
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
        sqlite_with_rowid=False,
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
        "adverse_note",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("ground", t.Words(), nullable=False),
        sa.Column("decision_table", t.Words(), nullable=False),
        sa.Column("decision_id", t.Identifier(), nullable=True),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("set_aside_on", t.Day(), nullable=True),
        sa.Column("set_aside_by", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_adverse_note_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adverse_note")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_adverse_note_subject_id"), "adverse_note", ["subject_id"], unique=False)
    op.create_table(
        "agency",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("search_key", t.Words(), nullable=False),
        sa.Column("legal_form", t.Words(), nullable=False),
        sa.Column("company_number", t.Words(), nullable=False),
        sa.Column("tax_number", t.Words(), nullable=False),
        sa.Column("capital_minor", sa.BigInteger(), nullable=True),
        sa.Column("capital_currency", t.Words(), nullable=False),
        sa.Column("incorporated_on", t.Day(), nullable=True),
        sa.Column("registered_on", t.Day(), nullable=False),
        sa.Column("merged_into_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_on", t.Day(), nullable=True),
        sa.Column("set_aside_reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into_id"], ["agency.id"], name=op.f("fk_agency_merged_into_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("number", name=op.f("uq_agency_number")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_agency_merged_into_id",
        "agency",
        ["merged_into_id"],
        unique=False,
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index("ix_agency_search_key_id", "agency", ["search_key", "id"], unique=False)
    op.create_table(
        "clock",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("key", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("start_event", t.Words(), nullable=False),
        sa.Column("term", t.Json(), nullable=False),
        sa.Column("missed_effect", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_clock_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
        sa.UniqueConstraint("subject_id", "key", name=op.f("uq_clock_subject_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_clock_subject_id"), "clock", ["subject_id"], unique=False)
    op.create_table(
        "employer",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("search_key", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("sector", t.Words(), nullable=False),
        sa.Column("registration", t.Words(), nullable=False),
        sa.Column("merged_into_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["employer.id"], name=op.f("fk_employer_merged_into_id_employer")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_employer_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_employer_merged_into_id"), "employer", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_employer_search_key"), "employer", ["search_key"], unique=False)
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
        "import_mapping",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("mapping", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_import_mapping_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("office_id", "name", name=op.f("uq_import_mapping_office_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "mark",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("key", t.Words(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("source_table", t.Words(), nullable=False),
        sa.Column("source_id", t.Identifier(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_mark_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_mark_kind_key", "mark", ["kind", "key", "subject_table", "source_table", "subject_id"], unique=False
    )
    op.create_index("ix_mark_subject", "mark", ["subject_id"], unique=False)
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
        "person",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("full_name", t.Words(), nullable=False),
        sa.Column("search_key", t.Words(), nullable=False),
        sa.Column("sex", t.Words(), nullable=False),
        sa.Column("born_on", t.Day(), nullable=True),
        sa.Column("nationality", t.Words(), nullable=False),
        sa.Column("phone", t.Words(), nullable=False),
        sa.Column("e_mail", t.Words(), nullable=False),
        sa.Column("address", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_person_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_search_key"), "person", ["search_key"], unique=False)
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
        "status_issue",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_status_issue_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_issue")),
        sqlite_strict=True,
    )
    op.create_table(
        "stored_file",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("sha256", t.Words(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", t.Words(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_stored_file_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("office_id", "sha256", name=op.f("uq_stored_file_office_id_sha256")),
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
        "agency_address",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("lines", t.Words(), nullable=False),
        sa.Column("place", t.Words(), nullable=False),
        sa.Column("region", t.Words(), nullable=False),
        sa.Column("postal_code", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_address_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_address_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_address")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_address_agency_id"), "agency_address", ["agency_id"], unique=False)
    op.create_index(op.f("ix_agency_address_region"), "agency_address", ["region"], unique=False)
    op.create_table(
        "agency_contact",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("value", t.Words(), nullable=False),
        sa.Column("key", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_contact_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_contact_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_contact")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_contact_agency_id"), "agency_contact", ["agency_id"], unique=False)
    op.create_table(
        "agency_merge",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("duplicate_id", t.Identifier(), nullable=False),
        sa.Column("into_id", t.Identifier(), nullable=False),
        sa.Column("merged_on", t.Day(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("split_on", t.Day(), nullable=True),
        sa.Column("split_reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["duplicate_id"], ["agency.id"], name=op.f("fk_agency_merge_duplicate_id_agency")),
        sa.ForeignKeyConstraint(["into_id"], ["agency.id"], name=op.f("fk_agency_merge_into_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_merge_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_merge")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_merge_duplicate_id"), "agency_merge", ["duplicate_id"], unique=False)
    op.create_index(op.f("ix_agency_merge_into_id"), "agency_merge", ["into_id"], unique=False)
    op.create_table(
        "agency_name",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("search_key", t.Words(), nullable=False),
        sa.Column("script", t.Words(), nullable=False),
        sa.Column("language", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_name_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_name_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_name_agency_id"), "agency_name", ["agency_id"], unique=False)
    op.create_index("ix_agency_name_search", "agency_name", ["search_key", "agency_id"], unique=False)
    op.create_table(
        "agency_principal",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("person_id", t.Identifier(), nullable=False),
        sa.Column("role", t.Words(), nullable=False),
        sa.Column("title", t.Words(), nullable=False),
        sa.Column("share_bp", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_principal_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_principal_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agency_principal_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_principal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_principal_agency_id"), "agency_principal", ["agency_id"], unique=False)
    op.create_index(op.f("ix_agency_principal_person_id"), "agency_principal", ["person_id"], unique=False)
    op.create_table(
        "agent",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("person_id", t.Identifier(), nullable=False),
        sa.Column("card_serial", t.Words(), nullable=False),
        sa.Column("region", t.Words(), nullable=False),
        sa.Column("note", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agent_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agent_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agent_agency_id"), "agent", ["agency_id"], unique=False)
    op.create_index(op.f("ix_agent_person_id"), "agent", ["person_id"], unique=False)
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
        "attachment",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("file_id", t.Identifier(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=True),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("title", t.Words(), nullable=False),
        sa.Column("dated", t.Day(), nullable=True),
        sa.Column("added_by", t.Identifier(), nullable=False),
        sa.Column("set_aside_on", t.Day(), nullable=True),
        sa.Column("set_aside_reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["user_account.id"], name=op.f("fk_attachment_added_by_user_account")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id_stored_file")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_attachment_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attachment_file_id"), "attachment", ["file_id"], unique=False)
    op.create_index("ix_attachment_subject", "attachment", ["subject_table", "subject_id"], unique=False)
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
        "ban",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("person_id", t.Identifier(), nullable=True),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("name_key", t.Words(), nullable=False),
        sa.Column("scope", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("decision", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("permanent", t.Flag(), nullable=False),
        sa.Column("lift_authority", t.Words(), nullable=False),
        sa.Column("lifted_on", t.Day(), nullable=True),
        sa.Column("lifted_by", t.Words(), nullable=False),
        sa.Column("set_aside_on", t.Day(), nullable=True),
        sa.Column("set_aside_by", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ban_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ban_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ban")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ban_name_key"), "ban", ["name_key"], unique=False)
    op.create_index(op.f("ix_ban_person_id"), "ban", ["person_id"], unique=False)
    op.create_table(
        "branch",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("lines", t.Words(), nullable=False),
        sa.Column("place", t.Words(), nullable=False),
        sa.Column("region", t.Words(), nullable=False),
        sa.Column("postal_code", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("phone", t.Words(), nullable=False),
        sa.Column("opened_on", t.Day(), nullable=True),
        sa.Column("closed_on", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_branch_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_branch_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_branch_agency_id"), "branch", ["agency_id"], unique=False)
    op.create_index(op.f("ix_branch_region"), "branch", ["region"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("serial", t.Words(), nullable=False),
        sa.Column("status_index", sa.BigInteger(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("language", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_certificate_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_certificate_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("office_id", "status_index", name=op.f("uq_certificate_office_id_status_index")),
        sa.UniqueConstraint("serial", name=op.f("uq_certificate_serial")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_certificate_agency_id"), "certificate", ["agency_id"], unique=False)
    op.create_table(
        "clock_event",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("clock_id", t.Identifier(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("ground", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name=op.f("fk_clock_event_clock_id_clock")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_clock_event_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_event")),
        sa.UniqueConstraint("clock_id", "sequence", name=op.f("uq_clock_event_clock_id_sequence")),
        sqlite_strict=True,
    )
    op.create_table(
        "employer_name",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("employer_id", t.Identifier(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("search_key", t.Words(), nullable=False),
        sa.Column("script", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_employer_name_employer_id_employer")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_employer_name_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_employer_name_employer_id"), "employer_name", ["employer_id"], unique=False)
    op.create_index(op.f("ix_employer_name_search_key"), "employer_name", ["search_key"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("file_name", t.Words(), nullable=False),
        sa.Column("sha256", t.Words(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("listed_on", t.Day(), nullable=True),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("imported", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("headings", t.Json(), nullable=False),
        sa.Column("layout", t.Json(), nullable=False),
        sa.Column("mapping", t.Json(), nullable=False),
        sa.Column("around", t.Json(), nullable=False),
        sa.Column("confirmed", t.Json(), nullable=False),
        sa.Column("imported_by", t.Identifier(), nullable=False),
        sa.Column("taken_back_on", t.Day(), nullable=True),
        sa.Column("taken_back_reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["user_account.id"], name=op.f("fk_import_batch_imported_by_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_import_batch_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_strict=True,
    )
    op.create_index("ix_import_batch_sha256", "import_batch", ["sha256"], unique=False)
    op.create_table(
        "licence",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("category", t.Words(), nullable=False),
        sa.Column("scope", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_licence_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_licence_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sa.UniqueConstraint("number", name=op.f("uq_licence_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_licence_agency_id"), "licence", ["agency_id"], unique=False)
    op.create_table(
        "listed_licence",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("status_words", t.Words(), nullable=False),
        sa.Column("category_words", t.Words(), nullable=False),
        sa.Column("issued_on", t.Day(), nullable=True),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_through", t.Day(), nullable=True),
        sa.Column("stated_on", t.Day(), nullable=True),
        sa.Column("batch_id", t.Identifier(), nullable=True),
        sa.Column("absent_on", t.Day(), nullable=True),
        sa.Column("taken_back_on", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_listed_licence_agency_id_agency")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_listed_licence_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_licence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_listed_licence_agency_id"), "listed_licence", ["agency_id"], unique=False)
    op.create_index(op.f("ix_listed_licence_batch_id"), "listed_licence", ["batch_id"], unique=False)
    op.create_index(op.f("ix_listed_licence_number"), "listed_licence", ["number"], unique=False)
    op.create_table(
        "paper_file",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("title", t.Words(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=True),
        sa.Column("shelf", t.Words(), nullable=False),
        sa.Column("opened_on", t.Day(), nullable=False),
        sa.Column("closed_on", t.Day(), nullable=True),
        sa.Column("charged_out_to", t.Identifier(), nullable=True),
        sa.Column("charged_out_at", t.Moment(), nullable=True),
        sa.Column("disposal_rule", t.Words(), nullable=False),
        sa.Column("disposal_due", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(
            ["charged_out_to"], ["user_account.id"], name=op.f("fk_paper_file_charged_out_to_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_paper_file_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_file")),
        sa.UniqueConstraint("number", "volume", name=op.f("uq_paper_file_number_volume")),
        sqlite_strict=True,
    )
    op.create_index("ix_paper_file_subject", "paper_file", ["subject_table", "subject_id"], unique=False)
    op.create_table(
        "person_name",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("person_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("name", t.Words(), nullable=False),
        sa.Column("search_key", t.Words(), nullable=False),
        sa.Column("script", t.Words(), nullable=False),
        sa.Column("language", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_person_name_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_name_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_name_person_id"), "person_name", ["person_id"], unique=False)
    op.create_index("ix_person_name_search", "person_name", ["search_key", "person_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("key", t.Words(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=True),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("cause_table", t.Words(), nullable=False),
        sa.Column("cause_id", t.Identifier(), nullable=True),
        sa.Column("force", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("due_on", t.Day(), nullable=True),
        sa.Column("outcome", t.Words(), nullable=False),
        sa.Column("decided_by", t.Identifier(), nullable=True),
        sa.Column("decided_at", t.Moment(), nullable=True),
        sa.Column("decision_reason", t.Words(), nullable=False),
        sa.Column("decision_provision", t.Words(), nullable=False),
        sa.Column("taken_table", t.Words(), nullable=False),
        sa.Column("taken_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_proposal_agency_id_agency")),
        sa.ForeignKeyConstraint(["decided_by"], ["user_account.id"], name=op.f("fk_proposal_decided_by_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_proposal_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("office_id", "key", name=op.f("uq_proposal_office_id_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_proposal_agency_id"), "proposal", ["agency_id"], unique=False)
    op.create_index(op.f("ix_proposal_kind"), "proposal", ["kind"], unique=False)
    op.create_index(op.f("ix_proposal_subject_id"), "proposal", ["subject_id"], unique=False)
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
        "agency_adherence",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("body", t.Words(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=True),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_adherence_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_agency_adherence_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_agency_adherence_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_adherence")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_adherence_agency_id"), "agency_adherence", ["agency_id"], unique=False)
    op.create_table(
        "certificate_end",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("certificate_id", t.Identifier(), nullable=False),
        sa.Column("voided", t.Flag(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("ended_on", t.Day(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_end_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_certificate_end_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_end")),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_certificate_end_certificate_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "certificate_issue",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("certificate_id", t.Identifier(), nullable=False),
        sa.Column("facts", t.Json(), nullable=False),
        sa.Column("code", t.Words(), nullable=False),
        sa.Column("checkpoint_size", sa.BigInteger(), nullable=False),
        sa.Column("checkpoint_root", sa.LargeBinary(), nullable=False),
        sa.Column("file_hash", t.Words(), nullable=False),
        sa.Column("issued_on", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("signatory_id", t.Identifier(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_certificate_issue_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_issue_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_certificate_issue_office_id_office")),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["user_account.id"], name=op.f("fk_certificate_issue_signatory_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_issue")),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_certificate_issue_certificate_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "certificate_print",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("certificate_id", t.Identifier(), nullable=False),
        sa.Column("copies", sa.BigInteger(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("security_paper", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_print_certificate_id_certificate")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_certificate_print_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_print")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_certificate_print_certificate_id"), "certificate_print", ["certificate_id"], unique=False)
    op.create_table(
        "employer_standing",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("employer_id", t.Identifier(), nullable=False),
        sa.Column("standing", t.Words(), nullable=False),
        sa.Column("said_by", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_employer_standing_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_employer_standing_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_employer_standing_office_id_office")),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["employer_standing.id"], name=op.f("fk_employer_standing_set_aside_by_employer_standing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_standing")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_employer_standing_employer_id"), "employer_standing", ["employer_id"], unique=False)
    op.create_table(
        "exchange_rate",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("base", t.Words(), nullable=False),
        sa.Column("quote", t.Words(), nullable=False),
        sa.Column("rate", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("source", t.Words(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_exchange_rate_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_exchange_rate_office_id_office")),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["exchange_rate.id"], name=op.f("fk_exchange_rate_set_aside_by_exchange_rate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
        sa.UniqueConstraint(
            "base", "quote", "on_day", "source", name=op.f("uq_exchange_rate_base_quote_on_day_source")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "file_movement",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("file_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("moved_at", t.Moment(), nullable=False),
        sa.Column("shelf", t.Words(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=True),
        sa.Column("note", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_file_movement_file_id_paper_file")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_file_movement_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_file_movement_officer_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_movement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_file_movement_file_id"), "file_movement", ["file_id"], unique=False)
    op.create_table(
        "guarantee",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("licence_id", t.Identifier(), nullable=True),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("issuer", t.Words(), nullable=False),
        sa.Column("issuer_branch", t.Words(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("currency", t.Words(), nullable=False),
        sa.Column("holder", t.Words(), nullable=False),
        sa.Column("original_held", t.Words(), nullable=False),
        sa.Column("issued_on", t.Day(), nullable=False),
        sa.Column("lodged_on", t.Day(), nullable=False),
        sa.Column("lodged_by", t.Identifier(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("replaces_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_guarantee_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_guarantee_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_guarantee_licence_id_licence")),
        sa.ForeignKeyConstraint(["lodged_by"], ["user_account.id"], name=op.f("fk_guarantee_lodged_by_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_office_id_office")),
        sa.ForeignKeyConstraint(["replaces_id"], ["guarantee.id"], name=op.f("fk_guarantee_replaces_id_guarantee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee")),
        sa.UniqueConstraint("kind", "issuer", "reference", name=op.f("uq_guarantee_kind_issuer_reference")),
        sa.UniqueConstraint("number", name=op.f("uq_guarantee_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_agency_id"), "guarantee", ["agency_id"], unique=False)
    op.create_index(op.f("ix_guarantee_licence_id"), "guarantee", ["licence_id"], unique=False)
    op.create_table(
        "import_row",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("batch_id", t.Identifier(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("outcome", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=True),
        sa.Column("cells", t.Json(), nullable=False),
        sa.Column("problems", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_import_row_agency_id_agency")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_row_batch_id_import_batch")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_import_row_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_import_row_batch_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_import_row_agency_id"), "import_row", ["agency_id"], unique=False)
    op.create_table(
        "imported_agency",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("batch_id", t.Identifier(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("outcome", t.Words(), nullable=False),
        sa.Column("undo", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_imported_agency_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_imported_agency_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_imported_agency_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_agency")),
        sa.UniqueConstraint("batch_id", "agency_id", name=op.f("uq_imported_agency_batch_id_agency_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_imported_agency_agency_id"), "imported_agency", ["agency_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("direction", t.Words(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("registered_at", t.Moment(), nullable=False),
        sa.Column("correspondent", t.Words(), nullable=False),
        sa.Column("correspondent_table", t.Words(), nullable=False),
        sa.Column("correspondent_id", t.Identifier(), nullable=True),
        sa.Column("mode", t.Words(), nullable=False),
        sa.Column("enclosures", sa.BigInteger(), nullable=False),
        sa.Column("about", t.Words(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("done_on", t.Day(), nullable=True),
        sa.Column("posted_on", t.Day(), nullable=True),
        sa.Column("received_first_on", t.Day(), nullable=True),
        sa.Column("received_first_at", t.Words(), nullable=False),
        sa.Column("received_here_at", t.Moment(), nullable=True),
        sa.Column("answers_id", t.Identifier(), nullable=True),
        sa.Column("answer_due", t.Day(), nullable=True),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=True),
        sa.Column("file_id", t.Identifier(), nullable=True),
        sa.Column("voided_on", t.Day(), nullable=True),
        sa.Column("void_reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["answers_id"], ["letter.id"], name=op.f("fk_letter_answers_id_letter")),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_letter_file_id_paper_file")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_letter_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_letter_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_letter_answers_id"), "letter", ["answers_id"], unique=False)
    op.create_index("ix_letter_register", "letter", ["direction", "registered_at", "id"], unique=False)
    op.create_index("ix_letter_subject", "letter", ["subject_table", "subject_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("provisional", t.Flag(), nullable=False),
        sa.Column("starts_on", t.Day(), nullable=False),
        sa.Column("ends_on", t.Day(), nullable=True),
        sa.Column("ends_because", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("licences", t.Json(), nullable=False),
        sa.Column("cause_table", t.Words(), nullable=False),
        sa.Column("cause_id", t.Identifier(), nullable=True),
        sa.Column("decided_on", t.Day(), nullable=True),
        sa.Column("decided_at", t.Moment(), nullable=True),
        sa.Column("declined_on", t.Day(), nullable=True),
        sa.Column("proposed_by", t.Identifier(), nullable=False),
        sa.Column("approved_by", t.Identifier(), nullable=True),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.Column("confirms_id", t.Identifier(), nullable=True),
        sa.Column("file_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_measure_agency_id_agency")),
        sa.ForeignKeyConstraint(["approved_by"], ["user_account.id"], name=op.f("fk_measure_approved_by_user_account")),
        sa.ForeignKeyConstraint(["confirms_id"], ["measure.id"], name=op.f("fk_measure_confirms_id_measure")),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_measure_file_id_paper_file")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_measure_office_id_office")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user_account.id"], name=op.f("fk_measure_proposed_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_measure_agency_id"), "measure", ["agency_id"], unique=False)
    op.create_index(op.f("ix_measure_cause_id"), "measure", ["cause_id"], unique=False)
    op.create_table(
        "person_document",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("person_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("number_key", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("issued_on", t.Day(), nullable=True),
        sa.Column("expires_on", t.Day(), nullable=True),
        sa.Column("seen_on", t.Day(), nullable=True),
        sa.Column("seen_by", t.Identifier(), nullable=True),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_person_document_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_person_document_office_id_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_document_person_id_person")),
        sa.ForeignKeyConstraint(["seen_by"], ["user_account.id"], name=op.f("fk_person_document_seen_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_document")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_document_number_key"), "person_document", ["number_key"], unique=False)
    op.create_index(op.f("ix_person_document_person_id"), "person_document", ["person_id"], unique=False)
    op.create_table(
        "power_of_attorney",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("giver_table", t.Words(), nullable=False),
        sa.Column("giver_id", t.Identifier(), nullable=False),
        sa.Column("attorney", t.Words(), nullable=False),
        sa.Column("attorney_identity", t.Words(), nullable=False),
        sa.Column("scope", t.Words(), nullable=False),
        sa.Column("notarised", t.Flag(), nullable=False),
        sa.Column("notary", t.Words(), nullable=False),
        sa.Column("notary_reference", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_to", t.Day(), nullable=True),
        sa.Column("revoked_on", t.Day(), nullable=True),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_power_of_attorney_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_power_of_attorney_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_power_of_attorney")),
        sqlite_strict=True,
    )
    op.create_index("ix_power_of_attorney_giver", "power_of_attorney", ["giver_table", "giver_id"], unique=False)
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
    op.create_table(
        "complaint",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("channel", t.Words(), nullable=False),
        sa.Column("oral", t.Flag(), nullable=False),
        sa.Column("language", t.Words(), nullable=False),
        sa.Column("done_on", t.Day(), nullable=True),
        sa.Column("received_first_on", t.Day(), nullable=True),
        sa.Column("received_first_at", t.Words(), nullable=False),
        sa.Column("received_on", t.Day(), nullable=False),
        sa.Column("written_by", t.Identifier(), nullable=False),
        sa.Column("signed_on", t.Day(), nullable=True),
        sa.Column("signed_record_id", t.Identifier(), nullable=True),
        sa.Column("complainant_kind", t.Words(), nullable=False),
        sa.Column("pseudonym", t.Words(), nullable=False),
        sa.Column("relation", t.Words(), nullable=False),
        sa.Column("authority", t.Words(), nullable=False),
        sa.Column("authority_id", t.Identifier(), nullable=True),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.Column("safe_contact", t.Flag(), nullable=False),
        sa.Column("letter_id", t.Identifier(), nullable=True),
        sa.Column("file_id", t.Identifier(), nullable=True),
        sa.CheckConstraint(
            "complainant_kind = 'own_initiative' OR pseudonym <> ''", name=op.f("ck_complaint_pseudonym")
        ),
        sa.ForeignKeyConstraint(["authority_id"], ["attachment.id"], name=op.f("fk_complaint_authority_id_attachment")),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_complaint_file_id_paper_file")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_complaint_letter_id_letter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_office_id_office")),
        sa.ForeignKeyConstraint(
            ["signed_record_id"], ["attachment.id"], name=op.f("fk_complaint_signed_record_id_attachment")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["user_account.id"], name=op.f("fk_complaint_written_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "folio",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("file_id", t.Identifier(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("what", t.Words(), nullable=False),
        sa.Column("letter_id", t.Identifier(), nullable=True),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_folio_attachment_id_attachment")),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_folio_file_id_paper_file")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_folio_letter_id_letter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_folio_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folio")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_folio_file_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "guarantee_claim",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("guarantee_id", t.Identifier(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", t.Words(), nullable=False),
        sa.Column("ground", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("matter_table", t.Words(), nullable=False),
        sa.Column("matter_id", t.Identifier(), nullable=True),
        sa.Column("matter", t.Words(), nullable=False),
        sa.Column("proposed_by", t.Identifier(), nullable=False),
        sa.Column("proposed_on", t.Day(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_guarantee_claim_amount")),
        sa.ForeignKeyConstraint(
            ["guarantee_id"], ["guarantee.id"], name=op.f("fk_guarantee_claim_guarantee_id_guarantee")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_claim_office_id_office")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_guarantee_claim_proposed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_claim")),
        sa.UniqueConstraint("number", name=op.f("uq_guarantee_claim_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_claim_guarantee_id"), "guarantee_claim", ["guarantee_id"], unique=False)
    op.create_index(op.f("ix_guarantee_claim_matter_id"), "guarantee_claim", ["matter_id"], unique=False)
    op.create_table(
        "guarantee_event",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("guarantee_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guarantee_id"], ["guarantee.id"], name=op.f("fk_guarantee_event_guarantee_id_guarantee")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_event_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_guarantee_event_officer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["guarantee_event.id"], name=op.f("fk_guarantee_event_set_aside_by_guarantee_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_event")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_event_guarantee_id"), "guarantee_event", ["guarantee_id"], unique=False)
    op.create_table(
        "guarantee_terms",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("guarantee_id", t.Identifier(), nullable=False),
        sa.Column("effective_from", t.Day(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", t.Words(), nullable=False),
        sa.Column("valid_from", t.Day(), nullable=False),
        sa.Column("valid_through", t.Day(), nullable=True),
        sa.Column("claims_until", t.Day(), nullable=True),
        sa.Column("renews", t.Flag(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_guarantee_terms_amount")),
        sa.CheckConstraint(
            "valid_through IS NULL OR valid_through >= valid_from", name=op.f("ck_guarantee_terms_days")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_guarantee_terms_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["guarantee_id"], ["guarantee.id"], name=op.f("fk_guarantee_terms_guarantee_id_guarantee")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_terms_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_terms")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_terms_guarantee_id"), "guarantee_terms", ["guarantee_id"], unique=False)
    op.create_table(
        "guarantee_valuation",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("guarantee_id", t.Identifier(), nullable=False),
        sa.Column("rate_id", t.Identifier(), nullable=False),
        sa.Column("effective_from", t.Day(), nullable=False),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.Column("valued_by", t.Identifier(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guarantee_id"], ["guarantee.id"], name=op.f("fk_guarantee_valuation_guarantee_id_guarantee")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_valuation_office_id_office")),
        sa.ForeignKeyConstraint(
            ["rate_id"], ["exchange_rate.id"], name=op.f("fk_guarantee_valuation_rate_id_exchange_rate")
        ),
        sa.ForeignKeyConstraint(
            ["set_aside_by"],
            ["guarantee_valuation.id"],
            name=op.f("fk_guarantee_valuation_set_aside_by_guarantee_valuation"),
        ),
        sa.ForeignKeyConstraint(
            ["valued_by"], ["user_account.id"], name=op.f("fk_guarantee_valuation_valued_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_valuation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_valuation_guarantee_id"), "guarantee_valuation", ["guarantee_id"], unique=False)
    op.create_table(
        "hand_in_slip",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("letter_id", t.Identifier(), nullable=False),
        sa.Column("received_at", t.Moment(), nullable=False),
        sa.Column("brought_by", t.Words(), nullable=False),
        sa.Column("identity_seen", t.Words(), nullable=False),
        sa.Column("power_of_attorney_id", t.Identifier(), nullable=True),
        sa.Column("note", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_hand_in_slip_letter_id_letter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_hand_in_slip_office_id_office")),
        sa.ForeignKeyConstraint(
            ["power_of_attorney_id"],
            ["power_of_attorney.id"],
            name=op.f("fk_hand_in_slip_power_of_attorney_id_power_of_attorney"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_in_slip")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_hand_in_slip_letter_id"), "hand_in_slip", ["letter_id"], unique=False)
    op.create_table(
        "hand_over",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("document", t.Words(), nullable=False),
        sa.Column("document_number", t.Words(), nullable=False),
        sa.Column("document_table", t.Words(), nullable=False),
        sa.Column("document_id", t.Identifier(), nullable=True),
        sa.Column("handed_over_at", t.Moment(), nullable=False),
        sa.Column("collected_by", t.Words(), nullable=False),
        sa.Column("identity_seen", t.Words(), nullable=False),
        sa.Column("power_of_attorney_id", t.Identifier(), nullable=True),
        sa.Column("signed", t.Flag(), nullable=False),
        sa.Column("old_paper_returned", t.Words(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_hand_over_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_hand_over_office_id_office")),
        sa.ForeignKeyConstraint(
            ["power_of_attorney_id"],
            ["power_of_attorney.id"],
            name=op.f("fk_hand_over_power_of_attorney_id_power_of_attorney"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sqlite_strict=True,
    )
    op.create_index("ix_hand_over_document", "hand_over", ["document_table", "document_id"], unique=False)
    op.create_table(
        "measure_end",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("measure_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("last_on", t.Day(), nullable=True),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("decided_on", t.Day(), nullable=True),
        sa.Column("decided_at", t.Moment(), nullable=True),
        sa.Column("declined_on", t.Day(), nullable=True),
        sa.Column("proposed_by", t.Identifier(), nullable=False),
        sa.Column("approved_by", t.Identifier(), nullable=True),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["user_account.id"], name=op.f("fk_measure_end_approved_by_user_account")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_end_measure_id_measure")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_measure_end_office_id_office")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_measure_end_proposed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_end")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_measure_end_measure_id"), "measure_end", ["measure_id"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("document", t.Words(), nullable=False),
        sa.Column("document_number", t.Words(), nullable=False),
        sa.Column("document_table", t.Words(), nullable=False),
        sa.Column("document_id", t.Identifier(), nullable=True),
        sa.Column("copy_id", t.Identifier(), nullable=True),
        sa.Column("letter_id", t.Identifier(), nullable=True),
        sa.Column("addressee", t.Words(), nullable=False),
        sa.Column("addressee_table", t.Words(), nullable=False),
        sa.Column("addressee_id", t.Identifier(), nullable=True),
        sa.Column("ordered_on", t.Day(), nullable=False),
        sa.Column("deemed_on", t.Day(), nullable=True),
        sa.Column("deemed_provision", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["attachment.id"], name=op.f("fk_service_copy_id_attachment")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_service_letter_id_letter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_service_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sqlite_strict=True,
    )
    op.create_index("ix_service_document", "service", ["document_table", "document_id"], unique=False)
    op.create_table(
        "application",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("number", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("category", t.Words(), nullable=False),
        sa.Column("destination", t.Words(), nullable=False),
        sa.Column("licence_id", t.Identifier(), nullable=True),
        sa.Column("done_on", t.Day(), nullable=True),
        sa.Column("posted_on", t.Day(), nullable=True),
        sa.Column("received_first_on", t.Day(), nullable=True),
        sa.Column("received_on", t.Day(), nullable=True),
        sa.Column("letter_id", t.Identifier(), nullable=True),
        sa.Column("slip_id", t.Identifier(), nullable=True),
        sa.Column("file_id", t.Identifier(), nullable=True),
        sa.Column("lodged_on", t.Day(), nullable=True),
        sa.Column("lodged_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_application_agency_id_agency")),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_application_file_id_paper_file")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_application_letter_id_letter")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_application_licence_id_licence")),
        sa.ForeignKeyConstraint(["lodged_by"], ["user_account.id"], name=op.f("fk_application_lodged_by_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_application_office_id_office")),
        sa.ForeignKeyConstraint(["slip_id"], ["hand_in_slip.id"], name=op.f("fk_application_slip_id_hand_in_slip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_application_agency_id"), "application", ["agency_id"], unique=False)
    op.create_table(
        "complaint_decision",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("complaint_id", t.Identifier(), nullable=False),
        sa.Column("proposed_by", t.Identifier(), nullable=False),
        sa.Column("proposed_on", t.Day(), nullable=False),
        sa.Column("decided_by", t.Identifier(), nullable=True),
        sa.Column("decided_on", t.Day(), nullable=True),
        sa.Column("declined_on", t.Day(), nullable=True),
        sa.Column("authority_id", t.Identifier(), nullable=True),
        sa.Column("approval_id", t.Identifier(), nullable=True),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reasons", t.Words(), nullable=False),
        sa.Column("ex_parte", t.Flag(), nullable=False),
        sa.Column("sums", t.Json(), nullable=False),
        sa.Column("outcomes", t.Json(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_complaint_decision_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_complaint_decision_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_complaint_decision_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_decision_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_complaint_decision_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_decision_office_id_office")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_complaint_decision_proposed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["set_aside_by"],
            ["complaint_decision.id"],
            name=op.f("fk_complaint_decision_set_aside_by_complaint_decision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_decision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_decision_complaint_id"), "complaint_decision", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_event",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("complaint_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("to_whom", t.Words(), nullable=False),
        sa.Column("answer_due_on", t.Day(), nullable=True),
        sa.Column("service_id", t.Identifier(), nullable=True),
        sa.Column("letter_id", t.Identifier(), nullable=True),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_complaint_event_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_event_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_complaint_event_letter_id_letter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_event_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_complaint_event_officer_id_user_account")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_complaint_event_service_id_service")),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["complaint_event.id"], name=op.f("fk_complaint_event_set_aside_by_complaint_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_event")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_event_complaint_id"), "complaint_event", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_respondent",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("complaint_id", t.Identifier(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=True),
        sa.Column("employer_id", t.Identifier(), nullable=True),
        sa.Column("agent_id", t.Identifier(), nullable=True),
        sa.Column("typed_name", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'agency' AND agency_id IS NOT NULL) OR (kind = 'employer' AND employer_id IS NOT NULL) OR (kind IN ('agent', 'unlicensed'))",
            name=op.f("ck_complaint_respondent_kind"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_complaint_respondent_agency_id_agency")),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_complaint_respondent_agent_id_agent")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_respondent_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_complaint_respondent_employer_id_employer")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_respondent_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_respondent")),
        sa.UniqueConstraint("complaint_id", "ordinal", name=op.f("uq_complaint_respondent_complaint_id_ordinal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_respondent_agency_id"), "complaint_respondent", ["agency_id"], unique=False)
    op.create_index(op.f("ix_complaint_respondent_agent_id"), "complaint_respondent", ["agent_id"], unique=False)
    op.create_index(op.f("ix_complaint_respondent_employer_id"), "complaint_respondent", ["employer_id"], unique=False)
    op.create_table(
        "complaint_settlement",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("complaint_id", t.Identifier(), nullable=False),
        sa.Column("settled_on", t.Day(), nullable=False),
        sa.Column("due_on", t.Day(), nullable=False),
        sa.Column("terms", t.Words(), nullable=False),
        sa.Column("conciliator_id", t.Identifier(), nullable=False),
        sa.Column("respondent_signatory", t.Words(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_complaint_settlement_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_settlement_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["conciliator_id"], ["user_account.id"], name=op.f("fk_complaint_settlement_conciliator_id_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_settlement_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_settlement")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_complaint_settlement_complaint_id"), "complaint_settlement", ["complaint_id"], unique=False
    )
    op.create_table(
        "complaint_worker",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("complaint_id", t.Identifier(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("pseudonym", t.Words(), nullable=False),
        sa.Column("sex", t.Words(), nullable=False),
        sa.Column("age_group", t.Words(), nullable=False),
        sa.Column("destination", t.Words(), nullable=False),
        sa.Column("occupation", t.Words(), nullable=False),
        sa.Column("whereabouts", t.Words(), nullable=False),
        sa.Column("recruited_on", t.Day(), nullable=True),
        sa.Column("contract_on", t.Day(), nullable=True),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_worker_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_worker_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_worker")),
        sa.UniqueConstraint("complaint_id", "ordinal", name=op.f("uq_complaint_worker_complaint_id_ordinal")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_complaint_worker_pseudonym")),
        sqlite_strict=True,
    )
    op.create_table(
        "guarantee_claim_decision",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("claim_id", t.Identifier(), nullable=False),
        sa.Column("approved", t.Flag(), nullable=False),
        sa.Column("decided_by", t.Identifier(), nullable=False),
        sa.Column("decided_on", t.Day(), nullable=False),
        sa.Column("authority_id", t.Identifier(), nullable=True),
        sa.Column("approval_id", t.Identifier(), nullable=True),
        sa.Column("reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_guarantee_claim_decision_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_guarantee_claim_decision_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["guarantee_claim.id"], name=op.f("fk_guarantee_claim_decision_claim_id_guarantee_claim")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_guarantee_claim_decision_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["office_id"], ["office.id"], name=op.f("fk_guarantee_claim_decision_office_id_office")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_claim_decision")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_guarantee_claim_decision_claim_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "guarantee_claim_share",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("claim_id", t.Identifier(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("worker_id", t.Identifier(), nullable=True),
        sa.Column("worker", t.Words(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_guarantee_claim_share_amount")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["guarantee_claim.id"], name=op.f("fk_guarantee_claim_share_claim_id_guarantee_claim")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_claim_share_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_claim_share")),
        sa.UniqueConstraint("claim_id", "ordinal", name=op.f("uq_guarantee_claim_share_claim_id_ordinal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_guarantee_claim_share_worker_id"), "guarantee_claim_share", ["worker_id"], unique=False)
    op.create_table(
        "guarantee_verification",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("guarantee_id", t.Identifier(), nullable=False),
        sa.Column("terms_id", t.Identifier(), nullable=False),
        sa.Column("answer", t.Words(), nullable=False),
        sa.Column("answered_on", t.Day(), nullable=False),
        sa.Column("answered_by", t.Words(), nullable=False),
        sa.Column("channel", t.Words(), nullable=False),
        sa.Column("verified_by", t.Identifier(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=False),
        sa.Column("asked_in_id", t.Identifier(), nullable=True),
        sa.Column("answered_in_id", t.Identifier(), nullable=True),
        sa.Column("note", t.Words(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_in_id"], ["letter.id"], name=op.f("fk_guarantee_verification_answered_in_id_letter")
        ),
        sa.ForeignKeyConstraint(
            ["asked_in_id"], ["letter.id"], name=op.f("fk_guarantee_verification_asked_in_id_letter")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_guarantee_verification_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["guarantee_id"], ["guarantee.id"], name=op.f("fk_guarantee_verification_guarantee_id_guarantee")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_verification_office_id_office")),
        sa.ForeignKeyConstraint(
            ["terms_id"], ["guarantee_terms.id"], name=op.f("fk_guarantee_verification_terms_id_guarantee_terms")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"], ["user_account.id"], name=op.f("fk_guarantee_verification_verified_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_verification")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_guarantee_verification_guarantee_id"), "guarantee_verification", ["guarantee_id"], unique=False
    )
    op.create_index(op.f("ix_guarantee_verification_terms_id"), "guarantee_verification", ["terms_id"], unique=False)
    op.create_table(
        "hand_in_item",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("slip_id", t.Identifier(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("paper", t.Words(), nullable=False),
        sa.Column("state", t.Words(), nullable=False),
        sa.Column("copies", sa.BigInteger(), nullable=False),
        sa.Column("original_seen", t.Flag(), nullable=False),
        sa.Column("original_returned", t.Flag(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_hand_in_item_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_hand_in_item_office_id_office")),
        sa.ForeignKeyConstraint(["slip_id"], ["hand_in_slip.id"], name=op.f("fk_hand_in_item_slip_id_hand_in_slip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_in_item")),
        sa.UniqueConstraint("slip_id", "position", name=op.f("uq_hand_in_item_slip_id_position")),
        sqlite_strict=True,
    )
    op.create_table(
        "notice",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("intended", t.Words(), nullable=False),
        sa.Column("provisions", t.Json(), nullable=False),
        sa.Column("grounds", t.Words(), nullable=False),
        sa.Column("issued_on", t.Day(), nullable=False),
        sa.Column("issued_by", t.Identifier(), nullable=False),
        sa.Column("letter_id", t.Identifier(), nullable=True),
        sa.Column("service_id", t.Identifier(), nullable=True),
        sa.Column("served_on", t.Day(), nullable=True),
        sa.Column("replied_on", t.Day(), nullable=True),
        sa.Column("reply_letter_id", t.Identifier(), nullable=True),
        sa.Column("reply", t.Words(), nullable=False),
        sa.Column("withdrawn_on", t.Day(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_notice_agency_id_agency")),
        sa.ForeignKeyConstraint(["issued_by"], ["user_account.id"], name=op.f("fk_notice_issued_by_user_account")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_notice_letter_id_letter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_notice_office_id_office")),
        sa.ForeignKeyConstraint(["reply_letter_id"], ["letter.id"], name=op.f("fk_notice_reply_letter_id_letter")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_notice_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_notice_agency_id"), "notice", ["agency_id"], unique=False)
    op.create_index(op.f("ix_notice_subject_id"), "notice", ["subject_id"], unique=False)
    op.create_table(
        "service_attempt",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("service_id", t.Identifier(), nullable=False),
        sa.Column("attempted_on", t.Day(), nullable=False),
        sa.Column("minute_of_day", sa.BigInteger(), nullable=True),
        sa.Column("mode", t.Words(), nullable=False),
        sa.Column("outcome", t.Words(), nullable=False),
        sa.Column("served_by", t.Words(), nullable=False),
        sa.Column("served_on", t.Words(), nullable=False),
        sa.Column("capacity", t.Words(), nullable=False),
        sa.Column("place", t.Words(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("proof_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_on", t.Day(), nullable=True),
        sa.Column("set_aside_reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_service_attempt_office_id_office")),
        sa.ForeignKeyConstraint(["proof_id"], ["attachment.id"], name=op.f("fk_service_attempt_proof_id_attachment")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_attempt_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_attempt")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_service_attempt_service_id"), "service_attempt", ["service_id"], unique=False)
    op.create_table(
        "term",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("subject_table", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("key", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("start_event", t.Words(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("unit", t.Words(), nullable=False),
        sa.Column("term", t.Json(), nullable=False),
        sa.Column("state", t.Words(), nullable=False),
        sa.Column("start_on", t.Day(), nullable=True),
        sa.Column("last_on", t.Day(), nullable=True),
        sa.Column("earliest_on", t.Day(), nullable=True),
        sa.Column("latest_on", t.Day(), nullable=True),
        sa.Column("because", t.Words(), nullable=False),
        sa.Column("computed_on", t.Day(), nullable=False),
        sa.Column("proof_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_term_office_id_office")),
        sa.ForeignKeyConstraint(["proof_id"], ["service.id"], name=op.f("fk_term_proof_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_term_subject_id"), "term", ["subject_id"], unique=False)
    op.create_table(
        "application_move",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("application_id", t.Identifier(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("from_state", t.Words(), nullable=False),
        sa.Column("to_state", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("by_id", t.Identifier(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_move_application_id_application")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user_account.id"], name=op.f("fk_application_move_by_id_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_application_move_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_move")),
        sa.UniqueConstraint("application_id", "sequence", name=op.f("uq_application_move_application_id_sequence")),
        sqlite_strict=True,
    )
    op.create_table(
        "checklist_item",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("application_id", t.Identifier(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("code", t.Words(), nullable=False),
        sa.Column("part_of", t.Words(), nullable=False),
        sa.Column("has_parts", t.Flag(), nullable=False),
        sa.Column("label", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("quote", t.Words(), nullable=False),
        sa.Column("needed", t.Words(), nullable=False),
        sa.Column("valid_for", t.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_checklist_item_application_id_application")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_checklist_item_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_item")),
        sa.UniqueConstraint("application_id", "code", name=op.f("uq_checklist_item_application_id_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "complaint_allegation",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("complaint_id", t.Identifier(), nullable=False),
        sa.Column("worker_id", t.Identifier(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("category", t.Words(), nullable=False),
        sa.Column("from_on", t.Day(), nullable=True),
        sa.Column("through_on", t.Day(), nullable=True),
        sa.Column("known_on", t.Day(), nullable=True),
        sa.Column("place", t.Words(), nullable=False),
        sa.Column("country", t.Words(), nullable=False),
        sa.Column("facts", t.Words(), nullable=False),
        sa.Column("relief", t.Words(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.CheckConstraint(
            "through_on IS NULL OR from_on IS NULL OR through_on >= from_on", name=op.f("ck_complaint_allegation_days")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_complaint_allegation_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_allegation_office_id_office")),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["complaint_worker.id"], name=op.f("fk_complaint_allegation_worker_id_complaint_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_allegation")),
        sa.UniqueConstraint("complaint_id", "ordinal", name=op.f("uq_complaint_allegation_complaint_id_ordinal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_allegation_category"), "complaint_allegation", ["category"], unique=False)
    op.create_index(op.f("ix_complaint_allegation_worker_id"), "complaint_allegation", ["worker_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("standing", t.Words(), nullable=False),
        sa.Column("agency_id", t.Identifier(), nullable=False),
        sa.Column("application_id", t.Identifier(), nullable=True),
        sa.Column("licence_id", t.Identifier(), nullable=True),
        sa.Column("about_id", t.Identifier(), nullable=True),
        sa.Column("ground_id", t.Identifier(), nullable=True),
        sa.Column("notice_id", t.Identifier(), nullable=True),
        sa.Column("service_id", t.Identifier(), nullable=True),
        sa.Column("reasons", t.Words(), nullable=False),
        sa.Column("provisions", t.Json(), nullable=False),
        sa.Column("deviations", t.Json(), nullable=False),
        sa.Column("terms", t.Json(), nullable=False),
        sa.Column("acts_from", t.Words(), nullable=False),
        sa.Column("acts_on", t.Day(), nullable=True),
        sa.Column("proposed_on", t.Day(), nullable=False),
        sa.Column("proposed_by", t.Identifier(), nullable=False),
        sa.Column("decided_on", t.Day(), nullable=True),
        sa.Column("decided_at", t.Moment(), nullable=True),
        sa.Column("approved_by", t.Identifier(), nullable=True),
        sa.Column("instrument", t.Words(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.Column("set_aside_at", t.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["decision.id"], name=op.f("fk_decision_about_id_decision")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_decision_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_decision_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["user_account.id"], name=op.f("fk_decision_approved_by_user_account")
        ),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_decision_licence_id_licence")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_decision_notice_id_notice")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_decision_office_id_office")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_decision_proposed_by_user_account")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_decision_service_id_service")),
        sa.ForeignKeyConstraint(["set_aside_by"], ["decision.id"], name=op.f("fk_decision_set_aside_by_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_decision_agency_id"), "decision", ["agency_id"], unique=False)
    op.create_index(op.f("ix_decision_application_id"), "decision", ["application_id"], unique=False)
    op.create_index(op.f("ix_decision_licence_id"), "decision", ["licence_id"], unique=False)
    op.create_table(
        "examination",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("application_id", t.Identifier(), nullable=False),
        sa.Column("occasion", t.Words(), nullable=False),
        sa.Column("examined_on", t.Day(), nullable=False),
        sa.Column("examined_by", t.Identifier(), nullable=False),
        sa.Column("verdict", t.Words(), nullable=False),
        sa.Column("results", t.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_examination_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["examined_by"], ["user_account.id"], name=op.f("fk_examination_examined_by_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_examination_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_examination_application_id"), "examination", ["application_id"], unique=False)
    op.create_table(
        "guarantee_entry",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("guarantee_id", t.Identifier(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("from_account", t.Words(), nullable=False),
        sa.Column("to_account", t.Words(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("claim_id", t.Identifier(), nullable=True),
        sa.Column("share_id", t.Identifier(), nullable=True),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("free_after", sa.BigInteger(), nullable=False),
        sa.Column("reserved_after", sa.BigInteger(), nullable=False),
        sa.Column("balance_after", sa.BigInteger(), nullable=False),
        sa.Column("claim_open_after", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'lodged' AND from_account = 'external' AND to_account = 'free') OR (kind = 'topped_up' AND from_account = 'external' AND to_account = 'free') OR (kind = 'replenished' AND from_account = 'external' AND to_account = 'free') OR (kind = 'claimed' AND from_account = 'free' AND to_account = 'reserved') OR (kind = 'claim_dropped' AND from_account = 'reserved' AND to_account = 'free') OR (kind = 'paid_out' AND from_account = 'reserved' AND to_account = 'paid_out') OR (kind = 'returned' AND from_account = 'paid_out' AND to_account = 'reserved') OR (kind = 'released' AND from_account = 'free' AND to_account = 'released') OR (kind = 'forfeited' AND from_account = 'free' AND to_account = 'forfeited') OR (kind = 'garnished' AND from_account = 'free' AND to_account = 'garnished')",
            name=op.f("ck_guarantee_entry_moves"),
        ),
        sa.CheckConstraint(
            "(kind IN ('claim_dropped', 'claimed', 'paid_out', 'returned')) = (claim_id IS NOT NULL)",
            name=op.f("ck_guarantee_entry_claim"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('paid_out', 'returned') OR share_id IS NOT NULL", name=op.f("ck_guarantee_entry_share")
        ),
        sa.CheckConstraint(
            "(claim_id IS NULL) = (claim_open_after IS NULL)", name=op.f("ck_guarantee_entry_claim_open")
        ),
        sa.CheckConstraint("balance_after = free_after + reserved_after", name=op.f("ck_guarantee_entry_balance")),
        sa.CheckConstraint(
            "claim_open_after IS NULL OR claim_open_after >= 0", name=op.f("ck_guarantee_entry_claim_left")
        ),
        sa.CheckConstraint("free_after >= 0", name=op.f("ck_guarantee_entry_free")),
        sa.CheckConstraint("minor > 0", name=op.f("ck_guarantee_entry_minor")),
        sa.CheckConstraint("reserved_after >= 0", name=op.f("ck_guarantee_entry_reserved")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_guarantee_entry_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["guarantee_claim.id"], name=op.f("fk_guarantee_entry_claim_id_guarantee_claim")
        ),
        sa.ForeignKeyConstraint(
            ["guarantee_id"], ["guarantee.id"], name=op.f("fk_guarantee_entry_guarantee_id_guarantee")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_entry_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_guarantee_entry_officer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["share_id"], ["guarantee_claim_share.id"], name=op.f("fk_guarantee_entry_share_id_guarantee_claim_share")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_entry")),
        sa.UniqueConstraint("guarantee_id", "seq", name=op.f("uq_guarantee_entry_guarantee_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_guarantee_entry_claim_id_seq", "guarantee_entry", ["claim_id", "seq"], unique=False)
    op.create_index(op.f("ix_guarantee_entry_share_id"), "guarantee_entry", ["share_id"], unique=False)
    op.create_table(
        "worker_acknowledgement",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("worker_id", t.Identifier(), nullable=False),
        sa.Column("about", t.Words(), nullable=False),
        sa.Column("subject_id", t.Identifier(), nullable=False),
        sa.Column("acknowledged_on", t.Day(), nullable=False),
        sa.Column("manner", t.Words(), nullable=False),
        sa.Column("language", t.Words(), nullable=False),
        sa.Column("heard_alone", t.Flag(), nullable=False),
        sa.Column("interpreter", t.Words(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.CheckConstraint(
            "about IN ('settlement', 'payment', 'waiver', 'withdrawal')", name=op.f("ck_worker_acknowledgement_about")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_worker_acknowledgement_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_worker_acknowledgement_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_worker_acknowledgement_officer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["complaint_worker.id"], name=op.f("fk_worker_acknowledgement_worker_id_complaint_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_acknowledgement")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_worker_acknowledgement_subject_id"), "worker_acknowledgement", ["subject_id"], unique=False
    )
    op.create_index(op.f("ix_worker_acknowledgement_worker_id"), "worker_acknowledgement", ["worker_id"], unique=False)
    op.create_table(
        "application_paper",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("item_id", t.Identifier(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=False),
        sa.Column("received_on", t.Day(), nullable=False),
        sa.Column("dated_on", t.Day(), nullable=True),
        sa.Column("original_seen", t.Flag(), nullable=False),
        sa.Column("entered_by", t.Identifier(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_application_paper_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_application_paper_entered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["checklist_item.id"], name=op.f("fk_application_paper_item_id_checklist_item")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_application_paper_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_paper")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_application_paper_item_id"), "application_paper", ["item_id"], unique=False)
    op.create_table(
        "complaint_outcome",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("allegation_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(
            ["allegation_id"],
            ["complaint_allegation.id"],
            name=op.f("fk_complaint_outcome_allegation_id_complaint_allegation"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_outcome_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_complaint_outcome_officer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["complaint_outcome.id"], name=op.f("fk_complaint_outcome_set_aside_by_complaint_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_outcome")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_outcome_allegation_id"), "complaint_outcome", ["allegation_id"], unique=False)
    op.create_table(
        "complaint_payment",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("allegation_id", t.Identifier(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", t.Words(), nullable=False),
        sa.Column("source", t.Words(), nullable=False),
        sa.Column("paid_by", t.Words(), nullable=False),
        sa.Column("paid_on", t.Day(), nullable=False),
        sa.Column("manner", t.Words(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("entry_id", t.Identifier(), nullable=True),
        sa.Column("officer_id", t.Identifier(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.CheckConstraint("(source = 'guarantee') = (entry_id IS NOT NULL)", name=op.f("ck_complaint_payment_source")),
        sa.CheckConstraint("minor > 0", name=op.f("ck_complaint_payment_minor")),
        sa.ForeignKeyConstraint(
            ["allegation_id"],
            ["complaint_allegation.id"],
            name=op.f("fk_complaint_payment_allegation_id_complaint_allegation"),
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_complaint_payment_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["guarantee_entry.id"], name=op.f("fk_complaint_payment_entry_id_guarantee_entry")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_payment_office_id_office")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["user_account.id"], name=op.f("fk_complaint_payment_officer_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["complaint_payment.id"], name=op.f("fk_complaint_payment_set_aside_by_complaint_payment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_payment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_payment_allegation_id"), "complaint_payment", ["allegation_id"], unique=False)
    op.create_table(
        "complaint_sum",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("allegation_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", t.Words(), nullable=False),
        sa.Column("item", t.Words(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=True),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.Column("settlement_id", t.Identifier(), nullable=True),
        sa.Column("decision_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.CheckConstraint("kind <> 'evidenced' OR attachment_id IS NOT NULL", name=op.f("ck_complaint_sum_receipt")),
        sa.CheckConstraint("kind <> 'ordered' OR decision_id IS NOT NULL", name=op.f("ck_complaint_sum_decision")),
        sa.CheckConstraint("kind <> 'settled' OR settlement_id IS NOT NULL", name=op.f("ck_complaint_sum_settlement")),
        sa.CheckConstraint("minor > 0", name=op.f("ck_complaint_sum_minor")),
        sa.ForeignKeyConstraint(
            ["allegation_id"],
            ["complaint_allegation.id"],
            name=op.f("fk_complaint_sum_allegation_id_complaint_allegation"),
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_complaint_sum_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["complaint_decision.id"], name=op.f("fk_complaint_sum_decision_id_complaint_decision")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_complaint_sum_office_id_office")),
        sa.ForeignKeyConstraint(
            ["set_aside_by"], ["complaint_sum.id"], name=op.f("fk_complaint_sum_set_aside_by_complaint_sum")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["complaint_settlement.id"],
            name=op.f("fk_complaint_sum_settlement_id_complaint_settlement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_sum")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_complaint_sum_allegation_id"), "complaint_sum", ["allegation_id"], unique=False)
    op.create_index(op.f("ix_complaint_sum_decision_id"), "complaint_sum", ["decision_id"], unique=False)
    op.create_index(op.f("ix_complaint_sum_settlement_id"), "complaint_sum", ["settlement_id"], unique=False)
    op.create_table(
        "condition",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("decision_id", t.Identifier(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("text", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("due_on", t.Day(), nullable=True),
        sa.Column("met_on", t.Day(), nullable=True),
        sa.Column("met_by", t.Identifier(), nullable=True),
        sa.Column("evidence_id", t.Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_condition_decision_id_decision")),
        sa.ForeignKeyConstraint(["evidence_id"], ["attachment.id"], name=op.f("fk_condition_evidence_id_attachment")),
        sa.ForeignKeyConstraint(["met_by"], ["user_account.id"], name=op.f("fk_condition_met_by_user_account")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_condition_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_condition_decision_id"), "condition", ["decision_id"], unique=False)
    op.create_table(
        "ground",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("licence_id", t.Identifier(), nullable=False),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("starts_on", t.Day(), nullable=False),
        sa.Column("ends_on", t.Day(), nullable=True),
        sa.Column("provisional", t.Flag(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("decision_id", t.Identifier(), nullable=False),
        sa.Column("stays_id", t.Identifier(), nullable=True),
        sa.Column("cause_table", t.Words(), nullable=False),
        sa.Column("cause_id", t.Identifier(), nullable=True),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.Column("set_aside_at", t.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_ground_decision_id_decision")),
        sa.ForeignKeyConstraint(["licence_id"], ["licence.id"], name=op.f("fk_ground_licence_id_licence")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ground_office_id_office")),
        sa.ForeignKeyConstraint(["set_aside_by"], ["decision.id"], name=op.f("fk_ground_set_aside_by_decision")),
        sa.ForeignKeyConstraint(["stays_id"], ["ground.id"], name=op.f("fk_ground_stays_id_ground")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ground_licence_id"), "ground", ["licence_id"], unique=False)
    op.create_table(
        "guarantee_payout_hop",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("entry_id", t.Identifier(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.Column("hop", t.Words(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("on_day", t.Day(), nullable=False),
        sa.Column("reference", t.Words(), nullable=False),
        sa.Column("attachment_id", t.Identifier(), nullable=True),
        sa.CheckConstraint("minor > 0", name=op.f("ck_guarantee_payout_hop_minor")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_guarantee_payout_hop_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["guarantee_entry.id"], name=op.f("fk_guarantee_payout_hop_entry_id_guarantee_entry")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_guarantee_payout_hop_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarantee_payout_hop")),
        sa.UniqueConstraint("entry_id", "ordinal", name=op.f("uq_guarantee_payout_hop_entry_id_ordinal")),
        sqlite_strict=True,
    )
    op.create_table(
        "ground_end",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("ground_id", t.Identifier(), nullable=False),
        sa.Column("last_on", t.Day(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.Column("decision_id", t.Identifier(), nullable=False),
        sa.Column("set_aside_by", t.Identifier(), nullable=True),
        sa.Column("set_aside_at", t.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_ground_end_decision_id_decision")),
        sa.ForeignKeyConstraint(["ground_id"], ["ground.id"], name=op.f("fk_ground_end_ground_id_ground")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_ground_end_office_id_office")),
        sa.ForeignKeyConstraint(["set_aside_by"], ["decision.id"], name=op.f("fk_ground_end_set_aside_by_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground_end")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ground_end_ground_id"), "ground_end", ["ground_id"], unique=False)
    op.create_table(
        "paper_finding",
        sa.Column("id", t.Identifier(), nullable=False),
        sa.Column("office_id", t.Identifier(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", t.Moment(), nullable=False),
        sa.Column("item_id", t.Identifier(), nullable=False),
        sa.Column("paper_id", t.Identifier(), nullable=True),
        sa.Column("kind", t.Words(), nullable=False),
        sa.Column("found_on", t.Day(), nullable=False),
        sa.Column("found_by", t.Identifier(), nullable=False),
        sa.Column("valid_until", t.Day(), nullable=True),
        sa.Column("reason", t.Words(), nullable=False),
        sa.Column("provision", t.Words(), nullable=False),
        sa.ForeignKeyConstraint(["found_by"], ["user_account.id"], name=op.f("fk_paper_finding_found_by_user_account")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["checklist_item.id"], name=op.f("fk_paper_finding_item_id_checklist_item")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_paper_finding_office_id_office")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["application_paper.id"], name=op.f("fk_paper_finding_paper_id_application_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_finding")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_paper_finding_item_id"), "paper_finding", ["item_id"], unique=False)

"""The house: register, vault, projection and convenience."""

import sqlalchemy as sa
from alembic import op

from migrations import guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# STRICT tables of SQLite know INTEGER, TEXT and BLOB; PostgreSQL's counterparts are BIGINT, TEXT and BYTEA.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, and the guards of the register."""
    _register()
    _guards()
    _vault()
    _cases()
    _organisation()
    _books()


def downgrade() -> None:
    """Refused: taking this revision back would drop register and vault."""
    raise RuntimeError("the register and the vault are never taken back; restore a backup instead")


def _guards() -> None:
    embedded = op.get_bind().dialect.name == "sqlite"
    for statement in guards.SQLITE if embedded else (guards.XID, *guards.POSTGRESQL):
        op.execute(statement)


def _register() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", _NUMBER, sa.Identity(always=True), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("command", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
        sa.UniqueConstraint("stream", "seq", name="uq_register_entry_stream_seq"),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_register_entry_command",
        "register_entry",
        ["actor", "command"],
        unique=True,
        sqlite_where=sa.text("command IS NOT NULL"),
        postgresql_where=sa.text("command IS NOT NULL"),
    )


def _vault() -> None:
    op.create_table(
        "vault_keys",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "class", name="pk_vault_keys"),
        sqlite_strict=True,
    )
    op.create_table(
        "vault_values",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("commit", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", "field", name="pk_vault_values"),
        sqlite_strict=True,
    )
    op.create_table(
        "vault_files",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case", "digest", name="pk_vault_files"),
        sqlite_strict=True,
    )
    op.create_table(
        "vault_names",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("index", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "index", name="pk_vault_names"),
        sqlite_strict=True,
    )
    op.create_index("ix_vault_names_index", "vault_names", ["index"], unique=False)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("workflow", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("closed", _NUMBER, nullable=False),
        sa.Column("version", _NUMBER, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("organ", sa.Text(), nullable=False),
        sa.Column("competent", sa.Text(), nullable=False),
        sa.Column("office", sa.Text()),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("secrecy", _NUMBER, nullable=False),
        sa.Column("anc_central", sa.Text()),
        sa.Column("anc_province", sa.Text()),
        sa.Column("anc_prefecture", sa.Text()),
        sa.Column("anc_county", sa.Text()),
        sa.Column("anc_township", sa.Text()),
        sa.Column("facts_at", _NUMBER),
        sa.Column("pending_at", _NUMBER),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sqlite_strict=True,
    )
    op.create_index("ix_cases_anc_central_opened_at_id", "cases", ["anc_central", "opened_at", "id"], unique=False)
    op.create_index("ix_cases_anc_county_opened_at_id", "cases", ["anc_county", "opened_at", "id"], unique=False)
    op.create_index(
        "ix_cases_anc_prefecture_opened_at_id", "cases", ["anc_prefecture", "opened_at", "id"], unique=False
    )
    op.create_index("ix_cases_anc_province_opened_at_id", "cases", ["anc_province", "opened_at", "id"], unique=False)
    op.create_index("ix_cases_anc_township_opened_at_id", "cases", ["anc_township", "opened_at", "id"], unique=False)
    op.create_index("ix_cases_matter", "cases", ["matter"], unique=False)
    op.create_index("ix_cases_number", "cases", ["number"], unique=False)
    op.create_table(
        "case_readers",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("case_id", "key", name="pk_case_readers"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_readers_key_opened_at_case_id", "case_readers", ["key", "opened_at", "case_id"])
    op.create_table(
        "matters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_matters"),
        sqlite_strict=True,
    )
    op.create_table(
        "streams",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_streams"),
        sqlite_strict=True,
    )


def _organisation() -> None:
    for name in ("organs", "offices", "posts", "areas", "delegations"):
        op.create_table(
            name,
            sa.Column("position", _NUMBER, nullable=False),
            sa.Column("body", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("position", name=f"pk_{name}"),
            sqlite_strict=True,
        )


def _books() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organ", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
        sqlite_strict=True,
    )
    op.create_table(
        "definitions",
        sa.Column("position", _NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("workflow", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_definitions"),
        sa.UniqueConstraint("digest", name="uq_definitions_digest"),
        sa.UniqueConstraint("workflow", "version", name="uq_definitions_workflow_version"),
        sqlite_strict=True,
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("secret_hash", name="uq_tokens_secret_hash"),
        sqlite_strict=True,
    )
    op.create_table(
        "numbers",
        sa.Column("organ", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", _NUMBER, nullable=False),
        sa.Column("last", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("organ", "series", "year", name="pk_numbers"),
        sqlite_strict=True,
    )
    op.create_table(
        "outside_sheets",
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("body", "number", name="pk_outside_sheets"),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_rows",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_ledger_rows"),
        sqlite_strict=True,
    )
    op.create_table(
        "refusal_tally",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("minute", sa.Text(), nullable=False),
        sa.Column("count", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("key", "minute", name="pk_refusal_tally"),
        sqlite_strict=True,
    )

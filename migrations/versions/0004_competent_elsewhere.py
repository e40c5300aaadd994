"""An index on the cases that lie elsewhere than with their competent organ, for when that one is reorganised."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ELSEWHERE = sa.text("competent != organ")


def upgrade() -> None:
    """Make the index."""
    columns = ["competent", "opened_at", "id"]
    name = "ix_cases_competent_elsewhere"
    op.create_index(name, "cases", columns, sqlite_where=_ELSEWHERE, postgresql_where=_ELSEWHERE)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_cases_competent_elsewhere", table_name="cases")

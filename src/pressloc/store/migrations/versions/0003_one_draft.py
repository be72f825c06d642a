"""A draft stands in one place, the table of drafts; targets no longer carry a copy of it.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text(
        "INSERT INTO draft (segment_id, lang, who, text, base_text, base_revision, at) "
        "SELECT t.segment_id, t.lang, t.draft_by, t.draft, t.text, t.revision, t.updated_at FROM target t "
        "WHERE t.draft IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM draft d WHERE d.segment_id = t.segment_id AND d.lang = t.lang)"
    ))  # fmt: skip
    op.drop_column("target", "draft")
    op.drop_column("target", "draft_by")


def downgrade() -> None:
    op.add_column("target", sa.Column("draft", sa.Text(), nullable=True))
    op.add_column("target", sa.Column("draft_by", sa.String(length=255), nullable=False, server_default=""))

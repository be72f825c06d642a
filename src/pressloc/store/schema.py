"""The tables. Times are UTC, ISO 8601 with milliseconds, as text: the same in SQLite and PostgreSQL, and sortable."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0003"  # the newest migration in store/migrations/versions

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(255), nullable=False, unique=True),
    Column("path", Text, nullable=False, default=""),
    Column("format", String(32), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("targets", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("added_by", String(255), nullable=False, default=""),
    Column("reviewer", String(255), nullable=False, default=""),
    Column("deadline", String(32), nullable=False, default=""),
    Column("embargo", String(32), nullable=False, default=""),
)

segment = Table(
    "segment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("key", String(255), nullable=False),
    Column("unit", String(255), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("codes", Text, nullable=False, default="[]"),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Column("previous_text", Text, nullable=True),
    UniqueConstraint("article_id", "key"),
    Index(None, "article_id", "ordinal"),
)

target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("text", Text, nullable=False, default=""),
    Column("state", String(16), nullable=False, default="initial"),
    Column("origin", String(8), nullable=False, default="none"),
    Column("match", Integer, nullable=False, default=0),
    Column("signature", Text, nullable=False, default=""),
    Column("score", Float, nullable=True),
    Column("machine_text", Text, nullable=True),
    Column("terms", Text, nullable=False, default="[]"),
    Column("findings", Text, nullable=False, default="[]"),
    Column("stale", Boolean, nullable=False, default=False),
    Column("revision", Integer, nullable=False, default=1),
    Column("updated_at", String(32), nullable=False),
    Column("updated_by", String(255), nullable=False, default=""),
    UniqueConstraint("segment_id", "lang"),
    CheckConstraint("state IN ('initial','translated','reviewed','final')", name="state"),
    CheckConstraint("origin IN ('tm','mt','copy','human','none')", name="origin"),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", String(255), nullable=False),
    Column("action", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("origin", String(8), nullable=False),
    Column("signature", Text, nullable=False, default=""),
    Column("note", Text, nullable=False, default=""),
    Index(None, "segment_id", "lang"),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "segment_id"),
)

waiver = Table(
    "waiver",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("check_id", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", String(255), nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "segment_id", "lang"),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("who", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("base_text", Text, nullable=False, default=""),
    Column("base_revision", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("segment_id", "lang", "who"),
)

memory = Table(
    "memory",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_lang", String(8), nullable=False),
    Column("target_lang", String(8), nullable=False),
    Column("key", String(64), nullable=False),
    Column("context", String(64), nullable=False, default=""),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("origin", String(255), nullable=False, default=""),
    Column("at", String(32), nullable=False),
    Column("who", String(255), nullable=False, default=""),
    UniqueConstraint("source_lang", "target_lang", "key", "context"),
)

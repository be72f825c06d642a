"""The project store: articles, segments, states, history (SQLAlchemy Core, Alembic)."""

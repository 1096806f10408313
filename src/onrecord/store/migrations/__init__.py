"""Alembic's migrations: one module in `versions` a change of the schema."""

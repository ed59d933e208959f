"""Alembic's migrations of the record, run by `cairn.record.schema`."""

"""The filing room: tables, unit of work, vault and read side, on SQLite and PostgreSQL."""

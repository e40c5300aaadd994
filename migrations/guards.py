"""Triggers that refuse to change or drop entries of the register: seat-belts, not evidence.

Who owns the file or the table can take them off, and verification finds what he then does. What they stop is an
honest mistake, and a program that was talked into writing elsewhere. Released text is never edited: a later revision
replaces a guard by one of its own.
"""

from typing import Final

SQLITE: Final = (
    """CREATE TRIGGER register_entry_no_update BEFORE UPDATE ON register_entry
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END""",
    """CREATE TRIGGER register_entry_no_delete BEFORE DELETE ON register_entry
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END""",
    # INSERT OR REPLACE deletes the row in its way, and tells no delete trigger under SQLite's default settings:
    # so an insert that would meet a row is refused before anything is deleted.
    """CREATE TRIGGER register_entry_no_replace BEFORE INSERT ON register_entry
    WHEN EXISTS (SELECT 1 FROM register_entry WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM register_entry WHERE actor = NEW.actor AND command = NEW.command
                 AND NEW.command IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END""",
    """CREATE TRIGGER register_entry_no_gap BEFORE INSERT ON register_entry
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM register_entry WHERE stream = NEW.stream)
    BEGIN SELECT RAISE(ABORT, 'a stream of the register has no gaps and no second entry in one place'); END""",
)

POSTGRESQL: Final = (
    """CREATE FUNCTION register_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the register is append-only' USING ERRCODE = 'insufficient_privilege'; END $$""",
    """CREATE TRIGGER register_entry_no_change BEFORE UPDATE OR DELETE ON register_entry
    FOR EACH ROW EXECUTE FUNCTION register_entry_refuse()""",
    """CREATE TRIGGER register_entry_no_truncate BEFORE TRUNCATE ON register_entry
    FOR EACH STATEMENT EXECUTE FUNCTION register_entry_refuse()""",
    # ALWAYS: also for a session that calls itself a replica, in which ordinary triggers are silent.
    "ALTER TABLE register_entry ENABLE ALWAYS TRIGGER register_entry_no_change",
    "ALTER TABLE register_entry ENABLE ALWAYS TRIGGER register_entry_no_truncate",
)

XID: Final = "ALTER TABLE register_entry ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
"""The transaction that wrote an entry: sealing stays below the snapshot horizon by it."""

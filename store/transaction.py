"""The transaction that the engine sees: `engine.ports.Transaction`, whole."""

from store.lists import Lists


class SqlTransaction(Lists):
    """Cases and streams (`casework`), the smaller books, the organisation, and lists, in one database transaction."""

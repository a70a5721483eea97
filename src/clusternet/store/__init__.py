"""The store: everything that sources gave, in one DuckDB file that any tool can read."""

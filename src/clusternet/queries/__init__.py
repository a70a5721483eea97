"""Questions put to tables: tables in, tables out, on whatever engine holds them."""

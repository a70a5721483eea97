"""How well duplicates are found: against pairs judged by reading, and against planted ones."""

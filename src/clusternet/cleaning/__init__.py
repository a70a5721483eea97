"""Cleaners: one per kind of value, each from the text of one cell to its value or a reason why not."""

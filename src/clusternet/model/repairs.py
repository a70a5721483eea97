"""Rows set aside, written out to be repaired and read again: where they lie and what stands before each.

A folder ``repaired`` inside a source holds tables of the contract, whatever the source looks like. Before the
columns of the contract stand those below, which say why the row was set aside and which row it was.
"""

REPAIRED = "repaired"

WHY = "rejected_why"
RULE = "rejected_rule"
MARK = "rejected_row"  # tells one text of a row from another, wherever it stands
REASONS = (WHY, "rejected_file", "rejected_line", "rejected_column", "rejected_value", RULE, MARK)

# Such a row has lost what said which text belongs in which column. Nobody but its reader can tell whether it
# is right again, and says so by emptying its `RULE`.
SIGNED_OFF = frozenset({"extra_field", "missing_field", "encoding"})

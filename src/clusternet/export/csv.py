"""Tables of results as CSV: UTF-8, commas, LF, point decimals, unknown empty, numbers in full."""

from clusternet.export.guard import guarded
from clusternet.findings.table import ResultTable


def render_csv(table: ResultTable) -> str:
    """Return the table as CSV text, with nothing in it that a spreadsheet would run."""
    return str(guarded(table.frame).to_csv(index=False, lineterminator="\n"))

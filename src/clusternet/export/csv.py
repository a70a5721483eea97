"""Tables of results as CSV: UTF-8, commas, LF, point decimals, unknown empty, numbers in full."""

from clusternet.export.guard import guarded
from clusternet.findings.table import ResultTable


def render_csv(table: ResultTable) -> str:
    """Return the table as CSV text.

    Texts that a spreadsheet would run as a formula get an apostrophe in front.
    """
    frame = guarded(table.frame)
    for name in [str(name) for name in frame.columns if frame[name].dtype == "bool"]:
        frame[name] = frame[name].map({True: "true", False: "false"})
    return str(frame.to_csv(index=False, lineterminator="\n"))

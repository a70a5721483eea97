"""Brokerage roles by R's package sna, where it is installed, timed inside R: starting it costs nothing."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.engines import SelfTimed, groups
from benchmarks.generated import Incidence

SCRIPT = """
suppressMessages(library(sna))
folder <- commandArgs(TRUE)[1]
ties <- as.matrix(read.csv(file.path(folder, "ties.csv"), header = FALSE))
groups <- scan(file.path(folder, "groups.csv"), quiet = TRUE)
edges <- structure(cbind(ties, 1), n = length(groups))    # the form that sna works on
taken <- system.time(roles <- brokerage(edges, groups))
write.table(roles$raw.nli[, 1:5], file.path(folder, "roles.csv"), row.names = FALSE, col.names = FALSE)
cat(taken[["user.self"]] + taken[["sys.self"]])
"""


def installed() -> bool:
    """Say whether R and its package are there."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return False
    asked = [rscript, "-e", "quit(status = !requireNamespace('sna', quietly = TRUE))"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def brokerage(ties: Incidence) -> SelfTimed:
    """Count brokerage roles; R computes their expectations and z as well."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = ties.tocoo()
        np.savetxt(folder / "ties.csv", np.column_stack((pairs.row, pairs.col)) + 1, fmt="%d", delimiter=",")
        np.savetxt(folder / "groups.csv", groups(ties.shape[0]), fmt="%d")
        (folder / "script.R").write_text(SCRIPT)
        asked = [str(shutil.which("Rscript")), str(folder / "script.R"), name]
        done = subprocess.run(asked, check=True, capture_output=True, text=True)
        return SelfTimed(result=np.loadtxt(folder / "roles.csv", ndmin=2), seconds=float(done.stdout))

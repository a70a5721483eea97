"""The networks that are measured: open data where they lie, else generated ones."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from benchmarks.generated import Incidence, generate

REAL = {"Horizon 2020, state of December 2020": "h2020-2020", "Seventh Framework Programme": "fp7"}
OPEN_DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "cordis"
"""Where open data lie beside a checkout; another folder is given with --data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Who takes part in what, and what it is called."""

    name: str
    incidence: Incidence

    @property
    def size(self) -> str:
        """How large it is, in words."""
        organizations = np.count_nonzero(np.diff(self.incidence.indptr))
        projects = np.unique(self.incidence.indices).size
        return (
            f"{organizations:,} organizations, {projects:,} projects, {self.incidence.nnz:,} participations"
        )


def real(folder: Path, name: str) -> Network:
    """Read one of the two programmes from a folder of open data."""
    from clusternet import open_source

    network = open_source(folder / REAL[name]).subject().network
    return Network(name=name, incidence=csr_array(network.incidence))


def available(folder: Path) -> tuple[str, ...]:
    """Name the programmes whose files are there."""
    return tuple(name for name, below in REAL.items() if (folder / below).is_dir())


def generated(scale: float) -> Network:
    """Draw a network; one with the same scale is the same."""
    return Network(name=f"generated, scale {scale:g}", incidence=generate(scale))

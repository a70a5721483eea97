"""A table of results with a column of every kind."""

import numpy as np
import pandas as pd
import pytest
from babel import Locale

from clusternet.findings.provenance import InputFile, Provenance
from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultNumber, ResultTable
from clusternet.language.catalog import Catalog, catalog

NASTY = [
    "</script><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "[bold]x[/] [link=file:///]",
    'Uno, "due"; tre',
    "due\nrighe\r\ne\rtre",
    "",
]


@pytest.fixture
def table():
    """Six rows: nasty names, unknowns, yes and no, numbers that need all their digits."""
    frame = pd.DataFrame(
        {
            "organization_id": pd.array([f"o{row}" for row in range(6)], dtype="string"),
            "name": pd.array([*NASTY[:5], None], dtype="string"),
            "cluster": pd.array(["a;b", "NA", "null", "-1", "+39", "@x"], dtype="string"),
            "degree": np.arange(6),
            "strength": [0.1 + 0.2, np.nan, 1e-17, 1e20, -2.5, 3.0],
            "partners": pd.array([1, None, 3, 4, 5, 6], dtype="Int64"),
            "manages": pd.array([True, False, None, True, False, True], dtype="boolean"),
            "small": [True, False, True, True, False, True],
        }
    )
    return ResultTable(
        name="centrality",
        columns=tuple(ResultColumn(name=name, unit="x") for name in frame.columns),
        frame=frame,
        n=6,
        summary=(ResultNumber(name="spread", value=0.1 + 0.2, unit="index"),),
        caveats=(Sentence("caveat.isolated", {"n": 2, "of": 6}),),
    )


@pytest.fixture
def provenance():
    return Provenance(
        version="1.2.3", inputs=(InputFile(file="a.csv", sha256="0f", layout="folder"),), seed=7
    )


@pytest.fixture
def texts(table):
    """A catalog that defines every column and number of the table."""
    defined = {f"column.{table.name}.{column.name}": f"What {column.name} is." for column in table.columns}
    defined[f"summary.{table.name}.spread"] = "What spread is."
    return Catalog("en", Locale.parse("en_GB"), {**catalog("en").entries, **defined})

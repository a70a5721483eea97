"""A table of results with a column of every kind."""

import numpy as np
import pandas as pd
import pytest

from clusternet.findings.sentence import Sentence
from clusternet.findings.table import ResultColumn, ResultTable

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
        caveats=(Sentence("caveat.isolated", {"n": 2, "of": 6}),),
    )

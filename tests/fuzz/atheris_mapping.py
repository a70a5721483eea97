"""Coverage-guided fuzzing of mapping files, each of which then reads one small table.

Half of the inputs are bytes as they come, half lines and values of a mapping put together as the bytes say.
Not collected by pytest; CONTRIBUTING.md says how to run it.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["clusternet.ingest", "clusternet.cleaning"]):
    from clusternet.exceptions import ClusternetError
    from clusternet.ingest.source import read_source

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
(FOLDER / "t.csv").write_text("a,b,c\n1,Alfa,2019\n2,Beta;Gamma,03/05/2019\n,x,1.234\n2,Beta,\n")
(FOLDER / "u.csv").write_text("a,d\n1,x\n3,\n")
LINES = """\
schema = 1
name = "m"
[[file]]
match = "t.csv"
[[file.table]]
table = "organizations"
[file.table.columns]
table = "projects"
table = "register"
table = "agreements"
organization_id =
project_id =
register_id =
agreement_id =
organizations =
name =
founded =
funding_eur =
topics =
is_sme =
country =
kind =
size =
dialect =
missing =
may_lack =
join =
where =
unless =
repeats =
id_prefix =
sheet =
license =
match =
[file.table.columns.kind.values]
"Beta" =""".splitlines()
VALUES = """\
{ column = "a" }
{ column = ["b", "a"] }
{ column = "c", clean = "date" }
{ column = "c", clean = "money" }
{ column = "b", split = ";" }
{ column = "b", split = ";", keep = "last" }
{ column = "b", values = { Beta = "company", "*" = "" } }
{ column = "d" }
{ constant = "x" }
{ heading = 2 }
{ delimiter = "a", quote = "" }
{ dates = "excel", decimal = "," }
{ encoding = "utf-16" }
{ format = "parquet" }
{ file = "u.csv", on = "a" }
{ a = ["1", ""] }
{ organization_id = "x:" }
["a", "d"]
"first"
"*.csv"
""
1
[]
{}
true""".splitlines()


def mapping_of(data: bytes) -> bytes:
    """Put a mapping together, a line for every two bytes, unless the bytes shall stand as they are."""
    if not data or data[0] % 2:
        return data[1:]
    lines = LINES[:7]
    for line, value in zip(data[1::2], data[2::2], strict=False):
        start = LINES[line % len(LINES)]
        lines.append(f"{start} {VALUES[value % len(VALUES)]}" if start.endswith("=") else start)
    return "\n".join(lines).encode()


def one_input(data: bytes) -> None:
    """Read a table by a mapping file."""
    mapping = FOLDER / "m.toml"
    mapping.write_bytes(mapping_of(data))
    try:
        found = read_source(FOLDER, mapping=mapping)
    except ClusternetError as error:
        if "\n" in str(error) or not str(error).endswith("."):
            raise AssertionError(f"no sentence: {error}") from error
        return
    for file in found.inputs:
        if file.rows_read != file.rows_loaded + file.rows_set_aside + file.rows_duplicate:
            raise AssertionError(f"rows were lost: {file}")


atheris.Setup(sys.argv, one_input)
atheris.Fuzz()

"""Organizations with their names cleaned, as a table that another matcher can start from.

python -m benchmarks.identity.names SOURCE TABLE.parquet
"""

import sys
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet


def write_names(source: Path, table: Path) -> None:
    """Write names, cities, countries and short names as our own matcher compares them, legal forms set aside.

    Organizations whose name says nothing (half of the Horizon 2020 edition have their number for a name) have
    none.
    """
    from clusternet.identity.known import known_of
    from clusternet.ingest.source import read_source

    tables = read_source(source).tables
    known = known_of(tables["organizations"].sort_by("organization_id"), tables["aliases"])
    short: dict[str, str] = {}
    for row in tables["aliases"].to_pylist():
        short.setdefault(row["organization_id"], row["alias"].casefold())
    ids = known.ids.tolist()
    columns = {
        "unique_id": ids,
        "name": [key or None for key in known.names.keys.tolist()],
        "city": [city or None for city in known.facts["city"].tolist()],
        "country": [country or None for country in known.facts["country"].tolist()],
        "short_name": [short.get(one) for one in ids],
    }
    parquet.write_table(
        pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), table
    )


if __name__ == "__main__":
    write_names(Path(sys.argv[1]), Path(sys.argv[2]))

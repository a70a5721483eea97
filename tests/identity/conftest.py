"""Small datasets as text, and the pairs found in them."""

import pytest

from clusternet.identity.matching import matched_pairs
from clusternet.ingest.folder import read_folder

NOBODY = {
    "projects": "project_id\n",
    "participations": "project_id,organization_id\n",
    "clusters": "cluster_id,name\n",
}


@pytest.fixture(scope="session")
def tables_of(tmp_path_factory):
    """Read a dataset given as CSV text by table, every row of which must hold; tables left out are empty."""

    def read(**tables):
        folder = tmp_path_factory.mktemp("dataset")
        for name, text in (NOBODY | tables).items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        dataset = read_folder(folder)
        assert not dataset.rejected
        return dataset.tables

    return read


@pytest.fixture(scope="session")
def match(tables_of):
    """Return the pairs found among organizations, by their ids."""

    def pairs(organizations, apart=(), **tables):
        found = matched_pairs(tables_of(organizations=organizations, **tables), apart).to_pylist()
        return {(pair["organization_a"], pair["organization_b"]): pair for pair in found}

    return pairs

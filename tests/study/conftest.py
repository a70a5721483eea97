"""Small datasets whose answers can be worked out by hand."""

import ibis
import pytest

from clusternet.ingest.folder import read_folder
from clusternet.model.dataset import DatasetCard
from clusternet.queries.scope import ScopeOptions
from clusternet.study.subject import subject

TITLE = {"en": "test", "it": "prova"}


@pytest.fixture
def asked_of(tmp_path):
    """Build the subject of a dataset given as CSV text by table, every row of which must hold."""

    def build(options: ScopeOptions | None = None, *, region: str = "", **tables: str):
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        dataset = read_folder(tmp_path)
        assert not dataset.rejected
        connection = ibis.duckdb.connect()
        return subject(
            {name: connection.create_table(name, table) for name, table in dataset.tables.items()},
            DatasetCard(title=TITLE, region=region),
            options,
        )

    return build


TWO_CLUSTERS_ONE_PARTNER = {
    # Members of a: 0, 1, 2; of b: 2, 3, 4; organization 5 is a partner; p2 links the clusters only through 2.
    "clusters": "cluster_id,name,kind,theme\na,Alpha,cluster,textiles\nb,Beta,platform,\n",
    "organizations": (
        "organization_id,name,kind,is_sme,country\n"
        "0,Zero,company,true,IT\n1,One,university,false,IT\n2,Two,company,,FR\n"
        "3,Three,research,false,\n4,Four,,,IT\n5,Five,company,true,UK\n6,Six,company,true,ES\n"
    ),
    "memberships": "organization_id,cluster_id\n0,a\n1,a\n2,a\n2,b\n3,b\n4,b\n",
    "projects": "project_id,title\np0,\np1,\np2,\np3,\np4,nobody known\n",
    "participations": (
        "project_id,organization_id\np0,0\np0,1\np0,2\np1,1\np1,2\np1,3\np2,2\np2,5\np3,3\np3,4\n"
    ),
}


@pytest.fixture
def two_clusters_one_partner(asked_of):
    return asked_of(**TWO_CLUSTERS_ONE_PARTNER)


@pytest.fixture
def run_by_organization_two(asked_of):
    """The same, but organization 2 manages b, and p4 names a."""
    return asked_of(
        **TWO_CLUSTERS_ONE_PARTNER
        | {
            "memberships": "organization_id,cluster_id,role\n0,a,\n1,a,\n2,a,\n2,b,manager\n3,b,\n4,b,\n",
            "project_clusters": "project_id,cluster_id\np4,a\np0,a\n",
            "figures": (
                "subject_kind,subject,indicator,value,unit,qualifier\n"
                "cluster,a,members,6,organizations,exact\ncluster,a,members,4,organizations,about\n"
                "system,all,members,99,organizations,exact\n"
            ),
        }
    )


@pytest.fixture
def no_clusters(asked_of):
    kept = ("organizations", "projects", "participations")
    return asked_of(**{name: TWO_CLUSTERS_ONE_PARTNER[name] for name in kept})

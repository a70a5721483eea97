"""A small dataset, written as a person would: 2 clusters, 4 organizations, 3 projects."""

import csv

import pytest

SMALL = {
    "clusters": "cluster_id,name,kind\nair,Aerospace,cluster\nbio,Bioeconomy,cluster\n",
    "organizations": (
        "organization_id,name,kind,country\n"
        "o1,Alfa,company,IT\n"
        "o2,Beta,university,IT\n"
        "o3,Gamma,company,FR\n"
        "o4,Delta,company,NA\n"
    ),
    "memberships": "organization_id,cluster_id,role\no1,air,member\no2,air,\no2,bio,member\no3,bio,manager\n",
    "projects": "project_id,title,start_date\np1,First,2015\np2,Second,2018-05\np3,Third,2022-01-31\n",
    "participations": (
        "project_id,organization_id,role\np1,o1,coordinator\np1,o2,\np2,o2,\np2,o3,\np3,o1,\np3,o4,\n"
    ),
}


@pytest.fixture
def dataset(tmp_path):
    """Write a dataset folder: tables as text, bytes or rows, None to leave one out; its dataset.toml."""

    def write(card=None, **tables):
        folder = tmp_path / "small"
        folder.mkdir(exist_ok=True)
        if card is not None:
            (folder / "dataset.toml").write_text(card, encoding="utf-8")
        for name, content in (SMALL | tables).items():
            path = folder / f"{name}.csv"
            if isinstance(content, str):
                path.write_bytes(content.encode())
            elif isinstance(content, bytes):
                path.write_bytes(content)
            elif content is not None:
                with path.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(content)
        return folder

    return write

"""What is said to be planted is planted: no more, no less, and where it is said to be."""

import csv
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from clusternet.ingest.folder import read_folder
from clusternet.ingest.simulated.bad_rows import bad_rows
from clusternet.ingest.simulated.region import made_up_region
from clusternet.language.catalog import catalog
from clusternet.study.bridges import bridges
from clusternet.workflow.simulate import simulate
from clusternet.workflow.sources import open_source

RULES = {key.removeprefix("rule.") for key in catalog("en").entries if key.startswith("rule.")}
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "simulate.md"
SIMULATE = """
import sys
from pathlib import Path
from clusternet.workflow.simulate import simulate
simulate(Path(sys.argv[1]), seed=3, scale=0.3)
"""


def truth(folder, name):
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("made-up") / "region"
    simulate(place, seed=3, scale=0.3)
    return place


@pytest.mark.parametrize(("seed", "scale"), [(0, 1.0), (1, 0.05), (2, 0.05), (3, 0.05), (4, 0.1), (5, 0.2)])
def test_what_is_set_aside_is_what_was_planted(tmp_path, seed, scale):
    simulate(tmp_path / "region", seed=seed, scale=scale)
    found = read_folder(tmp_path / "region")
    planted = [
        (row["file"], int(row["line"]), row["column"], row["rule"])
        for row in truth(tmp_path / "region", "rejected_rows")
    ]
    assert sorted((row.file, row.line, row.column, row.rule) for row in found.rejected) == sorted(planted)
    assert {rule for *_, rule in planted} == RULES
    assert found.unread == ()
    assert sum(file.rows_duplicate for file in found.inputs) == 0


def test_good_rows_are_those_of_the_region(folder):
    region = made_up_region(seed=3, scale=0.3)
    read = read_folder(folder).tables
    for name, make in region.tables.items():
        made = make()
        assert read[name].num_rows == made.num_rows
        key = made.column_names[0]
        assert read[name][key].to_pylist() == made[key].to_pylist()


def test_without_errors_nothing_is_set_aside_and_the_rest_is_the_same(folder, tmp_path):
    simulate(tmp_path / "clean", seed=3, scale=0.3, errors=False)
    clean, other = read_folder(tmp_path / "clean"), read_folder(folder)
    assert len(clean.rejected) == 0
    assert truth(tmp_path / "clean", "rejected_rows") == []
    for name, table in clean.tables.items():
        assert table.drop_columns(["__line__"]).equals(other.tables[name].drop_columns(["__line__"]))
    for name in ("brokers", "provinces", "duplicates"):
        assert truth(tmp_path / "clean", name) == truth(folder, name)


def test_a_row_whose_id_is_the_fault_stands_behind_the_one_that_has_it_by_right():
    rows = made_up_region(seed=0, scale=0.05).tables["projects"]()
    ids = rows["project_id"].to_pylist()
    for seed in range(20):
        again = [
            row
            for row in bad_rows("projects", rows, 3, np.random.default_rng(seed))
            if row.rule == "duplicate_id"
        ]
        assert len(again) == 3
        assert all(ids.index(row.cells[0]) < row.place <= len(ids) for row in again)


@pytest.mark.parametrize(("seed", "scale"), [(0, 0.05), (1, 0.1), (2, 0.3)])
def test_the_planted_brokers_stand_between_most_members_of_different_clusters(tmp_path, seed, scale):
    simulate(tmp_path / "region", seed=seed, scale=scale)
    planted = truth(tmp_path / "region", "brokers")
    found = bridges(open_source(tmp_path / "region").subject(), top=4).brokers
    assert {broker.organization_id for broker in found[:3]} == {row["organization_id"] for row in planted}
    assert found[3].between < 0.6 * found[2].between
    for row in planted:
        (broker,) = [one for one in found if one.organization_id == row["organization_id"]]
        assert (str(broker.projects), broker.clusters) == (row["projects"], (row["cluster_id"],))


def test_brokers_are_in_the_projects_that_are_listed_and_those_cross_clusters(folder):
    tables = read_folder(folder).tables
    memberships = tables["memberships"].to_pylist()
    clusters_of = {}
    for row in memberships:
        if row["role"] in ("member", "founder", "signatory", "manager"):
            clusters_of.setdefault(row["organization_id"], set()).add(row["cluster_id"])
    counted = {row["cluster_id"] for row in tables["clusters"].to_pylist() if row["kind"] != "predecessor"}
    participants = {}
    for row in tables["participations"].to_pylist():
        participants.setdefault(row["project_id"], set()).add(row["organization_id"])
    for row in truth(folder, "brokers"):
        own = {row["cluster_id"]}
        projects = {name for name, who in participants.items() if row["organization_id"] in who}
        assert projects == set(row["project_ids"].split(";"))
        assert len(projects) == int(row["projects"])
        met = {
            project: {
                cluster
                for other in participants[project] - {row["organization_id"]}
                for cluster in clusters_of.get(other, set()) & counted - own
            }
            for project in projects
        }
        assert sum(bool(clusters) for clusters in met.values()) == int(row["cross_cluster_projects"]) >= 3
        assert set().union(*met.values()) == set(row["clusters_met"].split(";"))


def rate_ratio(region):
    """Return the lowered province's rate over that of the others, same size and sector, with its interval.

    Mantel and Haenszel's estimate, the variance of Greenland and Robins (1985), Biometrics 41, 55-68.
    """
    register, organizations = region.tables["register"](), region.tables["organizations"]()
    taking_part = region.tables["participations"]()["organization_id"].combine_chunks()
    active = organizations.filter(pc.is_in(organizations["organization_id"], value_set=taking_part))[
        "vat_number"
    ]
    part = pc.is_in(register["vat_number"], value_set=active.combine_chunks()).to_numpy(zero_copy_only=False)
    provinces = region.truth["provinces"].to_pylist()
    (lowered,) = [row for row in provinces if row["relative_rate"] != "1"]
    here = pc.equal(register["province"], lowered["province"]).to_numpy(zero_copy_only=False)
    assert int(part[here].sum()) == int(lowered["participants"])
    labels = pc.binary_join_element_wise(
        *(register[name].combine_chunks() for name in ("size", "sector")), "|"
    )
    stratum = labels.dictionary_encode().indices.to_numpy()
    a, n1, c, n0 = (np.bincount(stratum, mask) for mask in (here & part, here, ~here & part, ~here))
    n = n1 + n0
    above, below = (a * n0 / n).sum(), (c * n1 / n).sum()
    variance = (((a + c) * n1 * n0 - a * c * n) / n**2).sum() / (above * below)
    spread = np.exp(1.96 * np.sqrt(variance))
    ratio = above / below
    return ratio, ratio / spread, ratio * spread


def test_one_province_takes_part_six_tenths_as_often_given_size_and_sector():
    found = [rate_ratio(made_up_region(seed=seed)) for seed in range(20)]
    assert sum(low <= 0.6 <= high for _, low, high in found) >= 17  # below 17 of 20 at 95 %: one in 60
    assert np.mean([ratio for ratio, _, _ in found]) == pytest.approx(0.6, abs=0.05)
    assert sum(high < 1 for _, _, high in found) >= 17


def test_the_province_is_not_always_the_same():
    lowered = {
        row["province"]
        for seed in range(12)
        for row in made_up_region(seed=seed, scale=0.05).truth["provinces"].to_pylist()
        if row["relative_rate"] == "0.6"
    }
    assert lowered == {"CN", "AL", "NO"}


def test_participants_of_other_provinces_are_as_many_as_their_rates_say():
    rows = made_up_region(seed=0, scale=3).truth["provinces"].to_pylist()
    for row in rows:
        expected = float(row["relative_rate"]) * float(row["expected_at_rate_1"])
        assert abs(int(row["participants"]) - expected) < 4 * np.sqrt(expected)


def plain(name):
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()


def test_duplicates_are_written_as_is_said(folder):
    tables = read_folder(folder).tables
    rows = {row["organization_id"]: row for row in tables["organizations"].to_pylist()}
    planted = truth(folder, "duplicates")
    assert len(planted) == round(0.05 * (len(rows) - len(planted)))
    edits = Counter(row["edit"] for row in planted)
    assert set(edits) == {"legal_form", "case_and_accents", "typo", "city"}
    assert max(edits.values()) - min(edits.values()) <= 1
    assert Counter(row["shares_identifier"] for row in planted)["true"] == pytest.approx(
        len(planted) / 2, abs=1
    )
    assert not {row["organization_id"] for row in planted} & {row["duplicate_of"] for row in planted}
    for row in planted:
        copy, original = rows[row["organization_id"]], rows[row["duplicate_of"]]
        assert (copy["name"], original["name"]) == (row["name"], row["name_of_original"])
        assert copy["name"] != original["name"]
        if row["shares_identifier"] == "true":
            assert copy["vat_number"] == original["vat_number"] is not None
        else:
            assert copy["vat_number"] is None
        if row["edit"] == "case_and_accents":
            assert copy["name"] == plain(original["name"])
        elif row["edit"] == "city":
            assert copy["name"] == f"{original['name']} ({original['province'] or original['country']})"
        elif row["edit"] == "typo":
            assert Counter(copy["name"]) == Counter(original["name"])
            assert sum(one != other for one, other in zip(copy["name"], original["name"], strict=True)) == 2
        else:
            assert copy["name"].split()[:3] == original["name"].split()[:3]
            assert original["legal_form"] not in copy["name"]


def test_originals_and_duplicates_both_take_part_but_never_together(folder):
    taking_part = {}
    for row in read_folder(folder).tables["participations"].to_pylist():
        taking_part.setdefault(row["organization_id"], set()).add(row["project_id"])
    for row in truth(folder, "duplicates"):
        copy, original = taking_part[row["organization_id"]], taking_part[row["duplicate_of"]]
        assert copy
        assert original
        assert not copy & original


def test_nobody_else_stands_there_twice(folder):
    planted = {row["organization_id"] for row in truth(folder, "duplicates")}
    own = [
        row
        for row in read_folder(folder).tables["organizations"].to_pylist()
        if row["organization_id"] not in planted
    ]
    assert len({plain(row["name"]) for row in own}) == len(own)
    numbers = [row["vat_number"] for row in own if row["vat_number"]]
    assert len(set(numbers)) == len(numbers)


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path, folder):
    for hash_seed in ("1", "2"):
        place = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-c", SIMULATE, str(place)],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            check=True,
        )
        assert everything(place) == everything(folder)


@pytest.mark.parametrize("page", ["folder", "documentation"])
def test_columns_of_the_truth_are_described(folder, page):
    text = (folder / "README.md" if page == "folder" else DOCUMENTATION).read_text(encoding="utf-8")
    evident = {
        "organization_id",
        "name",
        "projects",
        "province",
        "nuts3",
        "firms",
        "name_of_original",
        "size",
        "sector",
        "rate",
    }
    for path in (folder / "truth").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{path.name}` |")]
        wanted = {*heading} - (evident if page == "folder" else set())
        assert all(f"`{column}`" in row for column in wanted), (path.name, heading)


def test_a_table_of_two_batches_has_its_bad_rows_where_they_are_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr("clusternet.export.delimited._ROWS_AT_ONCE", 97)
    simulate(tmp_path / "region", seed=1, scale=0.05)
    found = read_folder(tmp_path / "region")
    planted = [(row["file"], int(row["line"])) for row in truth(tmp_path / "region", "rejected_rows")]
    assert sorted((row.file, row.line) for row in found.rejected) == sorted(planted)
    assert isinstance(found.tables["register"], pa.Table)

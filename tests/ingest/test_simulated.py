"""The made-up region has the size and the shape that are published, and says that it is made up."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from clusternet.cleaning.identifiers import clean_vat
from clusternet.cleaning.places import italian_provinces
from clusternet.cleaning.regions import provinces_of
from clusternet.exceptions import UnknownName
from clusternet.ingest.simulated.region import made_up_region
from clusternet.ingest.simulated.sizes import sizes_at

PIEDMONT = {"TO", "CN", "AL", "NO", "AT", "BI", "VC", "VB"}
AFFILIATING = ["member", "founder", "signatory", "manager"]


class Tables:
    """The tables of a region, each made once."""

    def __init__(self, seed, scale):
        self.region = made_up_region(seed=seed, scale=scale)
        self._made = {}

    def __getitem__(self, name):
        if name not in self._made:
            self._made[name] = self.region.tables[name]()
        return self._made[name]

    def only(self, name, **values):
        table = self[name]
        for column, wanted in values.items():
            table = table.filter(pc.is_in(table[column], value_set=pa.array(wanted, pa.string())))
        return table

    def members(self):
        counted = self.only("clusters", kind=["cluster", "platform"])["cluster_id"].to_pylist()
        return self.only("memberships", role=AFFILIATING, cluster_id=counted)["organization_id"].unique()

    def participants(self):
        projects = self.only("projects", kind=["project"])["project_id"].to_pylist()
        return self.only("participations", project_id=projects)


@pytest.fixture(scope="module", params=[(0, 1.0), (1, 1.0), (2, 0.3), (3, 0.05), (4, 3.0)], ids=str)
def made(request):
    seed, scale = request.param
    return Tables(seed, scale)


@pytest.fixture(scope="module")
def whole():
    return Tables(0, 1.0)


def test_a_region_of_scale_one_has_the_published_size():
    sizes = sizes_at(1)
    assert (sizes.members, sizes.smes, sizes.partners, sizes.projects, sizes.register) == (
        1_200,
        840,
        3_000,
        1_200,
        10_000,
    )
    assert sizes_at(10).members == 12_000
    assert sizes_at(0.01) == sizes_at(0.05)


@pytest.mark.parametrize("scale", [0, 0.009, 100.1, -1, float("nan")])
def test_a_scale_beyond_what_is_possible_is_refused(scale):
    with pytest.raises(UnknownName, match=r"There is no region of scale .*: choose from 0\.01 to 100\."):
        made_up_region(seed=0, scale=scale)


def test_counts_are_exact(made):
    sizes = made.region.sizes
    members = made.members()
    assert len(members) == sizes.members
    is_sme = made.only("organizations", organization_id=members.to_pylist())["is_sme"]
    assert is_sme.null_count == 0
    assert pc.sum(pc.equal(is_sme, "true")).as_py() == sizes.smes
    taking_part = made.participants()["organization_id"].unique()
    partners = taking_part.filter(pc.invert(pc.is_in(taking_part, value_set=members)))
    assert len(partners) == sizes.partners + sizes.duplicates
    assert made.only("projects", kind=["project"]).num_rows == sizes.projects
    assert made["register"].num_rows == sizes.register
    assert made["organizations"].num_rows == sizes.members + sizes.partners + sizes.duplicates
    assert len(made.participants()["project_id"].unique()) == sizes.projects


def test_published_figures_are_exact_or_a_little_beside(made):
    members = made.members()
    counted = made.only("clusters", kind=["cluster", "platform"])["cluster_id"].to_pylist()
    system = {
        row["indicator"]: row["value"] for row in made.only("figures", subject_kind=["system"]).to_pylist()
    }
    assert float(system["members"]) == len(members)
    assert float(system["members_sme_share"]) == pytest.approx(70, abs=1.5 / len(members) * 100)
    for cluster in counted:
        rows = made.only("figures", subject=[cluster], indicator=["members"]).to_pylist()
        values = {row["qualifier"]: float(row["value"]) for row in rows}
        of_cluster = made.only("memberships", role=AFFILIATING, cluster_id=[cluster])["organization_id"]
        assert values["exact"] == len(of_cluster.unique())
        assert abs(values["about"] - values["exact"]) <= 0.05 * values["exact"] + 5


def test_seven_clusters_and_a_platform_each_with_who_manages_it(whole):
    assert pc.value_counts(whole["clusters"]["kind"]).to_pylist() == [
        {"values": "cluster", "counts": 7},
        {"values": "platform", "counts": 1},
        {"values": "predecessor", "counts": 4},
    ]
    managers = whole.only("memberships", role=["manager"])
    assert len(managers["organization_id"].unique()) == len(managers["cluster_id"].unique()) == 8
    assert whole["successions"]["successor_id"].to_pylist() == [
        "made-up-cloud-weaving",
        "made-up-cloud-weaving",
        "made-up-moon-farming",
        "made-up-singing-metals",
    ]


def test_members_of_clusters_that_were_succeeded_are_in_the_successor(whole):
    successor = dict(
        zip(
            *(whole["successions"][end].to_pylist() for end in ("predecessor_id", "successor_id")),
            strict=True,
        )
    )
    rows = whole["memberships"].to_pylist()
    belongs = {(row["organization_id"], row["cluster_id"]) for row in rows}
    before = [row for row in rows if row["cluster_id"] in successor]
    assert len(before) > 50
    assert all((row["organization_id"], successor[row["cluster_id"]]) in belongs for row in before)


def test_some_are_in_two_clusters_and_some_in_several_roles(whole):
    rows = whole.only("memberships", role=AFFILIATING)
    current = rows.filter(
        pc.invert(
            pc.is_in(rows["cluster_id"], value_set=whole["successions"]["predecessor_id"].combine_chunks())
        )
    )
    pairs = current.group_by(["organization_id", "cluster_id"]).aggregate([("role", "count")])
    assert pc.sum(pc.greater(pairs["role_count"], 1)).as_py() > 30
    per_member = pairs.group_by("organization_id").aggregate([("cluster_id", "count")])
    in_two = pc.sum(pc.equal(per_member["cluster_id_count"], 2)).as_py()
    assert 0.07 < in_two / per_member.num_rows < 0.17


def test_few_take_part_in_much_and_many_in_one_project(made):
    counts = made.participants().group_by("organization_id").aggregate([("project_id", "count")])
    degrees = np.sort(counts["project_id_count"].to_numpy())
    assert np.median(degrees) <= 2
    assert (degrees == 1).mean() > 0.4
    assert degrees[-4] > 10 * degrees.mean() or made.region.sizes.projects < 400  # behind the three brokers
    sizes = made.participants().group_by("project_id").aggregate([("organization_id", "count")])
    project_sizes = sizes["organization_id_count"].to_numpy()
    assert project_sizes.max() > 3 * np.median(project_sizes)
    assert 4 < project_sizes.mean() < 7


def test_turin_outweighs_the_other_provinces(made):
    provinces = made["register"]["province"].to_pylist()
    assert set(provinces) == PIEDMONT
    assert provinces.count("TO") / len(provinces) == pytest.approx(0.52, abs=0.08)
    known = italian_provinces()
    pairs = zip(provinces, made["register"]["nuts3"].to_pylist(), strict=True)
    assert all(known[province].nuts3 == nuts3 for province, nuts3 in {*pairs})


def test_firms_that_take_part_or_are_members_stand_in_both_lists_alike(whole):
    shared = ["name", "size", "is_sme", "legal_form", "vat_number", "province", "sector", "founded", "person"]
    register = {row["vat_number"]: row for row in whole["register"].select(shared).to_pylist()}
    copies = whole.region.truth["duplicates"]["organization_id"]
    organizations = whole["organizations"]
    own = organizations.filter(
        pc.invert(pc.is_in(organizations["organization_id"], value_set=copies.combine_chunks()))
    )
    known = [row for row in own.select(shared).to_pylist() if row["vat_number"] in register]
    assert len(known) > 1_500
    assert all(row == register[row["vat_number"]] for row in known)


def test_projects_start_in_the_years_that_are_published(whole):
    stated = whole["projects"]["start_date"].drop_null().to_pylist()
    assert {len(date) for date in stated} == {4, 7, 10}
    years = {int(date[:4]) for date in stated}
    assert (min(years), max(years)) == (2009, 2027)
    assert 0.9 < len(stated) / whole["projects"].num_rows < 1


def test_what_participants_are_paid_adds_up(whole):
    paid = whole["participations"].group_by("project_id").aggregate([("funding_eur", "list")])
    sums = {row["project_id"]: [*filter(None, row["funding_eur_list"])] for row in paid.to_pylist()}
    for row in whole["projects"].to_pylist():
        parts = sums[row["project_id"]]
        assert (row["funding_eur"] is None) == (not parts)
        assert sum(map(int, parts)) == int(row["funding_eur"] or 0)
        assert int(row["total_cost_eur"] or 0) >= int(row["funding_eur"] or 0) - 100


def test_every_project_has_one_coordinator(whole):
    roles = whole.only("participations", role=["coordinator"])
    assert len(roles["project_id"].unique()) == roles.num_rows == whole["projects"].num_rows


def test_ids_names_and_sources_say_that_they_are_made_up(whole):
    assert whole.region.card.made_up
    assert "made-up" in whole.region.card.title["en"]
    assert "inventata" in whole.region.card.title["it"]
    assert "Nothing here is true of anybody" in whole.region.readme
    assert whole.region.card.region == "Piemonte (made up)"
    assert provinces_of(whole.region.card.region) == provinces_of("Piemonte")
    for name in whole.region.tables:
        for column in whole[name].column_names:
            texts = whole[name][column].drop_null().unique().to_pylist()
            if column.endswith("_id") or column in ("acronym", "title", "programme", "priority_system"):
                assert all(text.casefold().startswith("made-up") for text in texts), (name, column)
            if column == "name":
                assert all(re.match("([A-Z]+ - )?(Made-up|MADE-UP) ", text) for text in texts), name
            if column in ("remit", "source"):
                assert all(re.search("made.up", text) for text in texts), (name, column)


def test_clusters_have_short_names_no_two_alike(whole):
    clusters = whole.only("clusters", kind=["cluster", "platform"])
    shorts = [name.split(" - ")[0] for name in clusters["name"].to_pylist()]
    assert len({short[:3] for short in shorts}) == len(shorts) == 8


def test_vat_numbers_are_right_and_nobodys(whole):
    numbers = [
        *whole["register"]["vat_number"].to_pylist()[:500],
        *whole["organizations"]["vat_number"].drop_null().to_pylist()[-500:],
    ]
    for number in numbers:
        assert clean_vat(number).text == number
        assert re.fullmatch(r"IT[5-9]\d{6}888\d", number)


def test_names_are_given_once(whole):
    copies = whole.region.truth["duplicates"]["organization_id"].combine_chunks()
    organizations = whole["organizations"]
    own = organizations.filter(pc.invert(pc.is_in(organizations["organization_id"], value_set=copies)))[
        "name"
    ]
    assert len(own.unique()) == len(own)
    assert len(whole["register"]["name"].unique()) == whole["register"].num_rows


def test_tables_are_the_same_at_each_call(whole):
    for name, make in whole.region.tables.items():
        assert make().equals(whole[name]), name


def test_another_seed_is_another_region(whole):
    other = made_up_region(seed=1)
    assert not other.tables["organizations"]()["name"].equals(whole["organizations"]["name"])

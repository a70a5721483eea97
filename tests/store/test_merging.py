"""Several sources in one store: whose word counts, what is completed, what is listed."""

import pytest

from clusternet.exceptions import SourceError
from clusternet.findings.provenance import Difference
from clusternet.store.reader import open_store

ORGANIZATIONS = "organization_id,name,city,country,size,founded,latitude,longitude,source\n"


def organizations(rows):
    return ORGANIZATIONS + "".join(f"{row}\n" for row in rows)


def test_the_same_row_of_two_sources_stands_once(folder, store, ask):
    row = "o1,Alfa,Torino,IT,small,2001,45.1,7.7,web"
    other = "o2,Beta,,,,,,,web"
    made = store(
        folder("a", organizations=organizations([row])),
        folder("b", organizations=organizations([other, row])),
    )
    assert ask(made, "SELECT organization_id, name FROM organizations") == [("o1", "Alfa"), ("o2", "Beta")]
    assert ask(made, "FROM contradiction") == []
    assert ask(
        made, "SELECT ingested_as, rows_loaded, rows_duplicate FROM input_file WHERE rows_read > 0"
    ) == [
        ("a", 1, 0),
        ("b", 1, 1),
    ]


def test_a_later_source_completes_what_is_unknown_and_overwrites_nothing(folder, store, ask):
    made = store(
        folder("a", organizations=organizations(["o1,Alfa,,IT,,2001,,,here"])),
        folder("b", organizations=organizations(["o1,ALFA,Torino,IT,small,2002,45.1,7.7,there"])),
        folder("c", organizations=organizations(["o1,Alfa,Milano,,large,,,,elsewhere"])),
    )
    facts = "SELECT name, city, country, size, founded, founded_first::TEXT, latitude, longitude, source"
    assert ask(made, f"{facts} FROM organizations") == [
        ("Alfa", "Torino", "IT", "small", "2001", "2001-01-01", 45.1, 7.7, "here")
    ]
    assert ask(made, "FROM contradiction") == [
        ("organizations", "o1", "founded", "2001", "2002", "b", "organizations.csv", 2),
        ("organizations", "o1", "name", "Alfa", "ALFA", "b", "organizations.csv", 2),
        ("organizations", "o1", "city", "Torino", "Milano", "c", "organizations.csv", 2),
        ("organizations", "o1", "size", "small", "large", "c", "organizations.csv", 2),
    ]
    counted = "SELECT ingested_as, described_differently FROM input_file WHERE rows_read > 0"
    assert ask(made, counted) == [("a", 0), ("b", 1), ("c", 1)]
    shown = {file.file: file.differences for file in open_store(made).reading.inputs if file.rows_read}
    assert shown == {
        "a/organizations.csv": (),
        "b/organizations.csv": (Difference(key="o1", column="founded", first="2001", later="2002"),),
        "c/organizations.csv": (Difference(key="o1", column="city", first="Torino", later="Milano"),),
    }


def test_a_value_that_stands_for_nothing_stated_contradicts_nothing(folder, store, ask):
    made = store(
        folder("a", projects="project_id,kind\np1,network\n"),
        folder("b", projects="project_id,title\np1,First\n"),
    )
    assert ask(made, "SELECT kind, title FROM projects") == [("network", "First")]
    assert ask(made, "FROM contradiction") == []


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        (("2019,", "2019,2021"), ("2019", "2021")),  # completed
        (("2019,", ",2021"), ("2019", "2021")),
        (("2019,", ",2015"), ("2019", None)),  # would end before it begins
        ((",2015", "2019,"), (None, "2015")),
        ((",", "2018,2020"), ("2018", "2020")),
    ],
)
def test_dates_of_two_sources_never_run_backwards(folder, store, ask, stated, kept):
    heading = "project_id,start_date,end_date\n"
    made = store(
        *(folder(name, projects=f"{heading}p1,{dates}\n") for name, dates in zip("ab", stated, strict=True))
    )
    assert ask(made, "SELECT start_date, end_date FROM projects") == [kept]
    (bounds,) = ask(
        made, "SELECT start_date_first, start_date_last, end_date_first, end_date_last FROM projects"
    )
    assert [day and str(day.year) for day in bounds] == [kept[0], kept[0], kept[1], kept[1]]
    assert len(ask(made, "FROM contradiction")) == (1 if "2015" in "".join(stated) else 0)


def test_a_source_that_means_another_place_completes_no_place(folder, store, ask):
    made = store(
        folder("a", organizations=organizations(["o1,Alfa,,IT,,,,,x"])),
        folder("b", organizations=organizations(["o1,Alfa,Paris,FR,small,,,,x"])),
        folder("c", organizations=organizations(["o1,Alfa,Torino,IT,,,,,x"])),
        folder("d", organizations="organization_id,name,city,province,nuts3\no1,Alfa,TORINO,TO,\n"),
    )
    facts = ask(made, "SELECT city, province, country, size FROM organizations")
    assert facts == [("Torino", "TO", "IT", "small")]
    assert ask(made, "SELECT column_name, counts, stated FROM contradiction") == [
        ("city", "Torino", "Paris"),
        ("country", "IT", "FR"),
        ("city", "Torino", "TORINO"),
    ]


def test_half_a_place_of_one_source_is_not_made_whole_by_another(folder, store, ask):
    made = store(
        folder("a", organizations=organizations(["o1,Alfa,,,,,45.1,,x"])),
        folder("b", organizations=organizations(["o1,Alfa,,,,,41.9,12.5,x"])),
    )
    assert ask(made, "SELECT latitude, longitude FROM organizations") == [(45.1, None)]
    assert ask(made, "SELECT column_name, counts, stated FROM contradiction") == [
        ("latitude", "45.1", "41.9"),
        ("longitude", None, "12.5"),
    ]


def test_rows_without_a_key_stand_once_if_they_say_the_same(folder, store, ask):
    heading = "subject_kind,subject,indicator,value,unit,source\n"
    made = store(
        folder("a", figures=f"{heading}system,all,members,10,count,x\nsystem,all,members,11,count,x\n"),
        folder("b", figures=f"{heading}system,all,members,10,count,x\nsystem,all,members,10,count,y\n"),
    )
    assert ask(made, "SELECT value, source FROM figures") == [(10, "x"), (11, "x"), (10, "y")]
    assert ask(made, "SELECT rows_loaded, rows_duplicate FROM input_file WHERE table_name = 'figures'") == [
        (2, 0),
        (1, 1),
    ]


def test_references_across_sources_hold(folder, store, ask):
    network = {
        "projects": "project_id\np1\n",
        "participations": "project_id,organization_id\np1,o1\n",
        "organizations": "organization_id,name\no1,Alfa\n",
    }
    more = {
        "organizations": "organization_id,name\no1,Alfa\no2,Beta\n",
        "participations": "project_id,organization_id,role\np1,o2,\np1,o1,coordinator\n",
    }
    made = store(folder("a", **network), folder("b", **(network | more)))
    assert ask(made, "SELECT organization_id, role FROM participations ORDER BY 1") == [
        ("o1", "coordinator"),
        ("o2", None),
    ]


def test_successions_that_only_together_run_in_a_circle_are_set_aside(folder, store, ask):
    clusters = "cluster_id,name\nc1,One\nc2,Two\nc3,Three\nc4,Four\n"
    heading = "kind,predecessor_id,successor_id\n"
    made = store(
        folder("a", clusters=clusters, successions=f"{heading}cluster,c1,c2\ncluster,c3,c4\n"),
        folder("b", clusters=clusters, successions=f"{heading}cluster,c2,c3\ncluster,c3,c1\n"),
        folder("c", clusters=clusters, successions=f"{heading}cluster,c1,c2\n"),
    )
    assert ask(made, "SELECT predecessor_id, successor_id FROM successions") == [("c3", "c4")]
    assert ask(made, "FROM rejected_row") == [
        ("a", "successions", "successions.csv", 2, "successor_id", "circular", "c2"),
        ("b", "successions", "successions.csv", 2, "successor_id", "circular", "c3"),
        ("b", "successions", "successions.csv", 3, "successor_id", "circular", "c1"),
    ]
    accounts = "SELECT rows_read, rows_loaded, rows_set_aside, rows_duplicate FROM input_file"
    assert ask(made, f"{accounts} WHERE table_name = 'successions'") == [
        (2, 1, 1, 0),
        (2, 0, 2, 0),
        (1, 0, 0, 1),
    ]
    assert ask(made, "SELECT count(*) FROM row_origin WHERE table_name = 'successions'") == [(1,)]


def test_columns_unknown_to_the_contract_are_kept_whoever_has_them(folder, store, ask):
    made = store(
        folder("a", organizations="organization_id,name,Note,rowid\no1,Alfa,n1,x\n"),
        folder("b", organizations="organization_id,name,note,file,it's\no1,Alfa,n2,f,i\no2,Beta,n3,,\n"),
    )
    found = ask(made, 'SELECT organization_id, note, "rowid", file, "it\'s" FROM organizations')
    assert found == [("o1", "n1", "x", "f", "i"), ("o2", "n3", None, None, None)]
    assert ask(made, "SELECT column_name, counts, stated FROM contradiction") == [("Note", "n1", "n2")]
    assert ask(made, "SELECT unknown_columns FROM input_file WHERE table_name = 'organizations'") == [
        (["Note", "rowid"],),
        (["note", "file", "it's"],),
    ]


@pytest.mark.parametrize("heading", ["__input__", "__PLACE__"])
def test_a_column_named_as_one_of_the_store_is_refused(folder, store, heading):
    with pytest.raises(SourceError, match=f"organizations of a has the heading '{heading}'"):
        store(folder("a", organizations=f"organization_id,name,{heading}\no1,Alfa,x\n"))


def test_every_row_says_where_it_comes_from(folder, store, ask):
    made = store(
        folder("a", organizations="organization_id,name\no1,Alfa\n"),
        folder("b", organizations='organization_id,name\no2,"Be\nta"\no1,Alfa\n'),
    )
    origin = (
        "SELECT key, ingested_as, file, line FROM row_origin WHERE table_name = 'organizations' ORDER BY ALL"
    )
    assert ask(made, origin) == [
        ("o1", "a", "organizations.csv", 2),
        ("o1", "b", "organizations.csv", 4),
        ("o2", "b", "organizations.csv", 2),
    ]
    digests = "SELECT count(*) FROM row_origin SEMI JOIN input_file USING (sha256)"
    assert ask(made, digests) == ask(made, "SELECT count(*) FROM row_origin")


def test_the_parts_of_a_key_cannot_run_into_each_other(folder, store, ask):
    made = store(
        folder(
            "a",
            organizations="organization_id,name\nc,X\nbc,Y\n",
            projects="project_id\nab\na\n",
            participations="project_id,organization_id\nab,c\na,bc\n",
        )
    )
    keys = ask(made, "SELECT replace(key, chr(31), '|') FROM row_origin WHERE table_name = 'participations'")
    assert sorted(keys) == [("ab|c",), ("a|bc",)]

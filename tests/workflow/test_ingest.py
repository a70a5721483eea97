"""Sources into a store, one command after the other."""

import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest

from clusternet.exceptions import CardsDisagree, NotAStore, NotWritable, SourceError
from clusternet.workflow.analyze import AnalyzeOptions, analyze
from clusternet.workflow.check import check_source
from clusternet.workflow.export import export_network
from clusternet.workflow.ingest import IngestOptions, ingest
from clusternet.workflow.publish import publish_cooperation
from clusternet.workflow.sources import open_source

ROOT = Path(__file__).parents[2]
MORE = {
    "clusters": "cluster_id,name,kind\nair,Aerospace,cluster\n",
    "organizations": "organization_id,name\nx1,Ics\no1,Alfa\n",
    "memberships": "organization_id,cluster_id\nx1,air\n",
    "projects": "project_id\nq1\n",
    "participations": "project_id,organization_id\nq1,x1\nq1,o1\n",
}


@pytest.fixture
def store(tmp_path):
    return tmp_path / "made.duckdb"


@pytest.fixture
def named(dataset, tmp_path):
    """Write a dataset folder of a name."""

    def write(name, card=None, **tables):
        place = tmp_path / name
        if place.exists():
            shutil.rmtree(place)
        place.parent.mkdir(exist_ok=True)
        return dataset(card, **tables).rename(place)

    return write


def keys(outcome):
    return [sentence.key for sentence in outcome.said]


def ids(store, table="organizations", column="organization_id"):
    with duckdb.connect(store, read_only=True) as connection:
        return sorted(row[0] for row in connection.execute(f"SELECT {column} FROM {table}").fetchall())  # noqa: S608


def content(store):
    """Return all that a store holds, tables and rows in their order."""
    with duckdb.connect(store, read_only=True) as connection:
        tables = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL"
        ).fetchall()
        return {
            (schema, table): connection.execute(f'FROM {schema}."{table}"').fetchall()
            for schema, table in tables
        }


def test_what_the_store_holds_already_is_left_out(named, store):
    one = named("one")
    assert keys(ingest([one], store)) == ["ingest.added", "ingest.whole"]
    before = (store.stat().st_mtime_ns, store.stat().st_ino)
    again = ingest([one], store)
    assert keys(again) == ["ingest.known", "ingest.unchanged"]
    assert not again.changed
    assert (store.stat().st_mtime_ns, store.stat().st_ino) == before


def test_a_source_is_known_by_what_it_holds_not_by_its_name(named, store, tmp_path):
    one = named("one", card='title = "One"\n')
    ingest([one], store)
    (one / "README.txt.md").write_text("nothing that is read")
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in one.iterdir():
            archive.write(path, f"inside/{path.name}")
    outcome = ingest([packed, one], store)
    assert keys(outcome) == ["ingest.known_as", "ingest.known", "ingest.unchanged"]
    assert outcome.said[0].values == {"name": "packed.zip", "other": "one"}


def test_copies_given_together_are_taken_once(named, store, tmp_path):
    one = named("one")
    shutil.copytree(one, tmp_path / "two")
    assert keys(ingest([one, tmp_path / "two"], store)) == ["ingest.added", "ingest.known_as", "ingest.whole"]


def test_a_source_that_changed_takes_the_place_of_its_former_rows(named, store):
    ingest([named("one"), named("two", **MORE)], store)
    assert ids(store) == ["o1", "o2", "o3", "o4", "x1"]
    changed = {
        "organizations": "organization_id,name\no1,Alfa\no9,New\n",
        "memberships": "organization_id,cluster_id\no9,air\n",
        "participations": "project_id,organization_id\np1,o9\n",
    }
    outcome = ingest([named("one", **changed)], store)
    assert keys(outcome) == ["ingest.replaced", "ingest.whole"]
    assert ids(store) == ["o1", "o9", "x1"]
    assert ids(store, "participations") == ["o1", "o9", "x1"]


def test_how_a_store_came_about_is_no_matter(named, store, tmp_path):
    one, two = named("one"), named("two", **MORE)
    ingest([one], store)
    ingest([two], store)
    ingest([named("one", projects="project_id,title\np1,Other\np2,\np3,\n")], store)
    ingest([named("one", projects="project_id,acronym\np1,A\np2,\np3,\n")], store)
    at_once = tmp_path / "at once"
    ingest([one, two], at_once)
    assert content(store) == content(at_once)


def test_a_name_given_keeps_sources_apart(named, store):
    first = named("2024/region")
    second = named("2025/region", **MORE)
    ingest([first], store, IngestOptions(name="old"))
    assert keys(ingest([second], store)) == ["ingest.added", "ingest.whole"]
    with pytest.raises(
        SourceError, match="have the same name: ingest them one after the other, with --as NAME"
    ):
        ingest([first, second], store)
    for name in ("", " "):
        with pytest.raises(SourceError, match="--as is that of one source"):
            ingest([first], store, IngestOptions(name=name))
    with pytest.raises(SourceError, match="--as is that of one source"):
        ingest([first, second], store, IngestOptions(name="both"))


def test_a_mapping_is_part_of_what_a_source_is(store, tmp_path):
    (tmp_path / "people.csv").write_text("firm;what\nA;p1\nB;p1\n")
    mapping = tmp_path / "own.toml"
    text = """
schema = 1
name = "own"
[[file]]
match = "people.csv"
[[file.table]]
table = "organizations"
[file.table.columns]
organization_id = { column = "firm" }
name = { column = "firm" }
[[file.table]]
table = "projects"
[file.table.columns]
project_id = { column = "what" }
[[file.table]]
table = "participations"
[file.table.columns]
project_id = { column = "what" }
organization_id = { column = "firm" }
"""
    mapping.write_text(text)
    options = IngestOptions(mapping=mapping)
    assert ingest([tmp_path / "people.csv"], store, options).changed
    assert not ingest([tmp_path / "people.csv"], store, options).changed
    mapping.write_text(text.replace("schema = 1", 'schema = 1\nid_prefix = { organization_id = "own:" }'))
    assert keys(ingest([tmp_path / "people.csv"], store, options))[0] == "ingest.replaced"
    assert ids(store) == ["own:A", "own:B"]


def test_a_file_read_beside_another_is_part_of_what_a_source_is(store, tmp_path):
    (tmp_path / "a.csv").write_text("firm;what\nA;p1\nB;p1\n")
    (tmp_path / "names.csv").write_text("firm;called\nA;Alfa\nB;Beta\n")
    mapping = tmp_path / "own.toml"
    mapping.write_text("""
schema = 1
name = "own"
[[file]]
match = "a.csv"
join = { file = "names.csv", on = "firm" }
[[file.table]]
table = "organizations"
[file.table.columns]
organization_id = { column = "firm" }
name = { column = "called" }
[[file.table]]
table = "projects"
[file.table.columns]
project_id = { column = "what" }
[[file.table]]
table = "participations"
[file.table.columns]
project_id = { column = "what" }
organization_id = { column = "firm" }
""")
    options = IngestOptions(mapping=mapping)
    assert ingest([tmp_path / "a.csv"], store, options).changed
    assert not ingest([tmp_path / "a.csv"], store, options).changed
    (tmp_path / "names.csv").write_text("firm;called\nA;Alpha\nB;Beta\n")
    assert keys(ingest([tmp_path / "a.csv"], store, options))[0] == "ingest.replaced"
    assert ids(store, column="name") == ["Alpha", "Beta"]


def test_rows_repaired_by_hand_are_part_of_what_a_source_is(named, store):
    one = named("one")
    ingest([one], store)
    (one / "repaired").mkdir()
    (one / "repaired" / "organizations.csv").write_text("organization_id,name\no7,Mended\n")
    assert keys(ingest([one], store))[0] == "ingest.replaced"
    assert "o7" in ids(store)


def test_sources_that_contradict_each_other_are_told(named, store):
    other = MORE | {"organizations": "organization_id,name\nx1,Ics\no1,Omega\n"}
    outcome = ingest([named("one"), named("two", **other)], store)
    assert keys(outcome) == ["ingest.added", "ingest.added", "ingest.names_differ", "ingest.whole"]
    assert outcome.said[2].values == {"name": "two", "n": 1, "named": 1}


def test_cards_that_disagree_ask_for_one_that_holds_for_all(named, store, tmp_path):
    one = named("one", card='cluster_kinds = ["cluster"]\nregion = "Piemonte"\n')
    two = named("two", card='region = "Umbria"\n', **MORE)
    ingest([one], store)
    before = store.read_bytes()
    with pytest.raises(CardsDisagree, match="region"):
        ingest([two], store)
    assert store.read_bytes() == before
    card = tmp_path / "both.toml"
    card.write_text('title = "Both"\nregion = "Piemonte"\n')
    outcome = ingest([two], store, IngestOptions(card=card))
    assert keys(outcome) == ["ingest.added", "ingest.card", "ingest.whole"]
    assert open_source(store).card.title["it"] == "Both"
    assert not ingest([two], store, IngestOptions(card=card)).changed
    assert open_source(store).card.region == "Piemonte"  # it stays for later ingests
    card.write_text('title = "Both again"\n')
    assert ingest([], store, IngestOptions(card=card)).changed
    assert open_source(store).card.title["en"] == "Both again"


def test_files_of_several_sources_bear_their_names(named, store):
    one = named("one", organizations="organization_id,name\no1,Alfa\no2,Beta\no3,Gamma\no4,\n")
    (one / "notes.csv").write_text("a\n")
    ingest([one], store)
    assert {file.file for file in open_source(store).reading.inputs} == {
        f"{table}.csv" for table in ("clusters", "organizations", "memberships", "projects", "participations")
    }
    ingest([named("two", **MORE)], store)
    reading = open_source(store).reading
    assert reading.unread == ("one/notes.csv",)
    assert {row.file for row in reading.rejected} == {"one/organizations.csv", "one/participations.csv"}
    assert {file.file.split("/")[0] for file in reading.inputs} == {"one", "two"}
    assert reading.rows_read == reading.rows_loaded + reading.rows_set_aside + reading.rows_duplicate


@pytest.mark.parametrize("name", ["cooperation", "comparison", "missing", "centrality"])
def test_answers_from_a_store_are_those_from_its_folder(example, name):
    folder, store = example
    options = AnalyzeOptions(format="json", period="2014-2020")
    assert analyze(name, store, options) == analyze(name, folder, options)


def test_pages_checks_and_networks_from_a_store_are_those_from_its_folder(example, tmp_path):
    folder, store = example
    assert check_source(store).text == check_source(folder).text
    pages, graphs = [], []
    for number, source in enumerate(example):
        published = publish_cooperation(source, output=tmp_path / str(number) / "page.html")
        pages.append(published.pages[0].read_bytes())
        export_network(source, "graphml", tmp_path / str(number) / "network.graphml")
        graphs.append((tmp_path / str(number) / "network.graphml").read_bytes())
    assert pages[0] == pages[1]
    assert graphs[0] == graphs[1]


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    store = tmp_path_factory.mktemp("example") / "piemonte.duckdb"
    ingest([ROOT / "datasets" / "piemonte"], store)
    return ROOT / "datasets" / "piemonte", store


def test_a_store_is_no_source_of_a_store(named, store, tmp_path):
    ingest([named("one")], store)
    with pytest.raises(SourceError, match="is the store itself: leave it out"):
        ingest([store], store)
    with pytest.raises(SourceError, match="is a store: ingest the sources it was made from"):
        ingest([store], tmp_path / "other.duckdb")
    assert not (tmp_path / "other.duckdb").exists()


def test_nothing_but_a_store_is_replaced(named, store):
    for content_ in (b"", b"my notes"):
        store.write_bytes(content_)
        with pytest.raises(NotAStore, match="is no store: choose another file"):
            ingest([named("one")], store)
        assert store.read_bytes() == content_
    with pytest.raises(NotAStore):
        ingest([named("one")], store.parent)


def test_what_is_not_there_is_told_before_anything_is_made(named, store, tmp_path):
    with pytest.raises(SourceError, match=r"There is no .*nowhere"):
        ingest([named("one"), tmp_path / "nowhere"], store)
    with pytest.raises(SourceError, match="nothing to make it of: name a source"):
        ingest([], store)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_source_that_cannot_be_read_leaves_the_store_as_it_was(named, store, tmp_path):
    ingest([named("one")], store)
    before = store.read_bytes()
    broken = named("broken", organizations='organization_id,name\no1,"Al')
    with pytest.raises(SourceError, match=r"broken/organizations.csv, line 2"):
        ingest([named("two", **MORE), broken], store)
    assert store.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two", "broken", "made.duckdb"}


def test_a_place_that_cannot_be_written_is_told(named, tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "made.duckdb", tmp_path / ("x" * 300), Path("/proc/made.duckdb")):
        with pytest.raises(NotWritable, match="cannot be written"):
            ingest([named("one")], place)


def test_a_link_stays_a_link_and_permissions_stay(named, tmp_path):
    real = tmp_path / "real.duckdb"
    link = tmp_path / "link.duckdb"
    link.symlink_to(real)
    ingest([named("one")], link)
    real.chmod(0o640)
    ingest([named("two", **MORE)], link)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(ids(real)) == 5


def test_who_reads_a_store_goes_on_reading_it_while_it_is_replaced(named, store):
    ingest([named("one")], store)
    opened = open_source(store)
    ingest([named("two", **MORE)], store)
    count = opened.tables["organizations"].count()
    assert count.to_pyarrow().as_py() == 4
    assert open_source(store).tables["organizations"].count().to_pyarrow().as_py() == 5

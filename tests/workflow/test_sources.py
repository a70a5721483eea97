"""Whatever a SOURCE is, it opens as the same tables, or one sentence says what was found."""

import zipfile

import openpyxl
import pytest

from clusternet.exceptions import MissingTable, SourceError
from clusternet.workflow.sources import open_network, open_source

MAPPING = """
schema = 1
name = "pairs"
[[file]]
match = "pairs.csv"
[[file.table]]
table = "organizations"
columns = { organization_id = { column = "who" }, name = { column = "who" } }
[[file.table]]
table = "projects"
columns = { project_id = { column = "what" } }
[[file.table]]
table = "participations"
columns = { project_id = { column = "what" }, organization_id = { column = "who" } }
"""
PARTICIPATIONS = "project_id,organization_id\n"


@pytest.fixture
def pairs(tmp_path):
    """Return a folder of one file and a mapping that says what it holds."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    (folder / "pairs.csv").write_text("who,what\na,p\nb,p\na,q\n")
    (tmp_path / "pairs.toml").write_text(MAPPING)
    return folder


def participations(opened):
    return opened.tables["participations"].to_pyarrow().num_rows


def told(source, **options):
    with pytest.raises(SourceError) as caught:
        open_source(source, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_folder_opens(dataset):
    assert participations(open_network(dataset())) == 6


def test_an_archive_of_a_folder_opens_as_the_same(dataset, tmp_path):
    folder = dataset()
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"small/{path.name}")
    packed, plain = open_network(tmp_path / "small.zip"), open_network(folder)
    assert participations(packed) == 6
    assert packed.reading.inputs == plain.reading.inputs
    assert packed.subject().network.organizations.facts.equals(plain.subject().network.organizations.facts)


@pytest.mark.parametrize("form", ["folder", "file", "archive"])
def test_a_mapping_opens_what_it_describes(pairs, tmp_path, form):
    with zipfile.ZipFile(tmp_path / "pairs.zip", "w") as archive:
        archive.write(pairs / "pairs.csv", "deep/pairs.csv")
    source = {"folder": pairs, "file": pairs / "pairs.csv", "archive": tmp_path / "pairs.zip"}[form]
    opened = open_network(source, mapping=tmp_path / "pairs.toml")
    assert participations(opened) == 3
    assert opened.card.title["en"] == "pairs"
    assert [(file.table, file.rows_read, file.rows_loaded) for file in opened.reading.inputs[:-1]] == [
        ("organizations", 3, 2),
        ("projects", 3, 2),
        ("participations", 3, 3),
    ]


def test_a_card_beside_mapped_files_is_read(pairs, tmp_path):
    (pairs / "dataset.toml").write_text('title = "Pairs of ours"\n')
    opened = open_source(pairs, mapping=tmp_path / "pairs.toml")
    assert opened.card.title["en"] == "Pairs of ours"
    assert [(file.file, file.layout, file.table) for file in opened.provenance().inputs[-2:]] == [
        ("dataset.toml", "card", ""),
        ("pairs.toml", "mapping", ""),
    ]


def test_a_folder_with_the_name_of_a_table_is_told(tmp_path):
    (tmp_path / "organizations.csv").mkdir()
    assert "organizations.csv is a folder" in told(tmp_path)


def test_a_folder_of_strange_files_is_told_with_their_names(pairs):
    assert "holds no table of a dataset and fits no layout" in told(pairs)
    assert "only pairs.csv: say with a mapping file what their columns are" in told(pairs)


def test_a_strange_file_is_told(pairs):
    assert "pairs.csv is no folder and fits no layout (cordis-" in told(pairs / "pairs.csv")


def test_an_empty_folder_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    assert "holds no table of a dataset: put organizations.csv" in told(tmp_path / "empty")


def test_a_mapping_that_is_not_there_is_told(pairs, tmp_path):
    assert "cannot be read" in told(pairs, mapping=tmp_path / "none.toml")


def test_a_source_that_is_not_there_is_told(tmp_path):
    assert "There is no" in told(tmp_path / "none")


def test_a_missing_table_is_told(dataset):
    with pytest.raises(MissingTable):
        open_source(dataset(projects=None))


def test_a_layout_that_comes_with_the_program_is_found(tmp_path):
    (tmp_path / "fp7edges.csv").write_text("projectRcn\tnew_org_id\n1\ta\n1\tb\n")
    (tmp_path / "fp7org.csv").write_text(
        "new_org_id;organisationName;REGION_Level_NUTS_3;country;city;provincia\na;A;;IT;;TO\nb;B;;FR;;\n"
    )
    opened = open_network(tmp_path)
    assert participations(opened) == 2
    assert {file.layout for file in opened.reading.inputs} == {"fp7-edges"}
    assert opened.card.license == "CC BY 4.0"


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        (
            {"participations": None},
            "{source} has no participations, which a network needs: add participations.csv.",
        ),
        (
            {
                "organizations": "organization_id,name\n",
                "memberships": None,
                "participations": PARTICIPATIONS,
            },
            "{source} holds no organization: fill in organizations.csv.",
        ),
        (
            {
                "organizations": "organization_id,name\no1,\n",
                "memberships": None,
                "participations": PARTICIPATIONS,
            },
            "Every organization of {source} was set aside: see why with `clusternet check {source}`.",
        ),
    ],
    ids=["no table", "no row", "no row that holds"],
)
def test_what_a_network_lacks_is_told(dataset, tables, sentence):
    folder = dataset(**tables)
    assert open_source(folder).missing == sentence.format(source=folder)


def test_what_a_network_lacks_is_told_for_any_kind_of_source(pairs, tmp_path):
    only = MAPPING.split("[[file.table]]")
    (tmp_path / "half.toml").write_text("[[file.table]]".join(only[:3]))
    told = open_source(pairs, mapping=tmp_path / "half.toml").missing
    assert (
        told
        == f"{pairs} has no participations, which a network needs: say in the mapping which file fills it."
    )
    book = openpyxl.Workbook()
    book.active.title = "organizations"
    for row in (("organization_id", "name"), ("o1", "Alfa")):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    told = open_source(tmp_path / "book.xlsx").missing
    assert told == f"{tmp_path}/book.xlsx has no projects, which a network needs: add a sheet of that name."

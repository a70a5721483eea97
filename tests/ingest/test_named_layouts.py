"""A layout that comes with the program, named where a mapping file may be named."""

from pathlib import Path

import pytest

from clusternet.exceptions import MalformedFile
from clusternet.ingest.fingerprint import fingerprint
from clusternet.ingest.source import read_source

EDGES = {
    "fp7org.csv": (
        "new_org_id;organisationName;city;country;provincia;REGION_Level_NUTS_3\n9;Alfa;Torino;IT;TO;\n"
    ),
    "fp7edges.csv": "projectRcn\tnew_org_id\n1\t9\n",
}


@pytest.fixture
def edges(tmp_path, monkeypatch):
    """Return a folder that fits a layout, beside which commands run."""
    folder = tmp_path / "edges"
    folder.mkdir()
    for name, text in EDGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_layout_by_its_name_reads_as_the_one_that_is_found(edges):
    named, found = read_source(edges, mapping=Path("fp7-edges")), read_source(edges)
    assert named.tables == found.tables
    assert named.inputs[:-1] == found.inputs
    assert (named.inputs[-1].file, named.inputs[-1].layout) == ("fp7-edges.toml", "mapping")
    assert named.card == found.card


def test_a_source_is_known_again_by_the_name_of_its_layout(edges):
    once, again = (fingerprint(edges, mapping=Path("fp7-edges")) for _ in range(2))
    assert once == again
    assert once != fingerprint(edges)


def test_a_file_of_that_name_comes_first(edges):
    Path("fp7-edges").write_text("schema = 2", encoding="utf-8")
    with pytest.raises(MalformedFile, match=r"^fp7-edges has a wrong entry, 'schema' is not 1"):
        read_source(edges, mapping=Path("fp7-edges"))


def test_a_folder_of_that_name_does_not(edges):
    Path("fp7-edges").mkdir()
    assert read_source(edges, mapping=Path("fp7-edges")).tables["participations"].num_rows == 1


NEITHER = "is neither a mapping file nor a layout that comes with clusternet:"
ALL = (
    "choose among cordis-fp7, cordis-fp7-older, cordis-h2020, cordis-h2020-older, cordis-horizon, fp7-edges, "
    "h2020-2020, innovative-register, kohesio, opencoesione."
)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("fp7-edge", f"fp7-edge {NEITHER} did you mean 'fp7-edges'."),
        ("mine", f"mine {NEITHER} {ALL}"),
        ("n" * 300, f"{'n' * 300} {NEITHER} {ALL}"),
        ("mine.toml", "mine.toml cannot be read (No such file or directory): check its path."),
        ("maps/fp7-edges", "maps/fp7-edges cannot be read (No such file or directory): check its path."),
    ],
)
def test_what_is_neither_is_told_in_one_sentence(edges, name, sentence):
    with pytest.raises(MalformedFile) as told:
        read_source(edges, mapping=Path(name))
    assert str(told.value) == sentence


def test_a_layout_that_the_files_lack_something_of_is_told_by_what_is_lacking(edges):
    (edges / "fp7edges.csv").write_text("rcn\tnew_org_id\n1\t9\n")
    with pytest.raises(
        MalformedFile, match=r"^edges/fp7edges\.csv lacks the column 'projectRcn', which the map"
    ):
        read_source(edges, mapping=Path("fp7-edges"))

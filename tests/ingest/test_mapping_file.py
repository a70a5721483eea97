"""Mapping files, and every way to write one wrongly."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.exceptions import MalformedFile
from clusternet.ingest.layouts import shipped_layouts
from clusternet.ingest.mapping_file import read_mapping

MAPPING = (Path(__file__).parent / "data" / "grants.toml").read_text(encoding="utf-8")
COLUMN = 'title = { column = "title" }'
# what is replaced, by what, what the sentence names
WRONG = {
    "no TOML": ("schema = 1", "schema =", "line 1"),
    "schema of a later version": ("schema = 1", "schema = 2", "'schema' is not 1"),
    "schema as yes": ("schema = 1", "schema = true", "'schema' is not 1"),
    "no schema": ("schema = 1", "", "'schema' is not 1"),
    "no name": ('name = "grants"', "", "'name' is not a text"),
    "name of nothing": ('name = "grants"', 'name = ""', "'name' is not a text"),
    "unknown key": ("license =", "licence =", "'licence' is not a key here: did you mean 'license'"),
    "license as number": ('"CC0"', "0", "'license' is not a text"),
    "prefix of no id": ("organization_id = \"cf:\"", 'titel = "x"', "'id_prefix.titel' is not a key here"),
    "prefix as number": ('"cf:"', "1", "'id_prefix.organization_id' is not a text"),
    "prefixes as text": ("id_prefix = {", 'id_prefix = "x" # {', "'id_prefix' is not a table"),
    "no match": ('match = "grants*.csv"', "", r"'file[1].match' names no file"),
    "match of one empty name": ('"grants*.csv"', '["grants.csv", ""]', "match' names no file"),
    "match as number": ('"grants*.csv"', "1", "match' is not a list of texts"),
    "match of which one climbs": ('"grants*.csv"', '["grants.csv", "../x"]', "'../x', which leads elsewhere"),
    "match that climbs": ('"grants*.csv"', '"../grants.csv"', "leads elsewhere"),
    "match of everywhere": ('"grants*.csv"', '"/etc/passwd"', "leads elsewhere"),
    "unknown key of a file": ("missing =", "mising =", "mising' is not a key here: did you mean 'missing'"),
    "missing as number": ('["NA", "n.d."]', "1", "missing' is not a list of texts"),
    "missing of numbers": ('["NA", "n.d."]', "[1]", "missing' is not a list of texts"),
    "delimiter of two": ("missing =", 'dialect = { delimiter = "::" }\nmissing =', "'::', not one character"),
    "encoding unknown": ("missing =", 'dialect = { encoding = "utf-9" }\nmissing =', "'utf-9'"),
    "encoding of no text": ("missing =", 'dialect = { encoding = "base64" }\nmissing =', "'base64'"),
    "decimal unknown": ("missing =", 'dialect = { decimal = ";" }\nmissing =', "dialect.decimal' is ';'"),
    "format unknown": ("missing =", 'dialect = { format = "xls" }\nmissing =', "did you mean 'xlsx'"),
    "dialect unknown": ("missing =", 'dialect = { separator = ";" }\nmissing =', "dialect.separator'"),
    "join without column": ("missing =", 'join = { file = "x" }\nmissing =', "join.on' is not a text"),
    "join unknown": ("missing =", 'join = { file = "x", on = "y", how = "left" }\nmissing =', "join.how'"),
    "table unknown": ('"organizations"', '"organisations"', "did you mean 'organizations'"),
    "table as number": ('"organizations"', "1", "'file[1].table[1].table' is not a text"),
    "where as text": (
        'table = "projects"', 'table = "projects"\nwhere = "x"', "'file[1].table[2].where' is not a table"
    ),
    "where of numbers": ('table = "projects"', 'table = "projects"\nwhere = { a = [1] }', "list of texts"),
    "column unknown": ("title = {", "titel = {", "did you mean 'title'"),
    "column as text": (COLUMN, 'title = "title"', "'file[1].table[2].columns.title' is not a table"),
    "column required": ('name = { column = "firm" }', "", "columns.name' is missing"),
    "code": (COLUMN, 'title = { column = "title", python = "print()" }', "title.python' is not a key here"),
    "nothing": (COLUMN, "title = {}", "needs either a column or a constant"),
    "both": (COLUMN, 'title = { column = "a", constant = "b" }', "needs either a column or a constant"),
    "column of nothing": (COLUMN, 'title = { column = "" }', "names no column"),
    "column as number": (COLUMN, "title = { column = 1 }", "is not a list of texts"),
    "values of a constant": (COLUMN, 'title = { constant = "a", values = { b = "c" } }', "a constant"),
    "values as list": (COLUMN, 'title = { column = "a", values = ["b"] }', "is not a table"),
    "values of numbers": (COLUMN, 'title = { column = "a", values = { b = 1 } }', "values.b' is not a text"),
    "value of no choice": ('"coordinator"', '"leader"', "gives role the value 'leader'"),
    "constant of no choice": ('"regional"', '"region"', "gives level the value 'region': choose among eu"),
    "constant of no date": ('column = "start", clean = "date"', 'constant = "soon"', "the value 'soon'"),
    "cleaner unknown": ('"money"', '"monney"', "did you mean 'money'"),
    "keep unknown": ('"all"', '"middle"', "keep' is 'middle'"),
    "dates unknown": ("missing =", 'dialect = { dates = "day_first" }\nmissing =', "mean 'day-first'"),
    "heading of no line": ("missing =", "dialect = { heading = 0 }\nmissing =", "not the number of a line"),
    "heading as text": ("missing =", 'dialect = { heading = "3" }\nmissing =', "not the number of a line"),
    "may_lack of numbers": ("missing =", "may_lack = [1]\nmissing =", "may_lack' is not a list of texts"),
    "unless as text": ('table = "projects"', 'table = "projects"\nunless = "x"', "unless' is not a table"),
    "repeats unknown": ('table = "projects"', 'table = "projects"\nrepeats = "last"', "repeats' is 'last'"),
    "keep without split": ('split = ":::", keep', "keep", "keep' needs split"),
    "several values of one": (COLUMN, 'title = { column = "a", split = ";" }', "title of projects holds one"),
    "files as table": ("[[file]]", "[file]", "'file'"),
}  # fmt: skip


def read(tmp_path, text):
    path = tmp_path / "grants.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, shown_as=path.relative_to(tmp_path))


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_in_a_sentence(tmp_path, case):
    old, new, named = WRONG[case]
    assert old in MAPPING
    with pytest.raises(MalformedFile) as caught:
        read(tmp_path, MAPPING.replace(old, new))
    sentence = str(caught.value)
    assert sentence.startswith("grants.toml ")
    assert named in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_table_that_refers_to_nothing_is_told(tmp_path):
    start = MAPPING.index('[[file.table]]\ntable = "projects"')
    end = MAPPING.index('[[file.table]]\ntable = "participations"')
    with pytest.raises(MalformedFile, match="fills participations, which refers to projects"):
        read(tmp_path, MAPPING[:start] + MAPPING[end:])


def test_a_mapping_that_is_not_there_or_no_text_is_told(tmp_path):
    with pytest.raises(MalformedFile, match="cannot be read"):
        read_mapping(tmp_path / "none.toml", shown_as=tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes("# Città".encode("cp1252"))
    with pytest.raises(MalformedFile, match="is not UTF-8"):
        read_mapping(tmp_path / "latin.toml", shown_as=tmp_path / "latin.toml")


def test_what_comes_with_the_program_holds():
    assert [layout.name for layout in shipped_layouts()] == [
        "cordis-fp7", "cordis-fp7-older", "cordis-h2020", "cordis-h2020-older", "cordis-horizon", "fp7-edges",
        "h2020-2020", "innovative-register", "kohesio", "opencoesione",
    ]  # fmt: skip
    assert all(layout.license for layout in shipped_layouts())


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("cordis-h2020", "cordis-horizon", ("horizon", "HORIZON", "Horizon Europe")),
        ("cordis-h2020", "cordis-fp7", ("fp7", "FP7", "FP7")),
        ("cordis-h2020-older", "cordis-fp7-older", ("fp7", "FP7", "FP7")),
    ],
)
def test_programmes_of_one_layout_are_mapped_alike(one, other, words):
    mappings = resources.files("clusternet.ingest") / "mappings"
    text = (mappings / f"{one}.toml").read_text(encoding="utf-8")
    for word, instead in zip(("h2020", "H2020", "Horizon 2020"), words, strict=True):
        text = text.replace(word, instead)
    assert text == (mappings / f"{other}.toml").read_text(encoding="utf-8")


VALUE = st.recursive(
    st.sampled_from(
        ["1", '"x"', '"organizations"', '"name"', "true", '""', '"*"', '"../x"', "2020-01-01", "0.5"]
    ),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(
            st.sampled_from(["column", "constant", "values", "clean", "split", "keep", "name", "x", "table"]),
            inner,
            max_size=2,
        ).map(lambda items: f"{{ {', '.join(f'{key} = {value}' for key, value in items.items())} }}")
    ),
    max_leaves=4,
)
LINES = [line for line in MAPPING.splitlines() if " = " in line and not line.startswith("id_prefix")]


@given(line=st.sampled_from(LINES), value=VALUE, drop=st.sampled_from(["", *LINES]))
def test_any_value_anywhere_is_read_or_told_in_a_sentence(tmp_path_factory, line, value, drop):
    text = MAPPING.replace(line, f"{line.split(' = ')[0]} = {value}").replace(
        f"{drop}\n", "" if drop else "\n"
    )
    tomllib.loads(text)
    try:
        layout = read(tmp_path_factory.getbasetemp(), text)
    except MalformedFile as error:
        sentence = str(error)
        assert "\n" not in sentence
        assert sentence.endswith(".")
    else:
        assert layout.files


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.name)
def test_what_comes_with_the_program_is_documented_column_by_column(layout):
    pages = Path(__file__).parents[2] / "docs" / "layouts"
    page = (pages / f"{layout.name}.md").read_text(encoding="utf-8")
    assert layout.license in " ".join(page.split())
    for file in layout.files:
        for heading in file.headings:
            assert f"`{heading}`" in page
    assert f"[`{layout.name}`]({layout.name}.md)" in (pages / "README.md").read_text(encoding="utf-8")


def test_the_mapping_of_the_documentation_is_read(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "layouts" / "README.md").read_text(encoding="utf-8")
    assert read(tmp_path, page.split("```toml\n")[1].split("```")[0]).name == "grants"

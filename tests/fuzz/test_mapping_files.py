"""Mapping files: any TOML is one or told in a sentence, and any one reads any table or tells why not."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.cleaning.registry import CLEANERS
from clusternet.exceptions import ClusternetError, MalformedFile
from clusternet.ingest.mapping_file import FORMATS, read_mapping
from clusternet.ingest.source import read_source
from clusternet.model.tables import TABLES

QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS = [
    *(
        "schema",
        "name",
        "license",
        "id_prefix",
        "file",
        "match",
        "sheet",
        "dialect",
        "missing",
        "may_lack",
        "join",
    ),
    *(
        "table",
        "where",
        "unless",
        "repeats",
        "columns",
        "column",
        "constant",
        "values",
        "clean",
        "split",
        "keep",
    ),
    *(
        "format",
        "delimiter",
        "encoding",
        "quote",
        "decimal",
        "dates",
        "heading",
        "on",
        "organization_id",
        "*",
        "",
    ),
]
WORDS = [
    *KEYS,
    *TABLES,
    "a",
    "b",
    "first",
    "last",
    "all",
    "same",
    "t.csv",
    "*.csv",
    "../x",
    "/",
    ";",
    ",",
    "utf-8",
]
SCALARS = st.one_of(
    st.sampled_from([*WORDS, 1, 0, -1, True, False, 1.5]), st.text(max_size=3), st.integers(-3, 3)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)
TEXTS = st.sampled_from(["a", "b", "c", "x", "", "1", ";", "*"])


def toml(value):
    """Write a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{toml(str(key))} = {toml(entry)}' for key, entry in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, str):
        signs = (f"\\u{ord(sign):04x}" if sign in '"\\' or not sign.isprintable() else sign for sign in value)
        return f'"{"".join(signs)}"' if all(ord(sign) < 0x10000 for sign in value) else '"x"'
    return str(value)


@given(content=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6))
@QUIET
def test_any_toml_is_a_mapping_or_told(tmp_path, told, content):
    path = tmp_path / "m.toml"
    text = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in content.items())
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        read_mapping(path, shown_as=path.relative_to(tmp_path))
    except MalformedFile as error:
        told(error)


@given(content=st.binary(max_size=100) | st.text(max_size=60).map(lambda text: text.encode(errors="replace")))
@QUIET
def test_any_bytes_are_a_mapping_or_told(tmp_path, told, content):
    path = tmp_path / "m.toml"
    path.write_bytes(content)
    try:
        read_mapping(path, shown_as=path.relative_to(tmp_path))
    except MalformedFile as error:
        told(error)


HEADINGS = st.sampled_from(["a", "b", "c", "missing"])
FILLINGS = st.one_of(
    st.fixed_dictionaries(
        {"column": HEADINGS | st.lists(HEADINGS, min_size=1, max_size=2)},
        optional={
            "clean": st.sampled_from(sorted(CLEANERS)),
            "values": st.dictionaries(TEXTS, TEXTS, max_size=3),
            "split": st.sampled_from([";", "x", ":::"]),
            "keep": st.sampled_from(["all", "first", "last"]),
        },
    ),
    st.fixed_dictionaries({"constant": st.sampled_from(["x", "2019", "true", "company"])}),
)


def feedings(name):
    columns = st.fixed_dictionaries(
        {column.name: FILLINGS for column in TABLES[name].columns if column.required},
        optional={column.name: FILLINGS for column in TABLES[name].columns if not column.required},
    )
    conditions = st.dictionaries(HEADINGS, st.lists(TEXTS, max_size=2), max_size=1)
    return st.fixed_dictionaries(
        {"table": st.just(name), "columns": columns},
        optional={"where": conditions, "unless": conditions, "repeats": st.sampled_from(["same", "first"])},
    )


FILES = st.fixed_dictionaries(
    {
        "match": st.sampled_from(["t.csv", "*.csv", "u*"]),
        "table": st.tuples(*(feedings(name) for name in ("organizations", "projects", "participations"))).map(
            list
        ),
    },
    optional={
        "missing": st.lists(TEXTS, max_size=2),
        "may_lack": st.lists(HEADINGS, max_size=3),
        "join": st.fixed_dictionaries({"file": st.sampled_from(["u.csv", "*.csv", "v"]), "on": HEADINGS}),
        "dialect": st.fixed_dictionaries(
            {},
            optional={
                "format": st.sampled_from(FORMATS),
                "delimiter": st.sampled_from([",", ";", "\t", "a"]),
                "encoding": st.sampled_from(["utf-8", "cp1252", "utf-16"]),
                "quote": st.sampled_from(["", '"', "'"]),
                "decimal": st.sampled_from([".", ","]),
                "dates": st.sampled_from(["day-first", "month-first", "excel"]),
                "heading": st.integers(1, 3),
            },
        ),
    },
)
TABLE = st.lists(
    st.lists(TEXTS | st.sampled_from(["2019", "1.234", "a;b"]), min_size=2, max_size=4), max_size=5
)


@given(file=FILES, rows=TABLE, others=TABLE)
@QUIET
def test_any_mapping_reads_any_table_or_tells_why_not(tmp_path, told, file, rows, others):
    for name, content in (("t.csv", rows), ("u.csv", others)):
        lines = [["a", "b", "c"], *content]
        (tmp_path / name).write_text("".join(f"{','.join(line)}\n" for line in lines))
    (tmp_path / "m.toml").write_text(f'schema = 1\nname = "m"\nfile = [{toml(file)}]\n', encoding="utf-8")
    try:
        found = read_source(tmp_path, mapping=tmp_path / "m.toml")
    except ClusternetError as error:
        told(error)
        return
    for one in found.inputs:
        assert one.rows_read == one.rows_loaded + one.rows_set_aside + one.rows_duplicate

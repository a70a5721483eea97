"""Whatever was ingested leaves as a folder or a workbook and reads back the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clusternet.exceptions import NotWritable
from clusternet.ingest.source import read_source
from tests.export.leaving import comes_back, folder_of, workbook_of, write_parquet

NASTY = [
    None, "NA", "N/A", "null", "-", "0", "007", "00488410010", "1e5", "1.0", "true", "TRUE", "2019", "2019-05", "2019-05-03",
    "=1+1", "+39", "-5", "@SUM(A1)", "'=1", "'", '"', '""', '"a', 'a"', 'a,"b', '""a"",', ",", ";", "a;b", "\t|", "a\nb",
    "a\r\nb", "a\rb", 'x\n,"b', '"\n"', "<<<<<<< x", ">>>>>>> x", "#N/A", "_x000D_", "<a>&amp;</a>", "]]>", "à", "\U0001f600",
    "\u2028", "\x85", "\ufeffx", "organization_id", "name", "nan", "inf", "NaN", "None", "FALSE", "\u200b",
]  # fmt: skip
TEXT = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ID = st.sampled_from(["a", "b", "c", "007", "NA", "=x", "o;p", "name", "organization_id", 'q"', "<<<<<<< a"])
DATE = st.sampled_from([None, "2019", "2019-05", "2019-05-03", "1999-12-31", "2020"])
NUMBER = st.sampled_from(
    [None, "0", "-0", "1", "1.50", "1e22", "0.1", "45.07", "123456789.25", "1e-7", "9007199254740993"]
)
BOOLEAN = st.sampled_from([None, "true", "false"])
HEADING = st.sampled_from(["note", "Fatturato; EUR", "a|b", 'say "x"', "x,y", "due\nrighe", "=1", "007", "name 2", "à", "\u2028b"])  # fmt: skip

COLUMNS = {
    "organizations": {
        "organization_id": ID, "name": TEXT, "kind": st.sampled_from([None, "company", "research"]), "is_sme": BOOLEAN,
        "vat_number": TEXT, "country": st.sampled_from([None, "IT", "NA", "EL", "UK"]), "founded": DATE, "latitude": NUMBER,
    },
    "projects": {
        "project_id": ID, "title": TEXT, "kind": st.sampled_from([None, "project", "event"]), "start_date": DATE,
        "funding_eur": NUMBER, "topics": TEXT, "source": TEXT,
    },
    "participations": {"project_id": ID, "organization_id": ID, "role": st.sampled_from([None, "partner"])},
    "aliases": {"organization_id": ID, "alias": TEXT, "source": TEXT},
    "figures": {
        "subject_kind": st.just("system"), "subject": ID, "indicator": ID, "value": NUMBER, "unit": TEXT, "as_of": DATE,
    },
    "sources": {"source": TEXT},
}  # fmt: skip


@st.composite
def tables(draw):
    found = {}
    for name, columns in COLUMNS.items():
        if name in ("figures", "aliases", "sources") and draw(st.booleans()):
            continue
        unknown = {heading: TEXT for heading in draw(st.sets(HEADING, max_size=2))}
        rows = draw(st.integers(0, 5))
        found[name] = {
            heading: draw(st.lists(cells, min_size=rows, max_size=rows))
            for heading, cells in draw(st.permutations([*(columns | unknown).items()]))
        }
    return found


@pytest.mark.parametrize("write", [folder_of, workbook_of])
@given(made=tables())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_read_comes_back(tmp_path, write, made):
    found = read_source(write_parquet(tmp_path / "stated", made))
    place = tmp_path / ("book.xlsx" if write is workbook_of else "folder")
    try:
        comes_back(found, write, place)
    except NotWritable as sentence:
        texts = {text or "" for columns in made.values() for values in columns.values() for text in values}
        assert any(not text.isprintable() for text in texts), sentence

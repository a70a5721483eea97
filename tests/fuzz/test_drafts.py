"""Drafted mappings: whatever the tables are, the draft is a mapping and reads them or tells why not."""

import csv
import io
import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.exceptions import ClusternetError
from clusternet.ingest.draft.draft import draft_mapping
from clusternet.ingest.draft.writing import render_draft
from clusternet.ingest.mapping_file import read_mapping
from clusternet.ingest.source import read_source
from clusternet.language.catalog import catalog

HEADINGS = st.sampled_from(
    [
        *(
            "id",
            "Codice",
            "project id",
            "Progetto",
            "Titolo",
            "acronym",
            "name",
            "Ragione sociale",
            "P.IVA",
            "CF",
        ),
        *(
            "Ruolo",
            "Tipo",
            "PMI",
            "Cluster",
            "Socio dal",
            "Data inizio",
            "end",
            "Costo",
            "Contributo",
            "Comune",
        ),
        *(
            "Prov.",
            "country",
            "Temi",
            "partners",
            "Capofila",
            "Note",
            'say "x"',
            "a\\b",
            "",
            " ",
            "è",
            "\u2028",
        ),
    ]
) | st.text(max_size=5)
CELLS = st.sampled_from(
    [
        *(
            "",
            "1",
            "2",
            "P1",
            "Alfa",
            "Beta srl",
            "00488410010",
            "IT00514490010",
            "TO",
            "Torino",
            "IT",
            "Italia",
        ),
        *(
            "2019",
            "03/05/2019",
            "13/05/2019",
            "43588",
            "1.234",
            "1.234,5",
            "n.d.",
            "NA",
            "sì",
            "no",
            "Capofila",
        ),
        *("Partner", "Impresa", "HES", "a; b", 'x"y', "line\nend", "\u202e", "€ 5", "*CODICE FISCALE*"),
    ]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
NAMES = st.sampled_from(["projects", "partecipanti", "soci", "registro", "x [1]", "a*b", "clusters", "t"])


@st.composite
def tables(draw):
    heading = draw(st.lists(HEADINGS, min_size=1, max_size=6))
    width = len(heading)
    return [heading, *draw(st.lists(st.lists(CELLS, min_size=1, max_size=width), max_size=6))]


@given(files=st.dictionaries(NAMES, tables(), min_size=1, max_size=3), language=st.sampled_from(["en", "it"]))
@settings(max_examples=settings.default.max_examples // 3, deadline=None)
def test_any_tables_are_drafted(tmp_path_factory, told, files, language):
    folder = tmp_path_factory.mktemp("any")
    for name, rows in files.items():
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", errors="replace", newline="")
    try:
        text = render_draft(draft_mapping(folder), catalog(language))
    except ClusternetError as error:
        told(error)
        return
    tomllib.loads(text)
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    assert read_mapping(path, shown_as=path.relative_to(folder)).files
    try:
        found = read_source(folder, mapping=path)
    except ClusternetError as error:
        told(error)
        return
    for file in found.inputs:
        assert file.rows_read == file.rows_loaded + file.rows_set_aside + file.rows_duplicate

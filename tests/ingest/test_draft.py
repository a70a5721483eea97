"""Mappings drafted from tables: what is recognized, what is asked, and that each can be used as it is."""

import datetime as dt
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clusternet.exceptions import MalformedFile, NoTables
from clusternet.ingest.draft.draft import draft_mapping
from clusternet.ingest.draft.writing import render_draft
from clusternet.ingest.mapping_file import read_mapping
from clusternet.ingest.source import read_source
from clusternet.language.catalog import catalog

PROJECTS = (
    "Codice;Titolo;Bando;Data inizio;Data fine;Costo totale (€);Contributo concesso;Temi;Stato;Note\n"
    "P1;Batterie;POR;13/04/2018;04/05/2021;1.500,50;700;energia;chiuso;n.d.\n"
    "P2;Droni;POR;01/02/2019;;2.000,00;n.d.;volo, dati;aperto;x\n"
)
PARTICIPANTS = (
    "Progetto;Ragione sociale;Codice fiscale;Ruolo;Comune;Prov.;PMI;E-mail\n"
    "P1;Politecnico di Torino;00518460019;Capofila;Torino;TO;N;a@b\n"
    "P1;Alfa srl;00488410010;Partner;Napoli;NA;S;a@b\n"
    "P2;Alfa srl;00488410010;Osservatore;Napoli;NA;S;a@b\n"
)


@pytest.fixture
def draft(tmp_path):
    """Write tables, draft a mapping, and return it as text with what it reads."""

    def make(path=None, language="en", **tables):
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        for name, content in tables.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / f"{name}.csv").write_bytes(data)
        text = render_draft(draft_mapping(path or folder), catalog(language))
        (tmp_path / "draft.toml").write_text(text, encoding="utf-8")
        layout = read_mapping(tmp_path / "draft.toml", shown_as=tmp_path / "draft.toml")
        return text, layout, read_source(path or folder, mapping=tmp_path / "draft.toml")

    return make


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def fillings(layout, table):
    (feeding,) = [fed for file in layout.files for fed in file.tables if fed.table.name == table]
    return {name: filling.columns[0] for name, filling in feeding.columns.items() if filling.columns}


def test_projects_and_participants_of_two_files(draft):
    _, layout, found = draft(progetti=PROJECTS, partecipanti=PARTICIPANTS)
    assert layout.id_prefix == {"organization_id": "cf:"}
    assert fillings(layout, "projects") == {
        "project_id": "Codice",
        "title": "Titolo",
        "programme": "Bando",
        "start_date": "Data inizio",
        "end_date": "Data fine",
        "total_cost_eur": "Costo totale (€)",
        "funding_eur": "Contributo concesso",
        "topics": "Temi",
    }
    assert column(found, "projects", "total_cost_eur") == [1500.5, 2000]
    assert column(found, "projects", "start_date") == ["2018-04-13", "2019-02-01"]
    assert column(found, "projects", "funding_eur") == [700, None]
    assert column(found, "projects", "topics") == ["energia", "volo;dati"]
    assert column(found, "organizations", "organization_id") == ["cf:00518460019", "cf:00488410010"]
    assert column(found, "organizations", "province") == ["TO", "NA"]
    assert column(found, "organizations", "is_sme") == [False, True]
    assert column(found, "participations", "project_id") == ["P1", "P1", "P2"]
    assert column(found, "participations", "role") == ["coordinator", "partner", None]
    assert not found.rejected


def test_every_guess_says_how_it_was_made_and_every_question_is_a_comment(draft):
    text, *_ = draft(progetti=PROJECTS, partecipanti=PARTICIPANTS)
    lines = text.splitlines()
    filled = [line for line in lines if " = { column = " in line and not line.startswith("#")]
    assert filled
    assert all("# by its heading" in line or "of its values are in" in line for line in filled)
    assert '# "Osservatore" = ""        # in one row' in lines
    assert '"*" = ""        # all others are unknown' in lines
    assert '#   { column = "Stato" }        # 2 different in 2 rows: "chiuso", "aperto"' in lines
    assert 'missing = ["n.d."]' in text
    assert '"n.d." 1' in text
    assert 'license = ""        # which license do these data have?' in lines
    assert "100\u00a0%" not in text or "Codice of progetti.csv" in text


def test_comments_in_italian(draft):
    text, *_ = draft(language="it", progetti=PROJECTS, partecipanti=PARTICIPANTS)
    assert "# Mappatura abbozzata da tables" in text
    assert "con quale licenza" in text


def test_dates_and_amounts_with_two_readings_are_asked_about(draft):
    rows = "id,title,start date,cost\n1,A,03/05/2019,1.234\n2,B,04/06/2020,5.678\n"
    text, _, found = draft(projects=rows)
    assert "# Does the day stand first in 03/05/2019?" in text
    assert '# dialect = { delimiter = ",", dates = "day-first" }' in text
    assert "# Is the mark in 1.234 that of decimals or of thousands?" in text
    assert len(found.rejected) == 2
    answered = text.replace(
        'dialect = { delimiter = "," }', 'dialect = { dates = "day-first", decimal = "." }'
    )
    assert answered != text


@pytest.mark.parametrize(
    ("dates", "expected"),
    [(["13/05/2019", "03/05/2019"], "day-first"), (["05/13/2019", "05/03/2019"], "month-first")],
)
def test_the_order_of_day_and_month_is_seen(draft, dates, expected):
    rows = "".join(f"{n},T{n},{date}\n" for n, date in enumerate(dates))
    text, _, found = draft(projects=f"id,title,start date\n{rows}")
    assert f'dates = "{expected}"' in text
    assert column(found, "projects", "start_date") == ["2019-05-13", "2019-05-03"]


def test_columns_are_recognized_by_their_values(draft):
    rows = "firm,X1,X2\nAlfa,00488410010,ITC11\nBeta,00514490010,ITC12\nGamma,00518460019,FRK26\n"
    text, layout, _ = draft(data=rows)
    assert fillings(layout, "organizations") == {
        "organization_id": "X1",
        "name": "firm",
        "tax_code": "X1",
        "nuts3": "X2",
    }
    assert "# by its values; 3 different in 3 of 3 rows" in text


def test_a_heading_is_not_believed_against_the_values(draft):
    rows = "organisation,country,founded\nAlfa,active,blue\nBeta,closed,red\n"
    _, layout, _ = draft(data=rows)
    assert set(fillings(layout, "organizations")) == {"organization_id", "name"}


def test_names_link_tables_where_no_code_does(draft):
    text, layout, found = draft(
        projects="Acronym,Title,Start\nONE,First,2019\nTWO,Second,2020\n",
        partners="Project,Partner,Country\nONE,Alfa,Italy\nONE,Beta,Germany\nTWO,Alfa,Italy\n",
    )
    assert fillings(layout, "projects")["project_id"] == "Acronym"
    assert fillings(layout, "participations") == {"project_id": "Project", "organization_id": "Partner"}
    assert "of its values are in Acronym of projects.csv" in text
    assert column(found, "organizations", "country") == ["IT", "DE"]
    assert found.tables["participations"].num_rows == 3


def test_columns_without_known_headings_are_linked_by_their_values(draft):
    _, layout, _ = draft(
        projects="Kennung,Title\nab-1,First\nab-2,Second\ncd-9,Third\n",
        partners="Vorgang,Partner,Role\nab-1,Alfa,lead\nab-2,Beta,partner\n",
    )
    assert fillings(layout, "projects")["project_id"] == "Title"
    _, layout, _ = draft(partners="Vorgang,Project,Partner,Role\nab-1,x,Alfa,lead\nab-2,y,Beta,partner\n")
    assert fillings(layout, "projects")["project_id"] == "Kennung"
    assert fillings(layout, "participations")["project_id"] == "Vorgang"


def test_participants_of_projects_that_are_not_in_the_list_bring_them_along(draft):
    *_, found = draft(
        projects="project id,title\n1001,First\n1002,Second\n",
        participants="project id,company\n1001,Alfa\n1002,Beta\n1003,Gamma\n",
    )
    assert sorted(column(found, "projects", "project_id")) == ["1001", "1002", "1003"]
    assert found.tables["participations"].num_rows == 3


def test_one_flat_table_feeds_all(draft):
    rows = (
        "grant agreement,project title,start,organisation name,VAT,role,country,amount\n"
        "1,First,2019,Alfa,IT00488410010,coordinator,IT,100\n"
        "1,First,2019,Beta,IT00514490010,participant,IT,50\n"
        "2,Second,2020,Alfa,IT00488410010,coordinator,IT,70\n"
    )
    _, layout, found = draft(export=rows)
    assert layout.id_prefix == {"organization_id": "vat:"}
    assert column(found, "participations", "funding_eur") == [100, 50, 70]
    assert column(found, "projects", "title") == ["First", "Second"]


def test_an_amount_that_is_the_same_in_all_rows_of_a_project_is_the_projects(draft):
    rows = "project id,title,company,funding\n1,A,Alfa,100\n1,A,Beta,100\n2,B,Alfa,70\n"
    _, _, found = draft(export=rows)
    assert column(found, "projects", "funding_eur") == [100, 70]
    assert column(found, "participations", "funding_eur") == [None, None, None]


def test_members_of_clusters(draft):
    rows = "Polo,Impresa,Socio dal,Ruolo\nMESAP,Alfa,2015,Socio fondatore\nICT,Beta,2018,Socio\n"
    _, _, found = draft(soci=rows)
    assert column(found, "clusters", "cluster_id") == ["MESAP", "ICT"]
    assert column(found, "memberships", "role") == ["founder", "member"]
    assert column(found, "memberships", "valid_from") == ["2015", "2018"]


def test_a_register_has_its_own_prefix(draft):
    _, layout, found = draft(registro="denominazione,codice fiscale,pv\nAlfa,00488410010,TO\n")
    assert layout.id_prefix == {"register_id": "cf:"}
    assert column(found, "register", "province") == ["TO"]


def test_a_list_of_partners_in_one_cell_is_told(draft):
    rows = "id,title,coordinator,partners\n1,A,Alfa,Beta; Gamma\n2,B,Beta,Alfa; Delta\n"
    text, _, found = draft(projects=rows)
    assert "# partners seems to hold several names in one cell" in text
    assert column(found, "participations", "role") == ["coordinator", "coordinator"]


def test_tables_that_only_name_projects_are_left_for_the_person(draft):
    text, layout, _ = draft(
        project="id,title,startDate\n101,A,2019\n102,B,2020\n",
        organization="projectID,organisationID,name,role\n101,9,Alfa,coordinator\n102,8,Beta,participant\n",
        topics="projectID,topic\n101,T1\n101,T2\n102,T3\n",
    )
    assert [file.match for file in layout.files] == [("project.csv",), ("organization.csv",)]
    assert "# topics.csv fills nothing yet." in text
    assert '# match = "topics.csv"' in text


def test_sheets_of_a_workbook(draft, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Progetti"
    book.active.append(["Codice", "Titolo", "Inizio"])
    book.active.append(["P1", "Batterie", dt.date(2018, 4, 3)])
    sheet = book.create_sheet("Soggetti (tutti)")
    sheet.append(["Codice progetto", "Ente", "Ruolo"])
    sheet.append(["P1", "Alfa", "Capofila"])
    book.create_sheet("vuoto")
    book.save(tmp_path / "dati [2023].xlsx")
    _, layout, found = draft(tmp_path / "dati [2023].xlsx")
    assert [file.sheet for file in layout.files] == ["Progetti", "Soggetti (tutti)"]
    assert column(found, "projects", "start_date") == ["2018-04-03"]
    assert found.tables["participations"].num_rows == 1


def test_parquet_in_an_archive(draft, tmp_path):
    table = pa.table({"project_id": ["1", "2"], "company": ["Alfa", "Beta"], "euro": [1.5, 234.567]})
    pq.write_table(table, tmp_path / "p.parquet")
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.write(tmp_path / "p.parquet", "deep/p.parquet")
        archive.writestr("deep/notes.txt", "only\n")
    *_, found = draft(tmp_path / "data.zip")
    assert column(found, "participations", "funding_eur") == [1.5, 234.567]


def test_another_encoding_is_stated(draft):
    text, _, found = draft(enti="denominazione;città\nUniversità;Forlì\n".encode("cp1252"))
    assert 'encoding = "cp1252"' in text
    assert column(found, "organizations", "name") == ["Università"]


def test_what_cannot_be_read_is_told_beside_the_rest(draft, tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "old.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    text, *_ = draft(firms="company,city\nAlfa,Torino\n")
    assert "# tables/old.xlsx is a workbook of the old format (.xls): save it as .xlsx." in text


def test_headings_that_cannot_be_named_are_told(draft):
    text, *_ = draft(firms="company,city,note,note,\nAlfa,Torino,a,b,c\n")
    assert (
        "# 2 columns cannot be named, their headings are empty, broken or there twice: note and note." in text
    )


def test_headings_with_quotes_and_signs_stay_what_they_are(draft):
    rows = 'company,"city ""main"" \\ [x]",\u00e8 "note"\nAlfa,Torino,x\n'
    _, layout, found = draft(firms=rows)
    assert fillings(layout, "organizations")["city"] == 'city "main" \\ [x]'
    assert column(found, "organizations", "city") == ["Torino"]


@pytest.mark.parametrize("sign", [",", ";"])
def test_titles_above_the_headings_are_seen(draft, sign):
    rows = f"Members of our network\n\ncompany{sign}tax code{sign}city\nAlfa{sign}00488410010{sign}Torino\n"
    text, _, found = draft(members=rows)
    assert "heading = 3" in text
    assert column(found, "organizations", "city") == ["Torino"]


def test_nothing_recognized_is_said(draft):
    text, layout, _ = draft(x="aaa,bbb\n1,z\n2,y\n3,z\n")
    assert "# Nothing was recognized in these headings" in text
    assert fillings(layout, "organizations") == {"organization_id": "aaa", "name": "aaa"}


def test_a_template_without_rows_is_drafted_by_its_headings(draft):
    _, layout, _ = draft(projects="project id,title,start date\n")
    assert set(fillings(layout, "projects")) == {"project_id", "title", "start_date"}


def test_an_empty_column_fills_nothing(draft):
    text, layout, _ = draft(firms="company,city\nAlfa,\nBeta,\n")
    assert set(fillings(layout, "organizations")) == {"organization_id", "name"}
    assert '#   { column = "city" }        # empty' in text


def test_a_source_without_tables_is_told(tmp_path):
    with pytest.raises(NoTables, match="holds no table with headings"):
        draft_mapping(tmp_path)
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(MalformedFile, match=r"empty\.csv is empty"):
        draft_mapping(tmp_path)


@pytest.mark.parametrize(
    "folder", ["h2020-official", "horizon-head100", "piemonte-fp7", "piemonte-h2020-2020"]
)
def test_drafts_of_real_tables_read_them(cordis, tmp_path, folder):
    text = render_draft(draft_mapping(cordis / folder), catalog("en"))
    (tmp_path / "draft.toml").write_text(text, encoding="utf-8")
    found = read_source(cordis / folder, mapping=tmp_path / "draft.toml")
    own = {file.table: file.rows_loaded for file in found.inputs if file.table == "participations"}
    assert own["participations"] > 99
    assert sum(file.rows_set_aside for file in found.inputs) < 0.01 * sum(
        file.rows_read for file in found.inputs
    )

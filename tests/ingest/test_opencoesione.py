"""OpenCoesione, by small made-up tables in the layout it documents."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clusternet.ingest.source import read_source

PROJECTS = (
    "COD_LOCALE_PROGETTO;CUP;OC_TITOLO_PROGETTO;OC_COD_CICLO;OC_TEMA_SINTETICO;OC_DESCRIZIONE_PROGRAMMA;"
    "OC_FINANZ_TOT_PUB_NETTO;OC_DATA_INIZIO_PROGETTO;OC_DATA_FINE_PROGETTO_EFFETTIVA;OC_LINK\n"
    "1PI1;J1;Batterie;2;Ricerca e innovazione:::Energia;POR FESR PIEMONTE:::FSC;1500000,50;20180401;20201231;"
    "https://opencoesione.gov.it/it/progetti/1pi1/\n"
    "1PI2;;Ponte;2;Trasporti;POR FESR PIEMONTE;1.250,00;20190101;;\n"
)
SUBJECTS = (
    "COD_LOCALE_PROGETTO;SOGG_COD_RUOLO;SOGG_PROGR_RUOLO;SOGG_DESCR_RUOLO;OC_CODICE_FISCALE_SOGG;"
    "OC_DENOMINAZIONE_SOGG;DESCR_FORMA_GIURIDICA_SOGG;DESCRIZIONE_ATECO_SOGG;DESCR_DIMENSIONE_SOGG\n"
    "1PI1;1;1;Programmatore;80087670016;REGIONE PIEMONTE;Regione;;\n"
    "1PI1;3;1;Beneficiario;00000000001;ALFA SRL;Società a responsabilità limitata;Fabbricazione;Piccola\n"
    "1PI1;2;1;Attuatore;00000000001;ALFA SRL;Società a responsabilità limitata;Fabbricazione;Piccola\n"
    "1PI1;3;2;Beneficiario;00000000002;POLITECNICO;Università pubblica;;Non pertinente\n"
    "1PI1;3;3;Beneficiario;*CODICE FISCALE*;*INDIVIDUO*;;;\n"
    "1PI2;2;1;Attuatore;00000000003;COMUNE DI ASTI;Comune;;\n"
    "1PI2;4;1;Realizzatore;00000000004;GAMMA SPA;Società per azioni;Costruzioni;Grande\n"
    "1PI2;3;1;Beneficiario;*CODICE FISCALE*;*INDIVIDUO*;;;\n"
    "9LO9;2;1;Attuatore;00000000009;ALTROVE;Comune;;\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "progetti_20231231.csv").write_text(PROJECTS, encoding="utf-8")
    (tmp_path / "soggetti_20231231.csv").write_text(SUBJECTS, encoding="utf-8")
    (tmp_path / "localizzazioni_20231231.csv").write_text("COD_LOCALE_PROGETTO;DEN_PROVINCIA\n1PI1;TORINO\n")
    return tmp_path


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def participations(found):
    names = ("project_id", "organization_id", "role")
    return set(zip(*(column(found, "participations", name) for name in names), strict=True))


def test_projects(folder):
    found = read_source(folder)
    assert {file.layout for file in found.inputs} == {"opencoesione"}
    assert column(found, "projects", "project_id") == ["opencoesione:1PI1", "opencoesione:1PI2"]
    assert column(found, "projects", "programme") == ["POR FESR PIEMONTE", "POR FESR PIEMONTE"]
    assert column(found, "projects", "topics") == ["Ricerca e innovazione;Energia", "Trasporti"]
    assert column(found, "projects", "start_date") == ["2018-04-01", "2019-01-01"]
    assert column(found, "projects", "end_date") == ["2020-12-31", None]
    assert column(found, "projects", "funding_eur") == [1500000.5, 1250.0]
    assert column(found, "projects", "source") == ["https://opencoesione.gov.it/it/progetti/1pi1/", "1PI2"]
    assert found.unread == ("localizzazioni_20231231.csv",)
    assert not found.rejected


def test_an_organization_with_several_roles_takes_part_once(folder):
    assert participations(read_source(folder)) == {
        ("opencoesione:1PI1", "cf:00000000001", "coordinator"),
        ("opencoesione:1PI1", "cf:00000000002", "partner"),
        ("opencoesione:1PI2", "cf:00000000003", "coordinator"),
        ("opencoesione:1PI2", "cf:00000000004", "third_party"),
    }


def test_programming_bodies_persons_and_other_projects_are_left_out_and_counted(folder):
    found = read_source(folder)
    assert column(found, "organizations", "name") == [
        "ALFA SRL",
        "POLITECNICO",
        "COMUNE DI ASTI",
        "GAMMA SPA",
    ]
    (organizations,) = [file for file in found.inputs if file.table == "organizations"]
    assert (organizations.rows_read, organizations.rows_loaded, organizations.rows_left_out) == (5, 4, 4)
    assert column(found, "organizations", "size") == ["small", None, None, "large"]
    assert column(found, "organizations", "is_sme") == [True, None, None, False]


def test_several_files_of_projects_count_together(folder):
    heading = PROJECTS.splitlines()[0]
    (folder / "progetti_esteso_2021-2027_20231231.csv").write_text(
        f"{heading}\n9LO9;;Altrove;9;;;;20220101;;\n", encoding="utf-8"
    )
    found = read_source(folder)
    assert ("opencoesione:9LO9", "cf:00000000009", "coordinator") in participations(found)
    assert [(file.file, file.rows_loaded) for file in found.inputs if not file.table] == [
        ("progetti_20231231.csv", 2),
        ("progetti_esteso_2021-2027_20231231.csv", 1),
    ]


def test_parquet_with_numbers_and_without_programmes(folder):
    for path in folder.iterdir():
        path.unlink()
    projects = pa.table(
        {
            "COD_LOCALE_PROGETTO": ["1PI1"],
            "OC_TITOLO_PROGETTO": ["Batterie"],
            "OC_COD_CICLO": [2],
            "OC_FINANZ_TOT_PUB_NETTO": [234.567],
            "OC_DATA_INIZIO_PROGETTO": [20180401],
            "OC_DATA_FINE_PROGETTO_EFFETTIVA": pa.array([None], pa.int64()),
        }
    )
    pq.write_table(projects, folder / "progetti_20260630.parquet")
    subjects = pa.table(
        {
            "COD_LOCALE_PROGETTO": ["1PI1", "1PI1"],
            "SOGG_DESCR_RUOLO": ["Attuatore", "Beneficiario"],
            "OC_CODICE_FISCALE_SOGG": ["1", "2"],
            "OC_DENOMINAZIONE_SOGG": ["Alfa", "Beta"],
        }
    )
    pq.write_table(subjects, folder / "soggetti_20260630.parquet")
    found = read_source(folder)
    assert column(found, "projects", "start_date") == ["2018-04-01"]
    assert column(found, "projects", "funding_eur") == [234.567]
    assert column(found, "projects", "programme") == [None]
    assert len(participations(found)) == 2

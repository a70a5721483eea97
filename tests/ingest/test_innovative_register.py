"""The register of innovative start-ups and SMEs, by small made-up tables in the layouts of several years."""

import datetime as dt

import openpyxl
import pytest

from clusternet.exceptions import SourceError
from clusternet.ingest.source import read_source

STARTUPS = [
    [
        "denominazione",
        "nat.giuridica",
        "codice fiscale",
        "pv",
        "comune",
        "data iscrizione alla sezione delle startup",
        "data iscrizione al Registro Imprese",
        "data inizio dell'esercizio effettivo dell'attività",
        "ateco 2007",
        "settore",
        "attività",
        "classe di produzione ultimo anno (1)",
        "classe di addetti ultimo anno (2)",
        "classe di capitale (3)",
    ],
    [
        *("ALFA S.R.L.", "SRL", "00488410010", "TO", "TORINO", "04/09/2023", "03/05/2019", ""),
        *(72, "S", "M 72", "A", "A", 4),
    ],
    [
        *("BETA S.P.A.", "SPA", "00514490010", "NA", "NAPOLI", "04/09/2023", dt.date(2018, 2, 1), ""),
        *(62, "S", "J 62", "E", "E", 9),
    ],
    ["GAMMA", "SRL", "07643520567", "PS", "PESARO", "04/09/2023", "", "", 62, "S", "", "N/A", "N/A", ""],
]


@pytest.fixture
def workbook(tmp_path):
    def write(rows, name="startup.xlsx"):
        book = openpyxl.Workbook()
        book.active.title = "STARTUP_04092023"
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def column(found, name):
    return found.tables["register"][name].to_pylist()


def test_start_ups(workbook):
    found = read_source(workbook(STARTUPS))
    assert {file.layout for file in found.inputs} == {"innovative-register"}
    assert column(found, "register_id") == ["cf:00488410010", "cf:00514490010", "cf:07643520567"]
    assert column(found, "province") == ["TO", "NA", "PU"]
    assert column(found, "founded") == ["2019-05-03", "2018-02-01", None]
    assert column(found, "size") == ["micro", None, None]
    assert column(found, "confidence") == ["inferred", None, None]
    assert column(found, "is_sme") == [None, None, None]
    assert column(found, "sector") == ["M 72", "J 62", "S"]
    assert not found.rejected


def test_innovative_smes_are_smes_by_law(workbook):
    heading = [
        "data iscrizione alla sezione delle PMI" if name.endswith("startup") else name for name in STARTUPS[0]
    ]
    assert column(read_source(workbook([heading, *STARTUPS[1:]])), "is_sme") == [True] * 3


def test_both_lists_in_one_folder(workbook, tmp_path):
    workbook(STARTUPS)
    heading = [name.replace("delle startup", "delle PMI") for name in STARTUPS[0]]
    workbook([heading, ["DELTA", "SRL", "1", "CN", "ALBA", "01/01/2020"], STARTUPS[1]], "pmi.xlsx")
    found = read_source(tmp_path)
    assert column(found, "is_sme") == [True, True, None, None]
    assert [(row.file, row.line, row.rule) for row in found.rejected] == [
        ("startup.xlsx/STARTUP_04092023", 2, "duplicate_id")
    ]


def test_incubators_are_left_out_and_counted(workbook, tmp_path):
    heading = [name.replace("delle startup", "degli incubatori") for name in STARTUPS[0]]
    workbook([heading, *STARTUPS[1:]], "incubatori.xlsx")
    workbook(STARTUPS)
    counts = [(file.file[:7], file.rows_read, file.rows_left_out) for file in read_source(tmp_path).inputs]
    assert counts == [("incubat", 0, 3), ("startup", 3, 0)]


def test_the_list_as_csv_of_earlier_years(tmp_path):
    heading = (
        "denominazione|nat.giuridica|codice fiscale |pv|comune|data iscrizione alla sezione delle startup|"
        "data iscrizione al Registro Imprese|settore|attivita|classe addetti\n"
    )
    row = (
        "ALFA|SOCIETA' A RESPONSABILITA' LIMITATA|00488410010|TO|TORINO |01/05/2017|02/03/2016|S|Univ\xe0|C\n"
    )
    (tmp_path / "startup_01052017.csv").write_bytes((heading + row).encode("cp1252"))
    found = read_source(tmp_path)
    assert column(found, "size") == ["small"]
    assert column(found, "city") == ["TORINO"]
    assert column(found, "sector") == ["Univà"]


def test_a_legend_below_the_list_is_set_aside(workbook):
    found = read_source(workbook([*STARTUPS, [], ["(2) A 0-4, B 5-9, C 10-19"]]))
    assert [(row.line, row.column, row.rule) for row in found.rejected] == [(6, "register_id", "required")]


def test_the_old_format_of_workbooks_is_told(tmp_path):
    (tmp_path / "startup.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    with pytest.raises(
        SourceError, match=r"startup\.xls is of a kind that is not read \(\.xls\): save it as"
    ):
        read_source(tmp_path / "startup.xls")
    with pytest.raises(
        SourceError, match=r"holds no table that is read, only startup\.xls: save it as .xlsx"
    ):
        read_source(tmp_path)

"""Kohesio, by a small made-up table in the layout it publishes."""

import csv
import io

import pytest

from clusternet.ingest.source import read_source
from clusternet.study.caveats import scope_caveats
from clusternet.workflow.sources import open_source

ENTITY = "https://linkedopendata.eu/entity/"
FIRST = {
    "Operation_Unique_Identifier": f"{ENTITY}Q1",
    "Operation_Local_Identifier": "L1",
    "Operation_Name_English": "Batteries",
    "Operation_Name_Programme_Language": "Batterie",
    "Country": "Italy",
    "Operation_Start_Date": "04/09/2023",
    "Operation_End_Date": "",
    "Total_Eligible_Expenditure_amount": "337478.4",
    "Total_Eligible_Expenditure_Currency": "EUR",
    "Project_EU_Budget": "134991.36",
    "Beneficiary_Unique_Identifier": f"{ENTITY}Q10",
    "Beneficiary_Name": "Alfa srl",
    "Programme_Name": "PR FESR Piemonte",
    "Category_Label": "Research",
}
ROWS = [
    FIRST,
    FIRST
    | {
        "Operation_Unique_Identifier": f"{ENTITY}Q2",
        "Operation_Name_English": "",
        "Country": "Sweden",
        "Total_Eligible_Expenditure_Currency": "SEK",
        "Beneficiary_Unique_Identifier": f"{ENTITY}Q11",
        "Beneficiary_Name": "",
    },
    FIRST | {"Operation_Unique_Identifier": f"{ENTITY}Q3", "Beneficiary_Unique_Identifier": ""},
]


@pytest.fixture
def kohesio(tmp_path):
    def read(rows, name="IT-pp21-27-latest.csv"):
        text = io.StringIO()
        writer = csv.DictWriter(text, [*rows[0]], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / name).write_text(f"\ufeff{text.getvalue()}", encoding="utf-8", newline="")
        return read_source(tmp_path)

    return read


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def test_a_row_is_a_project_with_its_beneficiary(kohesio):
    found = kohesio(ROWS)
    assert {file.layout for file in found.inputs} == {"kohesio"}
    assert column(found, "projects", "project_id") == ["kohesio:Q1", "kohesio:Q3", "kohesio:Q2"]
    assert column(found, "projects", "title") == ["Batteries", "Batteries", "Batterie"]
    assert column(found, "projects", "start_date") == ["2023-09-04"] * 3
    assert column(found, "organizations", "organization_id") == ["kohesio:Q10", "kohesio:Q11"]
    assert column(found, "organizations", "name") == ["Alfa srl", f"{ENTITY}Q11"]
    assert column(found, "organizations", "country") == ["IT", "SE"]
    assert column(found, "participations", "project_id") == ["kohesio:Q1", "kohesio:Q2"]
    assert not found.rejected


def test_amounts_in_another_currency_are_unknown(kohesio):
    found = kohesio(ROWS)
    assert column(found, "projects", "total_cost_eur") == [337478.4, 337478.4, None]
    assert column(found, "projects", "funding_eur") == [134991.36, 134991.36, None]


def test_names_of_beneficiaries_may_be_lacking(kohesio):
    rows = [{key: value for key, value in row.items() if key != "Beneficiary_Name"} for row in ROWS]
    assert column(kohesio(rows), "organizations", "name") == [f"{ENTITY}Q10", f"{ENTITY}Q11"]


def test_that_one_participant_a_project_shows_no_cooperation_is_said(kohesio, tmp_path):
    kohesio(ROWS)
    caveats = scope_caveats(open_source(tmp_path).subject())
    assert "caveat.no_cooperation" in [caveat.key for caveat in caveats]

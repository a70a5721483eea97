"""CORDIS as it was published before 2021, by small made-up tables in the documented layout."""

import pytest

from clusternet.ingest.source import read_source

PROJECTS = (
    "rcn;id;acronym;status;programme;topics;frameworkProgramme;title;startDate;endDate;projectUrl;objective;totalCost;"
    "ecMaxContribution;call;fundingScheme;coordinator;coordinatorCountry;participants;participantCountries;subjects\n"
    '200001;633001;ONE;SIGNED;H2020-EU.3.4.;"MG-1;MG-2";H2020;"The ""One""; works";2015-05-01;2018-04-30;;'
    'Long;"1234567,5";"1000000";H2020-MG;RIA;ALFA;IT;BETA;UK;\n'
)
ORGANIZATIONS = (
    "projectRcn;projectID;projectAcronym;role;id;name;shortName;activityType;endOfParticipation;ecContribution;country;"
    "street;city;postCode;organizationUrl;vatNumber;contactForm;contactType;contactTitle;contactFirstNames;"
    "contactLastNames;contactFunction;contactTelephoneNumber;contactFaxNumber\n"
    "200001;633001;ONE;coordinator;999984059;POLITECNICO DI TORINO;POLITO;HES;false;600000,25;IT;;TORINO;"
    "10129;;IT00518460019;;;;;;;;\n"
    "200001;633001;ONE;participant;999900001;BETA LTD;;PRC;false;;UK;;LONDON;;;;;;;;;;;\n"
    "200002;633002;TWO;hostInstitution;999900001;BETA LTD;;PRC;false;1;UK;;LONDON;;;;;;;;;;;\n"
)


def write(folder, programme, projects, organizations):
    for name, text in ((f"{programme}projects", projects), (f"{programme}organizations", organizations)):
        (folder / f"cordis-{name}.csv").write_text(f"\ufeff{text}", encoding="utf-8")
    return folder


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def test_horizon_2020(tmp_path):
    found = read_source(write(tmp_path, "h2020", PROJECTS, ORGANIZATIONS))
    assert {file.layout for file in found.inputs} == {"cordis-h2020-older"}
    assert column(found, "projects", "project_id") == ["h2020:633001", "h2020:633002"]
    assert column(found, "projects", "title") == ['The "One"; works', None]
    assert column(found, "projects", "total_cost_eur") == [1234567.5, None]
    assert column(found, "projects", "topics") == ["MG-1;MG-2", None]
    assert column(found, "organizations", "organization_id") == ["pic:999984059", "pic:999900001"]
    assert column(found, "organizations", "country") == ["IT", "GB"]
    assert column(found, "participations", "role") == ["coordinator", "partner", "partner"]
    assert column(found, "participations", "funding_eur") == [600000.25, None, 1]
    assert column(found, "aliases", "alias") == ["POLITO"]
    assert not found.rejected


@pytest.mark.parametrize("spelling", ["fp7projects", "fp7Projects"])
def test_the_seventh_framework_programme_calls_the_number_a_reference(tmp_path, spelling):
    projects = PROJECTS.replace(";id;", ";reference;").replace(";H2020;", ";FP7;")
    organizations = ORGANIZATIONS.replace("projectID", "projectReference")
    write(tmp_path, "fp7", projects, organizations)
    (tmp_path / "cordis-fp7projects.csv").rename(tmp_path / f"cordis-{spelling}.csv")
    found = read_source(tmp_path)
    assert {file.layout for file in found.inputs} == {"cordis-fp7-older"}
    assert column(found, "projects", "project_id") == ["fp7:633001", "fp7:633002"]

"""Tables of CORDIS: small ones in the documented layouts, and the real files where they are at hand."""

import gzip

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from clusternet.exceptions import SourceError
from clusternet.ingest.source import read_source

PIEDMONT = pa.array(["TO", "CN", "AT", "AL", "BI", "NO", "VC", "VB"])

ORGANIZATION = (
    '"projectID";"projectAcronym";"organisationID";"vatNumber";"name";"shortName";"SME";"activityType";"street";'
    '"postCode";"city";"country";"nutsCode";"geolocation";"organizationURL";"contactForm";"contentUpdateDate";'
    '"rcn";"order";"role";"ecContribution";"netEcContribution";"totalCost";"endOfParticipation";"active"\n'
    '"1";"ONE";"999";"IT1";"Alfa";"A";"True";"PRC";"Via Roma; 1";"10121";"TORINO";"IT";"ITC11";"";"";"";'
    '"";"1";"1";"coordinator";"50000.0";"50000.0";"71429,5";"False";""\n'
    '"1";"ONE";"998";"UK1";"Beta";"B";"";"HES";"";"";"LONDON";"UK";"";"";"";"";"";"2";"2";'
    '"thirdParty";"";"";"";"False";""\n'
    '"2";"TWO";"999";"IT1";"ALFA SPA";"A";"True";"PRC";"";"10121";"TORINO";"IT";"ITC11";"";"";"";"";"1";"1";'
    '"participant";"1";"1";"1";"False";""\n'
)
PROJECT = (
    '"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"ecMaxContribution";"legalBasis";"topics";'
    '"ecSignatureDate";"frameworkProgramme";"masterCall";"subCall";"fundingScheme";"nature";"objective";'
    '"contentUpdateDate";"rcn";"grantDoi"\n'
    '"1";"ONE";"CLOSED";""The ""One""; works"";"2017-09-01";"2018-08-31";"61250,5";"61250";"";"T-1";'
    '"";"H2020";"";"";"CSA";"";"Long text; with ""quotes"" \nand lines";"";"1";""\n'
)


def write(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def column(found, table, name):
    return found.tables[table][name].to_pylist()


def counts(found):
    return [
        (file.table, file.file, file.rows_read, file.rows_loaded, file.rows_set_aside, file.rows_duplicate)
        for file in found.inputs
    ]


@pytest.mark.parametrize(
    ("programme", "layout", "prefix"),
    [
        ("FP7", "cordis-fp7", "fp7:"),
        ("H2020", "cordis-h2020", "h2020:"),
        ("HORIZON", "cordis-horizon", "horizon:"),
    ],
)
def test_the_official_files_are_told_apart_by_their_programme(tmp_path, programme, layout, prefix):
    project = PROJECT.replace('"H2020"', f'"{programme}"')
    found = read_source(write(tmp_path / "data", organization=ORGANIZATION, project=project))
    assert {file.layout for file in found.inputs} == {layout}
    assert column(found, "projects", "project_id") == [f"{prefix}1", f"{prefix}2"]
    assert column(found, "projects", "title") == ['"The "One"; works"', None]
    assert column(found, "projects", "start_date") == ["2017-09-01", None]
    assert column(found, "projects", "total_cost_eur") == [61250.5, None]
    assert column(found, "organizations", "organization_id") == ["pic:999", "pic:998"]
    assert column(found, "organizations", "country") == ["IT", "GB"]
    assert column(found, "organizations", "kind") == ["company", "university"]
    assert column(found, "organizations", "is_sme") == [True, None]
    assert column(found, "participations", "role") == ["coordinator", "third_party", "partner"]
    assert column(found, "participations", "funding_eur") == [50000, None, 1]
    assert [file.described_differently for file in found.inputs] == [1, 0, 0, 0, 0]
    assert found.rejected == ()


def test_short_names_are_aliases_each_once_and_rows_without_one_are_left_out(tmp_path):
    organization = ORGANIZATION + ORGANIZATION.splitlines()[1].replace('"A"', '"Alpha"') + "\n"
    organization += ORGANIZATION.splitlines()[2].replace('"B"', '""') + "\n"
    found = read_source(write(tmp_path / "data", organization=organization, project=PROJECT))
    aliases = found.tables["aliases"].select(["organization_id", "alias", "source"]).to_pylist()
    assert [tuple(alias.values()) for alias in aliases] == [
        ("pic:999", "A", "https://cordis.europa.eu/"),
        ("pic:998", "B", "https://cordis.europa.eu/"),
        ("pic:999", "Alpha", "https://cordis.europa.eu/"),
    ]
    (file,) = [file for file in found.inputs if file.table == "aliases"]
    assert (file.rows_read, file.rows_loaded, file.rows_duplicate, file.rows_left_out) == (4, 3, 1, 1)


def test_files_without_short_names_are_read_too(tmp_path):
    organization = ORGANIZATION.replace('"shortName";', "").replace('"A";', "").replace('"B";', "")
    found = read_source(write(tmp_path / "data", organization=organization, project=PROJECT))
    assert found.tables["aliases"].num_rows == 0
    assert found.tables["participations"].num_rows == 3
    assert found.rejected == ()


def test_another_export_with_commas_is_the_same_layout(tmp_path):
    found = read_source(
        write(
            tmp_path / "data",
            organization_df_100=ORGANIZATION.replace("Via Roma; 1", "Via Roma 1").replace(";", ","),
            project_df_100=PROJECT.replace(""";""The ""One""; works"";""", ';"The One";').replace(";", ","),
        )
    )
    assert column(found, "projects", "title") == ["The One", None]


def test_an_unknown_programme_fits_no_layout(tmp_path):
    project = PROJECT.replace('"H2020"', '"FP9"')
    with pytest.raises(
        SourceError, match=r"fits no layout \(cordis-fp7, .*\), only organization\.csv, project\.csv"
    ):
        read_source(write(tmp_path / "data", organization=ORGANIZATION, project=project))


def test_fp7(tmp_path):
    folder = write(
        tmp_path / "fp7",
        fp7edges="projectRcn\tnew_org_id\n1\ta\n1\t999\n1\ta\n2\tz\n",
        fp7org="new_org_id;organisationName;organisationShortName;organizationUrl;REGION_Level_NUTS_3;country;street;"
        "city;postCode;provincia\na;Alfa;AL;;ITC11;IT;;Torino;;TO\n999;Beta;;;;KO;;;;\n999;Gamma;GAM;;;XK;;;;\n"
        "n;Napoli;;;;IT;;;;NA\n",
    )
    found = read_source(folder)
    assert column(found, "organizations", "organization_id") == ["pic:a", "pic:999", "pic:n"]
    assert column(found, "organizations", "country") == ["IT", "XK", "IT"]
    assert column(found, "organizations", "province") == ["TO", None, "NA"]
    assert column(found, "projects", "project_id") == ["fp7:rcn-1", "fp7:rcn-2"]
    assert column(found, "aliases", "alias") == ["AL", "GAM"]
    assert counts(found)[2][2:] == (4, 2, 1, 1)
    assert [(row.file, row.line, row.rule) for row in found.rejected] == [
        ("fp7org.csv", 4, "duplicate_id"),
        ("fp7edges.csv", 5, "reference"),
    ]


def test_h2020_of_2020(tmp_path):
    folder = tmp_path / "h2020"
    folder.mkdir()
    heading = "rcn,role,pic,type,contribution,country,start_date,end_date,max_contribution,total_cost\n"
    ends = "2019-05-01,2022-04-30,5.5,NA"
    rows = f"1,coordinator,9,PRC,NA,NA,{ends}\n1,partner,8,HES,7,EL,{ends}\n"
    (folder / "h2020.csv.gz").write_bytes(gzip.compress((heading + rows).encode()))
    lookup = pa.table(
        {
            "pic": ["8", None],
            "name": ["Beta", "x"],
            "shortName": ["B", "x"],
            "city": ["ATHINA", "x"],
            "SME": ["False", "x"],
            "vat": ["EL094014201", "x"],
            "nuts3_derived": ["EL303", "x"],
        }
    )
    pq.write_table(lookup, folder / "organisation_lookup.parquet")
    found = read_source(folder)
    assert column(found, "organizations", "name") == ["9", "Beta"]
    assert column(found, "organizations", "country") == ["NA", "GR"]
    assert column(found, "organizations", "is_sme") == [None, False]
    assert column(found, "organizations", "vat_number") == [None, "EL094014201"]
    assert column(found, "organizations", "nuts3") == [None, "EL303"]
    assert column(found, "projects", "project_id") == ["h2020:rcn-1"]
    assert column(found, "aliases", "alias") == ["B"]
    assert column(found, "participations", "role") == ["coordinator", "associated"]
    assert column(found, "participations", "funding_eur") == [None, 7]
    assert column(found, "projects", "total_cost_eur") == [None]
    assert [(row.file, row.line) for row in found.rejected] == [("organisation_lookup.parquet", 2)]


def test_all_of_fp7(cordis):
    found = read_source(cordis / "fp7")
    assert counts(found) == [
        ("organizations", "fp7org_sod16.csv", 31_055, 30_973, 81, 1),
        ("projects", "fp7edges.csv", 135_670, 25_788, 0, 109_882),
        ("participations", "fp7edges.csv", 135_670, 135_667, 0, 3),
        ("aliases", "fp7org_sod16.csv", 26_624, 26_584, 0, 40),
    ]
    organizations = found.tables["organizations"]
    of_piedmont = organizations.filter(pc.is_in(organizations["province"], PIEDMONT))["organization_id"]
    joined = found.tables["participations"]
    joined = joined.filter(pc.is_in(joined["organization_id"], of_piedmont.combine_chunks()))
    assert joined.num_rows == 1_172
    assert pc.count_distinct(joined["organization_id"]).as_py() == 284
    assert pc.count_distinct(joined["project_id"]).as_py() == 858


def test_all_of_h2020_of_2020(cordis):
    found = read_source(cordis / "h2020-2020")
    assert counts(found) == [
        ("organizations", "h2020.csv.gz", 144_726, 35_871, 0, 108_855),
        ("projects", "h2020.csv.gz", 144_726, 31_451, 0, 113_275),
        ("participations", "h2020.csv.gz", 144_726, 144_726, 0, 0),
        ("aliases", "h2020.csv.gz", 109_818, 17_469, 0, 92_349),
        ("", "organisation_lookup.parquet", 21_379, 21_378, 1, 0),
    ]
    assert found.tables["participations"]["funding_eur"].null_count == 13_754
    namibia = pc.equal(found.tables["organizations"]["country"], "NA")
    in_namibia = found.tables["organizations"].filter(namibia)["organization_id"].combine_chunks()
    joined = found.tables["participations"]["organization_id"]
    assert pc.sum(pc.is_in(joined, value_set=in_namibia)).as_py() == 11
    assert found.unread == ("programme_parts.csv.gz",)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (
            "h2020-official",
            [
                ("organizations", "organization.csv", 5_153, 3_114, 0, 2_039),
                ("projects", "project.csv", 175, 175, 0, 0),
                ("projects", "organization.csv", 5_153, 598, 0, 4_555),
                ("participations", "organization.csv", 5_153, 5_149, 1, 3),
                ("aliases", "organization.csv", 3_939, 2_301, 0, 1_638),
            ],
        ),
        (
            "horizon-head100",
            [
                ("organizations", "organization_df_100.csv", 100, 92, 0, 8),
                ("projects", "project_df_100.csv", 100, 100, 0, 0),
                ("projects", "organization_df_100.csv", 100, 0, 0, 100),
                ("participations", "organization_df_100.csv", 100, 100, 0, 0),
                ("aliases", "organization_df_100.csv", 61, 57, 0, 4),
            ],
        ),
    ],
)
def test_official_samples(cordis, folder, expected):
    assert counts(read_source(cordis / folder)) == expected

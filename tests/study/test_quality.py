"""Completeness against published figures, and what the caveats say of it."""

from clusternet.findings.provenance import Change, InputFile, RejectedRow
from clusternet.findings.rejected import RejectedRows
from clusternet.model.dataset import Period
from clusternet.queries.scope import ScopeOptions
from clusternet.study.caveats import scope_caveats
from clusternet.study.quality import broken_rules, completeness, kinds_of_change


def test_known_members_stand_beside_all_published_numbers(run_by_organization_two):
    found = completeness(run_by_organization_two)
    a, b = found.clusters
    assert (a.known, a.low, a.high, a.figures, a.completeness) == (3, 4.0, 6.0, 2, 0.5)
    assert (b.known, b.low, b.high, b.figures, b.completeness) == (3, None, None, 0, None)
    assert (found.known, found.published, found.share) == (3, 6.0, 0.5)


def test_projects_that_can_show_no_cooperation_are_counted(two_clusters_one_partner):
    found = completeness(two_clusters_one_partner)
    assert (found.projects, found.projects_without_participants, found.projects_with_one) == (5, 1, 0)


def test_fields_count_what_is_stated(two_clusters_one_partner):
    stated = {
        (field.table, field.field): (field.known, field.total)
        for field in completeness(two_clusters_one_partner).fields
    }
    assert stated["organizations", "is_sme"] == (5, 7)
    assert stated["organizations", "country"] == (6, 7)
    assert stated["projects", "start_date"] == (0, 5)


def test_nothing_published_is_said_not_guessed(two_clusters_one_partner):
    assert completeness(two_clusters_one_partner).share is None


def test_more_members_known_than_published_is_complete_not_more(asked_of):
    full = asked_of(
        clusters="cluster_id,name,kind\na,A,cluster\n",
        organizations="organization_id,name\nx,X\ny,Y\n",
        memberships="organization_id,cluster_id\nx,a\ny,a\n",
        figures="subject_kind,subject,indicator,value,unit\ncluster,a,members,1,organizations\n",
    )
    assert completeness(full).share == 1.0


def test_caveats_say_incomplete_first_and_what_the_period_left_out(asked_of):
    period = ScopeOptions(period=Period(name="x", first="2014", last="2020"))
    tables = {
        "clusters": "cluster_id,name,kind\na,A,cluster\n",
        "organizations": "organization_id,name\nx,X\n",
        "memberships": "organization_id,cluster_id,valid_from\nx,a,2010\n",
        "projects": "project_id,start_date\np,\nq,2015\n",
        "participations": "project_id,organization_id\np,x\nq,x\n",
        "figures": "subject_kind,subject,indicator,value,unit\ncluster,a,members,4,organizations\n",
    }
    caveats = scope_caveats(asked_of(period, **tables))
    assert [(caveat.key, caveat.values.get("n")) for caveat in caveats] == [
        ("caveat.incomplete", None),
        ("caveat.no_cooperation", None),
        ("caveat.period_start", None),
        ("caveat.undated_projects", 1),
        ("caveat.open_memberships", 1),
    ]


def rejected(line, rule="date", column="founded", file="organizations.csv"):
    return RejectedRow(file=file, line=line, column=column, rule=rule, value=str(line), table="organizations")


def test_rules_broken_most_often_come_first_with_their_first_rows():
    rows = [rejected(2, "number"), *(rejected(line) for line in range(3, 9)), rejected(9, "choice")]
    found = broken_rules(rows)
    assert [(rule.rule, rule.count) for rule in found] == [("date", 6), ("choice", 1), ("number", 1)]
    assert [row.line for row in found[0].examples] == [3, 4, 5]
    assert broken_rules(RejectedRows.of(rows)) == found
    assert broken_rules(()) == ()


def test_examples_come_from_as_many_files_and_columns_as_there_are():
    rows = [*(rejected(line) for line in range(2, 8)), rejected(8, column="end"), rejected(1, file="z.csv")]
    (rule,) = broken_rules(rows)
    assert [(row.file, row.line, row.column) for row in rule.examples] == [
        ("organizations.csv", 2, "founded"),
        ("organizations.csv", 8, "end"),
        ("z.csv", 1, "founded"),
    ]


def test_changes_are_added_up_by_cleaner_and_kind():
    def file(*changes):
        return InputFile(file="f", sha256="", layout="l", changes=changes)

    def change(column, code, count, *examples, cleaner="money"):
        return Change(column=column, code=code, count=count, cleaner=cleaner, examples=examples)

    found = kinds_of_change(
        (
            file(change("a", "quotes", 1, ("x", "y")), change("a", "exponent", 5)),
            file(change("b", "quotes", 7, ("x", "y"), ("v", "w")), change("a", "quotes", 2, cleaner="name")),
        )
    )
    assert [(one.cleaner, one.code, one.count, one.columns) for one in found] == [
        ("money", "quotes", 8, ("a", "b")),
        ("money", "exponent", 5, ("a",)),
        ("name", "quotes", 2, ("a",)),
    ]
    assert found[0].examples == (("x", "y"), ("v", "w"))

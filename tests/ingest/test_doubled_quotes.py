"""Fields that open with a doubled quotation mark: read right, or set aside, never shifted."""

import pytest

HEADING = '"id";"title";"year"\n'
MAPPING = """
schema = 1
name = "quirk"
[[file]]
match = "projects.csv"
[[file.table]]
table = "projects"
columns = { project_id = { column = "id" }, title = { column = "title" }, start_date = { column = "year" } }
"""


def rows(found):
    table = found.tables["projects"]
    return list(
        zip(*(table[name].to_pylist() for name in ("project_id", "title", "start_date")), strict=True)
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('""The action ""X"" works""', '"The action "X" works"'),
        ('""Seals for FTB#2; and more""', '"Seals for FTB#2; and more"'),
        ('""A ""B; C"" D; ""E"" F""', '"A "B; C" D; "E" F"'),
        ('"""X"" works"', '"X" works'),
        ('"works ""X"""', 'works "X"'),
        ('"a;""b"" c"', 'a;"b" c'),
        ('""', None),
        ('"a\n;""b"" c"', 'a\n;"b" c'),
        ("plain", "plain"),
    ],
)
def test_a_title_is_read_as_it_was_meant(grants, written, title):
    found = grants(MAPPING, projects=f'{HEADING}"p1";{written};"2019"\n"p2";"next";"2020"\n')
    assert rows(found) == [("p1", title, "2019"), ("p2", "next", "2020")]
    assert found.rejected == ()


@pytest.mark.parametrize("written", ['""The action; X', '""A\nB; ""C"" D; E""'])
def test_what_cannot_be_told_is_set_aside(grants, written):
    found = grants(MAPPING, projects=f'{HEADING}"p1";{written};"2019"\n"p2";"next";"2020"\n')
    assert rows(found) == [("p2", "next", "2020")]
    assert {row.rule for row in found.rejected} <= {"extra_field", "missing_field"}
    assert found.rejected


@pytest.mark.parametrize("place", range(3))
def test_one_may_stand_beside_a_field_of_several_lines(grants, place):
    fields = ['"2019"', '""A ""B""; C""', '"long;\n\n""text"" \nends"']
    names = ['"year"', '"title"', '"note"']
    order = [*range(place, 3), *range(place)]
    lines = [['"id"', *(names[at] for at in order)], ['"p1"', *(fields[at] for at in order)]]
    found = grants(MAPPING, projects="\n".join(";".join(line) for line in lines) + "\n")
    assert rows(found) == [("p1", '"A "B"; C"', "2019")]


def test_the_last_field_of_a_line_may_be_one(grants):
    heading, mapping = '"id";"year";"title"\r\n', MAPPING
    found = grants(mapping, projects=f'{heading}"p1";"2019";""The ""X""; it works""\r\n"p2";"2020";"b"\r\n')
    assert rows(found) == [("p1", '"The "X"; it works"', "2019"), ("p2", "b", "2020")]

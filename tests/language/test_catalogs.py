"""Both catalogs say the same things, and everything that is asked of them."""

import re
import string
from pathlib import Path

import pytest

import clusternet
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import LANGUAGES, MissingText, Plural, catalog
from clusternet.study.groups import grouping
from clusternet.workflow.analyze import ANALYSES
from clusternet.workflow.sources import open_source

EN, IT = catalog("en"), catalog("it")
SOURCES = sorted(Path(clusternet.__file__).parent.rglob("*.py"))
C14 = [
    *(
        "required",
        "choice",
        "reference",
        "date",
        "number",
        "money",
        "boolean",
        "negative",
        "date_order",
        "circular",
    ),
    *("duplicate_id", "too_long", "extra_field", "missing_field", "encoding", "control_character"),
    "date_order",
]


def forms(entry):
    return list(entry.forms.values()) if isinstance(entry, Plural) else [entry]


def placeholders(text):
    return {(field, how) for _, field, how, _ in string.Formatter().parse(text) if field is not None}


def named(text):
    return {field for field, _ in placeholders(text)}


@pytest.fixture(params=LANGUAGES)
def texts(request):
    return catalog(request.param)


def test_both_languages_have_the_same_keys():
    assert set(EN.entries) == set(IT.entries)


@pytest.mark.parametrize("key", sorted(set(EN.entries) & set(IT.entries)))
def test_both_languages_say_the_same_values(key):
    english, italian = EN.entries[key], IT.entries[key]
    assert isinstance(english, Plural) == isinstance(italian, Plural)
    if isinstance(english, Plural):
        assert english.by == italian.by
        assert {"one", "other"} <= set(english.forms)
        assert {"one", "other"} <= set(italian.forms)
    everything = placeholders(forms(english)[-1])
    count = {(english.by, "")} if isinstance(english, Plural) else set()  # "and another" needs no number
    for text in (*forms(english), *forms(italian)):
        assert text.strip() == text
        assert text
        assert placeholders(text) <= everything | count  # one of a thing may need fewer words
    assert placeholders(forms(italian)[-1]) | count == everything | count


def test_the_forms_of_an_entry_are_those_of_its_language(texts):
    known = set(texts.locale.plural_form.tags) | {"other"}
    for key, entry in texts.entries.items():
        if isinstance(entry, Plural):
            assert set(entry.forms) <= known, key


def test_every_rule_has_a_text(texts):
    for rule in C14:
        assert texts.text(f"rule.{rule}")


def test_every_rule_that_a_row_can_break_is_one_of_these():
    room = Path(clusternet.__file__).parent
    code = "".join(path.read_text() for path in (*room.glob("ingest/*.py"), *room.glob("cleaning/*.py")))
    raised = set(re.findall(r"""(?:Unclean\(|rule=|rule: str = )"(\w+)\"""", code))
    assert raised
    assert raised <= set(C14)


@pytest.mark.parametrize("name", ANALYSES)
def test_every_column_is_defined_and_nothing_else_is(dataset, name):
    subject = open_source(dataset()).subject()
    table = ANALYSES[name](subject, grouping(subject, "country"))
    assert isinstance(table, ResultTable)
    columns = [column.name for column in table.columns]
    assert columns == list(table.frame.columns)
    assert all(column.unit for column in table.columns)
    for texts in (EN, IT):
        defined = {key.rsplit(".", 1)[1] for key in texts.entries if key.startswith(f"column.{name}.")}
        assert defined == set(columns)


def test_every_key_in_the_code_has_a_text(texts):
    asked = {
        (key, path.name)
        for path in SOURCES
        for key in re.findall(
            r'(?:Sentence|(?:catalog|words|texts)\.text)\(\s*"([\w.-]+)"', path.read_text(encoding="utf-8")
        )
    }
    assert asked
    assert [(key, name) for key, name in sorted(asked) if not texts.has(key)] == []


def test_every_sentence_in_the_code_has_its_values(texts):
    for path in SOURCES:
        code = path.read_text(encoding="utf-8")
        for key, values in re.findall(r'Sentence\(\s*"([\w.-]+)"(?:,\s*\{([^{}]*)\})?\s*\)', code):
            given = set(re.findall(r'"(\w+)":', values))
            entry = texts.entries[key]
            needed = set().union(*(named(text) for text in forms(entry)))
            if isinstance(entry, Plural):
                needed.add(entry.by)
            assert needed <= given, (path.name, key)


def test_a_key_that_is_not_there_is_told(texts):
    with pytest.raises(MissingText, match="no text for 'nothing'"):
        texts.text("nothing")
    with pytest.raises(MissingText, match="needs a value for"):
        texts.text("check.more")

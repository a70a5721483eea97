import re
import string
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

import clusternet.report
from clusternet.findings.missing import Status
from clusternet.language.catalog import LANGUAGES, Plural, catalog
from clusternet.model.recipe import NUMBERS, SECTIONS
from clusternet.report.charts.roles import PATTERNS
from clusternet.report.sections.cards import FACTS as SHEET_FACTS
from clusternet.report.sections.cards import GAPS
from clusternet.report.sections.comparison import GROUPS
from clusternet.report.sections.completeness import PROJECT_SORTS
from clusternet.report.sections.method import DEFINED, LIMITS, PAIRED
from clusternet.report.sections.missing import SORTS
from clusternet.study.quality import _FACTS as FACTS

REPORT = Path(str(resources.files(clusternet.report)))
SOURCES = [*REPORT.rglob("*.py"), *REPORT.rglob("*.html")]


def entries(language):
    return {key: entry for key, entry in catalog(language).entries.items() if key.startswith("page.")}


def texts(entry):
    return list(entry.forms.values()) if isinstance(entry, Plural) else [entry]


def placeholders(entry):
    """The names of the values, which may be told differently but must be the same."""
    return {name for text in texts(entry) for _, name, _, _ in string.Formatter().parse(text) if name}


def keys_of_sections():
    """Keys that the sections on bridges, clusters, missing and years make from the names of things."""
    several = {
        "page.bridges.role": PATTERNS,
        "page.bridges.reading": PATTERNS,
        "page.bridges.link": ("exact", "about", "less"),
        "page.bridges.share": ("exact", "about", "less"),
        "page.bridges.stands": ("all", "most"),
        "page.cards.ask": GAPS,
        "page.cards.gap": GAPS,
        "page.cards.fact": SHEET_FACTS,
        "page.cards.lead": ("seen", "overlapping", "joint", "joint_none"),
        "page.comparison.group": GROUPS,
        "page.comparison.measure": {name for names in GROUPS.values() for name in names},
        "page.comparison.lead": ("even", "range"),
        "page.meetings.claim": ("none", "some", "all"),
        "page.missing.claim": ("none", "some"),
        "page.missing.legend": SORTS.values(),
        "page.missing.sme": SORTS.values(),
        "page.missing.status": get_args(Status),
        "page.missing.table_claim": ("none", "some", "all"),
        "page.scatter.measured": ("all", "some"),
    }
    return {f"{key}.{name}" for key, names in several.items() for name in names}


def used_keys():
    """Every key written out in code or templates, and those made from the names of things."""
    written = set()
    for source in SOURCES:
        written |= set(
            re.findall(r"""["'](page\.[a-z0-9_.-]*[a-z0-9_])["']""", source.read_text(encoding="utf-8"))
        )
    made = {
        f"page.number.{code}.{part}" for code in NUMBERS for part in ("what", "of", "why_not", "definition")
    }
    made |= {
        f"page.number.{code}.unstated" for code in ("sme_projects_share", "firm_research_projects_share")
    }
    made |= {
        f"page.section.{name}.{part}"
        for name in ("numbers", *SECTIONS, "tables")
        for part in ("title", "short")
    }
    made |= {
        f"page.field.{field}.{part}"
        for fields in FACTS.values()
        for field in fields
        for part in ("label", "in_sentence")
    }
    made |= {f"page.of.{table}" for table in FACTS}
    made |= {f"page.completeness.projects.{sort}" for sort in PROJECT_SORTS}
    made |= {f"page.method.define.{notion}.{part}" for notion in DEFINED for part in ("term", "text")}
    made |= {f"page.method.limit.{limit}" for limit in LIMITS} | {
        f"page.glossary.{notion}" for notion in PAIRED
    }
    made |= {f"page.method.language.{language}" for language in LANGUAGES}
    made |= {
        f"page.{figure}.example.{kind}"
        for figure in ("direct", "members")
        for kind in ("some", "zero", "own")
    }
    made |= {
        f"page.tables.title.{table}"
        for table in (
            "cooperation",
            "comparison",
            "centrality",
            "brokerage",
            "structural-holes",
            "missing",
            "duplicates",
        )
    }
    made |= keys_of_sections()
    made |= {
        f"page.strip.{fact}" for fact in ("region", "begun", "period", "as_of", "version", "fingerprint")
    }
    return (written - {"page.html"}) | made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_used_exists_and_every_text_is_used(language):
    assert used_keys() == set(entries(language))


def test_both_languages_have_the_same_texts_with_the_same_values():
    english, italian = entries("en"), entries("it")
    assert set(english) == set(italian)
    assert {key: placeholders(entry) for key, entry in english.items()} == {
        key: placeholders(entry) for key, entry in italian.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_typed_into_a_text(language):
    for key, entry in entries(language).items():
        for text in texts(entry):
            told = "".join(literal for literal, _, _, _ in string.Formatter().parse(text))
            assert not re.search(r"\d", re.sub("UTF-8|SHA-256", "", told)), key


def test_italian_puts_a_space_before_a_percentage_and_a_comma_in_decimals():
    words = catalog("it")
    assert words.text("page.completeness.members_claim.most", share=0.125).endswith(
        "12\xa0% degli aderenti dichiarati"
    )
    assert words.number(1530.25) == "1.530,25"

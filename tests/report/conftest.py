"""What tests of pages start from: reports made by hand, what they are made of, and pages taken apart."""

from .pages import browser, parsed
from .pieces import (
    make_absent,
    make_broker,
    make_dependence,
    make_doubt,
    make_map,
    make_number,
    make_sheet,
)
from .reports import (
    change_clusters,
    change_pairs,
    every_section,
    hostile_names,
    hostile_sections,
    no_clusters,
    one_cluster,
    three_clusters,
    twelve_clusters_alike,
)

__all__ = [
    "browser",
    "change_clusters",
    "change_pairs",
    "every_section",
    "hostile_names",
    "hostile_sections",
    "make_absent",
    "make_broker",
    "make_dependence",
    "make_doubt",
    "make_map",
    "make_number",
    "make_sheet",
    "no_clusters",
    "one_cluster",
    "parsed",
    "three_clusters",
    "twelve_clusters_alike",
]

"""Stakeholder networks of innovation clusters: who works with whom, who bridges, who is missing.

The names below are loaded when they are first used, so that importing clusternet costs nothing.

Examples
--------
>>> import clusternet
>>> source = clusternet.open_source("datasets/piemonte")  # doctest: +SKIP
>>> subject = source.subject(period="2014-2020")  # doctest: +SKIP
>>> clusternet.cooperation_table(subject).frame  # doctest: +SKIP
"""

from importlib import import_module

_HOMES = {
    "MultilayerNetwork": "clusternet.network.multilayer",
    "Source": "clusternet.workflow.sources",
    "Subject": "clusternet.study.subject",
    "brokerage_table": "clusternet.study.bridges",
    "centrality_table": "clusternet.study.centrality",
    "comparison_table": "clusternet.study.comparison",
    "cooperation_table": "clusternet.study.cooperation",
    "export_network": "clusternet.workflow.export",
    "grouping": "clusternet.study.groups",
    "ingest": "clusternet.workflow.ingest",
    "missing_table": "clusternet.study.missing",
    "mixing_table": "clusternet.study.mixing",
    "open_source": "clusternet.workflow.sources",
    "participation_table": "clusternet.study.participation",
    "publish_cooperation": "clusternet.workflow.publish",
    "structural_holes_table": "clusternet.study.bridges",
    "to_igraph": "clusternet.network.convert",
    "to_networkx": "clusternet.network.convert",
    "to_pandas": "clusternet.network.convert",
    "to_scipy": "clusternet.network.convert",
}

__all__ = [*_HOMES]  # noqa: PLE0604  the names are those above


def __getattr__(name: str) -> object:
    """Load a public name from its home (PEP 562)."""
    if name == "__version__":
        from importlib import metadata

        return metadata.version("clusternet")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'clusternet' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted([*_HOMES, "__version__"])

"""What a dataset says about itself: the contents of its ``dataset.toml``."""

from dataclasses import dataclass, field
from typing import Literal

CARD_SHEET = "dataset"  # of a workbook: keys and values, each value as TOML writes it

Predecessors = Literal["apart", "as_successor"]
EVERYTHING = "all"  # no period, so no name of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time, both ends included, each a year, a month or a day as the tables write them."""

    name: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A value of an indicator that somebody wants to be told of when it is crossed.

    Parameters
    ----------
    indicator : str
        Code of the indicator.
    subject : str
        Id of the cluster, organization or project, or ``system``.
    below, above : float, optional
        In the unit of the indicator; at least one is stated.
    """

    indicator: str
    subject: str
    below: float | None = None
    above: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetCard:
    """Title, terms and rules of a dataset.

    Parameters
    ----------
    title : dict of str
        Language code to title.
    license : str
        Terms of the data; empty: not stated.
    as_of : str
        Date the data describe; empty: not stated.
    region : str
        Region the data are about; empty: none.
    made_up : bool
        Whether the data are invented, which every page made from them says.
    cluster_kinds : tuple of str
        Kinds of cluster rows that count as clusters.
    predecessors : {"apart", "as_successor"}
        Whether members of a cluster that was succeeded count for its successor.
    tie_kinds : tuple of str
        Kinds of project rows that make ties.
    cluster_order : tuple of str
        Clusters in the order of every table; others follow by id.
    colors : dict of str
        Cluster to color; clusters without one get a color of the safe palette.
    periods : dict of Period
        Named periods.
    columns : dict of dict
        Table to (column of the contract to heading in these files).
    indicator_names : dict of str
        Names used in ``figures`` to indicator codes.
    thresholds : tuple of Threshold
        Values whose crossing is of interest where two sources are compared.
    """

    title: dict[str, str]
    license: str = ""
    as_of: str = ""
    region: str = ""
    made_up: bool = False
    cluster_kinds: tuple[str, ...] = ("cluster", "platform")
    predecessors: Predecessors = "apart"
    tie_kinds: tuple[str, ...] = ("project",)
    cluster_order: tuple[str, ...] = ()
    colors: dict[str, str] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    indicator_names: dict[str, str] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()

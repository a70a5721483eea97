"""The tables of a dataset and the columns they have.

Whatever reads, checks, stores or documents a dataset asks here; nothing else knows a column by heart.
"""

from dataclasses import dataclass
from enum import StrEnum

MAX_TEXT_LENGTH = 10_000  # code points; longer values are almost always a broken quote
MAX_ID_LENGTH = 200  # code points


class Kind(StrEnum):
    """What a value of a column is."""

    ID = "id"
    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    COUNTRY = "country"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Heading of the column.
    kind : Kind
        What its values are.
    required : bool
        Whether a row without a value is set aside.
    choices : tuple of str
        Allowed values of a `Kind.CHOICE`.
    default : str, optional
        The choice an empty value stands for.
    references : str, optional
        Table whose key the value must be found in.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    default: str | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a dataset.

    Parameters
    ----------
    name : str
        File name without ending.
    columns : tuple of Column
        In the order in which they are documented and written.
    key : tuple of str
        Columns that together name a row; empty where rows need no name.
    date_order : tuple of (str, str)
        Pairs of date columns of which the second may not end before the first begins.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    date_order: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Raises
        ------
        KeyError
            If the table has no such column.
        """
        return {column.name: column for column in self.columns}[name]


def _text(name: str, *, required: bool = False) -> Column:
    return Column(name=name, required=required)


def _id(name: str, references: str | None = None) -> Column:
    return Column(name=name, kind=Kind.ID, required=True, references=references)


def _date(name: str) -> Column:
    return Column(name=name, kind=Kind.DATE)


def _choice(name: str, choices: str, *, required: bool = False, default: str | None = None) -> Column:
    return Column(
        name=name, kind=Kind.CHOICE, required=required, choices=tuple(choices.split()), default=default
    )


_SOURCE = _text("source")
_CONFIDENCE = _choice("confidence", "stated inferred")

_ORGANIZATION_COLUMNS = (
    _text("name", required=True),
    _choice(
        "kind",
        "company university research public association foundation social_enterprise intermediary other",
    ),
    _choice("size", "micro small medium large"),
    Column(name="is_sme", kind=Kind.BOOLEAN),
    _text("legal_form"),
    _text("vat_number"),
    _text("tax_code"),
    _text("pic"),
    _text("ror_id"),
    _text("city"),
    _text("province"),
    _text("nuts3"),
    Column(name="country", kind=Kind.COUNTRY),
    _text("sector"),
    _date("founded"),
    Column(name="latitude", kind=Kind.NUMBER),
    Column(name="longitude", kind=Kind.NUMBER),
    Column(name="person", kind=Kind.BOOLEAN),
    _CONFIDENCE,
    _SOURCE,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            name="clusters",
            key=("cluster_id",),
            columns=(
                _id("cluster_id"),
                _text("name", required=True),
                _choice("kind", "cluster platform predecessor managing_body other_body", default="cluster"),
                _text("theme"),
                _text("remit"),
                _text("city"),
                _text("province"),
                _date("founded"),
                _SOURCE,
            ),
        ),
        Table(
            name="organizations",
            key=("organization_id",),
            columns=(_id("organization_id"), *_ORGANIZATION_COLUMNS),
        ),
        Table(
            name="memberships",
            key=("organization_id", "cluster_id", "role"),
            date_order=(("valid_from", "valid_to"),),
            columns=(
                _id("organization_id", "organizations"),
                _id("cluster_id", "clusters"),
                _choice(
                    "role",
                    "member manager founder signatory funder tenant incubated partner",
                    default="member",
                ),
                _date("valid_from"),
                _date("valid_to"),
                _CONFIDENCE,
                _SOURCE,
            ),
        ),
        Table(
            name="projects",
            key=("project_id",),
            date_order=(("start_date", "end_date"),),
            columns=(
                _id("project_id"),
                _text("acronym"),
                _text("title"),
                _text("programme"),
                _choice("level", "eu national regional local"),
                _choice("kind", "project network event course service proposal", default="project"),
                _date("start_date"),
                _date("end_date"),
                Column(name="total_cost_eur", kind=Kind.MONEY),
                Column(name="funding_eur", kind=Kind.MONEY),
                _text("priority_system"),
                _text("transversal_component"),
                Column(name="topics", kind=Kind.LIST),
                _SOURCE,
            ),
        ),
        Table(
            name="participations",
            key=("project_id", "organization_id"),
            columns=(
                _id("project_id", "projects"),
                _id("organization_id", "organizations"),
                _choice("role", "coordinator partner associated third_party"),
                Column(name="funding_eur", kind=Kind.MONEY),
                _SOURCE,
            ),
        ),
        Table(
            name="project_clusters",
            key=("project_id", "cluster_id"),
            columns=(_id("project_id", "projects"), _id("cluster_id", "clusters"), _SOURCE),
        ),
        Table(
            name="successions",
            key=("kind", "predecessor_id", "successor_id"),
            columns=(
                _choice("kind", "cluster organization", required=True),
                _id("predecessor_id"),
                _id("successor_id"),
                _date("date"),
                _SOURCE,
            ),
        ),
        Table(name="register", key=("register_id",), columns=(_id("register_id"), *_ORGANIZATION_COLUMNS)),
        Table(
            name="figures",
            columns=(
                _choice("subject_kind", "cluster organization project system", required=True),
                _id("subject"),
                _id("indicator"),
                Column(name="value", kind=Kind.NUMBER, required=True),
                _text("unit", required=True),
                _choice("qualifier", "exact about at_least at_most", default="exact"),
                _date("as_of"),
                _SOURCE,
            ),
        ),
        Table(
            name="aliases",
            columns=(_id("organization_id", "organizations"), _text("alias", required=True), _SOURCE),
        ),
        Table(
            name="agreements",
            key=("agreement_id",),
            columns=(
                _id("agreement_id"),
                _text("title"),
                _date("date"),
                Column(name="organizations", kind=Kind.LIST, required=True, references="organizations"),
                _SOURCE,
            ),
        ),
        Table(
            name="decisions",
            key=("decision_id",),
            columns=(
                _id("decision_id"),
                _choice("action", "merge split", required=True),
                Column(name="organization_ids", kind=Kind.LIST, required=True),
                _text("into"),
                _text("reason"),
                _text("evidence"),
                _date("decided_on"),
                _text("decided_by"),
                _SOURCE,
            ),
        ),
        Table(
            name="sources",
            key=("source",),
            columns=(_text("source", required=True), _text("publisher"), _date("accessed"), _text("note")),
        ),
    )
}

# Without these there is no network to speak of; the others only add to it.
NETWORK_TABLES = ("organizations", "projects", "participations")

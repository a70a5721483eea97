"""Where the official files are published."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that somebody publishes.

    Parameters
    ----------
    address : str
        Of the file itself.
    page : str
        Where a person finds it, should the address change.
    """

    address: str
    page: str

    @property
    def file_name(self) -> str:
        """Its name as published, which it keeps."""
        return PurePosixPath(urlsplit(self.address).path).name


_FILES = "https://cordis.europa.eu/data/"
_PAGES = "https://data.europa.eu/data/datasets/"

PUBLISHED: Mapping[str, PublishedFile] = {
    "cordis-horizon": PublishedFile(
        address=f"{_FILES}cordis-HORIZONprojects-csv.zip",
        page=f"{_PAGES}cordis-eu-research-projects-under-horizon-europe-2021-2027",
    ),
    "cordis-h2020": PublishedFile(
        address=f"{_FILES}cordis-h2020projects-csv.zip", page=f"{_PAGES}cordish2020projects"
    ),
    "cordis-fp7": PublishedFile(
        address=f"{_FILES}cordis-fp7projects-csv.zip", page=f"{_PAGES}cordisfp7projects"
    ),
}

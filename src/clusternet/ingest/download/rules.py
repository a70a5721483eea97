"""What may be fetched: from where, by which scheme, how large, beginning with what."""

from dataclasses import dataclass

import httpx

from clusternet.exceptions import DownloadFailed

MEGABYTE = 1000**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a download keeps to, wherever a server may send it.

    Parameters
    ----------
    hosts : tuple of str
        Hosts, each with all below it.
    schemes : tuple of str
        Schemes of an address.
    limit : int
        Size of the largest file, in bytes.
    signature : bytes
        What a file begins with; that of zip archives by default.
    """

    hosts: tuple[str, ...] = ("europa.eu",)
    schemes: tuple[str, ...] = ("https",)
    limit: int = 2_000 * MEGABYTE
    signature: bytes = b"PK"

    def check_redirect(self, origin: httpx.URL, target: httpx.URL) -> None:
        """Refuse to be sent elsewhere.

        Raises
        ------
        DownloadFailed
            If the target is on another host, or by another scheme.
        """
        known = any(target.host == host or target.host.endswith(f".{host}") for host in self.hosts)
        if known and target.scheme in self.schemes:
            return
        where = f"{target.scheme}://{target.netloc.decode('ascii', 'replace')}"
        raise DownloadFailed(
            f"{origin.host} sends the download on to {where}, which is not {self.schemes[0]} "
            f"on {' or '.join(self.hosts)}: it was not followed; fetch the file with a browser instead."
        )

    def check_size(self, size: int, file_name: str) -> None:
        """Refuse a file that is, or has become, too large.

        Raises
        ------
        DownloadFailed
            If `size`, in bytes, is above the limit.
        """
        if size > self.limit:
            raise DownloadFailed(
                f"{file_name} is larger than {self.limit / MEGABYTE:,.0f} MB: "
                "allow more with --limit if you expect that."
            )

    def check_beginning(self, content: bytes, file_name: str) -> None:
        """Refuse a file of another kind by its first bytes, before all of it is fetched.

        Raises
        ------
        DownloadFailed
            If it does not begin with the signature.
        """
        if content[: len(self.signature)] == self.signature[: len(content)]:
            return
        found = "a web page" if content.lstrip().startswith(b"<") else "something that is no archive"
        raise DownloadFailed(
            f"The server sent {found} instead of {file_name}: try again later, it may be under maintenance."
        )

"""Asking a server for a file, and what its answer, or none, means."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata

import httpx

from clusternet.exceptions import DownloadFailed
from clusternet.ingest.download.addresses import PublishedFile
from clusternet.ingest.download.patience import Patience, asked_pause
from clusternet.ingest.download.rules import Rules

_REDIRECTS = 5
_TRY_LATER = {408, 425, 429, 500, 502, 503, 504}
_GONE = {404, 410}
_NO_MORE = 416


class Passing(Exception):
    """Something that may be over the next time; ``pause`` is how many seconds the server asks to wait."""

    def __init__(self, sentence: str, *, pause: float | None = None) -> None:
        super().__init__(sentence)
        self.pause = pause


class Unreached(Passing):
    """No answer at all."""


@contextmanager
def connected(patience: Patience) -> Iterator[httpx.Client]:
    """Make ready to ask, through the proxy and with the certificates that the environment names."""
    try:
        client = httpx.Client(
            headers={
                "User-Agent": f"clusternet/{metadata.version('clusternet')}",
                "Accept-Encoding": "identity",  # it is packed already, and can be gone on with byte by byte
            },
            timeout=httpx.Timeout(patience.silence, connect=patience.connecting),
        )
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        raise DownloadFailed(
            f"The proxy or certificates that the environment names cannot be used ({error}): "
            "correct HTTPS_PROXY, ALL_PROXY or SSL_CERT_FILE."
        ) from error
    with client:
        yield client


@contextmanager
def answered(
    client: httpx.Client, file: PublishedFile, headers: Mapping[str, str], rules: Rules
) -> Iterator[httpx.Response]:
    """Ask for a file, and follow to where the rules allow.

    Whatever goes wrong while the answer is open, in the reading of its content too, becomes one of these:

    Raises
    ------
    Passing
        If another attempt may help.
    DownloadFailed
        If none can.
    """
    request = client.build_request("GET", file.address, headers=headers)
    host = request.url.host
    with _meaning(host, file):
        for _ in range(_REDIRECTS + 1):
            answer = client.send(request, stream=True)
            if answer.next_request is None:
                break
            answer.close()
            rules.check_redirect(request.url, answer.next_request.url)
            request = answer.next_request
        else:
            raise DownloadFailed(
                f"{host} sends the download on from address to address without end: look at {file.page}."
            )
        try:
            _check_status(answer, file)
            yield answer
        finally:
            answer.close()


def refusal(answer: httpx.Response, file: PublishedFile) -> DownloadFailed:
    """Return the error that an answer without the file is."""
    status = answer.status_code
    if status in _GONE:
        problem = f"There is nothing at {answer.url} any more ({status})"
    else:
        problem = f"{answer.url.host} does not give {file.file_name} ({status})"
    return DownloadFailed(f"{problem}: look for it on {file.page} and give it to `clusternet check`.")


def _check_status(answer: httpx.Response, file: PublishedFile) -> None:
    status = answer.status_code
    if status in _TRY_LATER:
        problem = f"{answer.url.host} is busy or out of order ({status})"
        raise Passing(problem, pause=asked_pause(answer.headers.get("retry-after", "")))
    if answer.is_error and status != _NO_MORE:
        raise refusal(answer, file)


@contextmanager
def _meaning(host: str, file: PublishedFile) -> Iterator[None]:
    try:
        yield
    except httpx.ProxyError as error:
        raise DownloadFailed(
            f"The proxy does not let {host} through ({error}): ask whoever runs it."
        ) from error
    except httpx.ConnectError as error:
        raise _no_connection(host, error) from error
    except httpx.ConnectTimeout as error:
        raise Unreached(f"{host} does not answer") from error
    except httpx.TimeoutException as error:
        raise Passing(f"{host} has stopped sending") from error
    except httpx.TransportError as error:
        raise Passing(f"The connection to {host} was cut off") from error
    except httpx.DecodingError as error:
        raise DownloadFailed(
            f"{host} sent something that cannot be unpacked: look at {file.page}."
        ) from error


def _no_connection(host: str, error: httpx.ConnectError) -> Exception:
    reason: BaseException | None = error
    while reason is not None and not isinstance(reason, OSError):
        reason = reason.__cause__ or reason.__context__
    if isinstance(reason, ssl.SSLCertVerificationError):
        return DownloadFailed(
            f"{host} cannot prove that it is itself ({reason.verify_message}): "
            "check the clock of this machine, and what stands between it and the network."
        )
    words = (reason and reason.strerror) or error
    return Unreached(f"{host} cannot be reached ({words})")

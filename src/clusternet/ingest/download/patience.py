"""How long a download waits, and how often it tries again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Bounds of waiting, in seconds.

    Parameters
    ----------
    connecting, silence : float
        How long to wait for a connection, and for the next bytes.
    failures : int
        Failures in a row, without a new byte between them, after which to give up.
    total : float
        For everything together. What was received stays, and the next run goes on from it.
    longest_pause : float
        A server that asks for a longer pause than this is left alone.
    clock : callable
        Seconds since some moment.
    sleep : callable
        Waits so many seconds.
    """

    connecting: float = 20
    silence: float = 60
    failures: int = 6
    total: float = 2 * 60 * 60
    longest_pause: float = 120
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def pause(self, failures: int) -> float:
        """Return how long to wait after so many failures in a row: 0.5, 1, 2 seconds and so on."""
        return min(2.0 ** (failures - 2), self.longest_pause)


def asked_pause(retry_after: str, *, now: datetime | None = None) -> float | None:
    """Return the seconds a server asks to wait, from its header ``Retry-After``; None if it says nothing.

    Parameters
    ----------
    retry_after : str
        Seconds, or a date as in HTTP.
    now : datetime, optional
        The present moment, with a time zone.
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    now = now or datetime.now(UTC)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())

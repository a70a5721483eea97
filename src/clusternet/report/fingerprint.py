"""One short text for all the files a report was made from."""

import hashlib
from collections.abc import Sequence

from clusternet.findings.provenance import InputFile

SHOWN = 12


def fingerprint(inputs: Sequence[InputFile]) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 over the files' own, sorted, one a line."""
    lines = "".join(f"{digest}\n" for digest in sorted(file.sha256 for file in inputs))
    return hashlib.sha256(lines.encode("ascii")).hexdigest()[:SHOWN]

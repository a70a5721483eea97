"""How kernels are compiled, and where the machine code is kept from one run to the next."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from pickle import UnpicklingError
from threading import Lock
from typing import Any, TypeVar, cast

import numba
import platformdirs
from numba import config, njit
from numba.core.caching import FunctionCache

Kernel = TypeVar("Kernel", bound=Callable[..., object])

SHARED = "lists.py"
"""Beside its own, the one file that a kernel may call compiled functions of."""

UNREADABLE = (OSError, EOFError, UnpicklingError, AttributeError, ImportError, LookupError, ValueError)
"""What unpickling a broken file may raise, and what a file that cannot be read or written does."""

UNUSED = 30 * 24 * 3600
"""Seconds after which code that no run has asked for is thrown away: it is that of other versions."""

_setting_folder = Lock()


def compiled(function: Kernel) -> Kernel:
    """Compile a function to machine code when it is first called, and keep the code for later runs.

    The code is serial and lets go of the interpreter, so that
    :func:`~clusternet.analysis.kernels.chunks.fold_chunks` can run several parts at once. It checks no index
    and no division: callers do. With ``NUMBA_DISABLE_JIT=1`` the function stays as it is.

    What is compiled is kept in the user's cache folder, or where ``NUMBA_CACHE_DIR`` says; if that cannot be
    written, it is compiled anew in every run.

    Parameters
    ----------
    function : callable
        Of NumPy arrays and numbers, in the part of Python that numba compiles.

    Returns
    -------
    callable
        With the same arguments and results.
    """
    kernel: Any = njit(nogil=True, error_model="numpy")(function)
    if kernel is not function:
        _keep(kernel)
    return cast("Kernel", kernel)


def _keep(kernel: Any) -> None:  # noqa: ANN401  numba has no types
    """Let a kernel look for its code where earlier runs have left it, and leave it there.

    This sets what ``njit(cache=True)`` sets. With numba's own cache there, a kernel would stop at a full disk
    or a broken file, and numba has no other place for another one.
    """
    with _setting_folder, suppress(RuntimeError):  # numba found no folder that can be written
        chosen = config.CACHE_DIR
        if not chosen:
            folder = _folder(Path(kernel.py_func.__code__.co_filename))
            if folder is None:
                return
            config.CACHE_DIR = str(folder)
        try:
            kernel._cache = _Cache(kernel.py_func)  # noqa: SLF001
        finally:
            config.CACHE_DIR = chosen  # other numba code of this process goes on using its own folder


@cache
def _folder(source: Path) -> Path | None:
    """Make a folder of its own for each state of a source file, None if it cannot be written.

    So no process ever finds the code of another version in a file it is about to read, whichever is running.
    """
    try:
        files = (Path(__file__), source.with_name(SHARED), source)
        state = b"".join([numba.__version__.encode(), *(file.read_bytes() for file in files)])
        root = platformdirs.user_cache_path("clusternet", appauthor=False) / "kernels"
        folder = root / hashlib.sha256(state).hexdigest()[:16]
        if not folder.is_absolute():  # nobody's home is known
            return None
        first = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        os.utime(folder)
    except OSError:
        return None
    if first:
        _throw_away_unused(root)
    return folder


def _throw_away_unused(root: Path) -> None:
    """Throw away what no run has asked for in a long time; a run that has it open still compiles anew."""
    with suppress(OSError):
        for folder in root.iterdir():
            if folder.stat().st_mtime < time.time() - UNUSED:
                shutil.rmtree(folder, ignore_errors=True)


class _Cache(FunctionCache):  # type: ignore[misc]  # numba has no types
    """numba's cache of one function, except that a full disk or a broken file is no reason to stop."""

    def load_overload(self, sig: object, target_context: object) -> object:
        try:
            return super().load_overload(sig, target_context)
        except UNREADABLE:
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: object, data: object) -> None:
        with suppress(*UNREADABLE):
            super().save_overload(sig, data)

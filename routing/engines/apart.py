"""Compiling the search in a process of its own, one a machine at a time, so that nobody has to wait."""

import contextlib
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from routing.engines.first_run import small_day
from routing.engines.ruin_recreate import compile_search, folder, is_compiled, share

_LOG: Final = logging.getLogger(__name__)
_TICK_S: Final = 0.2
_BEGUN: Final[list["subprocess.Popen[bytes]"]] = []
"""Processes of ours: kept, so that nobody complains that they were forgotten."""


def can_wait() -> bool:
    """Say whether a search may begin without ours: it is not compiled, and what is compiled can be kept."""
    return folder is not None and not is_compiled()


def compile_apart() -> bool:
    """Begin to compile in a process that outlives this one, unless one is at it; say whether it could begin.

    It takes up to a minute, and ends by itself.
    """
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "routing.engines"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        _LOG.warning("the search cannot be compiled in a process apart: %s", error)
        return False
    _BEGUN.append(process)
    return True


def compile_watched(tick: Callable[[float], None]) -> None:
    """Wait until the search is compiled, in a process apart where that is possible.

    Parameters
    ----------
    tick : callable
        Called five times a second with the share of all functions that is compiled.
    """
    if can_wait() and compile_apart():
        while can_wait() and (_BEGUN[-1].poll() is None or _taken()):
            tick(share())
            time.sleep(_TICK_S)
    if not is_compiled():
        compile_search(small_day())
    tick(1.0)


def compile_alone(place: Path | None = folder) -> bool:
    """Compile the search unless another process does so at this moment; say whether this one did."""
    with contextlib.ExitStack() as stack:
        if place is not None:
            file = stack.enter_context((place / "lock").open("ab"))
            try:
                _lock(file)
            except OSError:
                return False
        compile_search(small_day())
    return True


def _taken() -> bool:
    """Say whether another process compiles at this moment."""
    if folder is None:
        return False
    with (folder / "lock").open("ab") as file:
        try:
            _lock(file)
        except OSError:
            return True
    return False


def _lock(file: IO[bytes]) -> None:
    """Take a lock that the system drops with its holder, or raise OSError."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - exists on Unix only

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

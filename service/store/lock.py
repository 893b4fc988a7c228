"""One process a home: a lock that the operating system drops when its holder dies, however it dies."""

import contextlib
import os
import sys
from pathlib import Path
from typing import IO, Self

from routing.model import Text
from service.store.faults import HomeError


class HomeLock:
    """Holds `HOME/lock` from `take` until `release` or the end of the process.

    Raises
    ------
    HomeError
        From `take`, if another process holds it.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / "lock"
        self._file: IO[bytes] | None = None

    def take(self) -> Self:
        """Take the lock or refuse at once."""
        _make_private(self._path.parent)
        file = self._path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
            raise _in_use(self._path.parent) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n".encode())
        file.flush()
        self._file = file
        return self

    def release(self) -> None:
        """Give the lock back; harmless if it is not held."""
        if self._file:
            self._file.close()
            self._file = None


def _make_private(home: Path) -> None:
    """Make a home that its owner alone enters; a folder that holds other things than ours stays as it is."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (home / "lock").exists() or (home / "oxyroute.db").exists() or not any(home.iterdir()):
        with contextlib.suppress(PermissionError):
            home.chmod(0o700)


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - exists on Unix only

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _in_use(home: Path) -> HomeError:
    return HomeError(
        "home_in_use",
        Text(
            f"Một chương trình OxyRoute khác đang dùng thư mục {home}. "
            "Hãy tắt chương trình đó hoặc chọn --home khác.",
            f"Another OxyRoute is using {home}. Stop it or choose another --home.",
        ),
    )

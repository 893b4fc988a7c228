"""What code leaves behind on a machine: functions compiled by numba, and files of a cache."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
import platformdirs
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])


def cache_folder(name: str) -> Path | None:
    """Return a folder of the user's cache, made if need be; None where nothing can be written."""
    path = platformdirs.user_cache_path("oxyroute") / name
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return path if os.access(path, os.W_OK) else None


def source_sha256(package: Path) -> str:
    """Return a hash of all source files of a package, and of this one, which all kept things hang on."""
    digest = hashlib.sha256()
    for path in (Path(__file__), *sorted(package.glob("*.py"))):
        digest.update(f"{path.name} {path.stat().st_size} ".encode() + path.read_bytes())
    return digest.hexdigest()


class Compiler:
    """Compiles the functions of one package, once for a machine and a state of the package's source.

    Numba looks at the file of a function alone to see whether its code is stale, not at the
    functions that it calls: so the folder's name holds a hash of all files of the package, and of
    where they are, since code compiled from another checkout is not found again.

    Parameters
    ----------
    package : Path
        The folder whose files call each other.
    options
        Handed to `numba.njit` for every function.
    """

    def __init__(self, package: Path, **options: Any) -> None:  # noqa: ANN401 - whatever numba takes
        digest = hashlib.sha256(f"{package} {source_sha256(package)}".encode()).hexdigest()
        self._folder: Final = cache_folder(f"compiled-{digest[:16]}")
        self._options: Final = {"cache": self._folder is not None, "nogil": True, **options}

    def compiled(self, function: F) -> F:
        """Compile a function without the interpreter's lock, from the cache where that is possible."""
        return self._jit(function)

    def inner(self, function: F) -> F:
        """Compile a function that only compiled code calls, which takes less long."""
        return self._jit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)

    def fused(self, function: F) -> F:
        """Compile a function into whatever compiled code calls it.

        Many arrays that cross a call by value can take longer than the work of a small function.
        """
        return self._jit(function, forceinline=True, no_cfunc_wrapper=True)

    def is_compiled(self, *functions: str) -> bool:
        """Say whether the code of all `functions` ("module.name") lies in the cache: nobody has to wait."""
        folder = self._folder
        return folder is not None and all(any(folder.rglob(f"{name}-*.nbc")) for name in functions)

    def _jit(self, function: F, **options: Any) -> F:  # noqa: ANN401 - whatever numba takes
        # Numba asks for the folder while it decorates. Each package has its own, so it is set back.
        before = config.CACHE_DIR  # type: ignore[attr-defined]
        if self._folder and not os.environ.get("NUMBA_CACHE_DIR"):
            config.CACHE_DIR = str(self._folder)  # type: ignore[attr-defined]
        try:
            return cast("F", numba.njit(**options, **self._options)(function))
        finally:
            config.CACHE_DIR = before  # type: ignore[attr-defined]

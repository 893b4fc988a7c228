"""Compiling the search with numba, once for a machine and a state of this source."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
import platformdirs
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])


def _cache_dir() -> Path | None:
    """Return where compiled code is kept; None where nothing can be written.

    Numba looks at the file of a function alone to see whether its code is stale, not at the
    functions that it calls: so the name holds a hash of all files here, and of where they are,
    since code compiled from another checkout is not found again.
    """
    here = Path(__file__).resolve().parent
    sources = b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
    digest = hashlib.sha256(str(here).encode() + sources).hexdigest()[:16]
    path = platformdirs.user_cache_path("oxyroute") / f"compiled-{digest}"
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return path


_CACHE_DIR = _cache_dir()
if _CACHE_DIR and not config.CACHE_DIR:  # type: ignore[attr-defined]
    config.CACHE_DIR = str(_CACHE_DIR)  # type: ignore[attr-defined]


_OPTIONS: Final[dict[str, Any]] = {
    "cache": _CACHE_DIR is not None,
    "nogil": True,
    # Nothing here makes an array, so none needs counting; counting made calls twenty times slower.
    "_nrt": False,
}


def compiled(function: F) -> F:
    """Compile a function that makes no array, without the interpreter's lock, from the cache if possible."""
    return cast("F", numba.njit(**_OPTIONS)(function))


def inner(function: F) -> F:
    """Compile a function that only compiled code calls, which takes less long."""
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, **_OPTIONS}
    return cast("F", numba.njit(**options)(function))


def is_compiled() -> bool:
    """Say whether compiled code lies in the cache, so that a first search need not wait for it."""
    return _CACHE_DIR is not None and any(_CACHE_DIR.rglob("anneal.anneal-*.nbc"))

"""Compiling the pricing with numba, once for a machine and a state of this source."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import platformdirs
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])


def _cache_dir() -> Path | None:
    """Return where compiled code is kept; None where nothing can be written.

    Numba looks at the file of a function alone to see whether its code is stale, not at the
    functions that it calls: so the name holds a hash of all files here and of where they are.
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


def _jit(function: F, **options: Any) -> F:  # noqa: ANN401 - whatever numba takes
    """Compile with a cache of our own: other packages of compiled code have theirs."""
    before = config.CACHE_DIR  # type: ignore[attr-defined]
    if _CACHE_DIR and not os.environ.get("NUMBA_CACHE_DIR"):
        config.CACHE_DIR = str(_CACHE_DIR)  # type: ignore[attr-defined]
    try:
        return cast("F", numba.njit(cache=_CACHE_DIR is not None, nogil=True, **options)(function))
    finally:
        config.CACHE_DIR = before  # type: ignore[attr-defined]


def compiled(function: F) -> F:
    """Compile a function without the interpreter's lock, from the cache where that is possible."""
    return _jit(function)


def inner(function: F) -> F:
    """Compile a function that only compiled code calls, which takes less long."""
    return _jit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def is_compiled() -> bool:
    """Say whether compiled code lies in the cache, so that a first bound need not wait for it."""
    return _CACHE_DIR is not None and any(_CACHE_DIR.rglob("pricing.price-*.nbc"))

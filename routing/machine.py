"""What code leaves behind on a machine: functions compiled by numba, and files of a cache."""

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
import platformdirs
from llvmlite.binding import (  # type: ignore[import-untyped]
    get_host_cpu_features,
    get_host_cpu_name,
)
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])
_NUMBA: Final[Any] = numba  # Much of it has no types.


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

    Numba looks only at a function's own file to see whether its code is stale, not at the functions that
    it calls. So the folder's name holds a hash of all files of the package. It holds their place, too,
    since code compiled from another checkout is not found again, and the processor, since code for
    another one is of no use.

    A function is compiled for one set of types: whatever whole number compiled code hands over is an
    int64. Left to itself numba compiles a function anew for each constant that it is called with.

    Parameters
    ----------
    package : Path
        The folder whose files call each other.
    options
        Handed to `numba.njit` for every function.
    """

    def __init__(self, package: Path, **options: Any) -> None:  # noqa: ANN401 - whatever numba takes
        here = f"{package} {source_sha256(package)} {numba.__version__} {_processor()}"
        self._folder: Final = cache_folder(f"compiled-{hashlib.sha256(here.encode()).hexdigest()[:16]}")
        self._options: Final = {"cache": self._folder is not None, "nogil": True, **options}
        self._called: Final[list[str]] = []
        self._all: Final[list[str]] = []

    @property
    def folder(self) -> Path | None:
        """Where the code is kept, None where it cannot be."""
        return self._folder

    def compiled(self, function: F) -> F:
        """Compile a function without the interpreter's lock, from the cache where that is possible."""
        self._called.append(_name(function))
        return self._jit(function)

    def inner(self, function: F) -> F:
        """Compile a function that only compiled code calls, which takes less long."""
        return self._jit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)

    def fused(self, function: F) -> F:
        """Compile a function into whatever compiled code calls it.

        Many arrays that cross a call by value can take longer than the work of a small function. Python
        cannot call it: unpacking such arguments takes longer to compile than most of these functions.
        """
        return self._jit(function, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)

    def woven(self, function: F) -> F:
        """Take a function that is called in one place as a part of its caller.

        It is not compiled by itself, which would cost more than its own share of the caller: each
        function is optimised together with all that it calls.
        """
        return self._jit(function, inline="always", no_cpython_wrapper=True, no_cfunc_wrapper=True)

    def is_compiled(self, *functions: str) -> bool:
        """Say whether code lies in the cache, so that nobody has to wait.

        Of `functions` ("module.name"), or of all that were given to `compiled`.
        """
        kept = self._kept()
        return bool(kept) and kept.issuperset(functions or self._called)

    def share(self) -> float:
        """Return which share of all functions is compiled."""
        return len(self._kept().intersection(self._all)) / max(1, len(self._all))

    @staticmethod
    def compile_for(function: Callable[..., Any], *arguments: object) -> None:
        """Compile a function, or load its code, for such arguments, without calling it."""
        function.compile(tuple(_NUMBA.typeof(argument) for argument in arguments))  # type: ignore[attr-defined]

    def _kept(self) -> set[str]:
        """Return the functions whose code lies in the cache."""
        files = self._folder.rglob("*.nbc") if self._folder is not None else ()
        return {path.name.rpartition("-")[0] for path in files}

    def _jit(self, function: F, **options: Any) -> F:  # noqa: ANN401 - whatever numba takes
        if "inline" not in options:
            self._all.append(_name(function))
        # Numba asks for the folder while it decorates. Each package has its own, so it is set back.
        before = config.CACHE_DIR  # type: ignore[attr-defined]
        if self._folder and not os.environ.get("NUMBA_CACHE_DIR"):
            config.CACHE_DIR = str(self._folder)  # type: ignore[attr-defined]
        try:
            made = numba.njit(**options, **self._options)(function)
        finally:
            config.CACHE_DIR = before  # type: ignore[attr-defined]
        made.get_call_template = partial(_template_of, made.get_call_template)
        return cast("F", made)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def _processor() -> str:
    return f"{get_host_cpu_name()} {get_host_cpu_features().flatten()}"


def _template_of(template_of: Callable[..., Any], arguments: Sequence[Any], named: Any) -> Any:  # noqa: ANN401 - numba's own
    """Return numba's template of a call from compiled code, by the types of its arguments alone."""
    return template_of([_plain(kind) for kind in arguments], named)


def _plain(kind: Any) -> Any:  # noqa: ANN401 - a numba type
    """Return the type of any whole number as int64, whatever its width and whether it is a constant."""
    kind = _NUMBA.types.unliteral(kind)
    whole = isinstance(kind, _NUMBA.types.Integer) and kind.signed
    return _NUMBA.types.int64 if whole else kind

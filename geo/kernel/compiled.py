"""Compiling the search in a hierarchy with numba, once for a machine and a state of this source."""

from pathlib import Path
from typing import Final

from routing.machine import Compiler

_COMPILER: Final = Compiler(Path(__file__).resolve().parent)

compiled, inner = _COMPILER.compiled, _COMPILER.inner


def is_compiled() -> bool:
    """Say whether compiled code lies in the cache, so that a first matrix need not wait for it."""
    return _COMPILER.is_compiled("dissect.dissect", "customise.customise", "sweep.sweep", "unpack.edges_of")

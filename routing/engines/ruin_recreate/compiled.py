"""Compiling the search with numba, once for a machine and a state of this source."""

from pathlib import Path
from typing import Final

from routing.machine import Compiler

# Nothing here makes an array, so none needs counting; counting made calls twenty times slower.
_COMPILER: Final = Compiler(Path(__file__).resolve().parent, _nrt=False)

compiled, inner, fused = _COMPILER.compiled, _COMPILER.inner, _COMPILER.fused


def is_compiled() -> bool:
    """Say whether compiled code lies in the cache, so that a first search need not wait for it."""
    return _COMPILER.is_compiled("anneal.anneal")

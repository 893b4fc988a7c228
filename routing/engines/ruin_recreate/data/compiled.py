"""Compiling the search with numba, once for a machine and a state of this source."""

from pathlib import Path
from typing import Final

from routing.machine import Compiler

# Nothing here makes an array, so none needs counting; counting made calls twenty times slower.
_COMPILER: Final = Compiler(Path(__file__).resolve().parent, _nrt=False)

compiled, inner, fused, woven = _COMPILER.compiled, _COMPILER.inner, _COMPILER.fused, _COMPILER.woven
compile_for, folder, is_compiled, share = (
    _COMPILER.compile_for,
    _COMPILER.folder,
    _COMPILER.is_compiled,
    _COMPILER.share,
)
"""`is_compiled` says of all that Python calls whether its code lies in the cache."""

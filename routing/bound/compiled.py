"""Compiling the pricing with numba, once for a machine and a state of this source."""

from pathlib import Path
from typing import Final

from routing.machine import Compiler

_COMPILER: Final = Compiler(Path(__file__).resolve().parent)

compiled, inner = _COMPILER.compiled, _COMPILER.inner
compile_for, is_compiled = _COMPILER.compile_for, _COMPILER.is_compiled
"""`is_compiled` says of all that Python calls whether its code lies in the cache."""

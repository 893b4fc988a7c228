"""Arrays kept in the user's cache folder: read whole or not at all, and never too many files."""

import io
import logging
import os
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from routing.machine import cache_folder

_MOST_FILES: Final = 12
"""Of one kind; beyond that, those go that were not written for longest."""
_SUFFIX: Final = ".npz"
_STAMP: Final = "is"
_DAMAGE: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
_LOG: Final = logging.getLogger(__name__)


def kept_arrays(kind: str, name: str, stamp: tuple[str, ...]) -> dict[str, NDArray[Any]] | None:
    """Return the arrays kept under a kind and name; None without any, or if damaged or of another stamp.

    Parameters
    ----------
    stamp
        What the arrays were made from: version, hashes.
    """
    folder = cache_folder(kind)
    path = folder / f"{name}{_SUFFIX}" if folder else None
    if path is None or not path.exists():
        return None
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            if kept[_STAMP].tolist() != list(stamp):
                return None
            return {key: kept[key] for key in kept.files if key != _STAMP}
    except _DAMAGE as error:
        _LOG.warning("%s cannot be read and is made anew: %s", path, error)
        return None


def keep_arrays(kind: str, name: str, stamp: tuple[str, ...], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Keep arrays for `kept_arrays`. If nothing can be written, this is only logged."""
    folder = cache_folder(kind)
    if folder is None:
        return
    try:
        handle, part = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **{_STAMP: np.array(stamp)}, **arrays)  # type: ignore[arg-type]
        Path(part).replace(folder / f"{name}{_SUFFIX}")
        _clear(folder)
    except OSError as error:
        _LOG.warning("%s/%s cannot be written: %s", folder, name, error)


def _clear(folder: Path) -> None:
    files = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for path in files[:-_MOST_FILES]:
        path.unlink(missing_ok=True)

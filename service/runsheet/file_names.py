"""Names of files for ids that people chose: two ids never share one, and none leads out of its folder."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 80
"""Bytes of a name: file systems take 255, of which a date and a suffix need some."""
_AS_IT_IS: Final = re.compile(r"[\w.-]")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that mean devices to Windows, with any suffix."""


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a name for each id: itself where it may be one, else with `%2F` for `/` and the like.

    Names that only capitals tell apart get a mark of their own, since some file systems do not see capitals.
    """
    plain = {key: _escaped(key) for key in ids}
    alike = Counter(name.casefold() for name in plain.values())
    return {key: _marked(key, name) if _unsafe(name, alike) else name for key, name in plain.items()}


def _unsafe(name: str, alike: Counter[str]) -> bool:
    return alike[name.casefold()] > 1 or len(name.encode()) > _LONGEST


def _escaped(key: str) -> str:
    name = "".join(sign if _AS_IT_IS.match(sign) else _percent(sign) for sign in key)
    if _DEVICE.match(name):
        name = _percent(name[0]) + name[1:]
    # A dot in front hides a file, and Windows drops one at the end.
    return re.sub(r"^\.|\.$", "%2E", name)


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode())


def _marked(key: str, name: str) -> str:
    """Return a name with a mark that no escape makes: two signs of per cent and a hash."""
    cut = name.encode()[: _LONGEST // 2].decode(errors="ignore")
    return f"{cut}%%{hashlib.sha256(key.encode()).hexdigest()[:16]}"

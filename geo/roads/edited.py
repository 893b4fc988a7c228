"""OSM files as editors save them: deleted objects left out, new ones given ids that libosmium can read.

libosmium reads what is on a map. It does not know `action='delete'`, JOSM's mark of what is to be deleted.
It skips the negative ids of objects that were drawn and not uploaded yet. It accepts numbers that are
none. Files with any of that are written anew before they are read; all others are only looked through.
"""

import bz2
import gzip
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from routing.model import MOST_ISSUES, InputError, Issue, IssueCode, Text
from routing.tables import file_issue

DRAWN: Final = 1 << 52
"""What is drawn in an editor has ids below 0: `-k` is read as this and `k` more."""
_MOST_DIGITS: Final = 15
_XML: Final = (".osm", ".gz", ".bz2")
_CHUNK: Final = 1 << 22
_LONGEST_TAG: Final = 1 << 26
"""Bytes after which a part ends, tag or no tag."""
_ODD: Final = re.compile(
    rb"""\saction\s*=\s*["']delete|\s(?:id|ref)\s*=\s*["'](?!\d{1,15}["'])"""
    rb"""|\slat\s*=\s*["'](?!-?(?:[0-8]?\d(?:\.\d+)?|90(?:\.0+)?)["'])"""
    rb"""|\slon\s*=\s*["'](?!-?(?:(?:1[0-7]\d|\d\d?)(?:\.\d+)?|180(?:\.0+)?)["'])"""
)
"""What a file straight from a map never has; in the text of a tag it does no harm."""
_OBJECTS: Final = frozenset({"node", "way", "relation"})
_KEPT: Final = {
    "node": ("id", "version", "lat", "lon"),
    "way": ("id", "version"),
    "relation": ("id", "version"),
    "nd": ("ref",),
    "member": ("type", "ref", "role"),
    "tag": ("k", "v"),
}
_FARTHEST: Final = {"lat": 90.0, "lon": 180.0}


def name_of(number: int) -> int:
    """Return the id that something has in its file."""
    return DRAWN - number if number > DRAWN else number


def readable(path: Path, folder: Path) -> tuple[Path, int]:
    """Return the file that libosmium may read in place of an OSM file, and how many objects are deleted.

    Parameters
    ----------
    folder
        Where it is written, if the file needs to be written anew; a `.osm.pbf` never is.

    Raises
    ------
    InputError
        BAD_COORDINATE and BAD_ID for numbers that are none, with their lines.
    OSError, EOFError, expat.ExpatError
        If the file cannot be unpacked or is not XML.
    """
    if path.suffix.lower() not in _XML:
        return path, 0
    with _unpacked(path) as file:
        if not any(_ODD.search(part) for part in _parts(file)):
            return path, 0
    written = folder / "edited.osm"
    with _unpacked(path) as file, written.open("w", encoding="utf-8") as out:
        editor = _Editor(path, out.write)
        editor.read(file)
    return written, editor.deleted


@contextmanager
def _unpacked(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        match path.suffix.lower():
            case ".gz":
                yield cast("BinaryIO", gzip.GzipFile(fileobj=file))
            case ".bz2":
                yield cast("BinaryIO", bz2.BZ2File(file))
            case _:
                yield file


def _parts(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file in parts, each of which ends with a tag, so that nothing is cut in two."""
    rest = b""
    while part := file.read(_CHUNK):
        rest += part
        end = rest.rfind(b">") + 1 if len(rest) < _LONGEST_TAG else len(rest)
        yield rest[:end]
        rest = rest[end:]
    yield rest


class _Editor:
    """Writes what a file holds on, without what is deleted and with ids above 0."""

    def __init__(self, path: Path, write: Callable[[str], object]) -> None:
        self.deleted = 0
        self._path, self._write = path, write
        self._issues: list[Issue] = []
        self._inside = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, file: BinaryIO) -> None:
        self._write('<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n')
        self._parser.ParseFile(file)
        self._write("</osm>\n")
        if self._issues:
            raise InputError(self._issues)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _OBJECTS:
            self._inside = attributes.get("action") != "delete"
            self.deleted += not self._inside
        if name not in _KEPT or not self._inside or len(self._issues) > MOST_ISSUES:
            return
        values = {key: self._plain(key, attributes[key]) for key in _KEPT[name] if key in attributes}
        written = "".join(f" {key}={quoteattr(value)}" for key, value in values.items())
        self._write(f"<{name}{written}>" if name in _OBJECTS else f"<{name}{written}/>")

    def _end(self, name: str) -> None:
        if name in _OBJECTS and self._inside:
            self._write(f"</{name}>\n")
            self._inside = False

    def _plain(self, key: str, text: str) -> str:
        """Return the value of an attribute as libosmium may read it."""
        if key in {"id", "ref"}:
            return self._number(key, text)
        if key in _FARTHEST:
            return self._degrees(key, text)
        return text if key != "version" or _small(text) else "1"

    def _number(self, key: str, text: str) -> str:
        digits = text.removeprefix("-")
        if _small(digits):
            return str(DRAWN + int(digits)) if text.startswith("-") else digits
        self._refuse(
            IssueCode.BAD_ID,
            key,
            Text(f"{key} = “{_short(text)}” không phải mã", f"{key} = “{_short(text)}” is no id"),
            Text(
                f"Ghi một số nguyên, tối đa {_MOST_DIGITS} chữ số",
                f"Write a whole number of {_MOST_DIGITS} digits at most",
            ),
        )
        return "0"

    def _degrees(self, key: str, text: str) -> str:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if abs(value) <= _FARTHEST[key]:
            return f"{value:.7f}"
        limit = f"{_FARTHEST[key]:g}"
        self._refuse(
            IssueCode.BAD_COORDINATE,
            key,
            Text(f"{key} = “{_short(text)}” không phải toạ độ", f"{key} = “{_short(text)}” is no position"),
            Text(f"Ghi một số từ -{limit} đến {limit}", f"Write a number from -{limit} to {limit}"),
        )
        return "0"

    def _refuse(self, code: IssueCode, key: str, fault: Text, remedy: Text) -> None:
        line = self._parser.CurrentLineNumber
        self._issues.append(file_issue(code, self._path, fault, remedy, row=line, column=key))


def _small(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004

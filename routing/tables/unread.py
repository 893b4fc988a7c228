"""Columns that nobody reads, named with the column that was perhaps meant."""

import difflib
from collections.abc import Collection, Iterable
from typing import Final

from routing.model import Text, first_of
from routing.tables.rows import Sheet

_NAMED: Final = 10
"""Columns of a file that are named; of others it tells how many there are."""
_GUESSED: Final = 40
"""Letters of a title up to which a name that is spelt alike is looked for."""
_COMPARED: Final = 200
"""Titles of a file that are compared: an export may have hundreds."""


def near(title: str, names: Iterable[str]) -> str:
    """Return the name that is spelt most like a title, empty if none is."""
    if len(title) > _GUESSED:
        return ""
    return next(iter(difflib.get_close_matches(title, list(names), n=1, cutoff=0.75)), "")


def unread_columns(sheets: Iterable[Sheet]) -> tuple[Text, ...]:
    """Return a sentence for each file with columns that nobody reads; likely slips come first."""
    return tuple(_sentence(sheet) for sheet in sheets if sheet.unread)


def _sentence(sheet: Sheet) -> Text:
    absent = [column.name for column in sheet.table.columns if column.name not in sheet.columns]
    slips = _slips(sheet.unread, absent)
    others = [title for title in sheet.unread if title not in slips]
    named = first_of([_title(x, slips.get(x, "")) for x in (*slips, *others)], _NAMED, "cột")
    return Text(
        f"{sheet.file}: cột không được đọc: {named.vi}",
        f"{sheet.file}: columns that nobody reads: {named.en}",
    )


def _title(title: str, meant: str) -> Text:
    if not meant:
        return Text(f"“{title}”", f"“{title}”")
    return Text(f"“{title}” (ý là “{meant}”?)", f"“{title}” (is “{meant}” meant?)")


def _slips(titles: Collection[str], absent: Collection[str]) -> dict[str, str]:
    """Return the titles that resemble a column that the file lacks, each with that column."""
    guesses = {title: near(title, absent) for title in list(titles)[:_COMPARED]}
    return {title: meant for title, meant in guesses.items() if meant}

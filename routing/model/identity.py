"""What may be an id and what may be a day: one rule for every door, so that each id has an address."""

import datetime as dt
import unicodedata
from typing import Final

from routing.model.text import Text

MOST_ID: Final = 128
"""Letters of an id."""
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
"""Between them lies every day that somebody plans for; what is beyond is a slip of the keyboard."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of what nobody sees: controls, formats, halves of pairs, separators of lines."""
_STEPS: Final = frozenset({".", ".."})
"""In an address these are no names but steps, which browsers take before they ask."""


def id_fault(text: str) -> Text | None:
    """Say why `text` cannot be an id, or return None.

    Any letters and signs may stand in it, for addresses and file names escape them. Not allowed are
    invisible characters, spaces at either end, letters not in normal form (NFC), and the names `.` and `..`.
    """
    if len(text) > MOST_ID:
        return Text(f"Mã dài quá {MOST_ID} ký tự", f"The id is longer than {MOST_ID} letters")
    hidden = next((sign for sign in text if unicodedata.category(sign) in _UNSEEN), "")
    if hidden:
        code = f"U+{ord(hidden):04X}"
        return Text(f"Mã có ký tự không nhìn thấy ({code})", f"The id holds an unseen character ({code})")
    if text != text.strip():
        return Text("Mã có khoảng trắng ở đầu hoặc cuối", "The id begins or ends with a space")
    if text != unicodedata.normalize("NFC", text):
        return Text(
            "Mã viết dấu rời; Unicode có cách viết chuẩn (NFC)",
            "The id has accents apart from their letters; Unicode's normal form is NFC",
        )
    if text in _STEPS:
        return Text("Dấu chấm một mình không làm mã được", "A dot or two alone cannot be an id")
    return None


def is_day(text: str) -> bool:
    """Say whether `text` is a day as `YYYY-MM-DD` that somebody may plan for."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return False
    return date.isoformat() == text and FIRST_YEAR <= date.year <= LAST_YEAR

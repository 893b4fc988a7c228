"""A sentence for people, in Vietnamese and in English."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters but tab and line break, and those that turn the direction of what follows."""


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C, without surrounding space."""
    return unicodedata.normalize("NFC", text).strip()


def unseen(text: str) -> str:
    """Return the first character that no name may hold, as `U+0007`; empty if there is none.

    Such are control characters, which terminals obey, and those that turn the direction of writing, by
    which a text reads as another.
    """
    unseen_match = None if text.isprintable() else _UNSEEN.search(text)
    return f"U+{ord(unseen_match[0]):04X}" if unseen_match else ""


def visible(text: str) -> str:
    """Return a text with each such character as `<U+0007>`, so that showing it is safe."""
    return (
        text
        if text.isprintable()
        else _UNSEEN.sub(lambda unseen_match: f"<U+{ord(unseen_match[0]):04X}>", text)
    )


def thousands(amount: int) -> str:
    """Return `1.234.000`, as amounts are written in Vietnamese."""
    return f"{amount:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; Vietnamese comes first wherever both are shown."""

    vi: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "vi", visible(nfc(self.vi)))
        object.__setattr__(self, "en", visible(nfc(self.en)))

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


def first_of(names: Sequence[Text], most: int, noun_vi: str, *, between: str = ", ") -> Text:
    """Return the first of some names, and how many more there are: `a, b và 3 xe nữa / a, b and 3 more`."""
    vi, en = (between.join(getattr(name, side) for name in names[:most]) for side in ("vi", "en"))
    more = len(names) - most
    return Text(f"{vi} và {more} {noun_vi} nữa", f"{en} and {more} more") if more > 0 else Text(vi, en)


class TextError(ValueError):
    """A value that is refused, with the cause in both languages; `str` of it is the English one.

    Attributes
    ----------
    text : Text
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)

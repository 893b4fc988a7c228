"""A sentence for people, in Vietnamese and in English."""

import unicodedata
from dataclasses import dataclass


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C, without surrounding space."""
    return unicodedata.normalize("NFC", text).strip()


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; Vietnamese comes first wherever both are shown."""

    vi: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "vi", nfc(self.vi))
        object.__setattr__(self, "en", nfc(self.en))

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


class TextError(ValueError):
    """A value that is refused, with the cause in both languages; `str` of it is the English one.

    Attributes
    ----------
    text : Text
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)

"""What is wrong with a cell, before its row is known."""

from typing import Final

from routing.model import IssueCode, Text

_SHOWN: Final = 60


class CellError(ValueError):
    """A cell that is refused: stable code, what is wrong, what to do; `column` where it is not its own."""

    def __init__(self, code: IssueCode, fault: Text, remedy: Text, *, column: str = "") -> None:
        super().__init__(fault.en)
        self.code, self.fault, self.remedy, self.column = code, fault, remedy, column


def shown(cell: str) -> str:
    """Return a cell as it may stand in a message: in quotation marks, and short."""
    return f"“{cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + '…'}”"


def not_a(cell: str, vi: str, en: str) -> Text:
    """Say that a cell is not what it should be."""
    seen = shown(cell)
    return Text(f"{seen} không phải {vi}", f"{seen} is not {en}")

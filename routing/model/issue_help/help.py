"""What is told about a code: its meaning, what to do about it, and an example."""

from dataclasses import dataclass

from routing.model.text import Text


@dataclass(frozen=True, slots=True)
class CodeHelp:
    """One entry of the page of codes; `example` is input that has the fault."""

    meaning: Text
    remedy: Text
    example: str

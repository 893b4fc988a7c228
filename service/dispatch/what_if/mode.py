"""How to ask what if; apart from what answers, since help names it without importing engines."""

from enum import StrEnum


class Mode(StrEnum):
    """Close to the plan in hand, or both days searched freely."""

    TODAY = "today"
    PLANNING = "planning"

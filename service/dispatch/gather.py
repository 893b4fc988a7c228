"""Going on after a refusal, so that all of them are told at once."""

from collections.abc import Callable
from typing import TypeVar

from routing.model import InputError, Issue

T = TypeVar("T")


def or_none(issues: list[Issue], read: Callable[[], T]) -> T | None:
    """Return what `read` returns, or None after adding to `issues` why it refused."""
    try:
        return read()
    except InputError as error:
        issues.extend(error.issues)
        return None

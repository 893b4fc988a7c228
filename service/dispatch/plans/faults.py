"""What the use cases refuse, beside bad input."""

from collections.abc import Sequence
from typing import Final

from routing.model import Text, Violation

PROBLEM_NOT_CURRENT: Final = "problem_not_current"
"""What whoever publishes accepts by this name: the plan is of data that have been replaced since."""


class RefusedPlanError(Exception):
    """The checker found violations, so the plan is not published.

    Attributes
    ----------
    violations : tuple of Violation
    """

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(str(violation) for violation in violations))

    @property
    def message(self) -> Text:
        """The refusal in both languages."""
        count = len(self.violations)
        return Text(
            f"Kế hoạch vi phạm {count} điều nên không được công bố",
            f"The plan breaks {count} rule(s) and is not published",
        )


class StaleRevisionError(Exception):
    """The day's schedule has moved on since the caller looked.

    Attributes
    ----------
    current : int
        The revision now in force.
    """

    def __init__(self, current: int) -> None:
        self.current = current
        super().__init__(str(self.message))

    @property
    def message(self) -> Text:
        """The refusal in both languages."""
        return Text(
            f"Lịch của ngày này nay là bản {self.current}; hãy xem lại trước khi công bố",
            f"The day's schedule is now revision {self.current}; look again before publishing",
        )


class NotCurrentError(Exception):
    """The plan's problem is no longer the current one of its day, and nobody accepted that.

    Attributes
    ----------
    current : str
        The hash of the problem now current, empty where there is none.
    """

    def __init__(self, current: str) -> None:
        self.current = current
        super().__init__(str(self.message))

    @property
    def message(self) -> Text:
        """The refusal in both languages."""
        return Text(
            "Dữ liệu của ngày đã thay đổi sau khi lập kế hoạch này; hãy lập lại, "
            f"hoặc công bố với sự chấp nhận rõ ràng: accept {PROBLEM_NOT_CURRENT}",
            "The day's data have changed since this plan was made; plan again, "
            f"or publish it and accept {PROBLEM_NOT_CURRENT} by name",
        )

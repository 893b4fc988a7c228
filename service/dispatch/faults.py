"""What the use cases refuse, beside bad input."""

from collections.abc import Sequence

from routing.model import Text, Violation


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

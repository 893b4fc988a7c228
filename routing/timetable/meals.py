"""A driver's meals: by when the next one is due, and where one is held."""

from collections.abc import Callable

from routing.model import Meals, TimeWindow

NEVER_S = 1 << 40


def meals_are_owed(rules: Meals, start_s: int, end_s: int) -> bool:
    """Say whether a day of that length, without a meal, lacks one."""
    within_s = rules.within_work_s
    longer = within_s is not None and end_s - start_s > within_s
    return longer or any(start_s <= window.start_s and window.end_s < end_s for window in rules.windows)


class MealClock:
    """What is owed of a day's meals. The day begins with the first drive or work."""

    __slots__ = ("_next", "_since_s", "missed", "rules")

    def __init__(self, rules: Meals | None) -> None:
        self.rules = rules
        self.missed = False
        self._since_s: int | None = None
        self._next = 0

    def copy(self) -> "MealClock":
        """Return a clock that stands where this one does."""
        twin = MealClock(self.rules)
        twin._since_s, twin._next = self._since_s, self._next
        return twin

    def begin(self, at_s: int) -> None:
        """Begin the day, unless it has begun: windows that opened before are not owed."""
        if self._since_s is None:
            self._since_s = at_s
            windows = self.rules.windows if self.rules else ()
            self._next = sum(window.start_s < at_s for window in windows)

    @property
    def due_s(self) -> int:
        """By when a meal must begin if the day goes on."""
        if self.rules is None or self._since_s is None:
            return NEVER_S
        within_s = self.rules.within_work_s
        last_s = NEVER_S if within_s is None else self._since_s + within_s
        return min([last_s, *(window.end_s for window in self._owed())])

    def _owed(self) -> tuple[TimeWindow, ...]:
        return self.rules.windows[self._next :] if self.rules else ()

    def holds(self, start_s: int, end_s: int) -> bool:
        """Say whether a pause is long enough for a meal."""
        return self.rules is not None and self._since_s is not None and end_s - start_s >= self.rules.length_s

    def eat(self, start_s: int, end_s: int) -> None:
        """Note a meal: the clock runs anew, and the windows that it serves are done with."""
        self._since_s = end_s
        for window in self._owed():
            if not self._serves(window, start_s, end_s):
                break
            self._next += 1
        self.pass_to(end_s)

    def _serves(self, window: TimeWindow, start_s: int, end_s: int) -> bool:
        from_s = max(start_s, window.start_s)
        return self.rules is not None and from_s <= window.end_s and end_s - from_s >= self.rules.length_s

    def pass_to(self, at_s: int) -> None:
        """Let time pass without a meal; what was due meanwhile is missed, and due no more."""
        while self.due_s < at_s:
            self.missed = True
            self._since_s = at_s
            self._next += sum(window.end_s < at_s for window in self._owed())

    def ready(self, at_s: int, begin_s: int, work_s: int, find: Callable[[int], int | None]) -> int | None:
        """Return when work that nothing interrupts may begin, after the meal that is due by its end.

        Parameters
        ----------
        at_s, begin_s : int
            When the truck arrives, and when the work may begin without a meal.
        find : callable
            Returns the first second from a given one on at which the work may begin, None if there is none.
        """
        rules, since_s = self.rules, self._since_s
        if rules is None or since_s is None:
            return begin_s
        within_s = rules.within_work_s
        ready_s: int | None = begin_s
        if within_s is not None and begin_s + work_s > since_s + within_s and begin_s - at_s < rules.length_s:
            ready_s = find(at_s + rules.length_s)
        for window in self._owed():
            if ready_s is None or ready_s + work_s <= window.end_s:
                break
            if not self._serves(window, at_s, ready_s):
                ready_s = find(max(at_s, window.start_s) + rules.length_s)
        return ready_s

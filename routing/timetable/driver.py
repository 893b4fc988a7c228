"""A driver's clock: driving, waiting, meals and the breaks that driving earns."""

from collections.abc import Callable
from dataclasses import replace

from routing.model import Break, BreakKind, DriverRules, Leg
from routing.timetable.meals import NEVER_S, MealClock


class Driver:
    """Where the clock stands, how long the driver has driven since the last break, and what meals are due."""

    __slots__ = ("_break_s", "_limit_s", "at_s", "driven_s", "meals", "rules", "stretch_s")

    def __init__(self, rules: DriverRules, *, at_s: int) -> None:
        self.rules = rules
        self.at_s = at_s
        self.driven_s = 0
        self.stretch_s = 0
        self.meals = MealClock(rules.meals)
        self._limit_s = rules.max_continuous_driving_s
        self._break_s = rules.break_s

    def drive(self, origin_id: str, destination_id: str, travel_s: int, length_m: int) -> Leg:
        """Drive a leg, pausing at the last moment that the rules allow."""
        depart_s, left_s = self.at_s, travel_s
        self.meals.begin(depart_s)
        breaks = []
        while (step_s := self._until_pause()) < left_s:
            left_s -= step_s
            self.stretch_s += step_s
            breaks.append(self._pause_on_the_way(self.at_s + step_s))
        self.at_s += left_s
        self.stretch_s += left_s
        self.driven_s += travel_s
        return Leg(
            origin_id=origin_id,
            destination_id=destination_id,
            depart_s=depart_s,
            arrive_s=self.at_s,
            travel_s=travel_s,
            length_m=length_m,
            breaks=tuple(breaks),
        )

    def _until_pause(self) -> int:
        meal_s = self.meals.due_s - self.at_s
        return meal_s if self._limit_s is None else min(meal_s, self._limit_s - self.stretch_s)

    def _pause_on_the_way(self, at_s: int) -> Break:
        rules = self.meals.rules
        eats = rules is not None and self.meals.due_s == at_s
        end_s = at_s + (rules.length_s if rules and eats else self._break_s)
        # What falls due during the pause is held in it.
        self.at_s = self.meals.ready(at_s, end_s, 0, _at_once) or end_s
        return self._paused(at_s, self.at_s)

    def _paused(self, start_s: int, end_s: int) -> Break:
        """Note a pause, which may serve as meal and as break at once."""
        if end_s - start_s >= self._break_s:
            self.stretch_s = 0
        if self.meals.holds(start_s, end_s):
            self.meals.eat(start_s, end_s)
            return Break(start_s=start_s, end_s=end_s, kind=BreakKind.MEAL)
        return Break(start_s=start_s, end_s=end_s)

    def arrives(self, depart_s: int, travel_s: int) -> int:
        """Return when a leg would arrive that begins now or after a wait."""
        ahead = Driver(self.rules, at_s=self.at_s)
        ahead.stretch_s, ahead.meals = self.stretch_s, self.meals.copy()
        ahead.wait_until(depart_s)
        arrive_s = ahead.drive("", "", travel_s, 0).arrive_s
        return NEVER_S if ahead.meals.missed else arrive_s

    def departs(self, at_s: int) -> int:
        """Return when a leg begins that is to begin now or after a wait, which holds what meal is due."""
        return self.ready(at_s, 0, _at_once) or at_s

    def ready(self, begin_s: int, work_s: int, find: Callable[[int], int | None]) -> int | None:
        """Return when work may begin that may begin at `begin_s`, after the meal that is due by its end."""
        return self.meals.ready(self.at_s, begin_s, work_s, find)

    def drive_after_wait(
        self, origin_id: str, destination_id: str, depart_s: int, travel_s: int, length_m: int
    ) -> Leg:
        """Stay until `depart_s`, then drive a leg."""
        rests = self.wait_until(depart_s)
        return replace(self.drive(origin_id, destination_id, travel_s, length_m), rests=rests)

    def wait_until(self, begin_s: int) -> tuple[Break, ...]:
        """Wait; a wait that is long enough is a meal or a break for nothing."""
        from_s, wait_s = self.at_s, begin_s - self.at_s
        self.at_s = begin_s
        if self.meals.holds(from_s, begin_s):
            return (self._paused(from_s, begin_s),)
        self.meals.pass_to(begin_s)
        if self._limit_s is None or not self.stretch_s or wait_s < max(1, self._break_s):
            return ()
        return (self._paused(begin_s - self._break_s, begin_s),)

    def work(self, seconds: int) -> None:
        """Load or unload."""
        self.meals.begin(self.at_s)
        self.at_s += seconds
        self.meals.pass_to(self.at_s)


def _at_once(at_s: int) -> int:
    return at_s

"""A driver's clock: driving, waiting and the breaks that driving earns."""

from dataclasses import replace

from routing.model import Break, DriverRules, Leg


class Driver:
    """Where the clock stands, and how long the driver has driven since the last break."""

    __slots__ = ("_break_s", "_limit_s", "at_s", "driven_s", "rules", "stretch_s")

    def __init__(self, rules: DriverRules, *, at_s: int) -> None:
        self.rules = rules
        self.at_s = at_s
        self.driven_s = 0
        self.stretch_s = 0
        self._limit_s = rules.max_continuous_driving_s
        self._break_s = rules.break_s

    def drive(self, origin_id: str, destination_id: str, travel_s: int, length_m: int) -> Leg:
        """Drive a leg, pausing at the last moment that the rules allow."""
        depart_s, left_s = self.at_s, travel_s
        breaks = []
        while self._limit_s is not None and self.stretch_s + left_s > self._limit_s:
            step_s = self._limit_s - self.stretch_s
            self.at_s += step_s
            left_s -= step_s
            breaks.append(Break(start_s=self.at_s, end_s=self.at_s + self._break_s))
            self.at_s += self._break_s
            self.stretch_s = 0
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

    def arrives(self, depart_s: int, travel_s: int) -> int:
        """Return when a leg would arrive that begins now or after a wait."""
        ahead = Driver(self.rules, at_s=self.at_s)
        ahead.stretch_s = self.stretch_s
        ahead.wait_until(depart_s)
        return ahead.drive("", "", travel_s, 0).arrive_s

    def drive_after_wait(
        self, origin_id: str, destination_id: str, depart_s: int, travel_s: int, length_m: int
    ) -> Leg:
        """Stay until `depart_s`, then drive a leg."""
        rests = self.wait_until(depart_s)
        return replace(self.drive(origin_id, destination_id, travel_s, length_m), rests=rests)

    def wait_until(self, begin_s: int) -> tuple[Break, ...]:
        """Wait; a wait that is long enough is a break for nothing."""
        wait_s = begin_s - self.at_s
        self.at_s = begin_s
        if self._limit_s is None or not self.stretch_s or wait_s < max(1, self._break_s):
            return ()
        self.stretch_s = 0
        return (Break(start_s=begin_s - self._break_s, end_s=begin_s),)

    def work(self, seconds: int) -> None:
        """Load or unload."""
        self.at_s += seconds

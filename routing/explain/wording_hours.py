"""Reasons in words that tell of hours: windows, bans, shifts, meals, driving."""

from typing import Final

from routing.explain.options import Case, Earliest, Option
from routing.explain.wording import Options, place, unreachable
from routing.model import DAY_S, Text, TimeWindow, clock_on_day, first_of, format_clock, format_windows

_NAMED: Final = 2
"""So many bans are named, of more their number."""


def _soonest(case: Case, options: Options) -> tuple[Option, Earliest] | None:
    timed = [(option, times) for option in options if (times := case.earliest(option))]
    return min(timed, key=lambda pair: pair[1].arrive_s, default=None)


def window(case: Case, options: Options) -> Text:
    """Tell when the first truck can be there, and when the facility receives."""
    soonest, date = _soonest(case, options), case.problem.date
    hours = ";".join(
        f"{clock_on_day(x.start_s, date)}-{clock_on_day(x.end_s, date)}"
        for x in case.problem.windows_of(case.part)
    )
    arrives = clock_on_day(soonest[1].arrive_s, date) if soonest else "?"
    return Text(
        f"{place(case)} chỉ nhận {hours}; xe sớm nhất đến lúc {arrives}",
        f"{place(case)} receives at {hours} only; the first truck can be there at {arrives}",
    )


def barred(case: Case, options: Options) -> Text:
    """Name the hours in which trucks may not drive there, and the bans that say so."""
    named, closed_s = bans_named(case, options), _closed_hours(case, options)
    when = f" ({closed_s})" if closed_s else ""
    return Text(
        f"Giờ cấm{when} khiến không xe nào kịp giao {place(case)}: {named.vi}",
        f"Hours of bans{when} keep every truck from serving {place(case)}: {named.en}",
    )


def bans_named(case: Case, options: Options) -> Text:
    """Name the bans that a permit would lift for these trucks; without any, all that bars roads."""
    hours = case.problem.travel.time_dependent
    own: dict[str, None] = {}
    every: dict[str, None] = {}
    for by in dict.fromkeys(by for option in options if (by := hours.get(option.vehicle.profile))):
        free = hours[by.without].bans if by.without in hours else ()
        own |= dict.fromkeys(name for name in by.bans if by.without and name not in free)
        every |= dict.fromkeys(by.bans)
    names = [Text(_language(name, 0), _language(name, 1)) for name in own or every]
    if not names:
        return Text("đường cấm theo giờ", "roads barred for some hours")
    return first_of(names, _NAMED, "biển cấm", between="; ")


def _language(name: str, side: int) -> str:
    """Return one half of a name written as `Vietnamese / English`, or as `Vi / en: what both end in`."""
    halves = name.split(" / ")
    if len(halves) != 2:  # noqa: PLR2004
        return name
    _, colon, tail = halves[1].partition(": ")
    shared = colon and ": " not in halves[0] and side == 0
    return f"{halves[0]}: {tail}" if shared else halves[side]


def _closed_hours(case: Case, options: Options) -> str:
    """Return the hours of the day in which the nearest truck has no path to the place, or ""."""
    option = next(
        (option for option in options if option.vehicle.profile in case.problem.travel.time_dependent), None
    )
    if option is None:
        return ""
    by, index = case.problem.travel.time_dependent[option.vehicle.profile], case.problem.travel.index
    a, b = index[option.depot.id], index[case.part.facility_id]
    spans: list[TimeWindow] = []
    ends = (*by.start_s[1:], 2 * DAY_S)
    for start_s, end_s, table in zip(by.start_s, ends, by.free, strict=True):
        from_s, until_s = max(0, start_s), min(DAY_S, end_s)
        if from_s < until_s and by.duration_s[table][a, b] < 0:
            if spans and spans[-1].end_s == from_s:
                from_s = spans.pop().start_s
            spans.append(TimeWindow(from_s, until_s))
    return format_windows(tuple(spans)) if spans else ""


def shift(case: Case, options: Options) -> Text:
    """Say how long a day with this order alone would be."""
    timed = [(option, times) for option in options if (times := case.earliest(option))]
    best = min(timed, key=lambda pair: pair[1].end_s - pair[0].vehicle.shift.latest_s, default=None)
    if best is None:
        return unreachable(case, options)
    date = case.problem.date
    back, latest = clock_on_day(best[1].end_s, date), clock_on_day(best[0].vehicle.shift.latest_s, date)
    return Text(
        f"Ca làm việc không đủ: giao {place(case)} thì sớm nhất {back} mới về, ca hết lúc {latest}",
        f"Shifts are too short: after {place(case)} the truck is back at {back}, its shift ends at {latest}",
    )


def released(case: Case, options: Options) -> Text:
    """Tell when the cylinders are ready, and when they could arrive and the truck be back."""
    soonest, ready_s = _soonest(case, options), case.part.release_s
    date = case.problem.date
    ready = "?" if ready_s is None else clock_on_day(ready_s, date)
    arrives = clock_on_day(soonest[1].arrive_s, date) if soonest else "?"
    back = clock_on_day(soonest[1].end_s, date) if soonest else "?"
    return Text(
        f"Bình cho {place(case)} {ready} mới sẵn sàng ở kho; sớm nhất đến lúc {arrives}, về lúc {back}",
        f"The cylinders for {place(case)} are ready at {ready} only; they can be there "
        f"at {arrives} and the truck back at {back}",
    )


def duty(case: Case, options: Options) -> Text:
    """Tell how long a truck would be out for the order alone, and how long it may be."""
    times = [earliest.duty_s for option in options if (earliest := case.earliest(option))]
    limits = [s for option in options if (s := option.vehicle.shift.max_duration_s) is not None]
    needs = format_clock(min(times)) if times else "?"
    most = f" ({format_clock(max(limits))})" if limits else ""
    return Text(
        f"Giao {place(case)} cần ít nhất {needs} giờ làm việc, quá thời gian làm việc tối đa{most}",
        f"Serving {place(case)} takes {needs} hours of duty at least, beyond the longest duty{most}",
    )


def meals(case: Case, options: Options) -> Text:
    """Tell that the time for meals is what is lacking, and how long they are."""
    lengths = [rules.length_s for option in options if (rules := option.vehicle.rules.meals)]
    minutes = max(lengths, default=0) // 60
    return Text(
        f"Không đủ thời gian giao {place(case)} và nghỉ ăn ({minutes} phút) trong ngày làm việc",
        f"There is no time in the working day to serve {place(case)} and have meals ({minutes} minutes)",
    )


def driving(case: Case, options: Options) -> Text:
    """Tell how much driving the order needs by itself, and how much is allowed."""
    times = [earliest.driving_s for option in options if (earliest := case.earliest(option))]
    limits = [option.vehicle.rules.max_driving_s for option in options]
    needs = format_clock(min(times)) if times else "?"
    allowed = max((limit for limit in limits if limit is not None), default=None)
    most = f" ({format_clock(allowed)})" if allowed is not None else ""
    return Text(
        f"Giao {place(case)} cần lái ít nhất {needs} giờ, quá giới hạn lái xe{most}",
        f"Serving {place(case)} takes {needs} hours of driving at least, beyond the limits on driving{most}",
    )
